"""What a cell says is what the office sees: its letters, its days, its faults, its looks."""

import datetime as dt
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import xlwt
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.builders.spreadsheets import write_ods, write_xlsx
from vanhoa_desktop.domain.enums import TextEncoding
from vanhoa_desktop.imports.book.book import Book, Cell, CellFault, MergedRange, Sheet, SheetState
from vanhoa_desktop.imports.tables.reading_room import ReadingRoom

AUTO, TCVN3, VNI = TextEncoding.AUTO, TextEncoding.TCVN3, TextEncoding.VNI


@pytest.fixture(scope="module")
def room() -> Iterator[ReadingRoom]:
    with ReadingRoom() as made:
        yield made


@pytest.fixture
def book() -> Workbook:
    return Workbook()


def _sheet(room: ReadingRoom, book: Workbook, path: Path) -> Sheet:
    book.save(path)
    return room.read(path, AUTO).sheets[0]


def _filled(book: Workbook, rows: list[list[Any]]) -> Any:
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    return sheet


def test_formulas_without_a_value_and_errors_are_faults_in_their_cells(
    room: ReadingRoom, book: Workbook, tmp_path: Path
) -> None:
    sheet = _filled(book, [["Họ và tên", "CS1", "CS2", "CS3"], ["Lê Văn Mẫu", "=1+1", None, 7]])
    sheet["C2"].value, sheet["C2"].data_type = "#N/A", "e"
    found = _sheet(room, book, tmp_path / "r.xlsx")
    assert found.rows[1] == ("Lê Văn Mẫu", "", "", 7.0)
    assert found.faults == {
        (2, 2): CellFault.FORMULA_WITHOUT_VALUE,
        (2, 3): CellFault.ERROR_VALUE,
    }
    assert found.fault_texts == {(2, 3): "#N/A"}


def test_struck_cells_are_told_whether_all_or_part_of_them_is_struck(
    room: ReadingRoom, book: Workbook, tmp_path: Path
) -> None:
    sheet = _filled(book, [["Lê Văn Sống", "Lê Văn Gạch", "", 1961]])
    sheet["B1"].font = sheet["D1"].font = Font(strike=True)
    sheet["C1"] = CellRichText("Lê Văn ", TextBlock(InlineFont(strike=True), "Nửa"), " Kia")
    found = _sheet(room, book, tmp_path / "r.xlsx")
    assert found.struck_cells == {(1, 2), (1, 3), (1, 4)}
    assert found.rows[0] == ("Lê Văn Sống", "Lê Văn Gạch", "Lê Văn Nửa Kia", 1961.0)


def test_rows_and_columns_that_are_not_shown_are_told(
    room: ReadingRoom, book: Workbook, tmp_path: Path
) -> None:
    sheet = _filled(book, [["Họ và tên", "A"], ["Lê Văn Một", 1], ["Lê Văn Hai", 2]])
    sheet.auto_filter.ref = "A1:B3"
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["B"].hidden = True
    found = _sheet(room, book, tmp_path / "r.xlsx")
    assert (set(found.hidden_rows), set(found.hidden_columns)) == ({2}, {2})
    assert found.has_filter


def test_a_merged_value_stands_in_every_cell_of_its_range(
    room: ReadingRoom, book: Workbook, tmp_path: Path
) -> None:
    sheet = _filled(book, [["Mã hộ", "Họ và tên"], ["H1", "Lê Văn Một"], [None, "Lê Văn Hai"]])
    sheet.merge_cells("A2:A3")
    sheet["A2"].font = Font(strike=True)
    found = _sheet(room, book, tmp_path / "r.xlsx")
    assert [row[0] for row in found.rows] == ["Mã hộ", "H1", "H1"]
    assert found.merged == (MergedRange(2, 1, 3, 1),)
    assert found.struck_cells == {(2, 1), (3, 1)}


@pytest.mark.parametrize(
    ("number", "form", "cell"),
    [
        (22345, "dd/mm/yyyy", dt.date(1961, 3, 5)),
        (22345.5, "dd/mm/yyyy hh:mm", dt.datetime.fromisoformat("1961-03-05T12:00")),
        (1, "dd/mm/yyyy", dt.date(1900, 1, 1)),
        (59, "yyyy", dt.date(1900, 2, 28)),
        (60, "dd/mm/yyyy", 60.0),
        (61, "dd/mm/yyyy", dt.date(1900, 3, 1)),
        (0.25, "hh:mm", dt.time(6)),
        (1.25, "[h]:mm", dt.timedelta(hours=30)),
        (38061012345, "dd/mm/yyyy", 38061012345.0),
        (38061012345, "hh:mm", 38061012345.0),
        (-1e12, "dd/mm/yyyy", -1e12),
        (38061012345, "000000000000", "038061012345"),
        (7.5, "0.0", 7.5),
        (1961, "General", 1961.0),
        (1961, '"Năm sinh: "0', 1961.0),
        (3, "[Red]0", 3.0),
    ],
)
def test_numbers_come_as_their_format_shows_them(
    room: ReadingRoom, book: Workbook, tmp_path: Path, number: float, form: str, cell: Cell
) -> None:
    sheet = _filled(book, [[number]])
    sheet["A1"].number_format = form
    assert _sheet(room, book, tmp_path / "r.xlsx").rows == ((cell,),)


def test_days_of_a_book_that_counts_from_1904(room: ReadingRoom, tmp_path: Path) -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = _filled(book, [[dt.date(1961, 3, 5), 20_883]])
    assert sheet.max_column == 2
    found = _sheet(room, book, tmp_path / "r.xlsx")
    assert found.rows == ((dt.date(1961, 3, 5), 20_883.0),)
    assert found.is_1904


@pytest.mark.parametrize(
    ("font", "texts", "encoding"),
    [
        (".VnTime", ("NguyÔn V¨n H¶i", "Nguyễn Văn Hải"), TCVN3),
        (".VnTime", ("Tó", "Tú"), TCVN3),
        (".VnTimeH", ("nguyÔn v¨n h¶i", "NGUYỄN VĂN HẢI"), TCVN3),
        (".VnArialH", ("le van an", "LE VAN AN"), None),
        ("VNI-Times", ("Nguyeãn Vaên Haûi", "Nguyễn Văn Hải"), VNI),
        ("Calibri", ("NguyÔn V¨n H¶i", "Nguyễn Văn Hải"), TCVN3),
        ("Calibri", ("Nguyeãn Vaên Haûi", "Nguyễn Văn Hải"), VNI),
        ("Calibri", ("Tó", "Tó"), None),
        ("Calibri", ("Lê Hà", "Lê Hà"), None),
        # A font that is left over says nothing about letters that only Unicode has.
        (".VnTime", ("Nguyễn Văn Hải", "Nguyễn Văn Hải"), None),
        (".VnTime", ("Thôn", "Thôn"), None),
        ("Calibri", ("Ðặng Văn Hai", "Đặng Văn Hai"), None),
        ("Calibri", ("Ðào Hà", "Đào Hà"), None),
    ],
)
def test_letters_are_told_by_font_and_by_words(
    room: ReadingRoom,
    tmp_path: Path,
    font: str,
    texts: tuple[str, str],
    encoding: TextEncoding | None,
) -> None:
    written, read = texts
    book = Workbook()
    sheet = _filled(book, [["Họ và tên"], [written]])
    sheet["A2"].font = Font(name=font)
    found = _sheet(room, book, tmp_path / "r.xlsx")
    assert found.rows[1] == (read,)
    assert found.converted == ({} if encoding is None else {(2, 1): encoding})


def test_a_name_that_could_be_either_is_what_most_of_its_column_is(
    room: ReadingRoom, book: Workbook, tmp_path: Path
) -> None:
    old = [["Tªn", "Tên"], ["H¶i", "Hải"], ["DiÖu", "Diệu"], ["Tó", "Tó"], ["Hå", "Hồ"]]
    _filled(book, old)
    found = _sheet(room, book, tmp_path / "r.xlsx")
    assert [row[0] for row in found.rows] == ["Tên", "Hải", "Diệu", "Tú", "Hồ"]
    assert [row[1] for row in found.rows] == ["Tên", "Hải", "Diệu", "Tó", "Hồ"]


def test_a_cell_of_two_fonts_is_read_part_by_part(
    room: ReadingRoom, book: Workbook, tmp_path: Path
) -> None:
    sheet = _filled(book, [[""]])
    old, new = InlineFont(rFont=".VnTime"), InlineFont(rFont="Arial")
    sheet["A1"] = CellRichText(TextBlock(old, "NguyÔn V¨n "), TextBlock(new, "Hải"))
    assert _sheet(room, book, tmp_path / "r.xlsx").rows == (("Nguyễn Văn Hải",),)


def test_an_encoding_that_is_named_is_kept_to(
    room: ReadingRoom, book: Workbook, tmp_path: Path
) -> None:
    path = write_xlsx(tmp_path / "r.xlsx", [["Thôn", "Họ và tên"], ["", "Tó"], ["", "Hải"]])
    read = {
        encoding: [row[1] for row in room.read(path, encoding).sheets[0].rows]
        for encoding in (TextEncoding.UNICODE, TCVN3)
    }
    assert read[TextEncoding.UNICODE] == ["Họ và tên", "Tó", "Hải"]
    assert read[TCVN3] == ["Họ và tên", "Tú", "Hải"]
    assert room.read(path, TCVN3).sheets[0].rows[0][0] == "Thôn"


def test_sheets_that_are_not_read_are_there_with_the_reason(
    room: ReadingRoom, book: Workbook, tmp_path: Path
) -> None:
    _filled(book, [["Họ và tên"], ["Lê Văn Mẫu"]])
    hidden = book.create_sheet("Ẩn")
    hidden.append(["Lê Văn Khuất"])
    hidden.sheet_state = "hidden"
    book.create_sheet("Trống")
    book.create_chartsheet("Biểu đồ")
    book.save(tmp_path / "r.xlsx")
    sheets = room.read(tmp_path / "r.xlsx", AUTO).sheets
    assert [(sheet.name, sheet.state) for sheet in sheets] == [
        ("Sheet", SheetState.READ),
        ("Ẩn", SheetState.HIDDEN),
        ("Trống", SheetState.EMPTY),
        ("Biểu đồ", SheetState.CHART),
    ]
    assert sheets[1].rows == (("Lê Văn Khuất",),)


def test_signs_that_nobody_sees_are_gone_and_line_ends_are_kept(
    room: ReadingRoom, book: Workbook, tmp_path: Path
) -> None:
    _filled(book, [["Lê\u200b Văn_x000D_\nMẫu\u202e", "a\tb", "Le\u0302 Va\u0306n"]])
    found = _sheet(room, book, tmp_path / "r.xlsx")
    assert found.rows == (("Lê Văn\nMẫu", "a b", "Lê Văn"),)


def test_cells_without_places_and_texts_with_reading_aids(
    room: ReadingRoom, book: Workbook, tmp_path: Path
) -> None:
    path = write_xlsx(tmp_path / "r.xlsx", [["A", "B"]])
    row = (
        '<sheetData><row><c t="inlineStr"><is><t>Họ và tên</t></is></c><c><v>7</v></c></row>'
        '<row r="4"><c t="inlineStr"><is><r><t>Lê </t></r><r><t>Mẫu</t></r>'
        '<rPh sb="0" eb="1"><t>aid</t></rPh></is></c><c t="b"><v>1</v></c>'
        '<c t="d"><v>1961-03-05</v></c></row></sheetData>'
    )
    _with_sheet_data(path, row)
    rows = room.read(path, AUTO).sheets[0].rows
    assert rows == (("Họ và tên", 7.0), (), (), ("Lê Mẫu", True, dt.date(1961, 3, 5)))


def _with_sheet_data(path: Path, data: str) -> None:
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    name = "xl/worksheets/sheet1.xml"
    before, _, rest = parts[name].decode().partition("<sheetData>")
    parts[name] = (before + data + rest.partition("</sheetData>")[2]).encode()
    with zipfile.ZipFile(path, "w") as new:
        for member, part in parts.items():
            new.writestr(member, part)


def test_old_workbooks_tell_fonts_struck_cells_hidden_rows_merges_and_days(
    room: ReadingRoom, tmp_path: Path
) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Danh sách")
    old = xlwt.easyxf("font: name .VnTime")
    sheet.write(0, 0, "Họ và tên")
    sheet.write(1, 0, "NguyÔn V¨n Tó", old)
    sheet.write(2, 0, "Lê Văn Gạch", xlwt.easyxf("font: struck_out on"))
    sheet.write(1, 1, dt.date(1961, 3, 5), xlwt.easyxf(num_format_str="dd/mm/yyyy"))
    sheet.write(2, 1, 38061012345, xlwt.easyxf(num_format_str="000000000000"))
    sheet.write_merge(1, 2, 2, 2, "H1")
    sheet.row(2).hidden = True
    book.save(str(tmp_path / "r.xls"))
    found = room.read(tmp_path / "r.xls", AUTO).sheets[0]
    assert found.rows == (
        ("Họ và tên",),
        ("Nguyễn Văn Tú", dt.date(1961, 3, 5), "H1"),
        ("Lê Văn Gạch", "038061012345", "H1"),
    )
    assert (set(found.struck_cells), set(found.hidden_rows)) == ({(3, 1)}, {3})
    assert found.converted == {(2, 1): TCVN3}


def _ods(path: Path, room: ReadingRoom, styles: str, cells: str) -> Book:
    write_ods(path, [("A",)])
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    content = parts["content.xml"].decode()
    begin, end = content.index("<table:table "), content.index("</table:table>")
    content = content[:begin] + f'<table:table table:name="DS">{cells}' + content[end:]
    content = content.replace(
        "<office:automatic-styles/>", f"<office:automatic-styles>{styles}</office:automatic-styles>"
    )
    names = 'xmlns:calcext="urn:c" '
    parts["content.xml"] = content.replace(
        "<office:document-content ", f"<office:document-content {names}", 1
    ).encode()
    with zipfile.ZipFile(path, "w") as new:
        for name, part in parts.items():
            new.writestr(name, part)
    return room.read(path, AUTO)


def test_tables_of_libreoffice_tell_the_same(room: ReadingRoom, tmp_path: Path) -> None:
    styles = (
        '<style:style style:name="ce1" style:family="table-cell">'
        '<style:text-properties style:text-line-through-style="solid"/></style:style>'
        '<style:style style:name="ce2" style:family="table-cell">'
        "<style:text-properties fo:font-family=\"'.VnTime'\"/></style:style>"
    )
    text = 'office:value-type="string"'
    cells = (
        '<table:table-column table:number-columns-repeated="1024"/>'
        f"<table:table-row><table:table-cell {text}><text:p>Lê<text:s/>Văn</text:p>"
        "<text:p>Mẫu</text:p>"
        f'</table:table-cell><table:table-cell table:style-name="ce1" {text}><text:p>Gạch</text:p>'
        f'</table:table-cell><table:table-cell table:style-name="ce2" {text}><text:p>Tó</text:p>'
        "</table:table-cell></table:table-row>"
        '<table:table-row table:visibility="filter">'
        f'<table:table-cell table:number-rows-spanned="2" {text}><text:p>H1</text:p>'
        "<office:annotation><text:p>ghi chú riêng</text:p></office:annotation></table:table-cell>"
        '<table:table-cell office:value-type="date" office:date-value="1961-03-05"/>'
        '<table:table-cell office:value-type="float" office:value="38061012345">'
        "<text:p>038061012345</text:p></table:table-cell></table:table-row>"
        '<table:table-row><table:covered-table-cell/><table:table-cell table:formula="of:=1+1"/>'
        '<table:table-cell table:formula="of:=NA()" calcext:value-type="error">'
        "<text:p>#N/A</text:p>"
        "</table:table-cell></table:table-row>"
        '<table:table-row table:number-rows-repeated="1048570">'
        '<table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
    )
    found = _ods(tmp_path / "r.ods", room, styles, cells).sheets[0]
    assert found.rows == (
        ("Lê Văn\nMẫu", "Gạch", "Tú"),
        ("H1", dt.date(1961, 3, 5), "038061012345"),
        ("H1", "", ""),
    )
    assert found.faults == {
        (3, 2): CellFault.FORMULA_WITHOUT_VALUE,
        (3, 3): CellFault.ERROR_VALUE,
    }
    assert (set(found.struck_cells), set(found.hidden_rows)) == ({(1, 2)}, {2})
    assert found.has_filter
