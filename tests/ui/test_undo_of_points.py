"""Ctrl+Z takes back what was typed last, refused or not; Ctrl+Y does it again."""

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.builders.scoring_screen import field, registered, saved_points, scoring, type_column
from tests.builders.ui import Driver
from vanhoa_desktop.ui.scoring.scoring_screen import ScoringScreen

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def chord(village: Driver, key: Qt.Key, more: Qt.KeyboardModifier = CTRL) -> None:
    """A key with Ctrl, wherever the keyboard is."""
    QTest.keyClick(village.focused, key, more)
    village.rest()


def texts(screen: ScoringScreen, *numbers: int) -> list[str]:
    return [field(screen, number).text() for number in numbers]


def fresh(village: Driver) -> tuple[ScoringScreen, str]:
    """The sheet of the second person, in which nothing is written yet."""
    screen = scoring(village)
    screen.search_field.setText("")
    rows = [row for row in screen.model.rows if row.assessment is None]
    screen.people.show_person(rows[0].person.id)
    screen.pages.show_sheet()
    return screen, rows[0].person.full_name


def test_refused_numbers_are_taken_back_in_their_turn(village: Driver) -> None:
    """9, 99, 88: the 99 was left standing, and the good 9 taken away."""
    screen, name = fresh(village)
    type_column(village, screen, ["9", "99", "88"])
    village.rest()
    assert texts(screen, 1, 2, 3) == ["9", "99", "88"]
    chord(village, Qt.Key.Key_Z)
    assert texts(screen, 1, 2, 3) == ["9", "99", ""]
    chord(village, Qt.Key.Key_Z)
    assert texts(screen, 1, 2, 3) == ["9", "", ""]
    assert saved_points(village, name) == {"CS1": Decimal(9)}
    chord(village, Qt.Key.Key_Z)
    assert texts(screen, 1, 2, 3) == ["", "", ""]


def test_a_refused_number_comes_after_what_was_typed_since(village: Driver) -> None:
    """9, 99, 7: first the 7 goes, then the 99, then the 9."""
    screen, _name = fresh(village)
    type_column(village, screen, ["9", "99", "7"])
    village.rest()
    chord(village, Qt.Key.Key_Z)
    assert texts(screen, 1, 2, 3) == ["9", "99", ""]
    chord(village, Qt.Key.Key_Z)
    assert texts(screen, 1, 2, 3) == ["9", "", ""]


def test_a_refused_number_that_was_mended_is_passed_over(village: Driver) -> None:
    screen, _name = fresh(village)
    type_column(village, screen, ["9", "99"])
    village.rest()
    field(screen, 2).setFocus()
    QTest.keyClicks(field(screen, 2), "8")
    village.press(Qt.Key.Key_Return)
    village.rest()
    chord(village, Qt.Key.Key_Z)
    chord(village, Qt.Key.Key_Z)
    assert texts(screen, 1, 2) == ["", ""]


def test_what_was_taken_back_is_done_again_until_something_else_is_typed(village: Driver) -> None:
    screen, name = fresh(village)
    type_column(village, screen, ["9", "8"])
    village.rest()
    chord(village, Qt.Key.Key_Z)
    chord(village, Qt.Key.Key_Z)
    assert texts(screen, 1, 2) == ["", ""]
    chord(village, Qt.Key.Key_Y)
    assert texts(screen, 1, 2) == ["9", ""]
    chord(village, Qt.Key.Key_Z, CTRL | SHIFT)
    assert texts(screen, 1, 2) == ["9", "8"]
    assert saved_points(village, name) == {"CS1": Decimal(9), "CS2": Decimal(8)}
    chord(village, Qt.Key.Key_Z)
    field(screen, 3).setFocus()
    QTest.keyClicks(field(screen, 3), "7")
    village.press(Qt.Key.Key_Return)
    village.rest()
    chord(village, Qt.Key.Key_Y)
    assert texts(screen, 1, 2, 3) == ["9", "", "7"]


def test_nothing_is_done_again_of_whoever_was_unregistered_since(village: Driver) -> None:
    """Ctrl+Y would register again whom the officer just said is not."""
    screen, name = fresh(village)
    type_column(village, screen, ["9", "8"])
    village.rest()
    chord(village, Qt.Key.Key_Z)
    person = screen.people.chosen()
    year = village.window.workspace.year
    assert person is not None
    assert year is not None
    assert name in registered(village)
    screen.saver.take_back_all(person, year)
    village.rest()
    assert name not in registered(village)
    chord(village, Qt.Key.Key_Y)
    assert name not in registered(village)
    assert texts(screen, 1, 2) == ["", ""]
