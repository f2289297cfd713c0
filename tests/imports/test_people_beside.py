"""The second half of a list beside the first, under no headings of its own."""

from pathlib import Path

import pytest

from tests.builders.spreadsheets import write_xlsx
from vanhoa_desktop.domain.problems import Severity
from vanhoa_desktop.imports.lists.roster import RosterOptions, read_roster

OPTIONS = RosterOptions(this_year=2026)
HEAD = ("TT", "Họ và tên", "Năm sinh", "", "", "", "")


def test_people_beside_a_list_are_told_as_not_read_and_what_to_do(tmp_path: Path) -> None:
    rows = [
        HEAD,
        (1, "Nguyễn Văn An", 1960, "", 4, "Lê Thị Bình", 1962),
        (2, "Trần Văn Ca", 1950, "", 5, "Đỗ Văn Năm", 1971),
        (3, "Hồ Thị Dung", 1955, "", "", "", ""),
    ]
    found = read_roster(write_xlsx(tmp_path / "d.xlsx", rows), OPTIONS)
    assert len(found.candidates) == 3
    (told,) = found.problems
    assert (told.row, told.code, told.severity) == (2, "PEOPLE_BESIDE", Severity.ERROR)
    assert "Cột E–G" in told.message
    assert "2 người (dòng 2–3)" in told.message
    assert "chép họ xuống dưới danh sách" in told.message


def test_those_on_rows_where_the_first_half_has_ended_are_told_too(tmp_path: Path) -> None:
    rows = [
        HEAD,
        (1, "Nguyễn Văn An", 1960, "", 4, "Lê Thị Bình", 1962),
        ("", "", "", "", 5, "Đỗ Văn Năm", 1971),
    ]
    found = read_roster(write_xlsx(tmp_path / "d.xlsx", rows), OPTIONS)
    (told,) = [p for p in found.problems if p.code == "PEOPLE_BESIDE"]
    assert "2 người (dòng 2–3)" in told.message


@pytest.mark.parametrize("beside", [("", "", "Lê Thị Bình"), ("xem lại", 5, ""), ("", 7, "đạt")])
def test_other_things_beside_a_list_are_columns_that_are_not_used(
    tmp_path: Path, beside: tuple[object, ...]
) -> None:
    rows = [HEAD, (1, "Nguyễn Văn An", 1960, "", *beside)]
    found = read_roster(write_xlsx(tmp_path / "d.xlsx", rows), OPTIONS)
    assert {p.code for p in found.problems} == {"COLUMN_UNUSED"}
