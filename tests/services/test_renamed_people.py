"""A name that was corrected in a list, or a birth, is asked: it makes nobody a second time."""

from pathlib import Path

import pytest

from tests.builders.messy_tables import MessySheet, write_messy
from tests.builders.offices import Offices
from vanhoa_desktop.domain.import_account import AskedWhy
from vanhoa_desktop.services.import_report import ImportReport
from vanhoa_desktop.services.roster import RosterImport, RosterService
from vanhoa_desktop.services.session import Session

HEAD = ("Họ và tên", "Ngày sinh", "Giới tính", "Mã hộ")
CUC = ("Lê Thị Cúc", "1949", "Nữ", "H010")
HAI = ("Quách Bá Hải", "09/05/1954", "Nam", "H008")


def imported(session: Session, folder: Path, *rows: tuple[str, ...]) -> ImportReport:
    path = write_messy(folder / "ds.xlsx", MessySheet("A", [HEAD, *rows]))
    return RosterService(session).import_file(RosterImport(path))


@pytest.mark.parametrize(
    ("held", "corrected"),
    [
        (CUC, "Lê Thị Cúc Hương"),
        (HAI, "Quách Bá Hải Sơn"),
        (("Phạm Thị Hồng", "1960", "Nữ", "H1"), "Phan Thị Hồng"),
        (("Mai Thị Hoa", "1971", "Nữ", "H2"), "Mai Hoa"),
        (("Bùi Hữu Hùng", "1968", "Nam", "H3"), "Bùi Hùng"),
        (("Phạm Văn Đức", "20/06/2015", "Nam", "H4"), "Phạm Hữu Đức"),
        (("Phạm Văn Đức", "2015", "Nam", "H4"), "Phạm Minh Đức"),
        (("Phạm Văn Đức", "20/06/2015", "Nam", "H4"), "Trịnh Văn Đức"),
    ],
)
def test_a_corrected_name_at_home_is_asked(
    offices: Offices, tmp_path: Path, held: tuple[str, ...], corrected: str
) -> None:
    with offices.villages[0].open() as session:
        imported(session, tmp_path, held)
        report = imported(session, tmp_path, (corrected, *held[1:]))
        (asked,) = report.asked_rows
        assert (asked.why, report.created) == (AskedWhy.LIKE_NAME, 0)
        assert [choice.text.partition(",")[0] for choice in asked.choices] == [held[0]]


def test_without_a_household_the_whole_day_is_enough_and_a_year_is_not(
    offices: Offices, tmp_path: Path
) -> None:
    with offices.villages[0].open() as session:
        imported(session, tmp_path, HAI, CUC)
        rows = [("Quách Bá Hải Sơn", HAI[1], "Nam", ""), ("Lê Thị Cúc Hương", "1949", "Nữ", "")]
        report = imported(session, tmp_path, *rows)
        assert [asked.row for asked in report.asked_rows] == [2]
        assert report.created == 1


def test_twins_of_one_household_who_are_both_listed_are_not_asked(
    offices: Offices, tmp_path: Path
) -> None:
    born, home = "01/02/2015", "H9"
    twins = [("Vũ Văn Nam", born, "Nam", home), ("Vũ Văn Năng", born, "Nam", home)]
    with offices.villages[0].open() as session:
        imported(session, tmp_path, twins[0])
        report = imported(session, tmp_path, *twins)
        assert (report.asked, report.created, report.unchanged) == (0, 1, 1)


@pytest.mark.parametrize("births", [("1972", "1973"), ("12/05/1980", "05/12/1980")])
def test_a_row_of_one_name_and_household_with_another_birth_is_asked(
    offices: Offices, tmp_path: Path, births: tuple[str, str]
) -> None:
    rows = [("Ma Thị Hai", born, "Nữ", "H401") for born in births]
    with offices.villages[0].open() as session:
        report = imported(session, tmp_path, *rows)
        (asked,) = report.asked_rows
        assert (asked.row, asked.why, report.created) == (3, AskedWhy.BIRTH_CORRECTED, 1)
