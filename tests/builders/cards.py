"""The card of one person in a test's window: opened, written into, saved."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from shiboken6 import isValid

from tests.builders.ui import PATIENCE_MS, Driver
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.services.rows.roster import RosterService
from vanhoa_desktop.ui.people.people_screen import PeopleScreen
from vanhoa_desktop.ui.people.person_dialog import PersonDialog


def people(driver: Driver) -> list[Person]:
    return RosterService(driver.window.workspace.session).search("", limit=0)


def person(driver: Driver, name: str) -> Person:
    (found,) = [one for one in people(driver) if one.full_name == name]
    return found


def card(driver: Driver, screen: PeopleScreen) -> PersonDialog:
    """The card that has come up, in front."""
    driver.rest()
    dialog = screen.cards.dialog
    assert dialog is not None
    dialog.activateWindow()
    driver.bot.waitUntil(dialog.isActiveWindow, timeout=PATIENCE_MS)
    return dialog


def edit(driver: Driver, name: str) -> tuple[PeopleScreen, PersonDialog]:
    """F2 on somebody in the list."""
    screen = driver.go("people", PeopleScreen)
    number = screen.model.number_of(person(driver, name).id)
    assert number is not None
    screen.table.choose_row(number)
    screen.table.setFocus()
    driver.press(Qt.Key.Key_F2)
    return screen, card(driver, screen)


def add(driver: Driver) -> tuple[PeopleScreen, PersonDialog]:
    screen = driver.go("people", PeopleScreen)
    driver.press(Qt.Key.Key_Insert)
    return screen, card(driver, screen)


def line(dialog: PersonDialog, name: str) -> QLineEdit:
    field = dialog.form.fields[name]
    assert isinstance(field, QLineEdit)
    return field


def write(dialog: PersonDialog, name: str, text: str) -> None:
    """Go to a field as Tab does, and write over what stands in it."""
    field = line(dialog, name)
    field.setFocus(Qt.FocusReason.TabFocusReason)
    if text:
        field.insert(text)
    else:
        QTest.keyClick(field, Qt.Key.Key_Delete)


def choose(dialog: PersonDialog, name: str, value: str) -> None:
    field = dialog.form.fields[name]
    assert isinstance(field, QComboBox)
    field.setCurrentIndex(field.findData(value))


def enter(driver: Driver, dialog: PersonDialog) -> None:
    driver.press(Qt.Key.Key_Return, dialog.focusWidget())


def is_gone(widget: QWidget) -> bool:
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return not isValid(widget) or not widget.isVisible()


def front(driver: Driver) -> None:
    """The list in front again, as it is for an officer when a card has closed."""
    driver.window.activateWindow()
    driver.bot.waitUntil(driver.window.isActiveWindow, timeout=PATIENCE_MS)


def refusal_of(dialog: PersonDialog, name: str) -> str:
    said = dialog.form.refusals[name]
    return said.text() if said.isVisible() else ""


def undo_text(screen: PeopleScreen) -> str:
    button = screen.acts.undo_button
    return button.text() if button.isVisible() else ""
