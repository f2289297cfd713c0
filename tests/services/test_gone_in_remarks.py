"""A list says in its remarks that somebody is dead or gone: the row says so and is asked."""

from pathlib import Path

import pytest

from tests.builders.offices import Offices
from tests.builders.spreadsheets import write_xlsx
from vanhoa_desktop.domain.import_account import AnswerKind, RowAnswer, RowBin
from vanhoa_desktop.services.import_report import Answers
from vanhoa_desktop.services.roster import RosterImport, RosterService

HEAD = ("Họ và tên", "Năm sinh")
ONE, TWO = ("Lê Văn Một", "1961"), ("Lê Văn Hai", "1962")


@pytest.mark.parametrize("heading", ["Ghi chú", "Diễn biến", ""])
def test_who_is_called_dead_in_a_remark_is_asked_and_the_row_says_why(
    offices: Offices, tmp_path: Path, heading: str
) -> None:
    path = write_xlsx(tmp_path / "d.xlsx", [(*HEAD, heading), (*ONE, "đã mất"), (*TWO, "hộ nghèo")])
    with offices.villages[0].open() as session:
        report = RosterService(session).import_file(RosterImport(path))
        (asked,) = report.asked_rows
        assert (asked.row, asked.suggestion, "«đã mất»" in asked.message) == (2, None, True)
        assert (report.created, report.asked) == (1, 1)
        notes = {row.text: row.note for _, row in report.account.rows()}
        assert "«đã mất»" in notes["Lê Văn Một"]
        skipped = Answers({(None, 2): RowAnswer(AnswerKind.SKIP)})
        again = RosterService(session).import_file(RosterImport(path, answers=skipped))
        assert (again.created, again.left_out) == (0, 1)


def test_a_remark_that_is_held_already_is_not_asked_again(offices: Offices, tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "d.xlsx", [(*HEAD, "Ghi chú"), (*ONE, "Đi làm ăn xa")])
    taken = Answers({(None, 2): RowAnswer(AnswerKind.NEW)})
    with offices.villages[0].open() as session:
        roster = RosterService(session)
        assert roster.import_file(RosterImport(path, answers=taken)).created == 1
        again = roster.import_file(RosterImport(path))
        assert (again.asked, again.unchanged) == (0, 1)
        roster.export_file(tmp_path / "x.xlsx")
        back = roster.import_file(RosterImport(tmp_path / "x.xlsx"))
        assert (back.asked, back.unchanged, back.updated) == (0, 1, 0)


def test_a_question_of_who_is_meant_keeps_the_doubt_about_the_remark(
    offices: Offices, tmp_path: Path
) -> None:
    rows = [(*HEAD, "Ghi chú"), (*ONE, ""), ("Lê Văn Một", "", "đã mất")]
    with offices.villages[0].open() as session:
        report = RosterService(session).import_file(
            RosterImport(write_xlsx(tmp_path / "d.xlsx", rows))
        )
        (asked,) = report.asked_rows
        assert [choice.row for choice in asked.choices] == [2]
        assert "«đã mất»" in asked.message
        assert asked.suggestion is None
        bins = [row.bin for _, row in report.account.rows() if row.row > 1]
        assert bins == [RowBin.CREATED, RowBin.ASKED]
