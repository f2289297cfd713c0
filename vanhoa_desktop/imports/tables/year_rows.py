"""Rows that are of another year by a title between the people: «ĐIỂM NĂM 2025»."""

from collections.abc import Callable, Iterator

from vanhoa_desktop.domain.import_account import RowBin
from vanhoa_desktop.domain.problems import Problem, Severity
from vanhoa_desktop.imports.headings.headings import Headings
from vanhoa_desktop.imports.tables.opened_tables import TableSheet
from vanhoa_desktop.imports.tables.table_remarks import rows_text
from vanhoa_desktop.imports.tables.title_rows import year_title
from vanhoa_desktop.imports.words.title_years import OtherYear
from vanhoa_desktop.texts.words.numbers import count_text

_NO_TITLES = {RowBin.TOTAL, RowBin.FOOT}


def leave_out_other_years(
    table: TableSheet, headings: Headings, wanted: OtherYear
) -> Iterator[Problem]:
    """Take the people below a title of another year out of a table, until one of the year wanted.

    Yields a line for each such title that had people.
    """
    section: tuple[int, str] | None = None
    below: dict[tuple[int, str], list[int]] = {}
    for row, text in _rows(table, headings):
        if text and wanted(text):
            section = (row, text)
        elif text and wanted.is_named(text):
            section = None
        elif section is not None and row in table.people:
            table.people.remove(row)
            table.rows[row] = RowBin.LEFT_OUT
            below.setdefault(section, []).append(row)
    for (row, text), rows in below.items():
        message = (
            f"«{text}»: {count_text(len(rows))} dòng dưới đó ({rows_text(rows)}) là "
            f"của năm khác, không phải năm {wanted.year}, nên không nhập."
        )
        sheet = table.sheet.name
        yield Problem(sheet, row, None, Severity.WARNING, "ROWS_OTHER_YEAR", message)


def told_years(
    table: TableSheet, headings: Headings, is_other: Callable[[str], bool]
) -> Iterator[Problem]:
    """A line for each title between the people that names another year, where that is only told."""
    for row, text in _rows(table, headings):
        if text and is_other(text) and any(person > row for person in table.people):
            message = (
                f"«{text}» ghi năm khác. Các dòng dưới đó vẫn được nhập; nếu là danh sách cũ thì "
                "người đã mất, đã chuyển đi có thể còn trong đó, hãy xem lại."
            )
            sheet, code = table.sheet.name, "LIST_OF_OTHER_YEAR"
            yield Problem(sheet, row, None, Severity.WARNING, code, message)


def _rows(table: TableSheet, headings: Headings) -> Iterator[tuple[int, str]]:
    """The rows below the headings, each with what it says where it may be a title."""
    for row in sorted({*table.people, *table.rows}):
        if row > headings.last_row:
            is_none = table.rows.get(row) in _NO_TITLES
            yield row, "" if is_none else year_title(headings, row)
