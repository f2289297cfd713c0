"""Numbers before names, and tables side by side: what people type and expect to be understood."""

from pathlib import Path

import pytest

from tests.builders.spreadsheets import write_xlsx
from vanhoa_desktop.imports.lists.roster import RosterOptions, RosterReading, read_roster


def roster(folder: Path, *rows: tuple[object, ...]) -> RosterReading:
    return read_roster(write_xlsx(folder / "r.xlsx", list(rows)), RosterOptions(this_year=2026))


# --- running numbers ---


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("1. Lê Văn Một", "Lê Văn Một"),
        ("1) Lê Văn Một", "Lê Văn Một"),
        ("(1) Lê Văn Một", "Lê Văn Một"),
        ("01 - Lê Văn Một", "Lê Văn Một"),
        ("12.Lê Văn Một", "Lê Văn Một"),
        ("1/ LÊ VĂN MỘT", "Lê Văn Một"),
        ("3 Lê Văn Một", "Lê Văn Một"),
    ],
)
def test_a_running_number_before_the_name_is_no_part_of_it(
    tmp_path: Path, cell: str, name: str
) -> None:
    found = roster(tmp_path, ("Họ và tên", "Năm sinh"), (cell, 1961))
    assert [candidate.full_name for candidate in found.candidates] == [name]
    assert [(p.code, p.row) for p in found.problems] == [("NAMES_NUMBERED", 2)]
    assert "1 dòng (dòng 2)" in found.problems[0].message


@pytest.mark.parametrize("cell", ["Lê Văn 2", "1. Lê Văn 2", "15 hộ", "1.2", "1"])
def test_digits_within_a_name_are_refused_and_named(tmp_path: Path, cell: str) -> None:
    found = roster(tmp_path, ("Họ và tên", "Năm sinh"), (cell, 1961))
    assert found.candidates == ()
    codes = {problem.code: problem.message for problem in found.problems}
    assert "họ tên" in codes["NAME_INVALID"]
    if "Lê" in cell:
        assert "có chữ số «2»" in codes["NAME_INVALID"]


# --- tables side by side ---

PAIR = ("STT", "Họ và tên", "Năm sinh", "", "STT", "Họ và tên", "Năm sinh")


def test_two_tables_side_by_side_are_both_read_and_told(tmp_path: Path) -> None:
    found = roster(
        tmp_path,
        PAIR,
        (1, "Lê Văn Anh", 1961, "", 4, "Trần Thị Dung", 1971),
        (2, "Lê Văn Bình", 1962, "", 5, "Trần Thị Em", 1972),
        (3, "Lê Văn Cường", 1963, "", "", "", ""),
    )
    people = {(c.row, c.full_name, c.birth.text) for c in found.candidates if c.birth}
    assert people == {
        (2, "Lê Văn Anh", "1961"),
        (3, "Lê Văn Bình", "1962"),
        (4, "Lê Văn Cường", "1963"),
        (2, "Trần Thị Dung", "1971"),
        (3, "Trần Thị Em", "1972"),
    }
    left, right = found.readings.sheets
    assert right.name == f"{left.name} – bảng 2"
    assert [column.column for column in left.columns] == [1, 2, 3]
    assert [column.column for column in right.columns] == [5, 6, 7]
    (told,) = found.problems
    assert told.code == "TABLES_SIDE_BY_SIDE"
    assert "2 bảng" in told.message
    assert "từ cột E" in told.message


def test_a_right_table_without_the_last_columns_and_three_tables_are_read_too(
    tmp_path: Path,
) -> None:
    head = ("TT", "Họ và tên", "Năm sinh", "Ghi chú", "TT", "Họ và tên", "Năm sinh")
    row = (1, "Lê Văn Anh", 1961, "", 2, "Trần Thị Dung", 1971)
    found = roster(tmp_path, (*head, *head[:3]), (*row, 3, "Đỗ Văn Em", 1981))
    assert [c.full_name for c in found.candidates] == ["Lê Văn Anh", "Trần Thị Dung", "Đỗ Văn Em"]


def test_a_second_column_of_names_that_is_no_table_is_told_with_its_rows(tmp_path: Path) -> None:
    found = roster(
        tmp_path,
        ("STT", "Họ và tên", "Năm sinh", "Họ và tên", "Tên gọi khác"),
        (1, "Lê Văn Anh", 1961, "Trần Thị Dung", ""),
        (2, "Lê Văn Bình", 1962, "", ""),
    )
    assert [c.full_name for c in found.candidates] == ["Lê Văn Anh", "Lê Văn Bình"]
    told = {problem.code: problem for problem in found.problems}
    assert told["SECOND_NAMES"].row == 2
    assert "1 dòng (dòng 2)" in told["SECOND_NAMES"].message
