"""Rows that say something of a person and have no name: left out and told, never taken for titles.

A sheet is often filled in over two rows: the second has points and no name. What stands in its
column of units would read as the title of a part.
"""

from collections.abc import Collection

from vanhoa_desktop.imports.book.book import cell_text
from vanhoa_desktop.imports.headings.headings import Headings
from vanhoa_desktop.imports.tables.table_rows import written_name
from vanhoa_desktop.imports.words.heading_words import (
    BIRTH_FIELDS,
    CITIZEN_NUMBER,
    HAMLET,
    NAME_FIELDS,
    NUMBER,
    PERSON_ID,
    PHONE,
    SEX,
    UNIT_NAME,
)

_OF_PLACES = frozenset({UNIT_NAME, HAMLET})
# What a title of a part never has; «Nam» and «Nữ» may hold how many there are.
_OF_PERSONS = BIRTH_FIELDS | {CITIZEN_NUMBER, SEX}
# What nobody needs to read in a message.
_PRIVATE = frozenset({CITIZEN_NUMBER, PHONE})
_MOST_SHOWN = 4


def is_nameless_person(headings: Headings, row: int, needed: Collection[str]) -> bool:
    """Whether a row without a name has a unit in the column of units, and values of a person.

    `needed` are the fields that a table is read for; without any, birth, sex and number are.
    """
    if written_name(headings, row):
        return False
    fields = {column: name for name, column in headings.columns.items()}
    places = {*headings.hamlets, *(c for c, name in fields.items() if name in _OF_PLACES)}
    cells = headings.sheet.rows[row - 1] if row <= len(headings.sheet.rows) else ()
    filled = {column: text for column, cell in enumerate(cells, 1) if (text := cell_text(cell))}
    wanted = needed or _OF_PERSONS
    has_values = any(fields.get(column) in wanted for column in filled)
    return has_values and any(column in places for column in filled)


def values_text(headings: Headings, row: int) -> str:
    """What a row says under its headings, but for private numbers: «Năm sinh: 1961; CS1: 9»."""
    fields = {column: name for name, column in headings.columns.items()}
    cells = headings.sheet.rows[row - 1] if row <= len(headings.sheet.rows) else ()
    said = [
        f"{headings.texts[column]}: {text}"
        for column, cell in enumerate(cells, 1)
        if (text := cell_text(cell))
        and headings.texts.get(column)
        and fields.get(column) not in _PRIVATE | NAME_FIELDS | {PERSON_ID}
        and not (fields.get(column) == NUMBER and text.isdecimal())
    ]
    more = ["…"] if len(said) > _MOST_SHOWN else []
    return "; ".join([*said[:_MOST_SHOWN], *more])
