"""A key that a field has no use for is the screen's."""

from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.builders.ui import Driver
from vanhoa_desktop.ui.people.people_screen import PeopleScreen
from vanhoa_desktop.ui.registration.registration_screen import RegistrationScreen
from vanhoa_desktop.ui.scoring.scoring_screen import ScoringScreen

CONTROL = Qt.KeyboardModifier.ControlModifier
REDO = (
    (Qt.Key.Key_Y, CONTROL),
    (Qt.Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier),
)
Listed = TypeVar("Listed", PeopleScreen, RegistrationScreen)


def register_one(village: Driver) -> RegistrationScreen:
    """Search somebody, register him or her, and leave the page."""
    screen = village.go("registration", RegistrationScreen)
    village.write(screen.search_field, "tran thi binh")
    village.press(Qt.Key.Key_Return)
    screen.table.choose_row(0)
    village.click(screen.register_button)
    village.go("people", PeopleScreen)
    return screen


def test_coming_back_to_a_search_ctrl_z_takes_back_what_was_done(village: Driver) -> None:
    register_one(village)
    screen = village.go("registration", RegistrationScreen)
    assert screen.search_field.hasFocus()
    village.ask.asked.clear()
    village.press(Qt.Key.Key_Z, modifiers=CONTROL)
    assert len(village.ask.asked) == 1
    assert screen.search_field.text() == "tran thi binh"
    assert screen.acts.redo_button.isVisible()


@pytest.mark.parametrize(("key", "modifiers"), REDO)
def test_and_so_does_doing_it_again(
    village: Driver, key: Qt.Key, modifiers: Qt.KeyboardModifier
) -> None:
    register_one(village)
    screen = village.go("registration", RegistrationScreen)
    village.press(Qt.Key.Key_Z, modifiers=CONTROL)
    screen.search_field.setFocus()
    village.ask.asked.clear()
    village.press(key, modifiers=modifiers)
    assert len(village.ask.asked) == 1
    assert screen.acts.undo_button.isVisible()


def test_in_the_list_of_people_it_says_at_once_that_there_is_nothing(village: Driver) -> None:
    screen = village.go("people", PeopleScreen)
    village.write(screen.search_field, "tran")
    village.press(Qt.Key.Key_Return)
    village.go("registration", RegistrationScreen)
    village.go("people", PeopleScreen)
    village.press(Qt.Key.Key_Z, modifiers=CONTROL)
    assert village.workbench.news_label.text().startswith("Chưa làm gì ở đây để hoàn tác.")


def test_what_is_typed_there_now_is_still_taken_back_by_the_field(village: Driver) -> None:
    screen = village.go("people", PeopleScreen)
    QTest.keyClicks(screen.search_field, "tran")
    village.press(Qt.Key.Key_Z, modifiers=CONTROL)
    assert screen.search_field.text() == ""
    village.press(Qt.Key.Key_Z, modifiers=CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert screen.search_field.text() == "tran"


def test_in_the_search_above_the_sheets_too(village: Driver) -> None:
    screen = village.go("scoring", ScoringScreen)
    village.write(screen.search_field, "tran")
    village.press(Qt.Key.Key_Return)
    QTest.keyClicks(village.focused, "9")
    village.press(Qt.Key.Key_Return)
    screen.search_field.setFocus()
    village.press(Qt.Key.Key_Z, modifiers=CONTROL)
    told = "Hoàn tác: chỉ số 1 (thôn chấm) của Trần Thị Bình, 9 → chưa chấm."
    assert village.workbench.news_label.text() == told
