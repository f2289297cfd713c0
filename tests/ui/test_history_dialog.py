"""Who changed what: reached from the list of people and from the sheet."""

from PySide6.QtCore import Qt

from tests.builders.offices import NGOC_BAN, give_points
from tests.builders.ui import Driver
from vanhoa_desktop.domain.enums import NotStanding
from vanhoa_desktop.journal.change import Op
from vanhoa_desktop.services.review.history import RecordedChange
from vanhoa_desktop.ui.history.history_dialog import HistoryDialog
from vanhoa_desktop.ui.history.state import history_lines
from vanhoa_desktop.ui.people.people_screen import PeopleScreen
from vanhoa_desktop.ui.scoring.scoring_screen import ScoringScreen


def said(dialog: HistoryDialog) -> list[str]:
    return [line.said for line in dialog.model.rows]


def test_the_history_of_a_sheet_is_one_click_from_scoring(village: Driver) -> None:
    session = village.window.workspace.session
    with session.database.reading() as reading:
        first, *_ = reading.people.search("")
    give_points(session, first, ["7"])
    give_points(session, first, ["8"])
    village.rest()
    screen = village.go("scoring", ScoringScreen)
    screen.sheet_actions.history_action.trigger()
    village.rest()
    dialog = screen.sheet_actions.history
    assert dialog is not None
    assert said(dialog)[0] == "Điểm chỉ số 1 (thôn chấm): 7 → 8"
    assert dialog.model.rows[0].by == f"Nguyễn Văn Thử – {NGOC_BAN}"
    assert dialog.line_label.text() == "Điểm chỉ số 1 (thôn chấm): 7 → 8."
    assert not screen.sheet_actions.return_action.isVisible()
    village.click(dialog.close_button)


def test_the_history_of_a_person_is_one_click_from_the_list(village: Driver) -> None:
    screen = village.go("people", PeopleScreen)
    village.click(screen.history_button)
    assert "Hãy chọn một người" in screen.notice.text()
    screen.table.choose_row(1)
    village.click(screen.history_button)
    dialog = screen.history
    assert dialog is not None
    assert "Họ và tên: Trần Thị Bình" in said(dialog)
    village.press(Qt.Key.Key_Escape, dialog)


def test_every_line_of_a_change_names_its_moment_and_author() -> None:
    change = RecordedChange(
        "00",
        Op.PUT,
        {},
        ("Một: 1", "Hai: 2"),
        "Bà Hoa",
        "Thôn A",
        "",
        "2026-11-29T03:06:00Z",
        NotStanding.LATE,
    )
    first, second = history_lines([change])
    assert (first.said, first.by) == ("Một: 1", "Bà Hoa – Thôn A")
    assert (second.said, second.by) == ("Hai: 2", "Bà Hoa – Thôn A")
    assert first.at == second.at != ""
    assert second.note == "Sửa sau khi xã đã chốt, đã chuyển: không tính"


def test_the_history_takes_nearly_the_whole_window_and_names_everybody(village: Driver) -> None:
    village.window.workspace.appearance.choose_text_px(28)
    screen = village.go("people", PeopleScreen)
    screen.table.choose_row(1)
    village.click(screen.history_button)
    dialog = screen.history
    assert dialog is not None
    assert dialog.width() >= 0.85 * village.window.width()
    header = dialog.table.horizontalHeader()
    assert not any(header.isSectionHidden(number) for number in range(header.count()))
    assert header.length() <= dialog.table.viewport().width()
    village.click(dialog.close_button)
