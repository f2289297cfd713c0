"""A list that gives the code of one family's household to another: asked once, and said."""

from pathlib import Path

from tests.builders.offices import Offices
from tests.builders.spreadsheets import write_csv
from vanhoa_desktop.domain.import_account import AnswerKind, AskedWhy, RowAnswer, RowBin
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.people.households import HouseholdService
from vanhoa_desktop.services.rows.import_report import Answers, ImportReport
from vanhoa_desktop.services.rows.roster import RosterImport, RosterService

HEADINGS = ("Họ và tên", "Ngày sinh", "Mã hộ", "Quan hệ với chủ hộ", "Chủ hộ")
HELD = (
    ("Đỗ Văn Thắng", "09/07/1965", "H002", "Chủ hộ", ""),
    ("Đỗ Thị Yến", "23/02/1967", "H002", "Vợ", ""),
)
STRANGERS = (
    ("Hà Văn Em", "1960", "H002", "Chủ hộ", ""),
    ("Hà Thị Phượng", "1962", "H002", "Vợ", ""),
    ("Hà Văn Giang", "1990", "H002", "Con", ""),
)
NEW, SKIP = RowAnswer(AnswerKind.NEW), RowAnswer(AnswerKind.SKIP)


def imported(
    session: Session,
    folder: Path,
    *rows: tuple[str, ...],
    answers: dict[int, RowAnswer] | None = None,
    rest: RowAnswer | None = None,
) -> ImportReport:
    table = write_csv(folder / "people.csv", [HEADINGS, *rows])
    located = Answers({(None, row): answer for row, answer in (answers or {}).items()}, rest)
    return RosterService(session).import_file(RosterImport(table, answers=located))


def heads(session: Session) -> dict[str, tuple[str | None, int]]:
    houses = HouseholdService(session).households()
    return {h.household.code: (h.household.head_name, h.people) for h in houses}


def codes(report: ImportReport) -> list[tuple[int, str]]:
    return [(problem.row, problem.code) for problem in report.problems]


def test_strangers_under_the_code_of_a_family_are_one_question(
    offices: Offices, tmp_path: Path
) -> None:
    with offices.villages[0].open() as session:
        imported(session, tmp_path, *HELD)
        report = imported(session, tmp_path, *STRANGERS)
        (asked,) = report.asked_rows
        assert (asked.row, asked.why, asked.can_be_new) == (2, AskedWhy.DOUBTFUL, True)
        for said in ("H002", "Đỗ Văn Thắng", "2 người", "Hà Văn Em", "dòng 2–4"):
            assert said in asked.message
        assert (report.created, report.updated, report.left_out) == (0, 0, 2)
        waiting = [row for _, row in report.account.rows() if row.bin is RowBin.LEFT_OUT]
        assert ["dòng 2" in row.note for row in waiting] == [True, True]
        assert heads(session) == {"H002": ("Đỗ Văn Thắng", 2)}


def test_one_answer_is_for_the_whole_household_and_its_new_head_is_said(
    offices: Offices, tmp_path: Path
) -> None:
    with offices.villages[0].open() as session:
        imported(session, tmp_path, *HELD)
        skipped = imported(session, tmp_path, *STRANGERS, answers={2: SKIP})
        assert (skipped.created, skipped.left_out, skipped.asked) == (0, 3, 0)
        report = imported(session, tmp_path, *STRANGERS, answers={2: NEW})
        assert (report.created, report.asked) == (3, 0)
        assert (2, "HOUSEHOLD_HEAD_CHANGED") in codes(report)
        told = next(p.message for p in report.problems if p.code == "HOUSEHOLD_HEAD_CHANGED")
        assert "H002" in told
        assert "«Đỗ Văn Thắng» đổi thành «Hà Văn Em»" in told
        assert heads(session) == {"H002": ("Hà Văn Em", 5)}


def test_new_for_all_the_rest_answers_the_household_too(offices: Offices, tmp_path: Path) -> None:
    with offices.villages[0].open() as session:
        imported(session, tmp_path, *HELD)
        assert imported(session, tmp_path, *STRANGERS, rest=NEW).created == 3


def test_a_family_list_with_a_newcomer_and_a_new_head_is_not_asked(
    offices: Offices, tmp_path: Path
) -> None:
    rows = (
        ("Đỗ Thị Yến", "23/02/1967", "H002", "Chủ hộ", ""),
        ("Đỗ Thị Bé", "2024", "H002", "Con", ""),
    )
    with offices.villages[0].open() as session:
        imported(session, tmp_path, *HELD)
        report = imported(session, tmp_path, *rows)
        assert (report.asked, report.created, report.updated) == (0, 1, 1)
        assert codes(report) == [(2, "HOUSEHOLD_HEAD_CHANGED")]


def test_a_child_put_into_a_household_is_said_and_not_asked(
    offices: Offices, tmp_path: Path
) -> None:
    with offices.villages[0].open() as session:
        imported(session, tmp_path, *HELD)
        report = imported(session, tmp_path, ("Đỗ Thị Bé", "2024", "H002", "Con", ""))
        assert (report.asked, report.created) == (0, 1)
        assert codes(report) == [(2, "HOUSEHOLD_JOINED")]
        assert "Đỗ Văn Thắng, 2 người" in report.problems[0].message


def test_codes_that_are_one_number_are_told_in_one_line(offices: Offices, tmp_path: Path) -> None:
    rows = (
        ("Lò Văn An", "1960", "1", "", ""),
        ("Lò Thị Bình", "1962", "H1", "", ""),
        ("Lò Thị Em", "1961", "h001", "", ""),
        ("Lò Văn Cả", "1990", "H12", "", ""),
    )
    with offices.villages[0].open() as session:
        report = imported(session, tmp_path, *rows)
        assert codes(report) == [(2, "HOUSEHOLD_CODES_ALIKE")]
        assert "«1», «H1», «h001»" in report.problems[0].message
        again = imported(session, tmp_path, ("Lò Thị Gái", "1961", "H012", "", ""))
        assert codes(again) == [(2, "HOUSEHOLD_CODES_ALIKE")]
        assert "«H012», «H12»" in again.problems[0].message


def test_another_day_of_the_same_year_is_asked_in_a_list_without_households(
    offices: Offices, tmp_path: Path
) -> None:
    with offices.villages[0].open() as session:
        imported(session, tmp_path, ("Vũ Tuấn Khánh", "18/01/1997", "H1", "", ""))
        report = imported(session, tmp_path, ("Vũ Tuấn Khánh", "01/01/1997", "", "", ""))
        assert [asked.why for asked in report.asked_rows] == [AskedWhy.BIRTH_CORRECTED]
        other = imported(
            session,
            tmp_path,
            ("Vũ Tuấn Khánh", "01/01/1995", "", "", ""),
            ("Vũ Tuấn Khánh", "02/01/1997", "H2", "", ""),
        )
        # The same year is asked in another household too: the list may number them anew.
        assert (other.created, [asked.row for asked in other.asked_rows]) == (1, [3])


def test_a_new_person_of_exactly_a_held_name_and_birth_is_told(
    offices: Offices, tmp_path: Path
) -> None:
    row = ("Vũ Tuấn Khánh", "18/01/1997", "H2", "", "")
    with offices.villages[0].open() as session:
        imported(session, tmp_path, ("Vũ Tuấn Khánh", "18/01/1997", "H1", "", ""))
        report = imported(session, tmp_path, row, answers={2: NEW})
        assert report.created == 1
        assert codes(report) == [(2, "DOUBLED_BY_ANSWER")]
