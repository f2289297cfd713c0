"""When a paper says that it was written, printed or scored: «Ngày lập: 30/12/2025».

Nobody scores a year before it has gone on for a while: what was written before it began, or in its
first months, holds the points of the year before.
"""

import re
from collections.abc import Iterator

_YEAR = r"(20[0-9]{2})(?![0-9])"
# «Ngày 05 tháng 01 năm 2027», and the form that nobody filled in: «ngày … tháng … năm 2027».
LONG_DAY = re.compile(rf"(?:\bngay\b[^a-z]*|,\s*)thang\b(?P<month>[^a-z]*)nam\s*(?P<year>{_YEAR})")
# «05/01/2027», «5.1.2027», «2027-01-05».
_SHORT_DAY = re.compile(
    rf"(?<![0-9/.\-])[0-9]{{1,2}}\s*[/.\-]\s*(?P<month>[0-9]{{1,2}})\s*[/.\-]\s*(?P<year>{_YEAR})"
)
_DAY_OF_FILE = re.compile(r"(?<![0-9/.\-])(?P<year>20[0-9]{2})-(?P<month>[0-9]{1,2})-[0-9]{1,2}\b")
# Days that say nothing of when the table was made: of births, of papers and of what was founded.
_OF_ELSE = re.compile(
    r"\b(?:sinh|thanh lap|mat|chet|cap(?! nhat)|vao dang|nhap ngu|hop dong|dang ky|ho khau|cu tru"
    r"|so|qd|kh|cv|hd|nq|ct|tt|nd|tb|bc|luat|thong tu|nghi dinh|nghi quyet|quyet dinh|ke hoach"
    r"|cong van|huong dan|can cu|ban hanh|hieu luc|mau|bieu|phu luc|chi thi)\b"
)
_SEVERAL_DAYS = 2
_FIRST_MONTHS = 3
_NEXT_SEASON = 10


def is_made_outside(folded: str, wanted: int) -> bool:
    """Whether a folded text says a day of making on which nobody had the points of a year.

    A text that names several days is about a span and no such day.
    """
    if _OF_ELSE.search(folded):
        return False
    days = list(_days(folded))
    return 0 < len(days) < _SEVERAL_DAYS and not _may_be_of(*days[0], wanted)


def without_days(folded: str) -> str:
    """A folded text without the days in it."""
    for days in (LONG_DAY, _SHORT_DAY, _DAY_OF_FILE):
        folded = days.sub(" ", folded)
    return folded


def _days(folded: str) -> Iterator[tuple[int | None, int]]:
    """Month, where it is said, and year of each day that a text names."""
    for pattern in (LONG_DAY, _SHORT_DAY, _DAY_OF_FILE):
        for found in pattern.finditer(folded):
            month = re.sub(r"[^0-9]", "", found["month"])
            yield (int(month) if month else None), int(found["year"])


def _may_be_of(month: int | None, year: int, wanted: int) -> bool:
    """Whether the points of the year wanted may have been written then."""
    if year == wanted:
        return month is None or month > _FIRST_MONTHS
    return year == wanted + 1 and (month is None or month < _NEXT_SEASON)
