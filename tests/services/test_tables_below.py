"""Several tables in one sheet: each value goes under its own heading, year and thôn, or nowhere."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.builders.offices import YEAR
from tests.builders.spreadsheets import write_xlsx
from tests.builders.three_thon import (
    AN,
    CUONG,
    EAST,
    HEAD,
    MAI,
    OANH,
    SON,
    SOUTH,
    WEST,
    Row,
    bins,
    codes,
    commune_of_three,
    given,
    written,
)
from vanhoa_desktop.domain.import_account import RowBin
from vanhoa_desktop.domain.targets import DigitalBasis
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.rows.roster import RosterImport, RosterService
from vanhoa_desktop.services.sheets.digital import DigitalImport, DigitalService


@pytest.fixture(scope="module")
def commune(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A commune of three thôn; only rehearsals are done in it."""
    with commune_of_three(tmp_path_factory.mktemp("three")) as session:
        yield session


# --- headings again ---


@pytest.mark.parametrize(
    "again",
    [
        ("STT", "Họ và tên", "Năm sinh", "CS3", "CS4"),
        ("STT", "Họ và tên", "Năm sinh", "CS1", "CS4"),
        ("STT", "Họ và tên", "Năm sinh", "CS2", "CS1"),
        ("STT", "Họ và tên", "Năm sinh", "CS1", "Tổng"),
        ("STT", "Họ và tên", "Năm sinh", "Tổng", "CS2"),
        ("STT", "Họ và tên", "Năm sinh", "CS1", "Nhận xét"),
        ("STT", "Họ và tên", "Năm sinh", "CS1", "Tự chấm CS2"),
        ("STT", "Họ và tên", "Năm sinh", "CS1", "CS2 (2025)"),
        ("STT", "Họ và tên", "Năm sinh", "CS1", ""),
        ("STT", "Họ và tên", "CS1", "Năm sinh", "CS2"),
        ("STT", "Họ tên", "NS", "CS1", "Chỉ số 3"),
        ("STT", "", "Họ và tên", "CS1", "CS2"),
        ("", "", "", "CS3", "CS4"),
        ("", "", "", "", "CS3"),
    ],
)
def test_headings_that_say_otherwise_begin_another_table(
    commune: Session, tmp_path: Path, again: Row
) -> None:
    rows = [(EAST,), HEAD, (*AN, 9, 8), again, (*CUONG, 5, 4), (*AN, 3, 2)]
    report = given(commune, tmp_path, rows)
    assert written(commune, report) == {3: (EAST, {"CS1": "9", "CS2": "8"})}
    assert (4, "SECOND_TABLE") in codes(report)
    assert bins(report)[5] is RowBin.LEFT_OUT
    assert report.rows == report.updated + report.left_out


@pytest.mark.parametrize(
    "again",
    [
        [HEAD],
        [("TT", "HỌ TÊN", "NS", "Chỉ số 1", "Điểm CS2")],
        [("", "Họ và tên", "Năm sinh", "CS1", "CS2")],
        [HEAD, ("(1)", "(2)", "(3)", "(4)", "(5)")],
        [HEAD, (1, 2, 3, 4, 5)],
        [("1", "2", "3", "4", "5")],
    ],
)
def test_the_same_headings_again_are_passed_over(
    commune: Session, tmp_path: Path, again: Sequence[Row]
) -> None:
    report = given(commune, tmp_path, [(EAST,), HEAD, (*AN, 9, 8), *again, (*CUONG, 5, 4)])
    last = 4 + len(again)
    assert written(commune, report) == {
        3: (EAST, {"CS1": "9", "CS2": "8"}),
        last: (EAST, {"CS1": "5", "CS2": "4"}),
    }
    assert report.problems == ()


def test_two_rows_of_headings_that_come_again_are_passed_over(
    commune: Session, tmp_path: Path
) -> None:
    head = [("Họ và tên", "Năm sinh", "CS1", ""), ("", "", "Tự chấm", "Thôn chấm")]
    people = [("Nguyễn Văn Cường", 1998, 9, 8), ("Lê Thị Dung", 1980, 7, 6)]
    report = given(commune, tmp_path, [*head, people[0], *head, people[1]])
    assert written(commune, report) == {3: (EAST, {"CS1": "8"}), 6: (EAST, {"CS1": "6"})}
    assert report.problems == ()


def test_two_rows_of_headings_of_which_the_second_says_otherwise_begin_another_table(
    commune: Session, tmp_path: Path
) -> None:
    head = [("Họ và tên", "Năm sinh", "CS1", ""), ("", "", "Tự chấm", "Thôn chấm")]
    turned = [head[0], ("", "", "Thôn chấm", "Tự chấm")]
    people = [("Nguyễn Văn Cường", 1998, 9, 8), ("Lê Thị Dung", 1980, 7, 6)]
    report = given(commune, tmp_path, [*head, people[0], *turned, people[1]])
    assert written(commune, report) == {3: (EAST, {"CS1": "8"})}
    assert (4, "SECOND_TABLE") in codes(report)


def test_a_list_of_people_whose_headings_say_otherwise_below_is_left_out_from_there(
    commune: Session, tmp_path: Path
) -> None:
    rows = [
        (EAST,),
        ("STT", "Họ và tên", "Năm sinh", "Giới tính", "Nghề nghiệp"),
        (1, "Lò Văn Ất", 1960, "Nam", "Làm ruộng"),
        ("STT", "Họ và tên", "Năm sinh", "Giới tính", "Nơi ở"),
        (2, "Lò Thị Bảy", 1961, "Nữ", "Hà Nội"),
        ("STT", "Họ tên", "NS", "GT", "Nghề"),
        (3, "Lò Thị Chín", 1962, "Nữ", "May"),
    ]
    path = write_xlsx(tmp_path / "ds.xlsx", rows)
    report = RosterService(commune).import_file(RosterImport(path, is_dry_run=True))
    assert [n for n, row_bin in bins(report).items() if row_bin is RowBin.CREATED] == [3, 7]
    assert (4, "SECOND_TABLE") in codes(report)


def test_skills_whose_headings_say_otherwise_below_are_left_out(
    commune: Session, tmp_path: Path
) -> None:
    rows = [
        ("Họ và tên", "Năm sinh", "Thành thạo", "Kỹ năng số"),
        ("Nguyễn Văn Cường", 1998, "x", "x"),
        ("Họ và tên", "Năm sinh", "Kỹ năng số", "Thành thạo"),
        ("Lê Thị Dung", 1980, "x", "không"),
    ]
    path = write_xlsx(tmp_path / "kns.xlsx", rows)
    report = DigitalService(commune).import_file(
        DigitalImport(path, YEAR, DigitalBasis.VNEID, is_dry_run=True)
    )
    assert (report.updated, report.left_out) == (1, 1)
    assert (3, "SECOND_TABLE") in codes(report)


# --- years ---


@pytest.mark.parametrize("place", range(5))
@pytest.mark.parametrize(
    "title", [f"ĐIỂM NĂM {YEAR - 1}", str(YEAR - 1), f"Bảng chấm {YEAR - 1}", "Điểm năm trước"]
)
@pytest.mark.parametrize("heads", [[HEAD], []])
def test_rows_below_a_title_of_another_year_are_left_out(
    commune: Session, tmp_path: Path, place: int, title: str, heads: Sequence[Row]
) -> None:
    other = ["", "", "", "", ""]
    other[place] = title
    rows = [
        *[
            (f"ĐIỂM NĂM {YEAR}",),
            HEAD,
            (*CUONG, 9, 8),
            other,
            *heads,
            (3, "Lê Thị Dung", 1980, 5, 4),
        ],
        *[(f"NĂM {YEAR}",), (*OANH, 7, 6)],
    ]
    report = given(commune, tmp_path, rows)
    last = 7 + len(heads)
    assert written(commune, report) == {
        3: (EAST, {"CS1": "9", "CS2": "8"}),
        last: (WEST, {"CS1": "7", "CS2": "6"}),
    }
    assert (4, "ROWS_OTHER_YEAR") in codes(report)
    assert bins(report)[last - 2] is RowBin.LEFT_OUT


def test_days_and_papers_between_people_say_no_year(commune: Session, tmp_path: Path) -> None:
    rows = [
        *[HEAD, (*CUONG, 9, 8), ("", f"Theo Quyết định số 324 năm {YEAR - 3}")],
        *[("", f"Vạn Hòa, ngày 5 tháng 1 năm {YEAR + 1}"), (*OANH, 7, 6)],
    ]
    report = given(commune, tmp_path, rows)
    assert written(commune, report).keys() == {2, 5}


def test_a_list_below_a_title_of_another_year_is_told(commune: Session, tmp_path: Path) -> None:
    head = ("STT", "Họ và tên", "Năm sinh")
    rows = [
        (EAST,),
        head,
        (1, "Lò Văn Ất", 1960),
        ("DANH SÁCH NĂM 2019",),
        head,
        (1, "Lò Văn Ba", 1961),
    ]
    path = write_xlsx(tmp_path / "ds.xlsx", rows)
    report = RosterService(commune).import_file(RosterImport(path, is_dry_run=True))
    assert report.created == 2
    assert (4, "LIST_OF_OTHER_YEAR") in codes(report)


# --- thôn ---


@pytest.mark.parametrize("place", range(5))
@pytest.mark.parametrize("title", ["Thôn Nam", "THÔN NAM", "Thôn Nam: 5 người"])
def test_a_thon_holds_from_its_title_on_wherever_that_stands(
    commune: Session, tmp_path: Path, place: int, title: str
) -> None:
    south = ["", "", "", "", ""]
    south[place] = title
    report = given(commune, tmp_path, [HEAD, (WEST,), (*OANH, 9, 8), south, (*MAI, 4, 3)])
    assert written(commune, report) == {
        3: (WEST, {"CS1": "9", "CS2": "8"}),
        5: (SOUTH, {"CS1": "4", "CS2": "3"}),
    }
    assert bins(report)[4] is RowBin.SECTION
    assert report.problems == ()


@pytest.mark.parametrize(
    "row", [(2, SOUTH), (2, "", SOUTH), ("", SOUTH, "", 15, 13), (2, SOUTH, "", 15, 13)]
)
def test_a_thon_with_a_number_or_its_sums_is_a_title(
    commune: Session, tmp_path: Path, row: Row
) -> None:
    report = given(commune, tmp_path, [HEAD, (1, WEST), (*OANH, 9, 8), row, (*MAI, 4, 3)])
    assert written(commune, report) == {
        3: (WEST, {"CS1": "9", "CS2": "8"}),
        5: (SOUTH, {"CS1": "4", "CS2": "3"}),
    }


def test_a_title_in_two_cells_names_its_thon(commune: Session, tmp_path: Path) -> None:
    rows = [HEAD, (WEST,), (*OANH, 9, 8), ("", "", "Thôn:", "Nam"), (*MAI, 4, 3)]
    report = given(commune, tmp_path, rows)
    assert written(commune, report)[5] == (SOUTH, {"CS1": "4", "CS2": "3"})


@pytest.mark.parametrize("place", range(5))
@pytest.mark.parametrize(
    "title",
    [
        *("Đoài", "PHẦN CỦA ÔNG BA", "Thôn Đoài", "ĐOÀI 2026", "ĐÔNG NAM", "THÀNH ĐẠT"),
        *("ĐÔNG THÀNH HẠ", "XÃ TÂN PHÚC"),
    ],
)
def test_rows_below_a_title_that_nobody_understands_are_asked(
    commune: Session, tmp_path: Path, place: int, title: str
) -> None:
    strange = ["", "", "", "", ""]
    strange[place] = title
    rows = [HEAD, (WEST,), (*OANH, 9, 8), strange, (*MAI, 4, 3), (SOUTH,), (*MAI, 6, 5)]
    report = given(commune, tmp_path, rows)
    assert written(commune, report) == {
        3: (WEST, {"CS1": "9", "CS2": "8"}),
        7: (SOUTH, {"CS1": "6", "CS2": "5"}),
    }
    assert [asked.row for asked in report.asked_rows] == [5]
    assert title in report.asked_rows[0].message


@pytest.mark.parametrize("place", [2, 3, 4])
@pytest.mark.parametrize("text", ["Người dân thôn Nam năm 2026", "chuyển đến từ thôn Nam"])
def test_a_text_that_names_a_thon_amid_other_words_is_not_taken_for_its_title(
    commune: Session, tmp_path: Path, text: str, place: int
) -> None:
    row = [*[""] * place, text]
    report = given(commune, tmp_path, [HEAD, (WEST,), (*OANH, 9, 8), row, (*MAI, 4, 3)])
    assert written(commune, report).keys() == {3}
    assert [asked.row for asked in report.asked_rows] == [5]


@pytest.mark.parametrize(
    "row",
    [
        *[("", "Lê Quang Huy"), ("", "Cà Văn Dạ"), ("", "II. Người lao động"), ("", "Năm 2026")],
        *[("", "", "NĂM ĐÁNH GIÁ: 2026"), ("II", "Cán bộ, công chức")],
        *[("", "", "", "", "Trang 2"), ("", "", "", "(tiếp theo)"), ("", "", "", 17, 15)],
        *[("", "Xóm Đình"), ("", "", "Tổ 1"), ("", "Tổng cộng", "", 17, 15), ("x",), ("", "", "-")],
        *[("", "", "", "", "vắng"), ("", "", "", "", "khăn, con nhỏ")],
    ],
)
def test_rows_that_are_no_title_of_a_thon_end_nothing(
    commune: Session, tmp_path: Path, row: Row
) -> None:
    rows = [HEAD, (WEST,), (*OANH, 9, 8), row, (*MAI, 4, 3)]
    assert written(commune, given(commune, tmp_path, rows))[5] == (WEST, {"CS1": "4", "CS2": "3"})


def test_who_signs_for_another_thon_between_people_makes_the_rows_below_asked(
    commune: Session, tmp_path: Path
) -> None:
    rows = [HEAD, (WEST,), (*OANH, 9, 8), ("Trưởng thôn Nam: Hà Văn Vinh",), (*MAI, 4, 3)]
    report = given(commune, tmp_path, rows)
    assert written(commune, report).keys() == {3}
    assert [asked.row for asked in report.asked_rows] == [5]


@pytest.mark.parametrize("third", [HEAD, ("STT", "Họ tên", "NS", "CS1", "CS2")])
@pytest.mark.parametrize("place", range(4))
def test_titles_within_a_table_that_is_left_out_hold_below_it(
    commune: Session, tmp_path: Path, third: Row, place: int
) -> None:
    south = ["", "", "", "", ""]
    south[place] = SOUTH
    other = ("STT", "Họ và tên", "Năm sinh", "CS2", "CS1")
    rows = [
        *[(EAST,), HEAD, (*AN, 9, 8), (WEST,), other, (*AN, 6, 5)],
        *[south, third, (*MAI, 4, 3), (*SON, 2, 1)],
    ]
    report = given(commune, tmp_path, rows)
    assert written(commune, report) == {
        3: (EAST, {"CS1": "9", "CS2": "8"}),
        9: (SOUTH, {"CS1": "4", "CS2": "3"}),
        10: (SOUTH, {"CS1": "2", "CS2": "1"}),
    }
    assert (5, "SECOND_TABLE") in codes(report)


def test_a_title_below_a_small_table_above_the_list_holds(commune: Session, tmp_path: Path) -> None:
    rows = [
        *[(WEST,), ("Họ và tên", "Điện thoại"), ("Hà Văn Vinh", "0912345678"), (SOUTH,)],
        *[(*HEAD, "CS3"), (*MAI, 4, 3, 2)],
    ]
    report = given(commune, tmp_path, rows)
    assert written(commune, report) == {6: (SOUTH, {"CS1": "4", "CS2": "3", "CS3": "2"})}


def test_people_below_the_title_of_their_thon_go_there_in_a_list_too(
    commune: Session, tmp_path: Path
) -> None:
    head = ("STT", "Họ và tên", "Năm sinh", "Giới tính")
    rows = [
        *[(WEST,), head, (1, "Lò Văn Ất", 1960, "Nam"), ("", "", "", SOUTH)],
        *[(1, "Lò Thị Bảy", 1961, "Nữ"), ("", "", "ĐOÀI"), (1, "Lò Thị Chín", 1962, "Nữ")],
    ]
    path = write_xlsx(tmp_path / "ds.xlsx", rows)
    report = RosterService(commune).import_file(RosterImport(path, is_dry_run=True))
    told = {p.row: p.message for p in report.problems if p.code == "UNIT_BY_HEADING"}
    assert WEST in told[3]
    assert SOUTH in told[5]
    assert [asked.row for asked in report.asked_rows] == [7]


# --- points that are headed by a title alone ---


@pytest.mark.parametrize("title", ["CHỈ SỐ 3 VÀ 4", "II. Các chỉ số 3, 4", "CS3, CS4", "Chỉ số 3"])
@pytest.mark.parametrize("place", range(5))
def test_rows_below_a_title_of_other_indicators_are_left_out(
    commune: Session, tmp_path: Path, title: str, place: int
) -> None:
    rows = [HEAD, (*CUONG, 9, 8), [*[""] * place, title], (*OANH, 4, 3), HEAD, (*SON, 2, 1)]
    report = given(commune, tmp_path, rows)
    assert written(commune, report).keys() == {2, 6}
    assert {(3, "POINTS_WITHOUT_HEADINGS"), (3, "SECOND_TABLE")} & set(codes(report))
    assert bins(report)[4] is RowBin.LEFT_OUT


def test_a_title_of_indicators_above_the_same_headings_is_passed_over(
    commune: Session, tmp_path: Path
) -> None:
    rows = [HEAD, (*CUONG, 9, 8), ("II. CÁC CHỈ SỐ 1, 2",), HEAD, (*OANH, 4, 3)]
    report = given(commune, tmp_path, rows)
    assert written(commune, report).keys() == {2, 5}
    assert report.problems == ()


def test_a_title_in_two_cells_names_its_assessor(commune: Session, tmp_path: Path) -> None:
    rows = [HEAD, (*CUONG, 9, 8), ("B.", "", "CÁ NHÂN TỰ CHẤM", "(lần 1)"), (*OANH, 4, 3)]
    report = given(commune, tmp_path, rows)
    assert written(commune, report).keys() == {2}
    assert codes(report) == [(3, "ROWS_OTHER_ASSESSOR")]
