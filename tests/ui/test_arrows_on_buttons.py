"""Arrow keys on a button stay in the screen; Tab goes round the window as everywhere."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.builders.ui import Driver
from vanhoa_desktop.ui.people.people_screen import PeopleScreen

ARROWS = (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Left)


def test_arrows_on_the_buttons_of_a_screen_never_lead_to_the_doors(village: Driver) -> None:
    screen = village.go("people", PeopleScreen)
    village.window.activateWindow()
    village.bot.waitUntil(village.window.isActiveWindow)
    handle = village.window.windowHandle()
    for button in (screen.export_button, screen.import_button, screen.history_button):
        for key in ARROWS:
            button.setFocus()
            for _ in range(12):
                QTest.keyClick(handle, key)
                QApplication.processEvents()
                focused = QApplication.focusWidget()
                assert focused is not None
                assert screen.isAncestorOf(focused), f"{key} leads to {focused}"


def test_tab_still_goes_round_the_whole_window(village: Driver) -> None:
    screen = village.go("people", PeopleScreen)
    village.window.activateWindow()
    village.bot.waitUntil(village.window.isActiveWindow)
    screen.history_button.setFocus()
    outside = []
    for _ in range(30):
        QTest.keyClick(village.window.windowHandle(), Qt.Key.Key_Tab)
        QApplication.processEvents()
        focused = QApplication.focusWidget()
        assert focused is not None
        outside.append(not screen.isAncestorOf(focused))
    assert any(outside)
    assert not all(outside)
