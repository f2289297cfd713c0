"""Births written with more or less than a date: «khoảng 1960», «00/00/1960», «không rõ»."""

import re

from vanhoa_desktop.domain.enums import DatePrecision
from vanhoa_desktop.domain.people import BirthDate
from vanhoa_desktop.imports.cells.none_words import is_cross, says_none
from vanhoa_desktop.texts.words.dates import FIRST_BIRTH_YEAR, parse_birth
from vanhoa_desktop.texts.words.names import clean_name, fold_text

_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
_ABOUT = r"(?:khoang|chung|do chung|uoc chung|uoc|sinh nam|sn|nam sinh|nam|k\.|~|≈)?\s*(?:nam\s*)?"
_LUNAR = r"(?:a\.?l\.?|am lich|al lich|lich am)"
# «00/00/1960», «../../1960», «__/__/1960»: nobody knows the day.
_NO_DAY = r"(?:(?:0{1,2}|[._?\-xX]{1,4})\s*[/.\-]\s*(?:0{1,2}|[._?\-xX]{1,4})\s*[/.\-]\s*)?"
_BEHIND = rf"\s*(?:\(?\?\)?|\(?{_LUNAR}\)?)?"
_PLAIN = re.compile(rf"{_ABOUT}{_NO_DAY}{_YEAR}{_BEHIND}")
_LUNAR_DAY = re.compile(
    rf"[0-9]{{1,2}}[/.\-](?:[0-9]{{1,2}}[/.\-])?{_YEAR}\s*(?:\(?{_LUNAR}\)?|\(?\?\)?)"
)
_WITH_AGE = re.compile(
    r"(?P<birth>[0-9/.\-]+)\s*[(,;\-–]?\s*(?P<age>[0-9]{1,3})\s*t(?:uoi)?\.?\s*\)?"
)
_QUOTES = "‘’'`´\"“”"
# How much older than the years say people count themselves, and how old a list may be.
_COUNTED_MORE, _OLD_LIST = 2, 10


def year_in_words(text: str, this_year: int | None) -> BirthDate | None:
    """The birth year that stands plain in a cell among other words or signs; None without one.

    An age beside it has to agree with it.
    """
    said = fold_text(clean_name(text)).strip(_QUOTES + " ").rstrip(" .")
    found = _PLAIN.fullmatch(said) or _LUNAR_DAY.fullmatch(said)
    if found is not None:
        year = int(found["year"])
    elif (aged := _WITH_AGE.fullmatch(said)) is not None:
        birth = parse_birth(aged["birth"].strip("/.-"), this_year)
        if birth is None or not _is_age_of(int(aged["age"]), birth.year, this_year):
            return None
        year = birth.year
    else:
        return None
    is_past = this_year is None or year <= this_year
    is_birth = year >= FIRST_BIRTH_YEAR and is_past
    return BirthDate(str(year), DatePrecision.YEAR) if is_birth else None


def _is_age_of(age: int, year: int, this_year: int | None) -> bool:
    if this_year is None:
        return True
    years = this_year - year
    return years - _OLD_LIST <= age <= years + _COUNTED_MORE


def says_no_birth(text: str) -> bool:
    """Whether a cell says that the birth is not known: «không rõ», «N/A», «x»."""
    return says_none(text) or is_cross(text)
