"""A name written while the list has the keyboard is searched; digits come to nobody by chance."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.builders.offices import YEAR, Office, Offices, add_person
from tests.builders.sheets import sheets_of
from tests.builders.ui import Driver
from vanhoa_desktop.domain.enums import Assessor
from vanhoa_desktop.services.sheets.assessments import AssessmentService
from vanhoa_desktop.ui.people.people_screen import PeopleScreen
from vanhoa_desktop.ui.registration.registration_screen import RegistrationScreen
from vanhoa_desktop.ui.scoring.scoring_screen import ScoringScreen

LAN, TAM, KHANH = "Vũ Thị Lan", "Vũ Thị Tâm", "Vũ Văn Khánh"


@pytest.fixture
def village(offices: Offices, opened: Callable[[Office], Driver]) -> Driver:
    with offices.villages[0].open() as session:
        for name in ("Trần Thị Mai", LAN, TAM, KHANH):
            add_person(session, name)
    return opened(offices.villages[0])


def write(village: Driver, text: str) -> None:
    """Keys at full speed, each to whatever has the keyboard by then."""
    for letter in text:
        QTest.keyClicks(village.focused, letter)


def points(village: Driver, name: str) -> dict[str, Decimal]:
    session = village.window.workspace.session
    with session.database.reading() as reading:
        (person,) = reading.people.search(name)
    held = AssessmentService(session).sheet(person, YEAR).assessment
    return {} if held is None else dict(held.points.get(Assessor.VILLAGE, {}))


def at_list(village: Driver) -> ScoringScreen:
    screen = village.go("scoring", ScoringScreen)
    village.press(Qt.Key.Key_Escape)
    assert screen.table.hasFocus()
    return screen


def large(village: Driver) -> ScoringScreen:
    """So little room that list and sheet are pages; the list is shown."""
    village.window.resize(700, 600)
    screen = at_list(village)
    assert screen.pages.is_paged
    return screen


def test_the_digits_after_a_name_written_in_the_list_come_to_the_one_who_is_named(
    village: Driver,
) -> None:
    screen = at_list(village)
    write(village, "vu thi tam")
    assert screen.search_field.text() == "vu thi tam"
    village.press(Qt.Key.Key_Return)
    write(village, "9")
    village.press(Qt.Key.Key_Return)
    assert points(village, TAM) == {"CS1": Decimal(9)}
    assert points(village, LAN) == {}


def test_so_they_do_where_list_and_sheet_are_pages(village: Driver) -> None:
    screen = large(village)
    write(village, "vu thi tam")
    village.press(Qt.Key.Key_Return)
    write(village, "9")
    village.press(Qt.Key.Key_Return)
    assert screen.pages.is_sheet_shown
    assert points(village, TAM) == {"CS1": Decimal(9)}


def test_digits_come_to_nobody_whose_sheet_is_not_in_sight_and_who_was_not_chosen(
    village: Driver,
) -> None:
    screen = large(village)
    write(village, "vu thi")
    village.press(Qt.Key.Key_Return)
    assert screen.model.rowCount() == 2
    assert screen.table.hasFocus()
    assert "Có 2 người khớp" in village.workbench.news_label.text()
    write(village, "9")
    village.press(Qt.Key.Key_Return)
    assert sheets_of(village.window.workspace.session, YEAR) == {}
    assert screen.search_field.text() == "9"


@pytest.mark.parametrize("is_large", [False, True])
def test_digits_in_the_list_search_as_in_every_list_whoever_is_chosen(
    village: Driver, is_large: bool
) -> None:
    """A 5 was written into the sheet of whoever was chosen, over what stood there."""
    screen = large(village) if is_large else at_list(village)
    village.press(Qt.Key.Key_Down)
    chosen = screen.people.model.rows[1].person.full_name
    write(village, "5")
    village.press(Qt.Key.Key_Return)
    assert screen.search_field.text() == "5"
    assert sheets_of(village.window.workspace.session, YEAR) == {}
    village.press(Qt.Key.Key_Escape, screen.search_field)
    village.press(Qt.Key.Key_Down, screen.search_field)
    assert screen.table.hasFocus()
    screen.table.choose_row(1)
    village.press(Qt.Key.Key_Return)
    assert screen.pages.is_sheet_shown
    write(village, "8")
    village.press(Qt.Key.Key_Return)
    assert points(village, chosen) == {"CS1": Decimal(8)}


def test_a_name_of_nobody_lets_no_digit_through(village: Driver) -> None:
    screen = at_list(village)
    write(village, "vu thi xuan")
    village.press(Qt.Key.Key_Return)
    write(village, "9")
    village.press(Qt.Key.Key_Return)
    assert sheets_of(village.window.workspace.session, YEAR) == {}
    assert screen.search_field.text() == "vu thi xuan9"


def test_another_name_begins_another_search(village: Driver) -> None:
    screen = at_list(village)
    write(village, "lan")
    village.press(Qt.Key.Key_Down)
    assert screen.table.hasFocus()
    write(village, "mai")
    assert screen.search_field.text() == "mai"


def test_a_word_that_an_input_method_composes_in_the_list_is_searched(village: Driver) -> None:
    """The keyboard stays until the word is done: to move it would end the word before."""
    screen = at_list(village)
    village.bot.wait(1)
    for half in ("d", "đ"):
        QApplication.sendEvent(screen.table, QInputMethodEvent(half, []))
        assert screen.table.hasFocus()
    done = QInputMethodEvent()
    done.setCommitString("đỗ")
    QApplication.sendEvent(screen.table, done)
    assert screen.search_field.text() == "đỗ"
    assert screen.search_field.hasFocus()
    write(village, " lan")
    assert screen.search_field.text() == "đỗ lan"


def test_a_digit_that_an_input_method_commits_is_searched_too(village: Driver) -> None:
    screen = at_list(village)
    done = QInputMethodEvent()
    done.setCommitString("10")
    QApplication.sendEvent(screen.table, done)
    assert screen.search_field.text() == "10"
    assert sheets_of(village.window.workspace.session, YEAR) == {}


def test_the_lists_of_people_and_of_registrations_are_searched_by_writing_too(
    village: Driver,
) -> None:
    people = village.go("people", PeopleScreen)
    people.table.setFocus()
    write(village, "vu thi tam")
    assert people.search_field.text() == "vu thi tam"
    village.press(Qt.Key.Key_Return)
    assert people.model.rowCount() == 1
    assert people.table.hasFocus()
    registration = village.go("registration", RegistrationScreen)
    registration.table.setFocus()
    write(village, "vu thi tam")
    village.press(Qt.Key.Key_Return)
    assert [row.person.full_name for row in registration.model.rows] == [TAM]
    assert registration.table.hasFocus()
    village.press(Qt.Key.Key_Space)
    assert registration.search_field.text() == "vu thi tam"
    assert len(registration.table.selectionModel().selectedRows()) == 1
