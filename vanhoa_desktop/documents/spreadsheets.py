"""Spreadsheets that an office opens and prints: real numbers, frozen headings, pages set up."""

import io
import math
import re
import zipfile
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from vanhoa_desktop.files import write_atomically
from vanhoa_desktop.texts.words.plain import is_number, plain_text

_LEAST_WIDTH, _MOST_WIDTH = 6, 40
_FACE = "Times New Roman"
_A4 = "9"
_FORMULA_STARTS = ("=", "+", "-", "@")
# Excel takes no more in a cell, and counts some letters twice.
_MOST_LETTERS = 16_000
# Excel reads «_x0041_» as «A»; the underline written as an escape keeps it as it is.
_LIKE_AN_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def write_table_xlsx(
    path: Path,
    title_lines: Sequence[str],
    headings: Sequence[str],
    rows: Sequence[Sequence[object]],
    *,
    hidden: frozenset[str] = frozenset(),
) -> None:
    """Write one table as .xlsx: title lines above, headings that repeat on every printed page.

    Columns whose headings are `hidden` are there and not shown.

    Raises DISK_FULL or FOLDER_READ_ONLY.
    """
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Danh sách"
    for row_number, line in enumerate(title_lines, 1):
        _put_text(sheet.cell(row_number, 1), line)
    heading_row = len(title_lines) + 2
    for column, heading in enumerate(headings, 1):
        _put_text(sheet.cell(heading_row, column), heading)
    for number, row in enumerate(rows, heading_row + 1):
        for column, value in enumerate(row, 1):
            _fill(sheet.cell(number, column), value)
    _lay_out(sheet, len(title_lines), heading_row, len(headings))
    _set_widths(sheet, headings, rows)
    for column, heading in enumerate(headings, 1):
        sheet.column_dimensions[get_column_letter(column)].hidden = heading in hidden
    write_atomically(path, _packed(book))


def _packed(book: Any) -> bytes:  # noqa: ANN401 - openpyxl has no types
    """The book as a file, made in memory.

    `Workbook.save` writes every sheet in plain into the system's temporary folder first, where it
    would stay if the program were killed.
    """
    from openpyxl.worksheet._writer import WorksheetWriter
    from openpyxl.writer.excel import ExcelWriter

    class InMemory(ExcelWriter):  # type: ignore[misc]  # openpyxl has no types
        """Keeps the rows of a sheet in memory until they are packed."""

        def write_worksheet(self, sheet: Any) -> None:  # noqa: ANN401 - openpyxl has no types
            """What the class above does, with a file that is none."""
            rows = io.BytesIO()
            writer = WorksheetWriter(sheet, rows)
            writer.write()
            sheet._rels = writer._rels  # noqa: SLF001 - what the class above sets
            self._archive.writestr(sheet.path[1:], rows.getvalue())
            self.manifest.append(sheet)

    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        InMemory(book, archive).write_data()
    return stream.getvalue()


def _fill(cell: Any, value: object) -> None:  # noqa: ANN401 - openpyxl has no types
    if value is None or value == "":
        return
    if isinstance(value, int | float | Decimal) and math.isfinite(value):
        cell.value = value
    else:
        _put_text(cell, str(value))


def _put_text(cell: Any, text: str) -> None:  # noqa: ANN401 - openpyxl has no types
    """Put a text that stays one: no formula, no error value, nothing that breaks the file.

    Texts that came in bundles are kept as they were signed; here they are made plain.
    """
    written = plain_text(text)
    if len(written) > _MOST_LETTERS:
        written = f"{written[: _MOST_LETTERS - 1]}…"
    written = _LIKE_AN_ESCAPE.sub("_x005F_", written)
    if not written:
        return
    cell.value = written
    # What looks like a formula or an error value was one to openpyxl until here.
    cell.data_type = "s"
    if written.startswith((*_FORMULA_STARTS, "#")):
        cell.quotePrefix = True
    # Identity numbers keep their zeros.
    if is_number(written):
        cell.number_format = "@"


def _lay_out(sheet: Any, titles: int, heading_row: int, columns: int) -> None:  # noqa: ANN401 - openpyxl has no types
    from openpyxl.styles import Alignment, Border, Font, Side
    from openpyxl.utils import get_column_letter

    for row in range(1, titles + 1):
        sheet.cell(row, 1).font = Font(name=_FACE, size=13, bold=True)
    line = Side(style="thin")
    border = Border(left=line, right=line, top=line, bottom=line)
    for row in sheet.iter_rows(min_row=heading_row, max_col=columns):
        for cell in row:
            is_heading = cell.row == heading_row
            cell.font = Font(name=_FACE, size=12, bold=is_heading)
            cell.border = border
            if is_heading:
                cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    sheet.freeze_panes = sheet.cell(heading_row + 1, 1)
    sheet.print_title_rows = f"{heading_row}:{heading_row}"
    sheet.print_area = f"A1:{get_column_letter(columns)}{max(sheet.max_row, heading_row)}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _set_widths(sheet: Any, headings: Sequence[str], rows: Sequence[Sequence[object]]) -> None:  # noqa: ANN401 - openpyxl has no types
    from openpyxl.utils import get_column_letter

    for column, heading in enumerate(headings):
        cells = [str(row[column]) for row in rows if row[column] is not None]
        widest = max((len(text) for text in (*cells, heading.split(" ")[0])), default=0)
        width = min(max(widest + 2, _LEAST_WIDTH), _MOST_WIDTH)
        sheet.column_dimensions[get_column_letter(column + 1)].width = width
