"""Identity numbers as spreadsheets hold them: by pattern and province, not by length alone.

Twelve digits: province, century and sex, two digits of the birth year, six of chance (Thông tư
59/2021/TT-BCA). Nine digits on the old papers.
"""

import datetime as dt
import re
from dataclasses import dataclass

from vanhoa_desktop.domain.enums import Sex
from vanhoa_desktop.domain.people import BirthDate
from vanhoa_desktop.imports.book.book import Cell, cell_text
from vanhoa_desktop.imports.cells.none_words import is_cross, says_none

NEW_DIGITS, OLD_DIGITS = 12, 9
MASK = "•"
_PROVINCES = frozenset(
    [
        "001",
        "002",
        "004",
        "006",
        "008",
        "010",
        "011",
        "012",
        "014",
        "015",
        "017",
        "019",
        "020",
        "022",
        "024",
        "025",
        "026",
        "027",
        "030",
        "031",
        "033",
        "034",
        "035",
        "036",
        "037",
        "038",
        "040",
        "042",
        "044",
        "045",
        "046",
        "048",
        "049",
        "051",
        "052",
        "054",
        "056",
        "058",
        "060",
        "062",
        "064",
        "066",
        "067",
        "068",
        "070",
        "072",
        "074",
        "075",
        "077",
        "079",
        "080",
        "082",
        "083",
        "084",
        "086",
        "087",
        "089",
        "091",
        "092",
        "093",
        "094",
        "095",
        "096",
    ]
)
_NOT_DIGITS = re.compile(r"[\s.\-'’`,]")
_DECIMAL_END = re.compile(r"(?<=[0-9])[.,]0+$")
# «CCCD 038081000111», «Số: 038081000111»: the label of the cell, and no part of the number.
_LABEL = re.compile(
    r"^(?:số|so)?\s*(?:cccd|cmnd|cmt|cc|căn cước|can cuoc|đdcn|ddcn|định danh)?\s*(?:số|so)?"
    r"\s*[:.]?\s*(?=[0-9])",
    re.IGNORECASE,
)
# 1,7E+8 and 3,8081E+10 are what Excel showed of a number that somebody copied: rounded.
_ROUNDED = re.compile(r"0{5,}$")
_MASKED = re.compile(rf"[0-9]*[{MASK}*xX]{{3,}}[0-9]*")
_FIRST_YEAR = 1900


@dataclass(frozen=True, slots=True)
class WrittenNumber:
    """What a cell says: a number, or the mask of one that does not change, or neither.

    `is_padded` tells that a lost zero was put back, `is_wrong` that the cell holds no number,
    `is_none` that it says so itself («chưa có»).
    """

    number: str | None = None
    mask: str | None = None
    is_padded: bool = False
    is_wrong: bool = False
    is_none: bool = False


def read_number(cell: Cell, this_year: int | None = None) -> WrittenNumber:
    """The identity number in a cell; a day or a time in its place is none."""
    if isinstance(cell, dt.date | dt.time | dt.timedelta | bool):
        return WrittenNumber(is_wrong=True)
    written = cell_text(cell)
    if not written:
        return WrittenNumber()
    digits = _NOT_DIGITS.sub("", _DECIMAL_END.sub("", _LABEL.sub("", written)))
    if _MASKED.fullmatch(digits):
        return WrittenNumber(mask=digits)
    if says_none(written) or is_cross(written):
        return WrittenNumber(is_none=True)
    return _number_of(digits, this_year)


def _number_of(digits: str, this_year: int | None) -> WrittenNumber:
    if not (digits.isascii() and digits.isdigit()) or _ROUNDED.search(digits):
        return WrittenNumber(is_wrong=True)
    if _is_number(digits, this_year):
        return WrittenNumber(digits)
    padded = f"0{digits}"
    if _is_number(padded, this_year):
        return WrittenNumber(padded, is_padded=True)
    return WrittenNumber(is_wrong=True)


def _is_number(digits: str, this_year: int | None) -> bool:
    if len(digits) == OLD_DIGITS:
        return digits.strip("0") != ""
    if len(digits) != NEW_DIGITS or digits[:3] not in _PROVINCES:
        return False
    return this_year is None or birth_year_of(digits) <= this_year


def birth_year_of(number: str) -> int:
    """The year of birth in a number of twelve digits."""
    return _FIRST_YEAR + int(number[3]) // 2 * 100 + int(number[4:6])


def sex_of(number: str) -> Sex:
    """The sex in a number of twelve digits."""
    return Sex.FEMALE if int(number[3]) % 2 else Sex.MALE


def contradicts(number: str, birth: BirthDate | None, sex: Sex | None) -> bool:
    """Whether a number of twelve digits says another birth year or sex than the row."""
    if len(number) != NEW_DIGITS:
        return False
    is_other_year = birth is not None and birth_year_of(number) != birth.year
    return is_other_year or (sex is not None and sex_of(number) is not sex)


def mask_fits(mask: str, number: str) -> bool:
    """Whether a mask (038•••••1234) can be this number's."""
    shown = re.split(rf"[{MASK}*xX]+", mask)
    return number.startswith(shown[0]) and number.endswith(shown[-1])
