"""Dates as offices write and read them (Nghị định 30/2020/NĐ-CP.

Leading zero for days below 10, months 1 and 2).
"""

import datetime as dt
import re
import unicodedata

from vanhoa_desktop.domain.enums import DatePrecision
from vanhoa_desktop.domain.people import BirthDate

FIRST_BIRTH_YEAR = 1900
LAST_BIRTH_YEAR = 2100
_EXCEL_EPOCH = dt.date(1899, 12, 30)
_EXCEL_FIRST_SERIAL, _EXCEL_LAST_SERIAL = 367, 73_050
_DAY = re.compile(r"([0-9]{1,2})\s*[/.\-]\s*([0-9]{1,2})\s*[/.\-]\s*([0-9]{4}|[0-9]{2})")
_MONTH = re.compile(r"([0-9]{1,2})\s*[/.\-]\s*([0-9]{4})")
_YEAR = re.compile(r"[0-9]{4}")
# «ngày 14 tháng 02 năm 1972», «14 tháng 2, 1972», «tháng 8 năm 1985», «tháng 8/1985».
_IN_WORDS = re.compile(
    r"(?:(?:ngày|ngay)?\s*([0-9]{1,2})\s*)?(?:tháng|thang)\s*([0-9]{1,2})"
    r"\s*[/.,\-]?\s*(?:năm|nam)?\s*([0-9]{4}|[0-9]{2})"
)
_LEADING_WORD = re.compile(r"(?:ngày|ngay|năm|nam)\s*(?=[0-9])")
_ISO = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[ T].*)?")
# What programs and people put behind a day: «01/02/1960 00:00:00», «01.02.1960.».
_BEHIND_DAY = re.compile(r"(?<=[0-9])(?:\s+0{1,2}:00(?::00)?(?:\.0+)?|\.+)$")


def _valid(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def birth_of_day(day: dt.date) -> BirthDate | None:
    """A birth date to the day, if it is plausible."""
    if not FIRST_BIRTH_YEAR <= day.year <= LAST_BIRTH_YEAR:
        return None
    return BirthDate(day.isoformat(), DatePrecision.DAY)


def _full_year(digits: str, this_year: int | None) -> int:
    if len(digits) == len("1955"):
        return int(digits)
    if this_year is None:
        return 0
    year = 2000 + int(digits)
    return year if year <= this_year else year - 100


def bare_date(text: str) -> str:
    """A written date without the midnight or the full stop behind it."""
    return _BEHIND_DAY.sub("", text.strip())


def date_in_digits(text: str) -> str:
    """A date written with the words «ngày, tháng, năm», in digits with its day first.

    Any other text as it is.
    """
    plain = unicodedata.normalize("NFC", text).strip().lower()
    if found := _IN_WORDS.fullmatch(plain):
        return "/".join(part for part in found.groups() if part)
    return _LEADING_WORD.sub("", plain) if _LEADING_WORD.match(plain) else bare_date(text)


def parse_birth(text: str, this_year: int | None = None) -> BirthDate | None:
    """A birth date from dd/mm/yyyy, mm/yyyy, yyyy or ISO text, or in words («tháng 8 năm 1985»).

    dd/mm/yy means the last such year up to `this_year`, and nothing without it. None if it is none
    of these or no such day exists.
    """
    stripped = date_in_digits(text)
    if iso := _ISO.fullmatch(stripped):
        day = _valid(int(iso[1]), int(iso[2]), int(iso[3]))
        return birth_of_day(day) if day else None
    if full := _DAY.fullmatch(stripped):
        day = _valid(_full_year(full[3], this_year), int(full[2]), int(full[1]))
        return birth_of_day(day) if day else None
    if (month := _MONTH.fullmatch(stripped)) and _valid(int(month[2]), int(month[1]), 1):
        year = int(month[2])
        is_plausible = FIRST_BIRTH_YEAR <= year <= LAST_BIRTH_YEAR
        return (
            BirthDate(f"{year}-{int(month[1]):02d}", DatePrecision.MONTH) if is_plausible else None
        )
    if _YEAR.fullmatch(stripped) and FIRST_BIRTH_YEAR <= int(stripped) <= LAST_BIRTH_YEAR:
        return BirthDate(str(int(stripped)), DatePrecision.YEAR)
    return None


def birth_of_number(number: float) -> BirthDate | None:
    """A birth date from a spreadsheet number: a year, or an Excel serial day."""
    if not number.is_integer():
        return None
    whole = int(number)
    if FIRST_BIRTH_YEAR <= whole <= LAST_BIRTH_YEAR:
        return BirthDate(str(whole), DatePrecision.YEAR)
    if _EXCEL_FIRST_SERIAL <= whole <= _EXCEL_LAST_SERIAL:
        return birth_of_day(_EXCEL_EPOCH + dt.timedelta(days=whole))
    return None


def birth_text(birth: BirthDate) -> str:
    """A birth date for people: 05/03/1961, 03/1961 or 1961."""
    return "/".join(reversed(birth.text.split("-")))


def date_text(iso: str) -> str:
    """An ISO date as dd/mm/yyyy."""
    return "/".join(reversed(iso[:10].split("-")))


def official_date(iso: str) -> str:
    """«ngày 05 tháng 3 năm 2026» (NĐ 30/2020.

    Leading zero for days below 10 and for months 1 and 2).
    """
    day = dt.date.fromisoformat(iso)
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)  # noqa: PLR2004 - the decree's rule
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"
