"""Opening a file as tables: which sheets are read, what their columns hold, what their rows are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from vanhoa_desktop.domain.import_account import ColumnAccount, ColumnBin, RowBin, SheetBin
from vanhoa_desktop.domain.ports import Progress, no_progress
from vanhoa_desktop.domain.problems import Problem, Severity
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.imports.assessor_rows import leave_out_others
from vanhoa_desktop.imports.book import Sheet, SheetState, cell_text
from vanhoa_desktop.imports.book_notes import note_problems
from vanhoa_desktop.imports.foot_rows import is_foot_row, last_listed
from vanhoa_desktop.imports.heading_words import HAMLET, PERSON_ID, UNIT_NAME, fold_heading
from vanhoa_desktop.imports.headings import (
    HIGHEST_HEADING_ROW,
    FieldOf,
    Headings,
    find_headings,
)
from vanhoa_desktop.imports.indicator_headings import is_others
from vanhoa_desktop.imports.opened_tables import Tables, TableSheet, TableWish
from vanhoa_desktop.imports.reading_room import read_book
from vanhoa_desktop.imports.sex_columns import with_births_by_sex
from vanhoa_desktop.imports.side_tables import rows_with_second_names, side_by_side
from vanhoa_desktop.imports.table_rows import (
    classify,
    is_heading_row,
    is_numbered_name,
    names_a_section,
    without_section_number,
    written_name,
)
from vanhoa_desktop.imports.unit_columns import (
    READ_AS_PARTS,
    READ_AS_UNITS,
    unit_column_problems,
    with_unit_column,
)
from vanhoa_desktop.imports.unit_names import UnitNames
from vanhoa_desktop.imports.units_above import units_above
from vanhoa_desktop.texts.names import clean_name
from vanhoa_desktop.texts.numbers import count_text

_STATES = {
    SheetState.EMPTY: SheetBin.EMPTY,
    SheetState.HIDDEN: SheetBin.HIDDEN,
    SheetState.CHART: SheetBin.CHART,
    SheetState.TOO_LARGE: SheetBin.TOO_LARGE,
    SheetState.DAMAGED: SheetBin.DAMAGED,
}
_SHEET_MESSAGES = {
    SheetBin.NO_HEADINGS: "Trang «{name}» không có dòng tiêu đề cột nên không đọc. "
    "Nếu trang này cũng là danh sách, hãy thêm dòng tiêu đề (Họ và tên, Năm sinh …).",
    SheetBin.HIDDEN: "Trang «{name}» đang bị ẩn nên không đọc. Muốn nhập, hãy cho hiện trang đó.",
    SheetBin.TOO_LARGE: "Trang «{name}» quá lớn nên không đọc. Hãy chép phần danh sách ra tệp mới.",
    SheetBin.DAMAGED: "Trang «{name}» bị hỏng nên không đọc. Hãy mở và lưu lại tệp bằng Excel.",
    SheetBin.OTHER_YEAR: "Trang «{name}» là của năm khác nên không đọc.",
    SheetBin.OTHER_ASSESSOR: "Trang «{name}» ghi là điểm của người chấm khác nên không đọc. Nếu "
    "chỉ ghi nhầm, hãy sửa tên trang, tiêu đề bảng và tiêu đề cột rồi nhập lại.",
}
_REFUSED = {
    SheetBin.OTHER_YEAR: ErrorCode.SPREADSHEET_OTHER_YEAR,
    SheetBin.OTHER_ASSESSOR: ErrorCode.SPREADSHEET_OTHER_ASSESSOR,
}
_MOST_NUMBERS_SHOWN = 12


def open_tables(path: Path, wish: TableWish, progress: Progress = no_progress) -> Tables:
    """Open all sheets of a spreadsheet.

    Raises what `read_book` raises, NOT_FOUND (no sheet or heading of that name), SPREADSHEET_EMPTY,
    SPREADSHEET_NO_HEADINGS if no sheet has the headings that are needed, SPREADSHEET_OTHER_YEAR or
    SPREADSHEET_OTHER_ASSESSOR if those that have them say that they are of another year, or hold
    the points of somebody else.
    """
    book = read_book(path, encoding=wish.encoding, progress=progress)
    wanted = None if wish.sheet is None else clean_name(wish.sheet).casefold()
    names = [clean_name(sheet.name).casefold() for sheet in book.sheets]
    if wanted is not None and wanted not in names:
        raise VanHoaError(ErrorCode.NOT_FOUND, what="sheet", text=wish.sheet)
    tables = [table for sheet in book.sheets for table in _tables_in(sheet, wish, wanted)]
    if all(table.bin in {SheetBin.EMPTY, SheetBin.CHART} for table in tables):
        raise VanHoaError(ErrorCode.SPREADSHEET_EMPTY, path=str(path))
    _require_by_hand(tables, wish.by_hand)
    if not any(table.headings for table in tables):
        for sheet_bin, code in _REFUSED.items():
            other = next((t.sheet.name for t in tables if t.bin is sheet_bin), None)
            if other is not None:
                raise VanHoaError(code, path=str(path), sheet=other)
        raise VanHoaError(
            ErrorCode.SPREADSHEET_NO_HEADINGS, path=str(path), looked_for=wish.looked_for
        )
    problems = note_problems(book)
    for table in tables:
        problems += [*_sheet_problems(table), *table.problems]
    return Tables(tables, problems)


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
    tables[0].problems.insert(0, _side_by_side(headings))
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
    if wish.is_other_year is not None and not is_wanted and _is_other_year(headings, wish):
        return TableSheet(sheet, SheetBin.OTHER_YEAR)
    return _with_units(headings, wish)


def _with_units(headings: Headings, wish: TableWish) -> TableSheet:
    own = headings if wish.points is None else wish.points.without_others(headings)
    own = with_births_by_sex(own)
    return _read(own if UNIT_NAME in wish.by_hand else with_unit_column(own, wish.units), wish)


def _is_other_year(headings: Headings, wish: TableWish) -> bool:
    check = wish.is_other_year
    titles = [
        cell_text(cell) for row in headings.sheet.rows[: headings.first_row - 1] for cell in row
    ]
    # Only the name of the sheet and the titles above the table say of which year it is.
    return check is not None and any(check(text) for text in (headings.sheet.name, *titles))


def _read(headings: Headings, wish: TableWish) -> TableSheet:
    table = TableSheet(headings.sheet, SheetBin.READ, headings)
    _sort_rows(table, headings, wish)
    table.columns = tuple(_column_accounts(table, headings, wish))
    table.problems += _column_problems(table, headings, wish)
    return table


def _filled_rows(sheet: Sheet) -> list[int]:
    filled = {n for n, row in enumerate(sheet.rows, 1) if any(cell_text(cell) for cell in row)}
    return sorted(filled | {row for row, _ in sheet.faults})


def _sort_rows(table: TableSheet, headings: Headings, wish: TableWish) -> None:
    rows = _filled_rows(table.sheet)
    sorter = _RowSorter(table, headings, wish.field_of, last_listed(headings, rows))
    for row in rows:
        row_bin = sorter.bin_of(row)
        if row_bin is None and _is_unit_alone(headings, row, wish.units):
            row_bin = RowBin.SECTION
        if row_bin is None:
            table.people.append(row)
        else:
            table.rows[row] = row_bin
    if wish.points is not None:
        table.problems += leave_out_others(table, headings, wish.points.wanted)
    table.units = units_above(headings, table.people, table.rows, wish.units)
    table.problems += _row_problems(table, headings)
    if headings.table_above is not None:
        table.problems.append(_table_above(table.sheet, headings.table_above))


@dataclass
class _RowSorter:
    """Goes down a sheet: a second table or the signatures change what the rows below are."""

    table: TableSheet
    headings: Headings
    field_of: FieldOf
    last_listed: int | None
    is_foreign: bool = False
    is_below: bool = False

    def bin_of(self, row: int) -> RowBin | None:
        """The bin of the next filled row; None for one that is meant as a person."""
        if row <= self.headings.last_row:
            above = self.headings.table_above
            is_above = above is not None and above < row < self.headings.first_row
            return RowBin.LEFT_OUT if is_above else RowBin.HEADING
        if row in self.table.sheet.hidden_rows:
            return RowBin.HIDDEN
        row_bin = classify(self.headings, row, self.field_of)
        if row_bin is RowBin.HEADING and is_heading_row(self.headings, row, self.field_of):
            self._begin_table(row)
        elif self.is_foreign:
            row_bin = RowBin.LEFT_OUT
        elif row_bin is None and self.is_below and _is_name_alone(self.headings, row):
            row_bin = RowBin.FOOT
        elif row_bin is None and self._is_below_list(row):
            is_foot = is_foot_row(self.headings, row, is_signed=self.is_below)
            row_bin = RowBin.FOOT if is_foot else None
        self.is_below = row_bin is RowBin.FOOT or (self.is_below and self._is_below_list(row))
        return row_bin

    def _is_below_list(self, row: int) -> bool:
        return self.last_listed is not None and row > self.last_listed

    def _begin_table(self, row: int) -> None:
        self.is_foreign = not _is_same_layout(self.headings, row, self.field_of)
        if self.is_foreign:
            self.table.problems.append(_second_table(self.table.sheet, row))


def _is_unit_alone(headings: Headings, row: int, units: UnitNames) -> bool:
    """The name of a unit, and nothing else: its people follow."""
    name = without_section_number(written_name(headings, row))
    return _is_name_alone(headings, row) and units.find(name) is not None


def _is_name_alone(headings: Headings, row: int) -> bool:
    """The name of whoever signed, below «Người lập biểu»."""
    cells = table_cells(headings.sheet, row)
    return all(column in headings.name_columns() for column in cells)


def table_cells(sheet: Sheet, row: int) -> dict[int, str]:
    """The filled cells of a row as text, by column."""
    cells = sheet.rows[row - 1] if row <= len(sheet.rows) else ()
    return {column: text for column, cell in enumerate(cells, 1) if (text := cell_text(cell))}


def _is_same_layout(headings: Headings, row: int, field_of: FieldOf) -> bool:
    columns = {column: field_of(text) for column, text in table_cells(headings.sheet, row).items()}
    return all(
        name is None
        or column in headings.seconds
        or (headings.columns.get(name, column) == column and not is_others(headings, name, column))
        for column, name in columns.items()
    )


def _column_accounts(
    table: TableSheet, headings: Headings, wish: TableWish
) -> Iterator[ColumnAccount]:
    fields = {column: name for name, column in headings.columns.items()}
    filled = {
        column
        for row in _filled_rows(table.sheet)
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
        elif column in headings.seconds:
            yield ColumnAccount(column, heading, ColumnBin.SECOND, headings.seconds[column])
        elif wish.points is not None and fields.get(column) in wish.points.others:
            yield ColumnAccount(column, heading, ColumnBin.OTHER_ASSESSOR, fields[column])
        elif column in fields and fields[column] not in wish.unused:
            yield ColumnAccount(column, heading, ColumnBin.FIELD, fields[column])
        else:
            yield ColumnAccount(column, heading, ColumnBin.UNUSED, fields.get(column))


def _column_problems(table: TableSheet, headings: Headings, wish: TableWish) -> Iterator[Problem]:
    if HAMLET not in wish.unused:
        yield from unit_column_problems(headings)
    yield from _hidden_columns(table, headings)
    lacking = set() if wish.points is None else wish.points.lacking(headings.columns)
    for account in table.columns:
        if account.field == HAMLET:
            continue
        if account.bin is ColumnBin.SECOND:
            first = headings.titles[account.field or ""]
            message = (
                f"Cột {column_name(account)} cùng nghĩa với cột «{first}» bên trái nên không dùng."
            )
            yield _column_problem(headings, account, "COLUMN_SECOND", message)
        elif account.bin is ColumnBin.OTHER_ASSESSOR and account.field in lacking:
            message = (
                f"Cột {column_name(account)} ghi là điểm của người chấm khác nên không dùng; bảng "
                "không có cột nào khác cho chỉ số này."
            )
            yield _column_problem(headings, account, "COLUMN_OTHER_ASSESSOR", message)
        elif account.bin is ColumnBin.UNUSED and account.field not in wish.unused:
            # A column without a heading holds nothing that could have been meant, if no person
            # has anything in it.
            if not account.heading and not _is_beside_people(table, account.column):
                continue
            message = f"Cột {column_name(account)} không dùng: chương trình không có mục này."
            yield _column_problem(headings, account, "COLUMN_UNUSED", message)


def _hidden_columns(table: TableSheet, headings: Headings) -> Iterator[Problem]:
    """Columns that nobody sees in the file and that are read all the same."""
    hidden = headings.sheet.hidden_columns
    for account in table.columns:
        is_read = account.bin is ColumnBin.FIELD and account.field != PERSON_ID
        if is_read and account.column in hidden:
            message = (
                f"Cột {column_name(account)} đang bị ẩn trong bảng nhưng vẫn được đọc. Nếu không "
                "muốn nhập cột này, hãy xóa cột đó trong bảng rồi nhập lại."
            )
            yield _column_problem(headings, account, "COLUMN_HIDDEN", message)


def _is_beside_people(table: TableSheet, column: int) -> bool:
    return any(cell_text(table.sheet.cell(row, column)) for row in table.people)


def column_name(account: ColumnAccount) -> str:
    """A column as people find it: its heading, or its letter where it has none."""
    return f"«{account.heading}»" if account.heading else f"{column_letters(account.column)}"


def column_letters(column: int) -> str:
    """A, B … Z, AA … as spreadsheets name their columns, from 1."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _column_problem(headings: Headings, account: ColumnAccount, code: str, message: str) -> Problem:
    heading = account.heading or column_letters(account.column)
    sheet = headings.sheet.name
    return Problem(sheet, headings.last_row, heading, Severity.WARNING, code, message)


def _sheet_problems(table: TableSheet) -> Iterator[Problem]:
    message = _SHEET_MESSAGES.get(table.bin)
    if message is not None:
        text = message.format(name=table.sheet.name)
        code = f"SHEET_{table.bin.value.upper()}"
        yield Problem(table.sheet.name, 1, None, Severity.WARNING, code, text)


def _second_table(sheet: Sheet, row: int) -> Problem:
    message = (
        "Từ dòng này là một bảng khác, xếp cột khác bảng trên, nên không nhập. "
        "Hãy chép bảng này sang một trang khác rồi nhập lại."
    )
    return Problem(sheet.name, row, None, Severity.ERROR, "SECOND_TABLE", message)


def _side_by_side(tables: list[Headings]) -> Problem:
    first = tables[0]
    names = ", ".join(
        f"«{table.sheet.name}» (từ cột {column_letters(min(table.texts))})" for table in tables[1:]
    )
    message = f"Trang này có {len(tables)} bảng cạnh nhau, đọc cả; bảng bên phải gọi là {names}."
    name = first.sheet.name
    return Problem(name, first.first_row, None, Severity.WARNING, "TABLES_SIDE_BY_SIDE", message)


def _table_above(sheet: Sheet, row: int) -> Problem:
    message = (
        "Từ dòng này là một bảng khác, ít cột hơn, ở phía trên danh sách, nên không nhập. "
        "Nếu cũng cần nhập, hãy chép bảng này sang một trang khác rồi nhập lại."
    )
    return Problem(sheet.name, row, None, Severity.ERROR, "TABLE_ABOVE", message)


def _row_problems(table: TableSheet, headings: Headings) -> Iterator[Problem]:
    by_bin: Mapping[RowBin, tuple[str, str]] = {
        RowBin.HIDDEN: (
            "ROWS_HIDDEN",
            "đang bị ẩn (thường do lọc) nên không nhập. Muốn nhập, hãy bỏ lọc rồi nhập lại.",
        ),
        RowBin.STRUCK: (
            "ROWS_STRUCK",
            "có họ tên bị gạch ngang nên không nhập. Muốn nhập, hãy bỏ gạch ngang trong bảng.",
        ),
    }
    for row_bin, (code, why) in by_bin.items():
        rows = [row for row, found in table.rows.items() if found is row_bin]
        if rows:
            message = f"{count_text(len(rows))} dòng ({rows_text(rows)}) {why}"
            name = table.sheet.name
            yield Problem(name, rows[0], None, Severity.WARNING, code, message)
    doubled = rows_with_second_names(headings, table.people)
    if doubled:
        message = (
            f"{count_text(len(doubled))} dòng ({rows_text(doubled)}) còn một họ tên nữa ở cột họ "
            "tên thứ hai; người đó không nhập. Nếu cũng cần nhập, hãy chép sang một trang khác."
        )
        name = table.sheet.name
        yield Problem(name, doubled[0], None, Severity.WARNING, "SECOND_NAMES", message)
    numbered = [row for row in table.people if is_numbered_name(headings, row)]
    if numbered:
        message = (
            f"{count_text(len(numbered))} dòng ({rows_text(numbered)}) có số thứ tự đứng trước họ "
            "tên trong cùng ô: số đó được bỏ, chỉ lấy họ tên."
        )
        name = table.sheet.name
        yield Problem(name, numbered[0], None, Severity.WARNING, "NAMES_NUMBERED", message)
    for row, found in table.rows.items():
        name = written_name(headings, row)
        if found is RowBin.SECTION and name and not names_a_section(name):
            message = (
                f"«{name}» được coi là tên một phần của danh sách, không phải người. "
                "Nếu là người, hãy ghi số thứ tự bằng số."
            )
            sheet = table.sheet.name
            yield Problem(sheet, row, None, Severity.WARNING, "ROW_TAKEN_AS_SECTION", message)


def rows_text(rows: list[int]) -> str:
    """Numbers of rows as people list them: «3, 5–8, 12»; the tail of a long list is cut."""
    parts: list[str] = []
    start = previous = rows[0]
    for row in [*rows[1:], -1]:
        if row == previous + 1:
            previous = row
            continue
        parts.append(str(start) if start == previous else f"{start}–{previous}")
        start = previous = row
    shown = parts[:_MOST_NUMBERS_SHOWN]
    return "dòng " + ", ".join(shown) + ("…" if len(parts) > len(shown) else "")
