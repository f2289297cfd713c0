"""Columns headed only «Nam» and «Nữ»: to tick, or holding the births of men and of women."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import replace

from vanhoa_desktop.imports.book.book import Cell, cell_text
from vanhoa_desktop.imports.headings.headings import Headings
from vanhoa_desktop.imports.words.heading_words import (
    BIRTH_OF_MEN,
    BIRTH_OF_WOMEN,
    IS_FEMALE,
    IS_MALE,
)

_YEAR_LAST = re.compile(r"(?:.*[^0-9])?(?:19|20)[0-9]{2}")
_BIRTHS = {IS_MALE: BIRTH_OF_MEN, IS_FEMALE: BIRTH_OF_WOMEN}


def with_births_by_sex(headings: Headings) -> Headings:
    """The headings with «Nam» and «Nữ» as columns of births, where births stand in them.

    One of them alone is then no column of a sex: an unmarked «Nam» may be the year of anything.
    """
    found = {name: headings.columns[name] for name in _BIRTHS if name in headings.columns}
    if not any(_holds_births(_cells(headings, column)) for column in found.values()):
        return headings
    columns = {name: c for name, c in headings.columns.items() if name not in found}
    titles = {name: title for name, title in headings.titles.items() if name not in found}
    if len(found) == len(_BIRTHS) and not columns.keys() & set(_BIRTHS.values()):
        columns |= {_BIRTHS[name]: column for name, column in found.items()}
        titles |= {_BIRTHS[name]: headings.titles[name] for name in found}
    return replace(headings, columns=columns, titles=titles)


def _cells(headings: Headings, column: int) -> Iterable[Cell]:
    rows = range(headings.last_row + 1, len(headings.sheet.rows) + 1)
    return (headings.sheet.cell(row, column) for row in rows)


def _holds_births(cells: Iterable[Cell]) -> bool:
    """Whether more cells of a column hold births than something else."""
    filled = [cell for cell in cells if cell_text(cell)]
    births = sum(
        isinstance(cell, dt.date) or bool(_YEAR_LAST.fullmatch(cell_text(cell))) for cell in filled
    )
    return births * 2 > len(filled)
