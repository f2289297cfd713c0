"""Comments that hang on cells come out of every kind of workbook."""

import zipfile
from pathlib import Path

import odf.office
import odf.opendocument
import odf.table
import odf.text
from openpyxl import Workbook
from openpyxl.comments import Comment

from vanhoa_desktop.imports.tables.reading_room import read_book

SAID = "Đã chết 2023"


def test_a_comment_of_an_xlsx(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Họ và tên", "Năm sinh"])
    sheet.append(["Lê Văn Một", 1950])
    # On an empty cell, too.
    sheet["A2"].comment, sheet["D2"].comment = Comment(SAID, "CB"), Comment("xem lại", "CB")
    book.save(tmp_path / "d.xlsx")
    found = read_book(tmp_path / "d.xlsx").sheets[0]
    assert found.comments == {(2, 1): SAID, (2, 4): "xem lại"}


def test_a_comment_of_an_ods(tmp_path: Path) -> None:
    book = odf.opendocument.OpenDocumentSpreadsheet()
    table = odf.table.Table(name="Danh sách")
    line = odf.table.TableRow()
    cell = odf.table.TableCell(valuetype="string")
    comment = odf.office.Annotation()
    comment.addElement(odf.text.P(text=SAID))
    cell.addElement(comment)
    cell.addElement(odf.text.P(text="Lê Văn Một"))
    line.addElement(cell)
    table.addElement(line)
    book.spreadsheet.addElement(table)
    book.save(str(tmp_path / "d.ods"))
    found = read_book(tmp_path / "d.ods").sheets[0]
    assert (found.rows, found.comments) == ((("Lê Văn Một",),), {(1, 1): SAID})


def test_a_damaged_part_of_comments_takes_no_sheet_away(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Lê Văn Một"])
    sheet["A1"].comment = Comment(SAID, "CB")
    book.save(tmp_path / "d.xlsx")
    with (
        zipfile.ZipFile(tmp_path / "d.xlsx") as before,
        zipfile.ZipFile(tmp_path / "e.xlsx", "w") as after,
    ):
        for name in before.namelist():
            content = b"<comments><comment" if "comment" in name else before.read(name)
            after.writestr(name, content)
    found = read_book(tmp_path / "e.xlsx").sheets[0]
    assert (found.rows, found.comments) == ((("Lê Văn Một",),), {})
