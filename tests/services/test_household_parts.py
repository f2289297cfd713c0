"""Numbers of households that begin anew in each part of a list are told, not joined in silence."""

from pathlib import Path

import pytest

from tests.builders.messy_tables import MessySheet, write_messy
from tests.builders.offices import Offices
from vanhoa_desktop.services.households import HouseholdService
from vanhoa_desktop.services.import_report import ImportReport
from vanhoa_desktop.services.roster import RosterImport, RosterService

HEAD = ("Họ và tên", "Năm sinh", "Số hộ")
ONE = (("Lê Văn An", 1960, 1), ("Đỗ Văn Ba", 1962, 2))
TWO = (("Hà Thị Mơ", 1971, 1), ("Vũ Thị Na", 1973, 2))


def imported(offices: Offices, path: Path) -> tuple[ImportReport, list[str]]:
    with offices.villages[0].open() as session:
        report = RosterService(session).import_file(RosterImport(path))
        homes = HouseholdService(session).households()
        return report, [home.household.code for home in homes]


def told(report: ImportReport) -> list[str]:
    return [p.message for p in report.problems if p.code == "HOUSEHOLD_IN_PARTS"]


@pytest.mark.parametrize("is_by_sheet", [True, False], ids=["sheets", "titles"])
def test_numbers_that_begin_anew_are_told_once(
    offices: Offices, tmp_path: Path, *, is_by_sheet: bool
) -> None:
    if is_by_sheet:
        sheets = [MessySheet("Tổ 1", [HEAD, *ONE]), MessySheet("Tổ 2", [HEAD, *TWO])]
    else:
        sheets = [MessySheet("Danh sách", [HEAD, ("Tổ 1",), *ONE, ("Tổ 2",), *TWO])]
    report, _ = imported(offices, write_messy(tmp_path / "ds.xlsx", *sheets))
    (message,) = told(report)
    assert message.startswith("Số hộ 1, 2 có ở nhiều phần của bảng")
    assert "Tổ 1» và " in message
    assert "Tổ 2»" in message


def test_codes_that_name_their_part_and_numbers_of_one_part_are_not_told(
    offices: Offices, tmp_path: Path
) -> None:
    named = [(name, born, f"T1-{number}") for name, born, number in ONE]
    again = [(name, born, f"T2-{number}") for name, born, number in TWO]
    rows = [HEAD, ("Tổ 1",), *named, ("Tổ 2",), *again]
    report, codes = imported(offices, write_messy(tmp_path / "ds.xlsx", MessySheet("A", rows)))
    assert (told(report), sorted(codes)) == ([], ["T1-1", "T1-2", "T2-1", "T2-2"])
    plain = write_messy(tmp_path / "mot.xlsx", MessySheet("A", [HEAD, *ONE]))
    assert told(imported(offices, plain)[0]) == []


def test_an_empty_cell_below_a_number_is_told_for_whoever_is_new(
    offices: Offices, tmp_path: Path
) -> None:
    rows = [HEAD, ("Lê Văn An", 1960, 1), ("Đỗ Thị Ba", 1962, ""), ("Hà Thị Mơ", 1971, 2)]
    path = write_messy(tmp_path / "ds.xlsx", MessySheet("A", rows))
    report, _ = imported(offices, path)
    (problem,) = [p for p in report.problems if p.code == "HOUSEHOLD_BLANK"]
    assert (problem.row, "1 người mới (dòng 3)" in problem.message) == (3, True)
    again, _ = imported(offices, path)
    assert [p.code for p in again.problems if p.code == "HOUSEHOLD_BLANK"] == []
