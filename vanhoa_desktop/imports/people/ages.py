"""Ages and ranks in the household beside a birth: what they say against the year that was read.

«15/3/26» may be 1926 as well as 2026: the year is understood as the last one that has been, which
is told; where the row itself says an older person the officer is asked.
"""

import re
from collections.abc import Callable, Iterable
from statistics import median_low

from vanhoa_desktop.domain.people import BirthDate
from vanhoa_desktop.domain.problems import Severity
from vanhoa_desktop.imports.book.book import cell_text
from vanhoa_desktop.imports.headings.headings import Headings
from vanhoa_desktop.imports.people.person_cells import TICKS, RowReading
from vanhoa_desktop.imports.words.heading_words import (
    BIRTH_FIELDS,
    BIRTH_PARTS,
    HEAD_NAME,
    RELATION,
    is_age_heading,
)
from vanhoa_desktop.texts.words.dates import birth_text
from vanhoa_desktop.texts.words.names import fold_text

_AGE = re.compile(r"([0-9]{1,3})(?:\s*t(?:uoi)?\.?)?")
# Whom nobody is before that age; somebody's child, brother or grandchild may be of any.
_GROWN_UP = re.compile(
    r"(?:chu ho|ch|vo|chong|bo|cha|me|ong|ba|cu|con dau|con re)"
    r"(?: (?:vo|chong|de|ke|noi|ngoai|cua chu ho|chu ho))*"
)
_LEAST_GROWN_UP = 16
# Ages are counted in more ways than one, and lists get old.
_MOST_APART, _OLD_LIST = 2, 10
_CENTURY = re.compile(r"(?<![0-9])(?:18|19|20)[0-9]{2}(?![0-9])")
_TWO_DIGITS = re.compile(
    r"[0-9]\s*(?:[/.\-,]|năm|nam)\s*[0-9]{2}(?![0-9]|\s*[/.\-])", re.IGNORECASE
)
_IN_ORDER = (*sorted(BIRTH_FIELDS - set(BIRTH_PARTS)), *BIRTH_PARTS)


def age_column(headings: Headings) -> int | None:
    """The column of ages; None where there is none."""
    used = {*headings.columns.values(), *headings.seconds}
    found = (c for c, text in headings.texts.items() if c not in used and is_age_heading(text))
    return next(found, None)


def years_of_list(
    headings: Headings,
    rows: Iterable[int],
    this_year: int | None,
    birth_of: Callable[[int], BirthDate | None],
) -> int:
    """How many years old a list is, as most of its ages tell; 0 where they do not."""
    if this_year is None or age_column(headings) is None:
        return 0
    aged = [(age, birth_of(row)) for row in rows if (age := _age_in(headings, row)) is not None]
    apart = [this_year - birth.year - age for age, birth in aged if birth is not None]
    if not apart:
        return 0
    middle = median_low(apart)
    is_of_most = sum(abs(years - middle) <= 1 for years in apart) * 2 > len(apart)
    return middle if is_of_most and 0 <= middle <= _OLD_LIST else 0


def birth_doubt(reading: RowReading, birth: BirthDate | None) -> str:
    """The question about a birth that other cells of its row speak against; '' for none.

    A year of two digits is told, once for its column.
    """
    if birth is None:
        return ""
    written = _written(reading)
    is_short = not _CENTURY.search(written) and bool(_TWO_DIGITS.search(written))
    if is_short:
        name = next(n for n in _IN_ORDER if reading.headings.text(reading.number, n))
        message = (
            f"«{written}» chỉ ghi hai chữ số của năm, được đọc là sinh {birth_text(birth)}. Hãy "
            "xem lại; nếu không đúng thì ghi đủ bốn chữ số của năm rồi nhập lại."
        )
        reading.add(name, Severity.WARNING, "BIRTH_OF_TWO_DIGITS", message)
    against = _said_against(reading, birth)
    if not against:
        return ""
    mend = "ghi đủ bốn chữ số của năm" if is_short else "sửa ngày sinh trong bảng"
    return (
        f"«{written}» được đọc là sinh {birth_text(birth)}, nhưng {against}. Nếu không "
        f"đúng, hãy {mend} rồi nhập lại; nếu đúng thì chọn «là người mới» hoặc chọn người."
    )


def _written(reading: RowReading) -> str:
    """The birth as it stands in one column or in several."""
    texts = [reading.headings.text(reading.number, name) for name in _IN_ORDER]
    return "/".join(text for text in texts if text)


def _said_against(reading: RowReading, birth: BirthDate) -> str:
    """What in the row says another age than the birth does."""
    if reading.this_year is None or birth.year > reading.this_year:
        return ""
    headings, number = reading.headings, reading.number
    years = reading.this_year - birth.year
    column, age = age_column(headings), _age_in(headings, number)
    if column is not None and age is not None:
        if abs(years - reading.years_of_list - age) > _MOST_APART:
            return f"cột «{headings.texts[column]}» ghi {age}"
        return ""
    relation = headings.text(number, RELATION)
    if years >= _LEAST_GROWN_UP:
        return ""
    if _GROWN_UP.fullmatch(fold_text(relation)):
        return f"cột «{headings.titles[RELATION]}» ghi «{relation}»"
    ticked = headings.text(number, HEAD_NAME)
    is_head = ticked.casefold() in TICKS
    return f"cột «{headings.titles[HEAD_NAME]}» ghi «{ticked}»" if is_head else ""


def _age_in(headings: Headings, row: int) -> int | None:
    column = age_column(headings)
    text = "" if column is None else cell_text(headings.sheet.cell(row, column))
    found = _AGE.fullmatch(fold_text(text))
    return int(found[1]) if found else None
