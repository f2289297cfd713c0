"""A column «Tình trạng» or «Biến động» says who is away, moved or dead; it is read and told."""

from datetime import date
from pathlib import Path

import pytest

from tests.builders.offices import Offices, add_person, give_points
from tests.builders.spreadsheets import write_xlsx
from vanhoa_desktop.domain.enums import Presence
from vanhoa_desktop.domain.import_account import AnswerKind, RowAnswer, RowBin
from vanhoa_desktop.imports.words.presence_words import presence_of
from vanhoa_desktop.services.appraisal.workflow import WorkflowService
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.rows.import_report import Answers, ImportReport
from vanhoa_desktop.services.rows.roster import RosterImport, RosterService

HEAD = ("Họ và tên", "Năm sinh")
YEAR = 2026


def import_rows(
    session: Session, folder: Path, *rows: tuple[str, ...], answers: Answers | None = None
) -> ImportReport:
    path = write_xlsx(folder / "d.xlsx", rows)
    request = RosterImport(path) if answers is None else RosterImport(path, answers=answers)
    return RosterService(session).import_file(request)


def presences(session: Session) -> dict[str, Presence]:
    return {p.full_name: p.presence for p in RosterService(session).search("", limit=0)}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Đã mất 2025", Presence.DECEASED),
        ("Chết ngày 05/03/2025", Presence.DECEASED),
        ("Mất năm 2025", Presence.DECEASED),
        ("Từ trần", Presence.DECEASED),
        ("ĐÃ CHẾT", Presence.DECEASED),
        ("Mất tại Hà Nội (2025)", Presence.DECEASED),
        ("Đi làm ăn xa", Presence.WORKING_AWAY),
        ("Đi làm xa ở Bình Dương từ 2024", Presence.WORKING_AWAY),
        ("Đi học", Presence.STUDYING_AWAY),
        ("Chuyển đi nơi khác", Presence.DEPARTED),
        ("Đã chuyển đi 01/2025", Presence.DEPARTED),
        ("Mới chuyển đến", Presence.ARRIVED),
        ("Có mặt", Presence.PRESENT),
        ("Đang ở", Presence.PRESENT),
        ("Thường trú", Presence.PRESENT),
        ("Còn sống", Presence.PRESENT),
    ],
)
def test_usual_words_are_a_presence(text: str, value: Presence) -> None:
    written = presence_of(text, YEAR)
    assert written is not None
    assert written.value is value


@pytest.mark.parametrize(
    "text",
    [
        *("Mất sức lao động", "Mất tích", "Chết vợ", "Hộ nghèo", "Đã kết hôn", "Đi học nghề"),
        *("Đã mất 2031", "Mất 31/02/2025", "Chuyển đi học", "Mất giấy tờ", "Mắt kém"),
    ],
)
def test_other_words_are_none(text: str) -> None:
    assert presence_of(text, YEAR) is None


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("Chết ngày 05/03/2025", date(2025, 3, 5)),
        ("Đã mất 5 tháng 3 năm 2025", date(2025, 3, 5)),
        ("Đã mất 2025", None),
        ("Mất 03/2025", None),
    ],
)
def test_only_a_whole_day_is_since_when(text: str, on: date | None) -> None:
    written = presence_of(text, YEAR)
    assert written is not None
    assert written.on == on


@pytest.mark.parametrize("heading", ["Tình trạng", "Biến động", "TÌNH TRẠNG CƯ TRÚ"])
def test_who_is_called_dead_in_the_column_of_presences_is_taken_as_dead_and_named(
    offices: Offices, tmp_path: Path, heading: str
) -> None:
    rows = [(*HEAD, heading), ("Lê Văn Lạ", "1951", "Đã mất 2025"), ("Lê Văn Mai", "1952", "")]
    with offices.villages[0].open() as session:
        report = import_rows(session, tmp_path, *rows)
        assert (report.created, report.asked) == (2, 0)
        assert presences(session) == {
            "Lê Văn Lạ": Presence.DECEASED,
            "Lê Văn Mai": Presence.PRESENT,
        }
        (told,) = [p for p in report.problems if p.code == "PRESENCE_TAKEN"]
        assert "Lê Văn Lạ (dòng 2): ghi là đã mất" in told.message
        notes = {row.text: row.note for _, row in report.account.rows()}
        assert (notes["Lê Văn Lạ"], notes["Lê Văn Mai"]) == ("Ghi là đã mất.", "")
        again = import_rows(session, tmp_path, *rows)
        assert (again.unchanged, again.asked, again.problems) == (2, 0, ())
        RosterService(session).export_file(tmp_path / "x.xlsx")
        back = RosterService(session).import_file(RosterImport(tmp_path / "x.xlsx"))
        assert (back.unchanged, back.problems) == (2, ())


def test_words_of_something_else_are_told_once_for_the_column(
    offices: Offices, tmp_path: Path
) -> None:
    rows = [(*HEAD, "Tình trạng"), ("Lê Văn Một", "1961", "Hộ nghèo")]
    rows += [("Lê Văn Hai", "1962", "Đã kết hôn"), ("Lê Văn Ba", "1963", "Hộ nghèo")]
    with offices.villages[0].open() as session:
        report = import_rows(session, tmp_path, *rows)
        assert (report.created, report.asked) == (3, 0)
        (told,) = report.problems
        assert (told.code, "«Hộ nghèo»" in told.message) == ("PRESENCE_UNKNOWN", True)
        assert "2 ô như vậy (dòng 3–4)" in told.message


def test_words_that_may_tell_of_somebody_gone_are_asked(offices: Offices, tmp_path: Path) -> None:
    rows = [(*HEAD, "Tình trạng"), ("Lê Văn Một", "1961", "Mất tích 2020")]
    rows += [("Lê Văn Hai", "1962", "Mất do tai nạn"), ("Lê Văn Ba", "1963", "Xuất cảnh")]
    with offices.villages[0].open() as session:
        report = import_rows(session, tmp_path, *rows)
        assert (report.created, report.asked) == (0, 3)
        assert "«Mất tích 2020»" in report.asked_rows[0].message


def test_somebody_held_who_is_called_dead_is_changed_by_name(
    offices: Offices, tmp_path: Path
) -> None:
    with offices.villages[0].open() as session:
        add_person(session, "Lê Văn Một", "1961")
        rows = [(*HEAD, "Biến động"), ("Lê Văn Một", "1961", "Đã mất")]
        report = import_rows(session, tmp_path, *rows)
        (account,) = [row for _, row in report.account.rows() if row.bin is RowBin.UPDATED]
        (change,) = account.changes
        assert (change.before, change.after) == ("Đang ở địa phương", "Đã mất")
        assert any("Lê Văn Một" in p.message for p in report.problems)
        assert presences(session) == {"Lê Văn Một": Presence.DECEASED}


def test_who_has_a_sheet_at_the_commune_is_asked_before_being_called_dead(
    offices: Offices, tmp_path: Path
) -> None:
    rows = [(*HEAD, "Biến động"), ("Lê Văn Một", "1961", "Đã mất")]
    with offices.villages[0].open() as session:
        person = add_person(session, "Lê Văn Một", "1961")
        give_points(session, person, ("8",) * 10)
        WorkflowService(session).submit(YEAR)
        report = import_rows(session, tmp_path, *rows)
        (asked,) = report.asked_rows
        assert "đã có phiếu gửi xã" in asked.message
        assert presences(session) == {"Lê Văn Một": Presence.PRESENT}
        chosen = RowAnswer(AnswerKind.PERSON, person=person.id)
        answered = Answers({(None, 2): chosen})
        assert import_rows(session, tmp_path, *rows, answers=answered).updated == 1
        assert presences(session) == {"Lê Văn Một": Presence.DECEASED}


def test_who_is_held_as_dead_and_comes_back_is_asked(offices: Offices, tmp_path: Path) -> None:
    with offices.villages[0].open() as session:
        dead = [(*HEAD, "Tình trạng"), ("Lê Văn Một", "1961", "Đã mất")]
        import_rows(session, tmp_path, *dead)
        alive = [(*HEAD, "Tình trạng"), ("Lê Văn Một", "1961", "Thường trú")]
        report = import_rows(session, tmp_path, *alive)
        assert (report.asked, report.updated) == (1, 0)
        assert "đang ghi là đã mất" in report.asked_rows[0].message


def test_a_list_of_the_registered_leaves_those_away_as_held(
    offices: Offices, tmp_path: Path
) -> None:
    with offices.villages[0].open() as session:
        away = [(*HEAD, "Tình trạng"), ("Lê Văn Một", "1961", "Đi làm ăn xa")]
        import_rows(session, tmp_path, *away)
        registered = [(*HEAD, "Tình trạng"), ("Lê Văn Một", "1961", "Thường trú")]
        assert import_rows(session, tmp_path, *registered).unchanged == 1
        here = [(*HEAD, "Tình trạng"), ("Lê Văn Một", "1961", "Đang ở")]
        assert import_rows(session, tmp_path, *here).updated == 1
        assert presences(session) == {"Lê Văn Một": Presence.PRESENT}


@pytest.mark.parametrize("text", ["Đi làm", "Đang đi làm", "Đi làm công nhân", "Đi dạy học"])
def test_work_in_general_is_told_once_and_not_asked_row_by_row(
    offices: Offices, tmp_path: Path, text: str
) -> None:
    rows = [(*HEAD, "Tình trạng"), ("Lê Văn Một", "1961", text), ("Lê Văn Hai", "1962", text)]
    with offices.villages[0].open() as session:
        report = import_rows(session, tmp_path, *rows)
        assert (report.created, report.asked) == (2, 0)
        assert [problem.code for problem in report.problems] == ["PRESENCE_UNKNOWN"]


@pytest.mark.parametrize("text", ["Đi làm ở Bình Dương", "Đi làm xuất khẩu"])
def test_work_somewhere_else_is_still_asked(offices: Offices, tmp_path: Path, text: str) -> None:
    rows = [(*HEAD, "Tình trạng"), ("Lê Văn Một", "1961", text)]
    with offices.villages[0].open() as session:
        assert import_rows(session, tmp_path, *rows).asked == 1


def test_a_whole_day_completes_a_presence_that_is_held(offices: Offices, tmp_path: Path) -> None:
    undated = [(*HEAD, "Tình trạng"), ("Lê Văn Một", "1961", "Đã mất 2025")]
    dated = [(*HEAD, "Tình trạng"), ("Lê Văn Một", "1961", "Mất ngày 05/03/2025")]
    with offices.villages[0].open() as session:
        import_rows(session, tmp_path, *undated)
        report = import_rows(session, tmp_path, *dated)
        assert (report.updated, report.asked) == (1, 0)
        (account,) = [row for _, row in report.account.rows() if row.bin is RowBin.UPDATED]
        (change,) = account.changes
        assert (change.before, change.after) == ("Đã mất", "Đã mất từ 05/03/2025")
        (person,) = RosterService(session).search("", limit=0)
        assert (person.presence, person.presence_on) == (Presence.DECEASED, "2025-03-05")
        for again in (dated, undated):
            report = import_rows(session, tmp_path, *again)
            assert (report.unchanged, report.asked, report.problems) == (1, 0, ())
        assert RosterService(session).search("", limit=0) == [person]
