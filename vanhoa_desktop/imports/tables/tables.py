"""Opening a file as tables: which sheets are read, what their columns hold, what their rows are."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from vanhoa_desktop.domain.import_account import ColumnAccount, ColumnBin, SheetBin
from vanhoa_desktop.domain.ports import Progress, no_progress
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.imports.book.book import Sheet, SheetState, cell_text
from vanhoa_desktop.imports.book.book_notes import note_problems
from vanhoa_desktop.imports.cells.doubtful_letters import doubtful_titles
from vanhoa_desktop.imports.headings.headings import (
    HIGHEST_HEADING_ROW,
    Headings,
    find_headings,
)
from vanhoa_desktop.imports.headings.indicator_headings import NOT_ONLY_INDICATOR, is_unclear
from vanhoa_desktop.imports.headings.sex_columns import with_births_by_sex
from vanhoa_desktop.imports.headings.unit_columns import (
    READ_AS_PARTS,
    READ_AS_UNITS,
    with_unit_column,
)
from vanhoa_desktop.imports.tables.cell_comments import comment_problems
from vanhoa_desktop.imports.tables.contest_titles import title_of_contest
from vanhoa_desktop.imports.tables.gone_notes import ask_of_file, look_at_notes
from vanhoa_desktop.imports.tables.household_sections import household_sections
from vanhoa_desktop.imports.tables.opened_tables import Tables, TableSheet, TableWish
from vanhoa_desktop.imports.tables.reading_room import read_book
from vanhoa_desktop.imports.tables.row_sorting import filled_rows, sort_rows, table_cells
from vanhoa_desktop.imports.tables.side_tables import side_by_side
from vanhoa_desktop.imports.tables.table_remarks import (
    column_letters,
    column_problems,
    sheet_problems,
    table_of_year,
    tables_side_by_side,
    titles_with_values,
)
from vanhoa_desktop.imports.tables.wrapped_names import wrapped_problems
from vanhoa_desktop.imports.tables.year_rows import told_years
from vanhoa_desktop.imports.words.assessor_words import assessors_named
from vanhoa_desktop.imports.words.heading_words import HAMLET, HEAD_NAME, UNIT_NAME, fold_heading
from vanhoa_desktop.texts.words.names import clean_name

_MOST_NAMED = 3
_STATES = {
    SheetState.EMPTY: SheetBin.EMPTY,
    SheetState.HIDDEN: SheetBin.HIDDEN,
    SheetState.CHART: SheetBin.CHART,
    SheetState.TOO_LARGE: SheetBin.TOO_LARGE,
    SheetState.DAMAGED: SheetBin.DAMAGED,
}
_REFUSED = {
    SheetBin.OTHER_YEAR: ErrorCode.SPREADSHEET_OTHER_YEAR,
    SheetBin.OTHER_CONTEST: ErrorCode.SPREADSHEET_OTHER_CONTEST,
    SheetBin.OTHER_ASSESSOR: ErrorCode.SPREADSHEET_OTHER_ASSESSOR,
}


def open_tables(path: Path, wish: TableWish, progress: Progress = no_progress) -> Tables:
    """Open all sheets of a spreadsheet.

    Raises what `read_book` raises, NOT_FOUND (no sheet or heading of that name), SPREADSHEET_EMPTY,
    SPREADSHEET_NO_HEADINGS if no sheet has the headings that are needed, SPREADSHEET_OTHER_YEAR,
    SPREADSHEET_OTHER_CONTEST or SPREADSHEET_OTHER_ASSESSOR if those that have them say that they
    are of another year or contest, or hold the points of somebody else.
    """
    book = read_book(path, encoding=wish.encoding, progress=progress)
    wanted = None if wish.sheet is None else clean_name(wish.sheet).casefold()
    names = [clean_name(sheet.name).casefold() for sheet in book.sheets]
    if wanted is not None and wanted not in names:
        raise VanHoaError(ErrorCode.NOT_FOUND, what="sheet", text=wish.sheet)
    if wish.points is not None:
        named = {who for name in names for who in assessors_named(name)}
        points = replace(wish.points, is_one_of_several=len(named) > 1)
        wish = replace(wish, points=points)
    tables = [table for sheet in book.sheets for table in _tables_in(sheet, wish, wanted)]
    if all(table.bin in {SheetBin.EMPTY, SheetBin.CHART} for table in tables):
        raise VanHoaError(ErrorCode.SPREADSHEET_EMPTY, path=str(path))
    _require_by_hand(tables, wish.by_hand)
    if not any(table.headings for table in tables):
        for sheet_bin, code in _REFUSED.items():
            other = next((table for table in tables if table.bin is sheet_bin), None)
            if other is not None:
                raise VanHoaError(
                    code,
                    path=str(path),
                    sheet=other.sheet.name,
                    where=other.other_year or other.other_contest,
                )
        why = "heads" if _names_heads_alone(tables, wish) else ""
        raise VanHoaError(
            ErrorCode.SPREADSHEET_NO_HEADINGS, path=str(path), looked_for=wish.looked_for, why=why
        )
    problems = note_problems(book)
    for table in tables:
        ask_of_file(table, path.stem)
        problems += [*sheet_problems(table), *table.problems]
    return Tables(tables, problems)


def _names_heads_alone(tables: list[TableSheet], wish: TableWish) -> bool:
    """Whether the names of a file are headed «Họ tên chủ hộ», and nothing «Họ và tên»."""
    rows = (row for table in tables for row in table.sheet.rows[:HIGHEST_HEADING_ROW])
    fields = ([wish.field_of(cell_text(cell)) for cell in row] for row in rows)
    return any(HEAD_NAME in found and len(set(found) - {None}) > 1 for found in fields)


def _require_by_hand(tables: list[TableSheet], by_hand: Mapping[str, str]) -> None:
    for name, heading in by_hand.items():
        folded = fold_heading(heading)
        is_there = any(
            name in table.headings.columns
            if table.headings
            else any(
                fold_heading(cell_text(cell)) == folded
                for row in table.sheet.rows[:HIGHEST_HEADING_ROW]
                for cell in row
            )
            for table in tables
        )
        if not is_there:
            raise VanHoaError(ErrorCode.NOT_FOUND, what="heading", text=heading)


def _tables_in(sheet: Sheet, wish: TableWish, wanted: str | None) -> list[TableSheet]:
    """The tables of a sheet: one, or several side by side."""
    table = _opened(sheet, wish, wanted)
    found = None if table.headings is None else find_headings(sheet, wish.field_of)
    parts = [] if found is None else side_by_side(found)
    headings = [h for part in parts if (h := find_headings(part, wish.field_of)) is not None]
    if len(headings) < len(parts) or not parts:
        return [table]
    tables = [_with_units(one, wish) for one in headings]
    tables[0].problems.insert(0, tables_side_by_side(headings))
    return tables


def _opened(sheet: Sheet, wish: TableWish, wanted: str | None) -> TableSheet:
    is_wanted = wanted == clean_name(sheet.name).casefold()
    if wanted is not None and not is_wanted:
        return TableSheet(sheet, SheetBin.NOT_CHOSEN)
    if sheet.state in _STATES and not (is_wanted and sheet.state is SheetState.HIDDEN):
        return TableSheet(sheet, _STATES[sheet.state])
    if not sheet.is_filled:
        return TableSheet(sheet, SheetBin.EMPTY)
    headings = find_headings(sheet, wish.field_of)
    if headings is None:
        return TableSheet(sheet, SheetBin.NO_HEADINGS)
    points = wish.points
    if points is not None and points.are_others(headings):
        return TableSheet(sheet, SheetBin.OTHER_ASSESSOR)
    if wish.needed and not headings.columns.keys() & wish.needed:
        return TableSheet(sheet, SheetBin.NO_HEADINGS)
    other = None if is_wanted else _of_another(headings, wish)
    return other or _with_units(headings, wish)


def _of_another(headings: Headings, wish: TableWish) -> TableSheet | None:
    """The sheet as one that is not read, where it says that it is of another year or contest."""
    year = _other_year(headings, wish)
    if year:
        return TableSheet(headings.sheet, SheetBin.OTHER_YEAR, other_year=year)
    contest = title_of_contest(headings, wish.needed) if wish.is_of_citizens else ""
    if contest:
        return TableSheet(headings.sheet, SheetBin.OTHER_CONTEST, other_contest=contest)
    return None


def _with_units(headings: Headings, wish: TableWish) -> TableSheet:
    own = headings if wish.points is None else wish.points.without_others(headings)
    own = with_births_by_sex(own)
    return _read(own if UNIT_NAME in wish.by_hand else with_unit_column(own, wish.units), wish)


def _other_year(headings: Headings, wish: TableWish) -> str:
    """What says another year: its name, a title, headings of what would be read; '' for nothing.

    Beside such headings those of the year wanted are named too, where there are any.
    """
    check = wish.is_other_year
    if check is None:
        return ""
    title = _text_of_year(headings, check)
    if title is not None:
        return f"«{title}»"
    points = [c for name, c in headings.columns.items() if name in wish.needed]
    if not any(check.of_heading(headings.texts.get(column, "")) for column in points):
        return ""
    again = [c for c, name in headings.seconds.items() if name in wish.needed]
    columns = sorted({*points, *again})
    others = [c for c in columns if check.of_heading(headings.texts.get(c, ""))]
    wanted = [c for c in columns if check.is_named(headings.texts.get(c, ""))]
    said = f"cột {_names(headings, others)}"
    return f"{said}; điểm năm {check.year} ở cột {_names(headings, wanted)}" if wanted else said


def _names(headings: Headings, columns: list[int]) -> str:
    """Columns as people find them: by heading and letter, the first few."""
    names = [f"«{headings.texts.get(c, '')}» ({column_letters(c)})" for c in columns]
    return ", ".join(names[:_MOST_NAMED]) + ("…" if len(names) > _MOST_NAMED else "")


def _text_of_year(headings: Headings, check: Callable[[str], bool] | None) -> str | None:
    """The first text that names another year: the sheet's name, or a title above the table."""
    titles = [
        cell_text(cell) for row in headings.sheet.rows[: headings.first_row - 1] for cell in row
    ]
    texts = (headings.sheet.name, *titles)
    return None if check is None else next((text for text in texts if check(text)), None)


def _read(headings: Headings, wish: TableWish) -> TableSheet:
    table = TableSheet(headings.sheet, SheetBin.READ, headings)
    sort_rows(table, headings, wish)
    table.columns = tuple(_column_accounts(table, headings, wish))
    table.problems += column_problems(table, headings, wish)
    table.problems += titles_with_values(table, headings, wish.needed)
    if wish.needed:
        table.problems += wrapped_problems(headings, table.people)
    table.problems += [] if wish.needed else household_sections(table, headings)
    other = _text_of_year(headings, wish.is_told_year)
    table.problems += [] if other is None else [table_of_year(headings, other)]
    table.problems += comment_problems(table.sheet)
    look_at_notes(table, headings)
    table.problems += doubtful_titles(table.sheet, table.people)
    if wish.is_told_year is not None:
        table.problems += told_years(table, headings, wish.is_told_year)
    return table


def _column_accounts(
    table: TableSheet, headings: Headings, wish: TableWish
) -> Iterator[ColumnAccount]:
    fields = {column: name for name, column in headings.columns.items()}
    filled = {
        column
        for row in filled_rows(table.sheet)
        if row > headings.last_row
        for column in table_cells(table.sheet, row)
    }
    filled |= {column for row, column in table.sheet.faults if row > headings.last_row}
    for column in sorted(filled):
        heading = headings.texts.get(column, "")
        if column in headings.hamlets:
            yield ColumnAccount(column, heading, ColumnBin.UNUSED, HAMLET, READ_AS_PARTS)
        elif headings.has_hamlet_units and column == headings.columns[UNIT_NAME]:
            yield ColumnAccount(column, heading, ColumnBin.FIELD, UNIT_NAME, READ_AS_UNITS)
        elif is_unclear(fields.get(column)) or is_unclear(headings.seconds.get(column)):
            yield ColumnAccount(column, heading, ColumnBin.UNUSED, None, NOT_ONLY_INDICATOR)
        elif column in headings.seconds:
            yield ColumnAccount(column, heading, ColumnBin.SECOND, headings.seconds[column])
        elif wish.points is not None and fields.get(column) in wish.points.others:
            yield ColumnAccount(column, heading, ColumnBin.OTHER_ASSESSOR, fields[column])
        elif column in fields and fields[column] not in wish.unused:
            yield ColumnAccount(column, heading, ColumnBin.FIELD, fields[column])
        else:
            yield ColumnAccount(column, heading, ColumnBin.UNUSED, fields.get(column))
