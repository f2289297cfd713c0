"""Whether a column of xóm, tổ, khu … names units of the commune or parts of a thôn."""

from collections.abc import Iterator
from dataclasses import replace

from vanhoa_desktop.domain.problems import Problem, Severity
from vanhoa_desktop.imports.book.book import cell_text
from vanhoa_desktop.imports.headings.headings import Headings
from vanhoa_desktop.imports.words.heading_words import HAMLET, UNIT_NAME
from vanhoa_desktop.imports.words.unit_names import UnitNames

READ_AS_UNITS = "đọc là thôn, đơn vị: có ô ghi đúng tên đơn vị của xã"
READ_AS_PARTS = "xóm, tổ trong thôn: không ô nào ghi tên một đơn vị của xã"


def with_unit_column(headings: Headings, units: UnitNames) -> Headings:
    """The same headings, with the column that names units as the column of units.

    A column of hamlets is one if a cell of it names a unit, unless a column of units does.
    """
    own = headings.columns.get(UNIT_NAME)
    if own is not None and _names_units(headings, own, units):
        return headings
    for column in _hamlet_columns(headings):
        if _names_units(headings, column, units):
            columns = {n: c for n, c in headings.columns.items() if c != column}
            titles = {n: t for n, t in headings.titles.items() if n in columns}
            seconds = {c: n for c, n in headings.seconds.items() if c != column}
            if own is not None:
                seconds[own] = UNIT_NAME
            return replace(
                headings,
                columns={**columns, UNIT_NAME: column},
                titles={**titles, UNIT_NAME: headings.texts[column]},
                seconds=seconds,
                hamlets=tuple(c for c in _hamlet_columns(headings) if c != column),
                has_hamlet_units=True,
            )
    return replace(headings, hamlets=tuple(_hamlet_columns(headings)))


def unit_column_problems(headings: Headings) -> Iterator[Problem]:
    """How each column of hamlets was read, where there is one."""
    for column in headings.hamlets:
        message = f"Cột «{headings.texts[column]}» là {READ_AS_PARTS}; cột này không dùng."
        yield _told(headings, column, "COLUMN_HAMLET", message)
    if headings.has_hamlet_units:
        column = headings.columns[UNIT_NAME]
        message = f"Cột «{headings.texts[column]}» được {READ_AS_UNITS}."
        yield _told(headings, column, "COLUMN_OF_UNITS", message)


def _told(headings: Headings, column: int, code: str, message: str) -> Problem:
    heading, sheet = headings.texts[column], headings.sheet.name
    return Problem(sheet, headings.last_row, heading, Severity.WARNING, code, message)


def _hamlet_columns(headings: Headings) -> list[int]:
    first = headings.columns.get(HAMLET)
    more = [column for column, name in headings.seconds.items() if name == HAMLET]
    return [*([] if first is None else [first]), *more]


def _names_units(headings: Headings, column: int, units: UnitNames) -> bool:
    below = range(headings.last_row + 1, len(headings.sheet.rows) + 1)
    texts = (cell_text(headings.sheet.cell(row, column)) for row in below)
    return units.are_named(texts, headings.texts.get(column, ""))
