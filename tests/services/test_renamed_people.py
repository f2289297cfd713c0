"""A name that was corrected in a list, or a birth, is asked: it makes nobody a second time."""

from pathlib import Path

import pytest

from tests.builders.messy_tables import MessySheet, write_messy
from tests.builders.offices import Offices
from vanhoa_desktop.domain.import_account import AskedWhy
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.rows.import_report import ImportReport
from vanhoa_desktop.services.rows.roster import RosterImport, RosterService

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


@pytest.mark.parametrize(
    ("row", "is_asked"),
    [
        (("Quách Bá Hải Sơn", HAI[1], "Nam", ""), True),
        # She numbers her households from 1; the list before had «H010».
        (("Lê Thị Cúc Hương", "1949", "Nữ", "3"), True),
        (("Lê Thị Cúc Hương", "1949", "Nữ", ""), True),
        (("Lê Thị Cúc", "1950", "Nữ", "3"), True),
        (("Lê Thị Cúc", "1948", "Nữ", ""), True),
        (("Lê Thị Cúc", "1951", "Nữ", "3"), False),
        (("Quách Bá Hải", "10/06/1954", "Nam", "3"), True),
        (("Lê Văn Cúc", "1949", "Nữ", "3"), False),
        (("Lê Thị Cúc Hương", "1950", "Nữ", "3"), False),
        (("Lê Thị Cúc Hương", "1949", "Nam", "3"), False),
    ],
)
def test_in_another_household_a_day_or_words_more_in_the_year_are_asked(
    offices: Offices, tmp_path: Path, row: tuple[str, ...], is_asked: bool
) -> None:
    with offices.villages[0].open() as session:
        imported(session, tmp_path, HAI, CUC)
        report = imported(session, tmp_path, row)
        assert (report.asked, report.created) == (int(is_asked), int(not is_asked))


def test_whoever_is_listed_under_his_own_name_is_not_meant_by_a_row_beside(
    offices: Offices, tmp_path: Path
) -> None:
    rows = [("Lê Thị Cúc", "1950", "Nữ", "3"), ("Lê Thị Cúc Hương", "1949", "Nữ", "4")]
    with offices.villages[0].open() as session:
        imported(session, tmp_path, CUC)
        report = imported(session, tmp_path, CUC, *rows)
        assert (report.asked, report.created, report.unchanged) == (0, 2, 1)


def test_a_question_says_what_differs_and_that_the_household_will_change(
    offices: Offices, tmp_path: Path
) -> None:
    with offices.villages[0].open() as session:
        imported(session, tmp_path, HAI)
        report = imported(session, tmp_path, (*HAI[:3], "1"))
        (asked,) = report.asked_rows
        assert "ngày sinh không khác, nhưng khác hộ (" in asked.message
        assert asked.message.endswith(
            "Trả lời «1 Là người này» thì chuyển từ hộ H008 sang hộ 1."
        ), asked.message


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
