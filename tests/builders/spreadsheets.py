"""Spreadsheets of made-up people in every format that offices use."""

from collections.abc import Sequence
from pathlib import Path

import odf.opendocument
import odf.table
import odf.text
import xlwt
from openpyxl import Workbook

Rows = Sequence[Sequence[object]]


def write_xlsx(path: Path, rows: Rows) -> Path:
    """An .xlsx with one sheet."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append([None if cell == "" else cell for cell in row])
    book.save(path)
    return path


def write_ods(path: Path, rows: Rows) -> Path:
    """An .ods with one sheet."""
    book = odf.opendocument.OpenDocumentSpreadsheet()
    table = odf.table.Table(name="Danh sách")
    for row in rows:
        line = odf.table.TableRow()
        for value in row:
            is_number = isinstance(value, int | float)
            cell = (
                odf.table.TableCell(valuetype="float", value=str(value))
                if is_number
                else odf.table.TableCell(valuetype="string")
            )
            if value != "":
                cell.addElement(odf.text.P(text=str(value)))
            line.addElement(cell)
        table.addElement(line)
    book.spreadsheet.addElement(table)
    book.save(str(path))
    return path


def write_merged_ods(path: Path, rows: Rows, *blocks: tuple[int, int, int, int]) -> Path:
    """An .ods with merged cells: first row, first column (from 0), how many rows and columns."""
    starts = {block[:2]: block[2:] for block in blocks}
    covered = {
        (row + down, column + right)
        for row, column, height, width in blocks
        for down in range(height)
        for right in range(width)
    }
    book = odf.opendocument.OpenDocumentSpreadsheet()
    table = odf.table.Table(name="Danh sách")
    for number, row in enumerate(rows):
        line = odf.table.TableRow()
        for column, value in enumerate(row):
            if (number, column) in covered - starts.keys():
                line.addElement(odf.table.CoveredTableCell())
                continue
            height, width = starts.get((number, column), (1, 1))
            cell = odf.table.TableCell(
                valuetype="string", numberrowsspanned=height, numbercolumnsspanned=width
            )
            cell.addElement(odf.text.P(text=str(value)))
            line.addElement(cell)
        table.addElement(line)
    book.spreadsheet.addElement(table)
    book.save(str(path))
    return path


def write_xls(path: Path, rows: Rows) -> Path:
    """An .xls with one sheet."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Danh sách")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value != "":
                sheet.write(number, column, value)
    book.save(str(path))
    return path


def write_csv(path: Path, rows: Rows, *, delimiter: str = ";", encoding: str = "utf-8-sig") -> Path:
    """A .csv as Vietnamese Excel saves it."""
    lines = [delimiter.join(str(cell) for cell in row) for row in rows]
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


WRITERS = {".xlsx": write_xlsx, ".ods": write_ods, ".xls": write_xls, ".csv": write_csv}
