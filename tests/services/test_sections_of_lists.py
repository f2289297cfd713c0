"""Sections of a list: their numbers name no place, and households made of them are none."""

from pathlib import Path

from tests.builders.offices import Offices
from tests.builders.spreadsheets import write_xlsx
from vanhoa_desktop.services.roster import RosterImport, RosterService

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
