"""Sections of a list: their numbers name no place, and households made of them are none."""

from pathlib import Path

import pytest

from tests.builders.offices import Offices
from tests.builders.spreadsheets import write_xlsx
from vanhoa_desktop.services.rows.roster import RosterImport, RosterService

ONE, TWO, THREE = "Lò Văn An", "Lò Thị Bình", "Hà Thị Dung"


def test_the_number_of_a_section_in_its_own_cell_is_no_name_of_a_place(
    offices: Offices, tmp_path: Path
) -> None:
    rows = [("STT", "Họ và tên", "Năm sinh"), ("I", "Thôn Ngọc Bản", ""), (1, ONE, 1960)]
    path = write_xlsx(tmp_path / "d.xlsx", [*rows, ("II", "Xóm Đình", ""), (2, TWO, 1962)])
    with offices.villages[0].open() as session:
        report = RosterService(session).import_file(RosterImport(path))
        assert (report.created, report.asked) == (2, 0)


def test_sections_of_households_without_codes_are_told_once(
    offices: Offices, tmp_path: Path
) -> None:
    rows = [("STT", "Họ và tên", "Năm sinh"), ("1. Hộ ông Lò Văn An", "", ""), (1, ONE, 1960)]
    rows += [(2, TWO, 1962), ("2. Hộ bà Hà Thị Dung", "", ""), (1, THREE, 1965)]
    path = write_xlsx(
        tmp_path / "d.xlsx", [*rows, ("Hộ khẩu số 15", "", ""), (1, "Bùi Văn Giang", 1970)]
    )
    with offices.villages[0].open() as session:
        report = RosterService(session).import_file(RosterImport(path))
        assert report.created == 4
        (told,) = [p for p in report.problems if p.code == "HOUSEHOLD_SECTIONS"]
        assert "3 phần là hộ (dòng 2, 5, 7)" in told.message


@pytest.mark.parametrize(
    ("first", "second"),
    [
        *(("Hộ 1: Lò Văn An", "Hộ 2: Hà Thị Dung"), ("Hộ 1 - Lò Văn An", "Hộ 2 - Hà Thị Dung")),
        *(("Hộ Lò Văn An", "Hộ Hà Thị Dung"), ("Chủ hộ: Lò Văn An", "Chủ hộ: Hà Thị Dung")),
        *(("Gia đình: Ông An", "Gia đình: Bà Dung"), ("HGĐ 01", "HGĐ 02")),
        *(("I. Hộ 1: Lò Văn An", "II. Hộ 2: Hà Thị Dung"), ("Nhà ông An", "Nhà bà Dung")),
        ("Hộ thứ 1", "Hộ thứ 2"),
    ],
)
@pytest.mark.parametrize("codes", ["no column", "empty column"])
def test_a_section_of_a_household_is_told_however_it_is_written(
    offices: Offices, tmp_path: Path, first: str, second: str, codes: str
) -> None:
    more = ("Số hộ",) if codes == "empty column" else ()
    rows = [("STT", "Họ và tên", "Năm sinh", *more), (first,), (1, ONE, 1960), (2, TWO, 1962)]
    path = write_xlsx(tmp_path / "d.xlsx", [*rows, (second,), (1, THREE, 1965)])
    with offices.villages[0].open() as session:
        report = RosterService(session).import_file(RosterImport(path))
        assert (report.created, report.asked) == (3, 0)
        (told,) = [p for p in report.problems if p.code == "HOUSEHOLD_SECTIONS"]
        assert "2 phần là hộ (dòng 2, 5)" in told.message
        assert ("để trống" in told.message) == bool(more)


@pytest.mark.parametrize("title", ["Hộ nghèo", "Hộ cận nghèo", "Hộ kinh doanh", "Gia đình văn hóa"])
def test_a_sort_of_households_is_no_household(offices: Offices, tmp_path: Path, title: str) -> None:
    rows = [("STT", "Họ và tên", "Năm sinh"), (title,), (1, ONE, 1960)]
    with offices.villages[0].open() as session:
        roster = RosterService(session)
        report = roster.import_file(RosterImport(write_xlsx(tmp_path / "d.xlsx", rows)))
        assert [p for p in report.problems if p.code == "HOUSEHOLD_SECTIONS"] == []


def test_rows_below_another_part_are_asked_with_its_own_title(
    offices: Offices, tmp_path: Path
) -> None:
    head = ("STT", "Họ và tên", "Năm sinh")
    rows = [("Tổ 1",), head, (1, ONE, 1960), ("Tổ 2",), head, (1, TWO, 1962)]
    with offices.villages[0].open() as session:
        roster = RosterService(session)
        report = roster.import_file(RosterImport(write_xlsx(tmp_path / "d.xlsx", rows)))
        first, second = report.asked_rows
        assert "tiêu đề «Tổ 1» ở dòng 1" in first.message
        assert "«Tổ 1»" not in second.message
        assert "tên phần «Tổ 2» ở dòng 4" in second.message


def test_new_people_whose_birth_is_left_empty_are_counted(offices: Offices, tmp_path: Path) -> None:
    rows = [
        ("STT", "Họ và tên", "Năm sinh", "", "Quan hệ"),
        ("", "", "Nam", "Nữ", ""),
        *((1, ONE, 1960, "", "chủ hộ"), (2, TWO, "", "", "vợ"), (3, THREE, "", "", "con")),
        (4, "Hà Văn Em", "không rõ", "", "con"),
    ]
    path = write_xlsx(tmp_path / "d.xlsx", rows)
    with offices.villages[0].open() as session:
        roster = RosterService(session)
        report = roster.import_file(RosterImport(path))
        assert report.created == 4
        (told,) = [p for p in report.problems if p.code == "BIRTH_BLANK"]
        assert told.message.startswith("2 người mới (dòng 4–5) để trống ngày sinh")
        again = roster.import_file(RosterImport(path))
        assert [p for p in again.problems if p.code == "BIRTH_BLANK"] == []
