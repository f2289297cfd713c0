"""The account of any spreadsheet balances, and nobody is joined, renamed or lost without a line."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.builders.messy_tables import MessySheet, write_messy
from tests.builders.offices import Offices
from vanhoa_desktop.domain.import_account import PEOPLE_BINS, ColumnBin, RowBin, SheetBin
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.imports.book.book import cell_text
from vanhoa_desktop.services.office.integrity import IntegrityService
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.rows.import_report import ImportReport
from vanhoa_desktop.services.rows.roster import RosterImport, RosterService
from vanhoa_desktop.texts.words.name_keys import name_key

HELD = [
    ("Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Mã hộ"),
    ("Lê Thị Hoa", "05/03/1961", "Nữ", "038161000001", "H1"),
    ("Lê Thị Hòa", "1961", "Nữ", "", "H2"),
    ("Lê Văn Đào", "1950", "Nam", "038050000002", "H1"),
    ("Lê Văn Đào", "1950", "Nam", "038050000003", "H3"),
    ("Trần Văn An", "", "", "", ""),
]
HEADINGS = ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Mã hộ", "Dân tộc", "Tên"]
NAMES = ("Lê Thị Hoa", "LÊ THỊ HOA", "Lê Thị Hòa", "Lê Thị Hoà", "Lê Thị Hóa", "Lê Văn Đào",
         "Ðỗ Văn Hai", "Đỗ Văn Hai", "Trần Văn An", "Hồ Tống Công", "Ông Lê Văn An", "An",
         "Lê Văn A (chết)", "Lê Văn Hai, Lê Thị Ba", "Lê 2", "=A1", "#N/A", "")  # fmt: skip
VALUES = {
    "STT": ("1", "2", 3, "I", "A", ""),
    "Họ và tên": NAMES,
    "Ngày sinh": ("05/03/1961", "1961", 1950, "03/05/1961", "13/13/1990", "25/12/1949", "=1+1",
                  "2031", ""),
    "Giới tính": ("Nam", "Nữ", "x?", ""),
    "Số CCCD": ("038161000001", "038050000002", 38050000003, "038•••••0001", "12345", ""),
    "Mã hộ": ("H1", "H2", "H3", ""),
    "Dân tộc": ("vắng", ""),
    "Tên": ("Hoa", ""),
}  # fmt: skip
SPECIAL: tuple[list[object], ...] = (
    ["", "Tổng cộng: 5 người"],
    ["I", "Xóm Đình"],
    ["", "Người lập biểu"],
    ["", "Hộ ông Lê Văn Đào"],
    ["(1)", "(2)", "(3)"],
    [*HEADINGS[:5]],
    [9],
    ["Họ và tên", "Giới tính", "Ngày sinh", "Mã hộ"],
    ["STT", "Họ và tên", "Ngày sinh", "Nơi ở", "Điện thoại"],
    ["DANH SÁCH NĂM 2019"],
    ["", "", "", "Thôn Ngọc Bản"],
    ["", "", "THÔN CẨM BÀO"],
    ["", "", "", "", "Đoài"],
    ["Trưởng thôn Cẩm Bào: Lê Văn An"],
    ["", "", "Thôn:", "Ngọc Bản"],
)


@st.composite
def people_rows(draw: st.DrawFn, headings: list[str]) -> list[object]:
    return [draw(st.sampled_from(VALUES[heading])) for heading in headings]


@st.composite
def sheets(draw: st.DrawFn, name: str) -> MessySheet:
    """A sheet with its headings in any row, or none, and all that offices put below them."""
    others = [heading for heading in HEADINGS if heading != "Họ và tên"]
    chosen = draw(st.lists(st.sampled_from(others), min_size=1, unique=True))
    headings = draw(st.permutations(["Họ và tên", *chosen]))
    titles: list[list[object]] = [["DANH SÁCH NHÂN KHẨU"], [], ["Năm 2026"]]
    above = draw(st.lists(st.sampled_from(titles), max_size=4))
    rows = draw(
        st.lists(st.one_of(people_rows(headings), st.sampled_from(SPECIAL), st.just([])),
                 max_size=7)
    )  # fmt: skip
    has_headings = draw(st.integers(0, 5)) > 0
    cells = [*above, *([list[object](headings)] if has_headings else []), *rows]
    first, last = len(above) + 2, len(cells)
    below = st.integers(first, max(first, last))
    merged = []
    if has_headings and len(rows) > 1 and draw(st.booleans()):
        column = "ABCDEFGH"[draw(st.integers(0, len(headings) - 1))]
        merged = [f"{column}{first}:{column}{first + 1}"]
    return MessySheet(
        name,
        cells,
        hidden_rows=draw(st.lists(below, max_size=2, unique=True)) if last >= first else (),
        struck_rows=draw(st.lists(below, max_size=2, unique=True)) if last >= first else (),
        merged=merged,
        is_hidden=name != "Một" and draw(st.integers(0, 5)) == 0,
    )


books = st.tuples(sheets("Một")) | st.tuples(sheets("Một"), sheets("Hai"))


@pytest.fixture(scope="module")
def village(
    founded_offices: Offices, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Session]:
    """A village with a few people, among them namesakes; only rehearsals are done in it."""
    folder = tmp_path_factory.mktemp("account")
    offices = founded_offices.copy(folder / "offices")
    with offices.villages[0].open() as session:
        held = write_messy(folder / "held.xlsx", MessySheet("Một", HELD))
        RosterService(session).import_file(RosterImport(held))
        yield session


@dataclass(frozen=True)
class Filled:
    """Rows and columns that hold something of their own, and those that merged cells reach too."""

    rows: set[int]
    columns: set[int]
    reached_rows: set[int]
    reached_columns: set[int]


def filled(path: Path) -> dict[str, Filled]:
    """What is filled in each sheet, counted apart from the program's own reading."""
    found = {}
    for sheet in load_workbook(path).worksheets:
        cells = [
            cell
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None and cell_text(str(cell.value))
        ]
        spread = [
            (row, column)
            for merge in sheet.merged_cells.ranges
            if sheet.cell(merge.min_row, merge.min_col).value is not None
            for row in range(merge.min_row, merge.max_row + 1)
            for column in range(merge.min_col, merge.max_col + 1)
        ]
        found[sheet.title] = Filled(
            {cell.row for cell in cells},
            {cell.column for cell in cells},
            {row for row, _ in spread},
            {column for _, column in spread},
        )
    return found


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(wanted=books)
def test_the_account_of_any_spreadsheet_balances(
    village: Session, tmp_path: Path, wanted: tuple[MessySheet, ...]
) -> None:
    path = write_messy(tmp_path / "any.xlsx", *wanted)
    before = IntegrityService(village).state_hash()
    people = {person.id: person for person in RosterService(village).search("", limit=0)}
    try:
        report = RosterService(village).import_file(RosterImport(path, is_dry_run=True))
    except VanHoaError as refused:
        if refused.code in {ErrorCode.SPREADSHEET_NO_HEADINGS, ErrorCode.SPREADSHEET_EMPTY}:
            return
        raise
    assert IntegrityService(village).state_hash() == before
    check_balance(report, filled(path))
    check_people(report, people)


def check_balance(report: ImportReport, found: dict[str, Filled]) -> None:
    """Every sheet, filled row and filled column is in one bin, and the sums are equal."""
    assert [sheet.name for sheet in report.account.sheets] == list(found)
    for sheet in report.account.sheets:
        own = found[sheet.name]
        if sheet.bin is not SheetBin.READ:
            told = {problem.sheet for problem in report.problems}
            assert sheet.bin is SheetBin.EMPTY or sheet.name in told
            continue
        told_rows = [row.row for row in sheet.rows]
        assert told_rows == sorted(set(told_rows))
        assert own.rows <= set(told_rows) <= own.rows | own.reached_rows
        columns_told = {column.column for column in sheet.columns}
        assert columns_told <= own.columns | own.reached_columns
        told_columns = {p.column for p in report.problems if p.code.startswith("COLUMN_")}
        for column in sheet.columns:
            is_told = column.bin is ColumnBin.FIELD or column.heading in told_columns
            assert is_told or not column.heading
    counts = Counter(row.bin for _, row in report.account.rows())
    assert report.rows == sum(counts[row_bin] for row_bin in PEOPLE_BINS)
    assert report.rows == (
        report.created + report.updated + report.unchanged + report.asked + report.left_out
    )
    assert report.asked == len(report.asked_rows)


def check_people(report: ImportReport, people: dict[str, Person]) -> None:
    """Nobody is joined or renamed; whoever is left out, asked, hidden or struck is told."""
    places = {(problem.sheet, problem.row) for problem in report.problems}
    codes = {(problem.sheet, problem.code) for problem in report.problems}
    joined = Counter(row.person for _, row in report.account.rows() if row.person)
    assert all(count == 1 for count in joined.values())
    for sheet, row in report.account.rows():
        if row.bin in {RowBin.UPDATED, RowBin.UNCHANGED}:
            held = people[row.person or ""]
            assert name_key(held.full_name) == name_key(row.text)
            assert {change.field for change in row.changes}.isdisjoint({"full_name"})
            assert all(not c.before for c in row.changes if c.field in {"sex", "citizen_number"})
        if row.bin in {RowBin.ASKED, RowBin.LEFT_OUT}:
            is_other_table = {(sheet, "SECOND_TABLE"), (sheet, "TABLE_ABOVE")} & codes
            assert (sheet, row.row) in places or is_other_table
        if row.bin is RowBin.HIDDEN:
            assert (sheet, "ROWS_HIDDEN") in codes
        if row.bin is RowBin.STRUCK:
            assert (sheet, "ROWS_STRUCK") in codes
