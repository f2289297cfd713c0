"""Going down a table: what each row is, and what the rows above it make of those below."""

from dataclasses import dataclass, field

from vanhoa_desktop.domain.import_account import RowBin
from vanhoa_desktop.imports.book.book import Sheet, cell_text
from vanhoa_desktop.imports.headings.foot_rows import is_foot_row, last_listed
from vanhoa_desktop.imports.headings.headings import Headings
from vanhoa_desktop.imports.headings.headings_again import FirstHeadings
from vanhoa_desktop.imports.tables.assessor_rows import leave_out_others
from vanhoa_desktop.imports.tables.nameless_rows import is_nameless_person
from vanhoa_desktop.imports.tables.opened_tables import TableSheet, TableWish
from vanhoa_desktop.imports.tables.people_above import is_person_above, people_above
from vanhoa_desktop.imports.tables.table_remarks import (
    other_points,
    row_problems,
    second_table,
    table_above,
)
from vanhoa_desktop.imports.tables.table_rows import (
    classify,
    is_row_of_numbers,
    is_short_title_of_part,
    without_section_number,
    written_name,
)
from vanhoa_desktop.imports.tables.title_rows import (
    first_column,
    is_place_title,
    is_unclear_title,
    names_indicators,
    title_of_row,
)
from vanhoa_desktop.imports.tables.units_above import RowsBelow, other_commune_above, units_above
from vanhoa_desktop.imports.tables.year_rows import leave_out_other_years
from vanhoa_desktop.imports.words.unit_names import UnitNames


def sort_rows(table: TableSheet, headings: Headings, wish: TableWish) -> None:
    """Put each filled row into its bin or among the people, and say where the people belong."""
    rows = filled_rows(table.sheet)
    check = wish.is_other_year
    first = FirstHeadings(headings, wish.field_of, None if check is None else check.of_heading)
    listed = last_listed(headings, rows)
    sorter = _RowSorter(table, headings, wish, first, listed)
    for row in rows:
        row_bin = sorter.bin_of(row)
        if row_bin in {None, RowBin.STRUCK} and _is_unit_alone(headings, row, wish.units):
            row_bin = RowBin.SECTION
        _put(table, row, row_bin)
    if wish.points is not None:
        table.problems += leave_out_others(table, headings, wish.points.wanted)
    if check is not None:
        table.problems += leave_out_other_years(table, headings, check)
    below = RowsBelow(table.people, table.rows, table.unclear)
    table.units = units_above(headings, below, wish.units)
    table.other_commune = other_commune_above(headings, wish.units)
    table.problems += row_problems(table, headings)
    if sorter.people_above:
        table.problems.append(people_above(headings, sorter.people_above))
    if headings.table_above is not None:
        table.problems.append(table_above(table.sheet, headings.table_above))


def _put(table: TableSheet, row: int, row_bin: RowBin | None) -> None:
    # A filter hides sections as well as people: the rows below are still theirs.
    if row in table.sheet.hidden_rows and row_bin not in {RowBin.HEADING, RowBin.SECTION}:
        table.unseen += [row] if row_bin in {None, RowBin.STRUCK} else []
        row_bin = RowBin.HIDDEN
    elif row_bin is RowBin.STRUCK:
        table.unseen.append(row)
    if row_bin is None:
        table.people.append(row)
    else:
        table.rows[row] = row_bin


_MAY_BE_TITLES = {None, RowBin.UNFILLED, RowBin.SECTION}


@dataclass
class _RowSorter:
    """Goes down a sheet: a second table or the signatures change what the rows below are."""

    table: TableSheet
    headings: Headings
    wish: TableWish
    first: FirstHeadings
    last_listed: int | None
    is_foreign: bool = False
    title_of_points: tuple[int, str] | None = None
    is_below: bool = False
    headings_end: int = 0
    people_above: list[int] = field(default_factory=list)

    def bin_of(self, row: int) -> RowBin | None:
        """The bin of the next filled row; None for one that is meant as a person."""
        if row <= self.headings.last_row:
            return self._of_row_above(row)
        if row <= self.headings_end:
            return RowBin.HEADING
        row_bin = classify(self.headings, row, self.wish.field_of)
        if row_bin is RowBin.HEADING:
            self._go_over_headings(row)
        elif row_bin in _MAY_BE_TITLES and self._is_title(row, row_bin):
            row_bin = RowBin.SECTION
        elif self.is_foreign:
            self._tell_title_of_points()
            row_bin = RowBin.LEFT_OUT
        elif row_bin is None and self._is_foot(row):
            row_bin = RowBin.FOOT
        if row not in self.table.sheet.hidden_rows:
            is_still_below = self.is_below and self._is_below_list(row)
            self.is_below = row_bin is RowBin.FOOT or is_still_below
        return row_bin

    def _of_row_above(self, row: int) -> RowBin:
        """The bin of a row of the headings, or of what stands above them in a small table."""
        above = self.headings.table_above
        if above is None or not above < row < self.headings.first_row:
            is_person = row < self.headings.first_row and is_person_above(self.headings, row)
            self.people_above += [row] if is_person else []
            return RowBin.LEFT_OUT if is_person else RowBin.HEADING
        return RowBin.SECTION if self._is_title(row) else RowBin.LEFT_OUT

    def _is_foot(self, row: int) -> bool:
        if self.is_below and _is_name_alone(self.headings, row):
            return True
        return self._is_below_list(row) and is_foot_row(self.headings, row, is_signed=self.is_below)

    def _is_below_list(self, row: int) -> bool:
        return self.last_listed is not None and row > self.last_listed

    def _go_over_headings(self, row: int) -> None:
        if is_row_of_numbers(table_cells(self.table.sheet, row).values()):
            return
        again = self.first.again(row)
        self.headings_end = again.last_row
        self.is_foreign, self.title_of_points = again.column > 0, None
        if self.is_foreign:
            self.table.problems.append(second_table(self.table.sheet, row, again))

    def _is_title(self, row: int, row_bin: RowBin | None = None) -> bool:
        """Whether a row is the title of a thôn or of a part of one; an unclear one is noted."""
        title = title_of_row(self.headings, row)
        if not title or is_nameless_person(self.headings, row, self.wish.needed):
            return False
        if self.wish.points is not None and names_indicators(title):
            self.is_foreign, self.title_of_points = True, (row, title)
            return True
        units = self.wish.units
        if is_place_title(title, first_column(self.headings, row), self.headings, units):
            return True
        named = units.named_in(title)
        is_named = bool(named.units or named.strange) and not named.other_commune
        if row_bin is RowBin.SECTION and is_named:
            return True
        if is_unclear_title(title, self.headings, row, units):
            self.table.unclear[row] = title
        return False

    def _tell_title_of_points(self) -> None:
        """Say once that the rows below a title are left out, where there are any."""
        if self.title_of_points is not None:
            self.table.problems.append(other_points(self.table.sheet, *self.title_of_points))
            self.title_of_points = None


def _is_unit_alone(headings: Headings, row: int, units: UnitNames) -> bool:
    """The name of a unit, or a place that is none, and nothing else: its people follow."""
    name = without_section_number(written_name(headings, row))
    if not _is_name_alone(headings, row):
        return False
    is_numbered = is_short_title_of_part(headings, row)
    return is_numbered or units.find(name) is not None or units.named_in(name).strange == (name,)


def _is_name_alone(headings: Headings, row: int) -> bool:
    """The name of whoever signed, below «Người lập biểu»."""
    cells = table_cells(headings.sheet, row)
    return all(column in headings.name_columns() for column in cells)


def filled_rows(sheet: Sheet) -> list[int]:
    """The rows in which a cell holds something, or held what could not be read."""
    filled = {n for n, row in enumerate(sheet.rows, 1) if any(cell_text(cell) for cell in row)}
    return sorted(filled | {row for row, _ in sheet.faults})


def table_cells(sheet: Sheet, row: int) -> dict[int, str]:
    """The filled cells of a row as text, by column."""
    cells = sheet.rows[row - 1] if row <= len(sheet.rows) else ()
    return {column: text for column, cell in enumerate(cells, 1) if (text := cell_text(cell))}
