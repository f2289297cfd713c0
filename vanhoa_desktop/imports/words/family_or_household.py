"""A column headed «Hộ», or «HO» without its mark: codes, heads of households, or family names.

«Hộ» holds what households are called: a code or the name of the head. An unmarked «HO» may be «Họ»
as well. What stands in the column tells.
"""

import re
from collections.abc import Iterable

from vanhoa_desktop.imports.book.book import Sheet, cell_text
from vanhoa_desktop.imports.words.heading_words import (
    BIRTH_FIELDS,
    CITIZEN_NUMBER,
    FAMILY_NAME,
    FAMILY_OR_HOUSEHOLD,
    FULL_NAME,
    GIVEN_NAME,
    HEAD_NAME,
    HOUSEHOLD,
    HOUSEHOLD_CODE,
    PHONE,
    PHONE_OR_OTHER,
    SEX,
)

# What tells that a list with a lone «Tên» is one of people.
_OF_PEOPLE = BIRTH_FIELDS | {CITIZEN_NUMBER, SEX}
_FAMILY_WORDS = 2
_PHONE_DIGITS = 9
_CODE = re.compile(r".*[0-9].*")
_READ_AS = {
    HEAD_NAME: "họ tên chủ hộ",
    HOUSEHOLD_CODE: "mã hộ",
    FAMILY_NAME: "họ và tên đệm",
}


def with_told_apart(
    sheet: Sheet, last_row: int, fields: dict[int, str | None]
) -> tuple[dict[int, str | None], dict[int, str]]:
    """The fields of columns with such a column as what it holds, and how that is said, by column.

    A lone «Tên» with whole names is the column of names.
    """
    told = dict(fields)
    read: dict[int, str] = {}
    names = set(fields.values())
    has_whole_names = FULL_NAME in names
    for column, name in fields.items():
        if name not in {HOUSEHOLD, FAMILY_OR_HOUSEHOLD, PHONE_OR_OTHER}:
            continue
        texts = _texts(sheet, last_row, column)
        if name == PHONE_OR_OTHER:
            told[column] = PHONE if _are_phones(texts) else None
            continue
        meant = HEAD_NAME if _are_names(texts) else HOUSEHOLD_CODE
        if name == FAMILY_OR_HOUSEHOLD and GIVEN_NAME in names and not has_whole_names:
            given = next(c for c, other in fields.items() if other == GIVEN_NAME)
            is_family = _are_families(texts) and not _are_whole(_texts(sheet, last_row, given))
            meant = FAMILY_NAME if is_family else meant
        told[column] = meant
        # «Hộ» over codes is what it says.
        if (name, meant) != (HOUSEHOLD, HOUSEHOLD_CODE):
            read[column] = _READ_AS[meant]
    found = {name for name in told.values() if name}
    if GIVEN_NAME in found and not found & {FULL_NAME, FAMILY_NAME} and found & _OF_PEOPLE:
        column = next(c for c, name in told.items() if name == GIVEN_NAME)
        told[column] = FULL_NAME
    return told, read


def _texts(sheet: Sheet, last_row: int, column: int) -> list[str]:
    rows = range(last_row + 1, len(sheet.rows) + 1)
    return [text for row in rows if (text := cell_text(sheet.cell(row, column)))]


def _are_names(texts: Iterable[str]) -> bool:
    """Whether most of the cells are names: several words without a digit."""
    found = [" " in text and not _CODE.fullmatch(text) for text in texts]
    return sum(found) * 2 > len(found)


def _are_families(texts: list[str]) -> bool:
    """Whether most of the cells are a family name and at most one middle name («Nguyễn Thị»)."""
    found = [not _CODE.fullmatch(text) and len(text.split()) <= _FAMILY_WORDS for text in texts]
    return sum(found) * 2 > len(found)


def _are_phones(texts: list[str]) -> bool:
    found = [sum(char.isdigit() for char in text) >= _PHONE_DIGITS for text in texts]
    return sum(found) * 2 > len(found)


def _are_whole(texts: list[str]) -> bool:
    return sum(len(text.split()) > 1 for text in texts) * 2 > len(texts)
