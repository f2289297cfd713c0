"""Scoring by keyboard: digits fill, Enter moves, everything is saved as typed."""

import threading
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton

from tests.builders.offices import INDICATORS, YEAR, Offices
from tests.builders.scoring_screen import (
    field,
    registered,
    rested,
    saved_points,
    scoring,
    type_column,
    type_digits,
)
from tests.builders.ui import PATIENCE_MS, Driver
from vanhoa_desktop.domain.enums import Assessor
from vanhoa_desktop.domain.ports import Progress
from vanhoa_desktop.services.appraisal.workflow import WorkflowService
from vanhoa_desktop.services.people.registrations import RegistrationService
from vanhoa_desktop.texts.words.names import fold_text
from vanhoa_desktop.ui.home.home_screen import HomeScreen
from vanhoa_desktop.ui.scoring.scoring_screen import ScoringScreen
from vanhoa_desktop.ui.widgets.search_field import REST_MS


def test_ten_numbers_and_enter_give_total_and_result_at_once(village: Driver) -> None:
    screen = scoring(village)
    type_column(village, screen, ["8"] * 10)
    assert screen.sheet_panel.total_label.text() == "Tổng: 80"
    assert screen.sheet_panel.result_label.text() == "✔ Đạt"
    assert saved_points(village, "Lê Văn An") == dict.fromkeys(INDICATORS, Decimal(8))
    assert screen.model.rows[0].total_text == "80"


def test_79_and_a_half_is_not_enough_and_says_why(village: Driver) -> None:
    screen = scoring(village)
    type_column(village, screen, ["8"] * 9 + ["7,5"])
    assert screen.sheet_panel.result_label.text() == "✘ Chưa đạt"
    assert "79,5, cần ít nhất 80" in screen.sheet_panel.reasons_label.text()


def test_an_unanswered_indicator_is_named(village: Driver) -> None:
    screen = scoring(village)
    type_column(village, screen, ["10"] * 9)
    assert screen.sheet_panel.result_label.text() == "! Còn thiếu"
    assert screen.sheet_panel.reasons_label.text() == "Còn 1 chỉ số chưa chấm: 10."


def test_points_that_are_not_allowed_are_refused_with_the_reason_and_not_saved(
    village: Driver,
) -> None:
    screen = scoring(village)
    type_column(village, screen, ["8", "11"])
    assert "từ 0 đến 10" in screen.sheet_panel.notice.text()
    assert saved_points(village, "Lê Văn An") == {"CS1": Decimal(8)}


def test_enter_in_a_search_for_one_begins_the_sheet(village: Driver) -> None:
    screen = scoring(village)
    screen.search_field.setFocus()
    QTest.keyClicks(screen.search_field, "tran thi binh")
    village.press(Qt.Key.Key_Return, screen.search_field)
    village.rest()
    assert QApplication.focusWidget() is field(screen, 1)
    for digit in "567":
        keyboard = QApplication.focusWidget()
        assert keyboard is not None
        QTest.keyClicks(keyboard, digit)
        village.press(Qt.Key.Key_Return)
    village.rest()
    given = {"CS1": Decimal(5), "CS2": Decimal(6), "CS3": Decimal(7)}
    assert saved_points(village, "Trần Thị Bình") == given


def test_a_number_that_is_refused_leaves_nothing_of_what_was_typed(village: Driver) -> None:
    """Of an «85» for 8,5 typed slowly the 8 stayed: in red «chưa được ghi», and yet it counted."""
    screen = scoring(village)
    type_column(village, screen, ["8"])
    field(screen, 1).setFocus()
    QTest.keyClicks(field(screen, 1), "10")
    rested(village, screen, 1)
    QTest.keyClicks(field(screen, 1), "5")
    rested(village, screen, 1)
    assert field(screen, 1).text() == "105"
    assert "từ 0 đến 10" in screen.sheet_panel.notice.text()
    assert saved_points(village, "Lê Văn An") == {"CS1": Decimal(8)}
    field(screen, 2).setFocus()
    QTest.keyClicks(field(screen, 2), "8")
    rested(village, screen, 2)
    QTest.keyClicks(field(screen, 2), "5")
    rested(village, screen, 2)
    assert field(screen, 2).text() == "85"
    assert saved_points(village, "Lê Văn An") == {"CS1": Decimal(8)}
    field(screen, 1).setFocus()
    # The correction replaces the wrong number at once.
    QTest.keyClicks(field(screen, 1), "5")
    rested(village, screen, 1)
    assert saved_points(village, "Lê Văn An") == {"CS1": Decimal(5)}
    assert village.workbench.news_label.text().startswith("Đã lưu lúc")


def test_of_a_refused_eleven_the_one_that_was_saved_between_is_taken_back(
    village: Driver,
) -> None:
    screen = scoring(village)
    type_column(village, screen, ["8"])
    field(screen, 1).setFocus()
    QTest.keyClicks(field(screen, 1), "1")
    rested(village, screen, 1)
    QTest.keyClicks(field(screen, 1), "1")
    rested(village, screen, 1)
    assert field(screen, 1).text() == "11"
    assert "từ 0 đến 10" in screen.sheet_panel.notice.text()
    assert "Chưa điểm nào" not in screen.sheet_panel.notice.text()
    assert saved_points(village, "Lê Văn An") == {"CS1": Decimal(8)}


def test_a_click_into_a_refused_number_marks_it_all(village: Driver) -> None:
    screen = scoring(village)
    type_column(village, screen, ["11", "7"])
    QTest.mouseClick(field(screen, 1), Qt.MouseButton.LeftButton)
    village.rest()
    QTest.keyClicks(field(screen, 1), "8")
    rested(village, screen, 1)
    assert saved_points(village, "Lê Văn An") == {"CS1": Decimal(8), "CS2": Decimal(7)}


def test_ctrl_z_takes_back_the_last_points_and_says_which(village: Driver) -> None:
    screen = scoring(village)
    type_column(village, screen, ["8", "9"])
    village.press(Qt.Key.Key_Z, modifiers=Qt.KeyboardModifier.ControlModifier)
    assert field(screen, 2).text() == ""
    told = "Hoàn tác: chỉ số 2 (thôn chấm) của Lê Văn An, 9 → chưa chấm."
    assert village.workbench.news_label.text() == told
    village.press(Qt.Key.Key_Z, modifiers=Qt.KeyboardModifier.ControlModifier)
    assert field(screen, 1).text() == ""
    village.press(Qt.Key.Key_Z, modifiers=Qt.KeyboardModifier.ControlModifier)
    assert village.workbench.news_label.text() == "Không còn gì để hoàn tác."
    assert saved_points(village, "Lê Văn An") == {}


def test_page_down_goes_to_the_next_person_and_saves_what_was_being_typed(village: Driver) -> None:
    screen = scoring(village)
    field(screen, 1).setFocus()
    QTest.keyClicks(field(screen, 1), "7")
    village.press(Qt.Key.Key_PageDown)
    assert screen.sheet_panel.name_label.text() == "Trần Thị Bình"
    assert saved_points(village, "Lê Văn An") == {"CS1": Decimal(7)}
    assert QApplication.focusWidget() is field(screen, 1)
    village.press(Qt.Key.Key_PageUp)
    assert screen.sheet_panel.name_label.text() == "Lê Văn An"
    assert field(screen, 1).text() == "7"


def test_typing_rests_and_is_saved_without_any_key(village: Driver) -> None:
    screen = scoring(village)
    village.write(field(screen, 3), "6")
    village.bot.waitUntil(lambda: not field(screen, 3).is_typed, timeout=PATIENCE_MS)
    village.rest()
    assert saved_points(village, "Lê Văn An") == {"CS3": Decimal(6)}
    assert village.workbench.news_label.text().startswith("Đã lưu lúc")


def test_ctrl_s_saves_and_says_when(village: Driver) -> None:
    screen = scoring(village)
    village.write(field(screen, 1, Assessor.SELF), "5")
    village.press(Qt.Key.Key_S, modifiers=Qt.KeyboardModifier.ControlModifier)
    assert village.workbench.news_label.text().startswith("Đã lưu lúc")


def test_searching_without_marks_finds_the_person(village: Driver) -> None:
    screen = scoring(village)
    village.write(screen.search_field, "cuong")
    village.press(Qt.Key.Key_Return, screen.search_field)
    assert [row.person.full_name for row in screen.model.rows] == ["Đỗ Văn Cường"]
    assert screen.sheet_panel.name_label.text() == "Đỗ Văn Cường"


def test_a_sheet_that_was_sent_cannot_be_changed_and_says_so(
    offices: Offices, village: Driver
) -> None:
    del offices
    screen = scoring(village)
    type_column(village, screen, ["9"] * 10)

    WorkflowService(village.window.workspace.session).submit(YEAR)
    village.rest()
    village.press(Qt.Key.Key_F5)
    assert field(screen, 1).isReadOnly()
    assert screen.sheet_panel.notice.text() == "Phiếu này: Đã gửi xã. Không sửa được nữa."


def test_a_digit_replaces_the_points_in_a_cell_though_the_cell_above_is_saved_meanwhile(
    village: Driver,
) -> None:
    screen = scoring(village)
    type_column(village, screen, ["7", "7"])
    field(screen, 1).setFocus()
    QTest.keyClicks(field(screen, 1), "8")
    village.press(Qt.Key.Key_Return)
    QTest.keyClicks(village.focused, "9")
    village.press(Qt.Key.Key_Return)
    assert saved_points(village, "Lê Văn An") == {"CS1": Decimal(8), "CS2": Decimal(9)}


def test_what_is_half_typed_when_the_year_changes_is_saved_in_its_own_year(village: Driver) -> None:
    screen = scoring(village)
    field(screen, 1).setFocus()
    QTest.keyClicks(field(screen, 1), "7")
    village.window.workspace.choose_year(None)
    village.rest()
    assert saved_points(village, "Lê Văn An") == {"CS1": Decimal(7)}
    village.window.workspace.choose_year(YEAR)
    village.rest()
    assert field(screen, 1).text() == "7"
    assert not screen.keys.is_holding


def test_closing_with_points_that_could_not_be_saved_asks_and_names_them(village: Driver) -> None:
    screen = scoring(village)
    type_column(village, screen, ["8", "12"])
    village.go("home", HomeScreen)
    village.ask.agrees = False
    assert not village.window.close()
    (asked,) = village.ask.asked
    assert asked == (
        "Chưa ghi được chỉ số 2 (thôn chấm) của Lê Văn An: đã gõ 12. "
        "Đóng bây giờ thì số đã gõ bị bỏ, phiếu giữ số cũ."
    )
    # Back at the work that would be lost.
    assert village.workbench.screen_shown is screen
    village.ask.agrees = True
    village.window.close()
    village.bot.waitUntil(lambda: not village.window.isVisible())


def test_closing_without_anything_unsaved_asks_nothing(village: Driver) -> None:
    screen = scoring(village)
    type_column(village, screen, ["8", "12"])
    field(screen, 2).setFocus()
    QTest.keyClicks(field(screen, 2), "9")
    village.window.close()
    assert village.ask.asked == []
    assert not village.window.isVisible()


def test_whoever_was_registered_by_a_first_point_is_so_no_more_when_that_is_undone(
    village: Driver,
) -> None:
    """Nobody chose the registration by itself; what brought it is taken back, and it with that."""
    screen = scoring(village)
    assert registered(village) == set()
    type_column(village, screen, ["8", "9"])
    assert registered(village) == {"Lê Văn An"}
    for left in ({"Lê Văn An"}, set()):
        village.press(Qt.Key.Key_Z, field(screen, 1), Qt.KeyboardModifier.ControlModifier)
        village.rest()
        assert registered(village) == left
    # Whoever is scored after all is registered again.
    type_column(village, screen, ["7"])
    assert registered(village) == {"Lê Văn An"}
    assert saved_points(village, "Lê Văn An") == {"CS1": Decimal(7)}


def test_undoing_all_points_of_somebody_who_signed_keeps_the_registration(village: Driver) -> None:
    session = village.window.workspace.session
    with session.database.reading() as reading:
        (person,) = reading.people.search("Lê Văn An")
    RegistrationService(session).register([person], YEAR)
    screen = scoring(village)
    type_column(village, screen, ["8"])
    village.press(Qt.Key.Key_Z, field(screen, 1), Qt.KeyboardModifier.ControlModifier)
    village.rest()
    assert saved_points(village, "Lê Văn An") == {}
    assert registered(village) == {"Lê Văn An"}


def test_the_sign_of_what_must_be_done_stands_before_the_points(village: Driver) -> None:
    screen = scoring(village)
    type_column(village, screen, ["8", "12"])
    texts = [str(screen.model.index(0, column).data()) for column in range(3)]
    assert texts[1].startswith("! ")
    assert texts[2] == "! Chưa ghi 1 ô"


def test_what_is_typed_into_a_closed_sheet_is_answered_with_whose_it_is(village: Driver) -> None:
    screen = scoring(village)
    type_column(village, screen, ["9"] * 10)
    WorkflowService(village.window.workspace.session).submit(YEAR)
    village.rest()
    village.press(Qt.Key.Key_F5)
    QTest.keyClicks(field(screen, 1), "8")
    told = "Phiếu của Lê Văn An: Đã gửi xã. Không sửa được nữa."
    assert village.workbench.news_label.text() == told
    village.go("home", HomeScreen)
    assert village.workbench.news_label.text() == ""


def test_a_closing_that_work_kept_from_happening_asks_about_new_losses_again(
    village: Driver,
) -> None:
    never = threading.Event()

    def work(progress: Progress) -> None:
        while not never.wait(0.01):
            progress(1, 10)

    screen = scoring(village)
    type_column(village, screen, ["12"])
    village.window.workspace.run_apart(work, lambda _: None, lambda _: None, "Đang nhập…")
    village.bot.waitUntil(lambda: village.workbench.progress.value() == 1)
    # The loss is accepted; then the work asks, and is not to be stopped.
    assert not village.window.close()
    village.ask.agrees = False
    village.bot.waitUntil(lambda: len(village.ask.asked) == 2)
    assert "đang nhập" in village.ask.asked[1]
    # The window has stayed: what would be lost now is asked about anew.
    assert not village.window.close()
    assert village.ask.asked[2].startswith("Chưa ghi được chỉ số 1")
    never.set()


def test_coming_to_somebody_with_a_refused_number_the_cursor_is_on_it(village: Driver) -> None:
    """Whoever types a column from paper would write every number one row too low."""
    screen = scoring(village)
    type_column(village, screen, ["12", "8"])
    village.press(Qt.Key.Key_PageDown)
    village.rest()
    village.press(Qt.Key.Key_PageUp)
    village.rest()
    assert village.focused is field(screen, 1)
    QTest.keyClicks(village.focused, "9")
    village.press(Qt.Key.Key_Return)
    village.rest()
    assert saved_points(village, "Lê Văn An") == {"CS1": Decimal(9), "CS2": Decimal(8)}


def clear_by_mouse(screen: ScoringScreen) -> None:
    """Click the ✕ in the search field."""
    (cross,) = screen.search_field.findChildren(QToolButton)
    QTest.mouseClick(cross, Qt.MouseButton.LeftButton)


def test_from_the_search_the_next_person_takes_the_keyboard_to_the_sheet(village: Driver) -> None:
    """After ✕ and PgDn the digits for the person on the screen went into the search."""
    screen = scoring(village)
    village.write(screen.search_field, "binh")
    village.bot.waitUntil(lambda: len(screen.model.rows) == 1)
    clear_by_mouse(screen)
    village.bot.waitUntil(lambda: len(screen.model.rows) == 3)
    assert screen.search_field.hasFocus()
    village.press(Qt.Key.Key_PageDown)
    assert screen.sheet_panel.name_label.text().startswith("Đỗ Văn Cường")
    assert field(screen, 1).hasFocus()
    type_digits("7")
    village.press(Qt.Key.Key_Return)
    village.press(Qt.Key.Key_PageUp)
    type_digits("6")
    village.press(Qt.Key.Key_Return)
    assert screen.search_field.text() == ""
    assert saved_points(village, "Đỗ Văn Cường") == {"CS1": Decimal(7)}
    assert saved_points(village, "Trần Thị Bình") == {"CS1": Decimal(6)}


@pytest.mark.parametrize("typed", ["cuong", "binh"])
def test_a_search_that_has_not_looked_yet_looks_before_the_next_person_is_shown(
    village: Driver, typed: str
) -> None:
    """PgDn at once after the last letter: nobody is changed under the digits that follow."""
    screen = scoring(village)
    village.write(screen.search_field, typed)
    QTest.keyClick(screen.search_field, Qt.Key.Key_PageDown)
    shown = screen.sheet_panel.name_label.text()
    type_digits("9")
    QTest.qWait(2 * REST_MS)
    village.rest()
    # Only one is found: there is no next one, and digits are taken by nobody.
    assert typed in fold_text(shown)
    assert screen.sheet_panel.name_label.text() == shown
    assert screen.search_field.text() == typed
    assert {item.total_text for item in screen.model.rows} == {"–"}


def test_a_search_that_is_left_looks_at_once(village: Driver) -> None:
    """A moment later it would change the person under the hand that types points already."""
    screen = scoring(village)
    village.write(screen.search_field, "cuong")
    field(screen, 2).setFocus()
    assert [item.person.full_name for item in screen.model.rows] == ["Đỗ Văn Cường"]
    type_digits("8")
    QTest.qWait(2 * REST_MS)
    village.press(Qt.Key.Key_Return)
    assert saved_points(village, "Đỗ Văn Cường") == {"CS2": Decimal(8)}
