"""Points by spreadsheet go to whom they were given, or to nobody; the last row never wins."""

from pathlib import Path

import pytest

from tests.builders.messy_tables import MessySheet, write_messy
from tests.builders.offices import YEAR, Offices, add_person
from vanhoa_desktop.domain.enums import Assessor
from vanhoa_desktop.domain.import_account import AnswerKind, AskedWhy, RowAnswer
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.rows.import_report import Answers, ImportReport
from vanhoa_desktop.services.sheets.assessments import AssessmentService
from vanhoa_desktop.services.sheets.scores import ScoreImport, ScoreService

HEAD = ("Họ và tên", "Năm sinh", "CS1", "CS2")


def given(session: Session, path: Path, answers: Answers | None = None) -> ImportReport:
    wish = ScoreImport(path, YEAR, Assessor.VILLAGE, answers=answers or Answers())
    return ScoreService(session).import_file(wish)


def points(session: Session, person: Person) -> dict[str, str]:
    assessment = AssessmentService(session).sheet(person, YEAR).assessment
    if assessment is None:
        return {}
    held = assessment.points.get(Assessor.VILLAGE, {})
    return {code: str(value) for code, value in held.items()}


def table(folder: Path, *rows: tuple[object, ...]) -> Path:
    return write_messy(folder / "diem.xlsx", MessySheet("Chấm", [HEAD, *rows]))


def test_points_of_a_like_name_are_asked_and_go_where_the_answer_says(
    offices: Offices, tmp_path: Path
) -> None:
    with offices.villages[0].open() as session:
        hoa = add_person(session, "Lê Thị Hoa", "1965")
        path = table(tmp_path, ("Lê Thị Hòa", 1965, 9, 8))
        report = given(session, path)
        assert [asked.why for asked in report.asked_rows] == [AskedWhy.LIKE_NAME]
        assert (report.rows, report.asked, points(session, hoa)) == (1, 1, {})
        assert not report.asked_rows[0].can_be_new
        answer = RowAnswer(AnswerKind.PERSON, person=hoa.id)
        done = given(session, path, Answers({(None, 2): answer}))
        assert (done.updated, points(session, hoa)) == (1, {"CS1": "9", "CS2": "8"})


def test_the_account_says_which_points_were_there_before(offices: Offices, tmp_path: Path) -> None:
    """Nine given by hand became eight, and the account said that nothing had been there."""
    with offices.villages[0].open() as session:
        add_person(session, "Lê Thị Hoa", "1965")
        given(session, table(tmp_path, ("Lê Thị Hoa", 1965, 9, 8)))
        report = given(session, table(tmp_path, ("Lê Thị Hoa", 1965, 7.5, 8)))
        ((_, account),) = [(s, row) for s, row in report.account.rows() if row.person]
        changes = [(change.field, change.before, change.after) for change in account.changes]
        assert changes == [("CS1", "9", "7,5")]


def test_two_rows_with_other_points_of_one_person_are_both_left_out(
    offices: Offices, tmp_path: Path
) -> None:
    with offices.villages[0].open() as session:
        hoa, dao = add_person(session, "Lê Thị Hoa"), add_person(session, "Lê Văn Đào")
        rows = [("Lê Thị Hoa", 1961, 9, 8), ("Lê Văn Đào", 1961, 7, 7), ("Lê Thị Hoa", 1961, 4, 8)]
        report = given(session, table(tmp_path, *rows))
        assert [(p.row, p.code) for p in report.problems] == [
            (2, "POINTS_DISAGREE"),
            (4, "POINTS_DISAGREE"),
        ]
        assert (report.rows, report.updated, report.left_out) == (3, 1, 2)
        assert (points(session, hoa), points(session, dao)) == ({}, {"CS1": "7", "CS2": "7"})


def test_two_sheets_that_complete_each_other_are_both_written(
    offices: Offices, tmp_path: Path
) -> None:
    with offices.villages[0].open() as session:
        hoa = add_person(session, "Lê Thị Hoa")
        path = write_messy(
            tmp_path / "diem.xlsx",
            MessySheet("Học tập", [HEAD, ("Lê Thị Hoa", 1961, 9, "")]),
            MessySheet("Còn lại", [HEAD, ("Lê Thị Hoa", 1961, 9, 8)]),
        )
        report = given(session, path)
        assert (report.updated, report.problems) == (2, ())
        assert points(session, hoa) == {"CS1": "9", "CS2": "8"}


def test_sheets_of_one_year_that_differ_are_told(offices: Offices, tmp_path: Path) -> None:
    with offices.villages[0].open() as session:
        hoa = add_person(session, "Lê Thị Hoa")
        path = write_messy(
            tmp_path / "diem.xlsx",
            MessySheet("Đợt 1", [HEAD, ("Lê Thị Hoa", 1961, 9, 8)]),
            MessySheet("Đợt 2", [HEAD, ("Lê Thị Hoa", 1961, 5, 5)]),
        )
        report = given(session, path)
        assert [(p.sheet, p.code) for p in report.problems] == [
            ("Đợt 1", "POINTS_DISAGREE"),
            ("Đợt 2", "POINTS_DISAGREE"),
        ]
        assert points(session, hoa) == {}


@pytest.mark.parametrize("name", ["Lê Thị Hoa", "LÊ THỊ HOA"])
def test_without_any_birth_the_only_person_of_that_name_will_do(
    offices: Offices, tmp_path: Path, name: str
) -> None:
    with offices.villages[0].open() as session:
        hoa = add_person(session, "Lê Thị Hoa")
        add_person(session, "Lê Thị Hòa")
        report = given(session, table(tmp_path, (name, "", 9, 8)))
        assert (report.updated, points(session, hoa)) == (1, {"CS1": "9", "CS2": "8"})


def test_without_any_birth_namesakes_are_asked(offices: Offices, tmp_path: Path) -> None:
    with offices.villages[0].open() as session:
        held = {add_person(session, "Lê Thị Hoa", year).id for year in ("1961", "1962")}
        report = given(session, table(tmp_path, ("Lê Thị Hoa", "", 9, 8)))
        (asked,) = report.asked_rows
        assert {choice.person for choice in asked.choices} == held


LONG = "Công Tằng Tôn Nữ Thị Ngọc Hoàng Anh"


@pytest.mark.parametrize("birth", [1961, ""])
def test_an_odd_name_that_is_held_just_so_is_taken(
    offices: Offices, tmp_path: Path, birth: object
) -> None:
    with offices.villages[0].open() as session:
        person = add_person(session, LONG, "1961")
        report = given(session, table(tmp_path, (LONG, birth, 9, 8)))
        assert (report.updated, report.asked) == (1, 0)
        assert points(session, person) == {"CS1": "9", "CS2": "8"}


def test_an_odd_name_that_two_people_have_is_asked(offices: Offices, tmp_path: Path) -> None:
    with offices.villages[0].open() as session:
        add_person(session, LONG, "1961")
        add_person(session, LONG, "1970")
        report = given(session, table(tmp_path, (LONG, "", 9, 8)))
        assert (report.updated, report.asked) == (0, 1)


def test_every_bad_cell_of_a_row_is_told(offices: Offices, tmp_path: Path) -> None:
    head = ("Họ và tên", "Năm sinh", "CS1", "CS2", "CS3", "CS4", "CS5")
    row = ("Lê Thị Hoa", 1961, 11, -1, 7.3, "tám", 9)
    with offices.villages[0].open() as session:
        hoa = add_person(session, "Lê Thị Hoa")
        path = write_messy(tmp_path / "diem.xlsx", MessySheet("Chấm", [head, row]))
        report = given(session, path)
        told = [(p.column, p.code) for p in report.problems]
        assert told == [
            ("CS1", "POINTS_NOT_ALLOWED"),
            ("CS2", "POINTS_NOT_ALLOWED"),
            ("CS3", "POINTS_NOT_ALLOWED"),
            ("CS4", "POINTS_INVALID"),
        ]
        assert (report.left_out, points(session, hoa)) == (1, {})
