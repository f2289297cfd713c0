"""Hypothesis strategies for dates of birth and days of the year."""

import datetime as dt

from hypothesis import strategies as st

from vanhoa_desktop.domain.enums import DatePrecision
from vanhoa_desktop.domain.people import BirthDate
from vanhoa_desktop.texts.words.dates import FIRST_BIRTH_YEAR, LAST_BIRTH_YEAR


def days() -> st.SearchStrategy[dt.date]:
    """Days on which somebody can have been born."""
    return st.dates(dt.date(FIRST_BIRTH_YEAR, 1, 1), dt.date(LAST_BIRTH_YEAR, 12, 31))


def births() -> st.SearchStrategy[BirthDate]:
    """Birth dates as far as they are known."""
    lengths = {DatePrecision.YEAR: 4, DatePrecision.MONTH: 7, DatePrecision.DAY: 10}
    return st.builds(
        lambda day, precision: BirthDate(day.isoformat()[: lengths[precision]], precision),
        days(),
        st.sampled_from(DatePrecision),
    )
