"""A list says in its remarks that somebody is dead or gone: the row says so and is asked."""

from pathlib import Path

import pytest

from tests.builders.offices import Offices
from tests.builders.spreadsheets import write_xlsx
from vanhoa_desktop.domain.import_account import AnswerKind, RowAnswer, RowBin
from vanhoa_desktop.services.people.households import HouseholdService
from vanhoa_desktop.services.rows.import_report import Answers
from vanhoa_desktop.services.rows.roster import RosterImport, RosterService

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


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        *(("Quan hệ", "Đã mất"), ("Quan hệ", "con (đã chết)"), ("Nghề nghiệp", "Đã chết")),
        *(("Nghề nghiệp", "chuyển đi"), ("Nhóm đối tượng", "Đã chết"), ("Số hộ", "chuyển đi")),
        *(("Điện thoại", "đã chết"), ("Số CCCD", "chuyển khẩu"), ("Tổ", "đã chuyển đi")),
        *(("Giới tính", "chết"), ("Dân tộc", "đã mất 2024"), ("STT", "chết")),
    ],
)
def test_any_column_that_says_so_is_asked_like_a_remark(
    offices: Offices, tmp_path: Path, heading: str, text: str
) -> None:
    path = write_xlsx(tmp_path / "d.xlsx", [(*HEAD, heading), (*ONE, text), (*TWO, "")])
    with offices.villages[0].open() as session:
        report = RosterService(session).import_file(RosterImport(path))
        (asked,) = report.asked_rows
        assert asked.row == 2
        assert f"Cột «{heading}» ghi «{text}»" in asked.message
        taken = Answers({(None, 2): RowAnswer(AnswerKind.NEW)})
        again = RosterService(session).import_file(RosterImport(path, answers=taken))
        assert again.created == 1
        assert HouseholdService(session).households() == []


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        *(("Nghề nghiệp", "mất sức"), ("Nhóm đối tượng", "con liệt sỹ"), ("Quan hệ", "con dâu")),
        *(("Nhóm đối tượng", "bố đã mất"), ("Số CCCD", "đã mất"), ("Điện thoại", "mất")),
        *(("Nghề nghiệp", "Chuyển phát nhanh"), ("Tổ", "Khu tái định cư")),
        *(("Chủ hộ", "Lê Văn Ba (đã mất)"), ("Số hộ", "Hộ ông Ba (đã mất)")),
    ],
)
def test_what_other_columns_say_of_people_who_are_here_is_not_asked(
    offices: Offices, tmp_path: Path, heading: str, text: str
) -> None:
    path = write_xlsx(tmp_path / "d.xlsx", [(*HEAD, heading), (*ONE, text)])
    with offices.villages[0].open() as session:
        report = RosterService(session).import_file(RosterImport(path))
        assert (report.created, report.asked) == (1, 0)


@pytest.mark.parametrize("heading", ["Quan hệ", "Nghề nghiệp"])
def test_what_is_held_so_is_not_asked_again(offices: Offices, tmp_path: Path, heading: str) -> None:
    path = write_xlsx(tmp_path / "d.xlsx", [(*HEAD, heading), (*ONE, "Đi làm ăn xa")])
    taken = Answers({(None, 2): RowAnswer(AnswerKind.NEW)})
    with offices.villages[0].open() as session:
        roster = RosterService(session)
        assert roster.import_file(RosterImport(path, answers=taken)).created == 1
        again = roster.import_file(RosterImport(path))
        assert (again.asked, again.unchanged) == (0, 1)


@pytest.mark.parametrize("heading", ["Ghi chú", "Nghề nghiệp", "Quan hệ", "Diễn biến"])
def test_a_ditto_mark_below_such_a_cell_says_the_same(
    offices: Offices, tmp_path: Path, heading: str
) -> None:
    rows = [(*HEAD, heading), (*ONE, "đã mất"), (*TWO, "nt"), ("Lê Văn Ba", "1963", '"')]
    path = write_xlsx(tmp_path / "d.xlsx", rows)
    with offices.villages[0].open() as session:
        report = RosterService(session).import_file(RosterImport(path))
        assert [asked.row for asked in report.asked_rows] == [2, 3, 4]
        assert "ghi «nt» (như trên: «đã mất»)" in report.asked_rows[1].message
