"""Two rows of one list that are answered to be one person: the last one never wins unheard."""

from collections.abc import Sequence
from pathlib import Path

from tests.builders.offices import Offices
from tests.builders.spreadsheets import write_xlsx
from vanhoa_desktop.domain.import_account import AnswerKind, RowAnswer, RowBin
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.rows.import_report import Answers, ImportReport
from vanhoa_desktop.services.rows.roster import RosterImport, RosterService

Row = Sequence[object]
HEAD = ("Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Nghề nghiệp", "Điện thoại")
HOA = ("Lê Thị Hoa", "05/03/1961", "Nữ", "038161001234", "Làm ruộng", "")
FIRST = ("Lê Thị Hòa", "1961", "Nữ", "", "Thợ may", "")
SECOND = ("Lê Thị Hóa", "1961", "Nữ", "", "Giáo viên", "0912345678")


def imported(
    session: Session, folder: Path, *rows: Row, answers: Answers | None = None
) -> ImportReport:
    path = write_xlsx(folder / "ds.xlsx", [HEAD, *rows])
    return RosterService(session).import_file(RosterImport(path, answers=answers or Answers()))


def hoa(session: Session) -> Person:
    return RosterService(session).person("038161001234")


def both(person: Person, *, corrects: bool = False) -> Answers:
    answer = RowAnswer(AnswerKind.PERSON, person=person.id, corrects=corrects)
    return Answers({(None, 2): answer, (None, 3): answer})


def test_rows_that_differ_are_asked_again_and_nothing_of_either_is_written(
    offices: Offices, tmp_path: Path
) -> None:
    with offices.villages[0].open() as session:
        imported(session, tmp_path, HOA)
        held = hoa(session)
        for corrects in (False, True):
            answers = both(held, corrects=corrects)
            report = imported(session, tmp_path, FIRST, SECOND, answers=answers)
            assert (report.asked, report.updated, report.created) == (2, 0, 0)
            assert hoa(session) == held
        first, second = report.asked_rows
        assert first.message.startswith(
            "Lê Thị Hòa: dòng này và dòng 3 cùng được trả lời là một người mà ghi khác nhau (họ và "
            "tên «Lê Thị Hòa», dòng 3 «Lê Thị Hóa»; nghề nghiệp «Thợ may», dòng 3 «Giáo viên»), "
            "nên chưa nhập dòng nào."
        )
        assert second.message.startswith("Lê Thị Hóa: dòng này và dòng 2 cùng")
        assert [choice.person for choice in first.choices] == [held.id]
        assert first.can_be_new


def test_one_of_them_answered_otherwise_is_enough(offices: Offices, tmp_path: Path) -> None:
    with offices.villages[0].open() as session:
        imported(session, tmp_path, HOA)
        answers = dict(both(hoa(session)).rows) | {(None, 3): RowAnswer(AnswerKind.SKIP)}
        report = imported(session, tmp_path, FIRST, SECOND, answers=Answers(answers))
        assert (report.asked, report.updated, report.left_out) == (0, 1, 1)
        assert hoa(session).occupation == "Thợ may"


def test_rows_that_say_the_same_complete_each_other_and_that_is_told(
    offices: Offices, tmp_path: Path
) -> None:
    rows = [
        ("Lê Thị Hoa", "", "Nữ", "", "Làm ruộng", ""),
        ("LÊ THỊ HOA", "1961", "", "", "", "0912345678"),
    ]
    with offices.villages[0].open() as session:
        imported(session, tmp_path, HOA)
        report = imported(session, tmp_path, *rows, answers=both(hoa(session)))
        assert (report.asked, report.created) == (0, 0)
        told = [p.message for p in report.problems if p.code == "ROWS_ANSWERED_AS_ONE"]
        (said,) = told
        assert said == (
            "Lê Thị Hoa: dòng này và dòng 2 cùng được trả lời là Lê Thị Hoa, sinh 05/03/1961, ghi "
            "không khác nhau nên tính là một người."
        )
        person = hoa(session)
        assert (
            person.phone,
            person.occupation,
            len(person.birth.text if person.birth else ""),
        ) == (
            *("0912345678", "Làm ruộng"),
            10,
        )


def test_the_answer_for_all_the_rest_joins_no_two_rows_that_differ(
    offices: Offices, tmp_path: Path
) -> None:
    rows = [("Lê Thị Hoa", "", "Nữ", "", "Thợ may", ""), ("Lê Thị Hoa", "", "", "", "Thợ xây", "")]
    with offices.villages[0].open() as session:
        imported(session, tmp_path, HOA)
        rest = Answers(rest=RowAnswer(AnswerKind.SUGGESTED))
        report = imported(session, tmp_path, *rows, answers=rest)
        assert (report.asked, hoa(session).occupation) == (2, "Làm ruộng")


def test_numbers_that_differ_are_shown_masked_and_told_apart(
    offices: Offices, tmp_path: Path
) -> None:
    rows = [(*FIRST[:3], "038161000001", "", ""), (*FIRST[:3], "038161000002", "", "")]
    with offices.villages[0].open() as session:
        imported(session, tmp_path, HOA)
        report = imported(session, tmp_path, *rows, answers=both(hoa(session)))
        message = report.asked_rows[0].message
        assert "số CCCD «" in message
        assert "038161000001" not in message


def test_what_a_row_that_is_another_rows_person_says_otherwise_is_told(
    offices: Offices, tmp_path: Path
) -> None:
    again = ("Lê Thị Hoa", "05/03/1961", "Nữ", "", "Thợ may", "")
    with offices.villages[0].open() as session:
        answers = Answers({(None, 3): RowAnswer(AnswerKind.ROW, row=2)})
        report = imported(session, tmp_path, HOA, again, answers=answers)
        bins = [row.bin for _, row in report.account.rows()]
        assert bins == [RowBin.HEADING, RowBin.CREATED, RowBin.UNCHANGED]
        told = [p.message for p in report.problems if p.code == "ROW_JOINED_DIFFERS"]
        (said,) = told
        assert said == (
            "Lê Thị Hoa: cùng người với dòng 2 mà ghi khác (nghề nghiệp «Thợ may», dòng 2 «Làm "
            "ruộng»); giữ theo dòng 2."
        )
        assert hoa(session).occupation == "Làm ruộng"
