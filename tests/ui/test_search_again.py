"""Who comes back to a search writes another name; who writes on a button of a list searches too."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from tests.builders.scoring_screen import scoring
from tests.builders.ui import PATIENCE_MS, Driver
from vanhoa_desktop.ui.people.people_screen import PeopleScreen
from vanhoa_desktop.ui.registration.registration_screen import RegistrationScreen
from vanhoa_desktop.ui.results.results_screen import ResultsScreen
from vanhoa_desktop.ui.screens import Screen
from vanhoa_desktop.ui.widgets.search_field import REST_MS

SEARCHED: tuple[tuple[str, type[Screen]], ...] = (
    ("people", PeopleScreen),
    ("registration", RegistrationScreen),
    ("results", ResultsScreen),
)


def write(village: Driver, text: str) -> None:
    """Keys at full speed, each to whatever has the keyboard by then."""
    for letter in text:
        QTest.keyClicks(village.focused, letter)


@pytest.mark.parametrize(("screen_id", "kind"), SEARCHED)
def test_a_name_written_on_coming_back_to_a_search_takes_the_place_of_the_one_before(
    village: Driver, screen_id: str, kind: type[Screen]
) -> None:
    """«an» was left there, and the next name became «anbinh»."""
    screen = village.go(screen_id, kind)
    search = screen.search_field  # type: ignore[attr-defined]  # all of these have one
    search.setFocus()
    write(village, "an")
    village.rest()
    village.go("home", Screen)
    village.go(screen_id, kind)
    search.setFocus()
    write(village, "binh")
    assert search.text() == "binh"


def test_letters_that_follow_each_other_stay_one_name_while_the_list_is_read(
    village: Driver,
) -> None:
    screen = village.go("registration", RegistrationScreen)
    write(village, "tran thi")
    village.bot.wait(2 * REST_MS)
    village.rest()
    write(village, " binh")
    village.bot.wait(2 * REST_MS)
    village.rest()
    assert screen.search_field.text() == "tran thi binh"
    assert [row.person.full_name for row in screen.model.rows] == ["Trần Thị Bình"]


def test_who_clicks_into_a_search_puts_the_cursor_where_he_clicks(village: Driver) -> None:
    screen = village.go("people", PeopleScreen)
    screen.search_field.setFocus()
    write(village, "an")
    village.rest()
    screen.table.setFocus()
    QTest.mouseClick(screen.search_field, Qt.MouseButton.LeftButton)
    assert screen.search_field.hasFocus()
    assert screen.search_field.selectedText() == ""


def test_the_name_written_after_an_act_is_searched_though_a_button_has_the_keyboard(
    village: Driver,
) -> None:
    """Whoever registers one after the other writes the next name; a button swallowed it."""
    screen = village.go("registration", RegistrationScreen)
    screen.table.choose_row(0)
    village.press(Qt.Key.Key_Return, screen.register_button)
    screen.register_button.setFocus()
    village.press(Qt.Key.Key_Return)
    assert isinstance(village.focused, QAbstractButton)
    write(village, "tran thi binh")
    assert screen.search_field.text() == "tran thi binh"
    assert screen.search_field.hasFocus()
    village.press(Qt.Key.Key_Return)
    assert [row.person.full_name for row in screen.model.rows] == ["Trần Thị Bình"]


def test_it_is_so_on_boxes_that_are_ticked_and_a_space_ticks_them_still(village: Driver) -> None:
    screen = village.go("registration", RegistrationScreen)
    screen.table.choose_row(0)
    screen.use_box.setFocus()
    village.press(Qt.Key.Key_Space)
    assert screen.use_box.isChecked()
    write(village, "b")
    assert screen.search_field.text() == "b"


def test_digits_after_a_sheet_are_no_search(village: Driver) -> None:
    screen = scoring(village)
    screen.buttons.next.setFocus()
    write(village, "9")
    assert screen.search_field.text() == ""
    assert screen.buttons.next.hasFocus()


@pytest.mark.parametrize(("screen_id", "kind"), SEARCHED[:2])
def test_escape_in_the_list_shows_everybody_again(
    village: Driver, screen_id: str, kind: type[Screen]
) -> None:
    """Found, looked at, done: the rest of the list comes back without a way into the search."""
    screen = village.go(screen_id, kind)
    search, table = screen.search_field, screen.table  # type: ignore[attr-defined]  # all have both
    everybody = table.model().rowCount()
    search.setFocus()
    write(village, "tran thi binh")
    village.press(Qt.Key.Key_Return)
    village.bot.waitUntil(table.hasFocus, timeout=PATIENCE_MS)
    assert table.model().rowCount() == 1
    village.press(Qt.Key.Key_Escape)
    village.bot.wait(2 * REST_MS)
    village.rest()
    assert search.text() == ""
    assert table.model().rowCount() == everybody
    assert table.hasFocus()


def test_escape_in_the_list_of_scoring_keeps_whom_was_found(village: Driver) -> None:
    screen = scoring(village)
    write_search = screen.search_field
    write_search.setFocus()
    write(village, "tran thi binh")
    village.bot.wait(2 * REST_MS)
    screen.table.setFocus()
    chosen = screen.people.chosen()
    village.press(Qt.Key.Key_Escape)
    village.bot.wait(2 * REST_MS)
    assert write_search.text() == ""
    assert screen.model.rowCount() > 1
    assert screen.people.chosen() == chosen
