"""When a dialog has closed, one of our windows has the keyboard."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.builders.offices import Offices
from tests.builders.ui import open_window
from vanhoa_desktop.ui.people.people_screen import PeopleScreen
from vanhoa_desktop.ui.widgets.office_dialog import OfficeDialog


def test_a_system_that_gives_the_keyboard_to_nobody_is_asked_again(
    qtbot: QtBot, offices: Offices
) -> None:
    """Some systems go on with a window that is gone when two have closed at once."""
    driver = open_window(qtbot, offices.villages[0])
    screen = driver.go("people", PeopleScreen)
    dialog = OfficeDialog(screen, "Hộp")
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.give_up()
    QApplication.setActiveWindow(None)  # type: ignore[arg-type]  # stub forgets None
    assert not driver.window.isActiveWindow()
    qtbot.waitUntil(driver.window.isActiveWindow)
    driver.close()
