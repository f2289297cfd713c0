"""In which unit an imported row's person lives, and which column says so."""

from pathlib import Path

import pytest

from tests.builders.messy_tables import MessySheet, write_messy
from tests.builders.offices import CAM_BAO, NGOC_BAN, Offices, found_offices
from tests.builders.spreadsheets import write_xlsx
from vanhoa_desktop.domain.import_account import ColumnBin, RowBin
from vanhoa_desktop.imports.words.unit_names import UnitNames
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.rows.import_report import ImportReport
from vanhoa_desktop.services.rows.roster import RosterImport, RosterService

BLOCKS = ("Tổ dân phố 1", "Tổ dân phố 2")
Row = tuple[object, ...]


def imported(session: Session, path: Path, *rows: Row, unit: str | None = None) -> ImportReport:
    return RosterService(session).import_file(RosterImport(write_xlsx(path, list(rows)), unit))


def homes(session: Session) -> dict[str, str]:
    """The unit of everybody by name."""
    with session.database.reading() as reading:
        names = {unit.id: unit.name for unit in reading.units.units()}
        return {p.full_name: names[p.home_unit] for p in reading.people.search("", limit=0)}


def bins(report: ImportReport) -> dict[str, RowBin]:
    return {row.text: row.bin for _, row in report.account.rows() if row.bin is not RowBin.HEADING}


# --- a unit chosen for the whole table ---


def test_a_row_that_names_another_unit_is_not_put_into_the_one_chosen_for_the_table(
    offices: Offices, tmp_path: Path
) -> None:
    with offices.commune.open() as session:
        report = imported(
            session,
            tmp_path / "d.xlsx",
            ("Họ và tên", "Năm sinh", "Thôn"),
            ("Lê Văn Một", "1961", "Ngọc Bản"),
            ("Lê Văn Hai", "1962", CAM_BAO),
            ("Lê Văn Ba", "1963", "cam bao"),
            ("Lê Văn Bốn", "1964", ""),
            ("Lê Văn Năm", "1965", "Thôn Lạ"),
            unit=NGOC_BAN,
        )
        assert homes(session) == {"Lê Văn Một": NGOC_BAN}
    assert bins(report) == {
        "Lê Văn Một": RowBin.CREATED,
        "Lê Văn Hai": RowBin.LEFT_OUT,
        "Lê Văn Ba": RowBin.LEFT_OUT,
        "Lê Văn Bốn": RowBin.ASKED,
        "Lê Văn Năm": RowBin.ASKED,
    }
    told = {problem.row: problem.message for problem in report.problems}
    assert CAM_BAO in told[3]
    assert NGOC_BAN in told[3]
    assert "«cam bao»" in told[5]
    assert "Thôn Lạ" in told[6]
    assert (report.rows, report.created, report.left_out, report.asked) == (5, 1, 2, 2)


# --- hamlets and units in one column ---


@pytest.mark.parametrize("heading", ["Xóm", "Tổ", "Xóm/Tổ", "Khu", "Cụm", "Tổ dân phố"])
def test_a_villages_own_list_with_its_hamlets_is_not_asked_row_by_row(
    offices: Offices, tmp_path: Path, heading: str
) -> None:
    with offices.villages[0].open() as session:
        report = imported(
            session,
            tmp_path / "d.xlsx",
            ("Họ và tên", "Năm sinh", heading),
            ("Lê Văn Một", "1961", "Xóm Đình"),
            ("Lê Văn Hai", "1962", "2"),
            ("Lê Văn Ba", "1963", "Tổ 3"),
        )
        assert set(homes(session).values()) == {NGOC_BAN}
    assert (report.created, report.asked, report.left_out) == (3, 0, 0)
    (sheet,) = report.account.sheets
    (column,) = [column for column in sheet.columns if column.heading == heading]
    assert column.bin is ColumnBin.UNUSED
    assert "xóm, tổ trong thôn" in column.note
    assert [p.code for p in report.problems] == ["COLUMN_HAMLET"]


def test_a_column_of_hamlets_beside_the_column_of_units_changes_nothing(
    offices: Offices, tmp_path: Path
) -> None:
    with offices.commune.open() as session:
        report = imported(
            session,
            tmp_path / "d.xlsx",
            ("Họ và tên", "Năm sinh", "Xóm", "Thôn"),
            ("Lê Văn Một", "1961", "Xóm Đình", "Ngọc Bản"),
            ("Lê Văn Hai", "1962", "Xóm Chùa", "Cẩm Bào"),
        )
        assert homes(session) == {"Lê Văn Một": NGOC_BAN, "Lê Văn Hai": CAM_BAO}
    assert report.left_out == 0


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Offices:
    """A commune in town: its units are tổ dân phố."""
    return found_offices(tmp_path_factory.mktemp("town"), BLOCKS)


@pytest.mark.parametrize(
    ("heading", "first", "second"),
    [
        ("Tổ dân phố", "Tổ dân phố 1", "TDP 2"),
        ("Tổ", "1", "2"),
        ("TDP", "01", "02"),
        ("Xóm/Tổ", "tổ 1", "Tổ dân phố số 2"),
    ],
)
def test_in_town_the_column_of_blocks_names_the_units(
    town: Offices, tmp_path: Path, heading: str, first: str, second: str
) -> None:
    offices = town.copy(tmp_path / "town")
    with offices.commune.open() as session:
        report = imported(
            session,
            tmp_path / "d.xlsx",
            ("Họ và tên", "Năm sinh", heading),
            ("Lê Văn Một", "1961", first),
            ("Lê Văn Hai", "1962", second),
            ("Lê Văn Ba", "1963", "9"),
        )
        assert homes(session) == {"Lê Văn Một": BLOCKS[0], "Lê Văn Hai": BLOCKS[1]}
    assert bins(report)["Lê Văn Ba"] is RowBin.LEFT_OUT
    (sheet,) = report.account.sheets
    (column,) = [column for column in sheet.columns if column.heading == heading]
    assert (column.bin, column.field) == (ColumnBin.FIELD, "unit_name")
    assert "tên đơn vị của xã" in column.note


# --- names of units ---

UNITS = UnitNames(
    {"ban": "Thôn Ngọc Bản", "t2": "Thôn 2", "b2": "Tổ dân phố 2", "thach": "Bàn Thạch"}
)


@pytest.mark.parametrize(
    ("text", "heading", "unit"),
    [
        ("Ngoc Ban", "Thôn", "ban"),
        ("thôn Ngọc Bản, xã Vạn Hòa", "Đơn vị", "ban"),
        ("Ngọc Bản", "Xóm", "ban"),
        ("xóm Ngọc Bản", "Xóm", None),
        ("2", "Thôn", "t2"),
        ("2", "Tổ", "b2"),
        ("2", "Xóm", None),
        ("2", "Đơn vị", None),
        ("TDP 02", "Đơn vị", "b2"),
        ("bàn thạch", "Thôn", "thach"),
        ("", "Thôn", None),
        ("Thôn Lạ", "Thôn", None),
    ],
)
def test_a_cell_names_a_unit_by_its_words_and_its_heading(
    text: str, heading: str, unit: str | None
) -> None:
    assert UNITS.find(text, heading) == unit


# --- what stands above the rows ---

HEAD = ("Họ và tên", "Năm sinh")
ONE, TWO = ("Lê Văn Một", "1961"), ("Lê Văn Hai", "1962")
Book = list[MessySheet]
BOOKS: dict[str, Book] = {
    "sections": [MessySheet("S", [HEAD, (NGOC_BAN, ""), ONE, ("II. THÔN CẨM BÀO", ""), TWO])],
    "bare sections": [MessySheet("S", [HEAD, ("Ngọc Bản", ""), ONE, ("CẨM BÀO", ""), TWO])],
    "numbered sections": [
        MessySheet(
            "S",
            [
                ("STT", *HEAD),
                ("I", "THÔN NGỌC BẢN", ""),
                (1, *ONE),
                ("", "Xóm Đình", ""),
                ("II", "THÔN CẨM BÀO", ""),
                (1, *TWO),
            ],
        )
    ],
    "sheets": [MessySheet("Ngọc Bản", [HEAD, ONE]), MessySheet("DS thôn Cẩm Bào", [HEAD, TWO])],
    "titles": [
        MessySheet("A", [("UBND XÃ VẠN HÒA", ""), ("DANH SÁCH THÔN NGỌC BẢN", ""), HEAD, ONE]),
        MessySheet("B", [("Nhân khẩu thôn Cẩm Bào năm 2026", ""), HEAD, TWO]),
    ],
}


@pytest.mark.parametrize("book", BOOKS.values(), ids=BOOKS.keys())
def test_the_commune_places_people_by_sections_titles_and_sheets_and_says_so(
    offices: Offices, tmp_path: Path, book: Book
) -> None:
    path = write_messy(tmp_path / "d.xlsx", *book)
    with offices.commune.open() as session:
        report = RosterService(session).import_file(RosterImport(path))
        assert homes(session) == {"Lê Văn Một": NGOC_BAN, "Lê Văn Hai": CAM_BAO}
    told = [p.message for p in report.problems if p.code == "UNIT_BY_HEADING"]
    assert [NGOC_BAN in message for message in told] == [True, False]
    assert CAM_BAO in told[1]


@pytest.mark.parametrize("book", BOOKS.values(), ids=BOOKS.keys())
@pytest.mark.parametrize("is_chosen", [True, False])
def test_people_under_another_units_name_do_not_go_to_the_chosen_or_own_unit(
    offices: Offices, tmp_path: Path, book: Book, is_chosen: bool
) -> None:
    path = write_messy(tmp_path / "d.xlsx", *book)
    office = offices.commune if is_chosen else offices.villages[0]
    with office.open() as session:
        unit = NGOC_BAN if is_chosen else None
        report = RosterService(session).import_file(RosterImport(path, unit))
        assert homes(session) == {"Lê Văn Một": NGOC_BAN}
    assert (report.rows, report.created, report.left_out) == (2, 1, 1)
    (problem,) = [p for p in report.problems if p.code == "UNIT_OF_OTHERS"]
    assert CAM_BAO in problem.message
    notes = {row.text: row.note for _, row in report.account.rows()}
    assert CAM_BAO in notes["Lê Văn Hai"]


def test_a_cell_of_the_row_stands_before_what_is_above(offices: Offices, tmp_path: Path) -> None:
    head, rows = (*HEAD, "Thôn"), [(*ONE, "Ngọc Bản"), (*TWO, "")]
    with offices.commune.open() as session:
        imported(session, tmp_path / "d.xlsx", ("THÔN CẨM BÀO", "", ""), head, *rows)
        assert homes(session) == {"Lê Văn Một": NGOC_BAN, "Lê Văn Hai": CAM_BAO}


def test_rows_without_any_unit_are_told_once(offices: Offices, tmp_path: Path) -> None:
    people = [(f"Lê Văn Mẫu {'ABCDEFGHIK'[n]}", f"19{60 + n}") for n in range(10)]
    with offices.commune.open() as session:
        report = imported(session, tmp_path / "d.xlsx", HEAD, *people)
    (problem,) = report.problems
    assert (problem.code, problem.row, report.left_out) == ("UNIT_UNKNOWN", 2, 10)
    assert problem.message.startswith("10 dòng (dòng 2–11): chưa ghi thôn.")
    assert all("chưa ghi thôn" in row.note for _, row in report.account.rows() if row.row > 1)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("DANH SÁCH HỘ NGHÈO THÔN 02 NĂM 2026", "t2"),
        ("II. Thôn Ngọc Bản", "ban"),
        ("Thôn 2 và thôn Ngọc Bản", None),
        ("Thôn 21", None),
        ("Người lập: Lê Ngọc Bản", None),
        ("Tổ số 2", "b2"),
        ("Xóm 2", None),
    ],
)
def test_a_title_names_one_unit_among_other_words(text: str, unit: str | None) -> None:
    named = UNITS.named_in(text)
    only = named.units[0] if len(named.units) == 1 and not named.strange else None
    assert only == unit


def test_people_under_the_name_of_no_unit_are_asked(offices: Offices, tmp_path: Path) -> None:
    rows: list[Row] = [HEAD, ("Xóm Đình", ""), ONE, ("II. Thôn Lạ", ""), TWO]
    with offices.villages[0].open() as session:
        report = imported(session, tmp_path / "d.xlsx", *rows)
        assert homes(session) == {"Lê Văn Một": NGOC_BAN}
        (asked,) = report.asked_rows
        assert (asked.row, "Thôn Lạ" in asked.message) == (5, True)
    with offices.commune.open() as session:
        report = imported(session, tmp_path / "d.xlsx", HEAD, ("Thôn Lạ", ""), TWO)
        (problem,) = report.problems
        assert (problem.code, "«Thôn Lạ»" in problem.message) == ("UNIT_UNKNOWN", True)


@pytest.mark.parametrize(
    ("text", "is_strange"),
    [
        ("Thôn Lạ", True),
        ("Tổ dân phố 9", True),
        ("Thôn 2", False),
        ("Xóm Đình", False),
        ("Thôn trưởng Lê Văn Một", False),
        ("Danh sách", False),
        ("", False),
    ],
)
def test_a_name_of_the_units_sort_that_no_unit_has_is_strange(text: str, is_strange: bool) -> None:
    assert bool(UNITS.named_in(text).strange) is is_strange
