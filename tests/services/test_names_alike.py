"""Names that are alike but for their marks, and namesakes whom nothing surely tells apart."""

from pathlib import Path

import pytest

from tests.builders.messy_tables import MessySheet, write_messy
from tests.builders.offices import Offices
from tests.services.test_who_a_row_means import held_and_row, imported
from vanhoa_desktop.domain.import_account import AskedWhy
from vanhoa_desktop.services.rows.roster import RosterImport, RosterService


def test_a_name_alike_without_its_marks_in_another_household_is_asked(
    offices: Offices, tmp_path: Path
) -> None:
    held = ("Hà Thị Thanh Anh", "17/01/2019", "Nữ", "", "H1")
    row = ("Hà Thị Thanh Ánh", "17/01/2019", "Nữ", "", "H2")
    report, people, before = held_and_row(offices, tmp_path, held, row)
    assert people == [before]
    assert [asked.why for asked in report.asked_rows] == [AskedWhy.LIKE_NAME]


def test_a_name_alike_in_columns_of_men_and_women_is_asked(
    offices: Offices, tmp_path: Path
) -> None:
    held = ("Hà Thị Thanh Anh", "17/01/2019", "Nữ", "", "H1")
    rows = [
        ("Họ và tên", "Năm sinh", "", "Mã hộ"),
        ("", "Nam", "Nữ", ""),
        ("Hà Thị Thanh Ánh", "", "17/01/2019", "H2"),
    ]
    merged = ("A1:A2", "B1:C1", "D1:D2")
    with offices.villages[0].open() as session:
        imported(session, tmp_path, held)
        path = write_messy(tmp_path / "b.xlsx", MessySheet("S", rows, merged=merged))
        report = RosterService(session).import_file(RosterImport(path))
        assert [asked.why for asked in report.asked_rows] == [AskedWhy.LIKE_NAME]
        assert report.created == 0


@pytest.mark.parametrize("births", [("05/03/1970", "1970"), ("1970", "05/03/1970")])
def test_a_day_and_its_year_under_one_name_in_two_households_are_told(
    offices: Offices, tmp_path: Path, births: tuple[str, str]
) -> None:
    rows = [
        ("Lê Văn Hùng", birth, "Nam", "", home)
        for birth, home in zip(births, ("H1", "H2"), strict=True)
    ]
    with offices.villages[0].open() as session:
        report = imported(session, tmp_path, *rows)
        assert report.created == 2
        assert [(p.row, p.code) for p in report.problems] == [(3, "NAMESAKES")]
