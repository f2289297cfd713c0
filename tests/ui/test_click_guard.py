"""Two clicks of a resting mouse are never a click on two things, whatever comes under it."""

import gc
from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QToolButton, QWidget

from tests.builders.ui import Driver
from vanhoa_desktop.ui import click_guard
from vanhoa_desktop.ui.click_guard import ClickGuard
from vanhoa_desktop.ui.exchange.unit_exchange_screen import UnitExchangeScreen
from vanhoa_desktop.ui.people.people_screen import PeopleScreen
from vanhoa_desktop.ui.window_guards import guard_window

LEFT, NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
# As long as the guard lets nothing through that came under the mouse.
MOMENT_MS = 1_300


@pytest.fixture(autouse=True)
def no_click_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """Clicks of an earlier test are none of this one's."""
    monkeypatch.setattr(ClickGuard, "_last", None)


def middle_of(widget: QWidget) -> QPoint:
    return widget.mapTo(widget.window(), widget.rect().center())


def click(driver: Driver, place: QPoint) -> None:
    """A click that comes in where the system's clicks do."""
    QTest.mouseClick(driver.window.windowHandle(), LEFT, NO_KEY, place)
    QApplication.processEvents()


def under(driver: Driver, place: QPoint) -> QWidget:
    found = driver.window.childAt(place)
    assert found is not None
    return found


def told_above(screen: UnitExchangeScreen, driver: Driver) -> None:
    """A message comes, so high that the upper button lies where the lower one lay."""
    upper, lower = middle_of(screen.submit_button), middle_of(screen.save_button)
    for lines in range(1, 9):
        screen.notice.show_notice("\n".join(["Đã lưu."] * lines), "good")
        QApplication.processEvents()
        if under(driver, QPoint(upper.x(), lower.y())) is screen.submit_button:
            return
    raise AssertionError("nothing moved so far")


@pytest.fixture
def pressed(village: Driver) -> list[str]:
    return []


def note(pressed: list[str], button: QAbstractButton) -> None:
    pressed.append(button.text())


def at_files(village: Driver, pressed: list[str]) -> UnitExchangeScreen:
    """The screen whose upper button sends what the lower one only saves."""
    screen = village.go("unit-exchange", UnitExchangeScreen)
    village.window.resize(1366, 728)
    QApplication.processEvents()
    for button in (screen.submit_button, screen.save_button):
        button.clicked.disconnect()
        button.clicked.connect(partial(note, pressed, button))
    return screen


def test_a_second_click_does_not_press_what_a_message_brought_under_the_mouse(
    village: Driver, pressed: list[str]
) -> None:
    """«Chỉ lưu tệp» clicked twice sent the sheets: the message had moved the other button there."""
    screen = at_files(village, pressed)
    place = QPoint(middle_of(screen.submit_button).x(), middle_of(screen.save_button).y())
    place.setX(min(place.x(), screen.save_button.mapTo(village.window, QPoint(40, 0)).x()))
    click(village, place)
    assert pressed == [screen.save_button.text()]
    told_above(screen, village)
    assert under(village, place) is screen.submit_button
    click(village, place)
    click(village, place)
    assert pressed == [screen.save_button.text()]


def test_who_moves_the_mouse_or_waits_a_moment_presses_it(
    village: Driver, pressed: list[str]
) -> None:
    screen = at_files(village, pressed)
    place = screen.save_button.mapTo(village.window, QPoint(40, screen.save_button.height() // 2))
    click(village, place)
    told_above(screen, village)
    click(village, place + QPoint(20, 0))
    assert pressed == [screen.save_button.text(), screen.submit_button.text()]
    screen.notice.clear_notice()
    QApplication.processEvents()
    click(village, place)
    told_above(screen, village)
    village.bot.wait(MOMENT_MS)
    click(village, place)
    assert pressed[2:] == [screen.save_button.text(), screen.submit_button.text()]


def test_one_button_is_pressed_as_often_as_somebody_likes(
    village: Driver, pressed: list[str]
) -> None:
    screen = at_files(village, pressed)
    for _ in range(4):
        click(village, middle_of(screen.save_button))
    assert pressed == [screen.save_button.text()] * 4


def test_a_row_that_moved_under_the_mouse_is_not_opened(village: Driver) -> None:
    screen = village.go("people", PeopleScreen)
    opened: list[int] = []
    screen.table.row_opened.disconnect()
    screen.table.row_opened.connect(opened.append)
    screen.notice.show_notice("Hãy chọn một người trong danh sách rồi bấm.")
    QApplication.processEvents()
    rect = screen.table.visualRect(screen.model.index(0, 0))
    place = screen.table.viewport().mapTo(village.window, rect.center())
    click(village, place)
    assert screen.table.chosen_row() == 0
    screen.notice.clear_notice()
    QApplication.processEvents()
    here = screen.table.viewport().mapFrom(village.window, place)
    assert screen.table.indexAt(here).row() > 0
    QTest.mouseDClick(village.window.windowHandle(), LEFT, NO_KEY, place)
    assert opened == []
    assert screen.table.chosen_row() == 0


def test_the_moment_is_long_enough_for_this_test() -> None:
    assert MOMENT_MS / 1000 > click_guard._NOBODY_AIMS_SO_QUICKLY_S


def test_buttons_are_what_the_guard_knows(village: Driver) -> None:
    screen = village.go("people", PeopleScreen)
    assert isinstance(under(village, middle_of(screen.add_button)), QAbstractButton)


def test_a_button_of_qts_own_is_known_again_though_nobody_holds_it(village: Driver) -> None:
    """In a file dialog the way up is pressed twice; Python meets that button anew each time."""
    dialog = QFileDialog(village.window)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.open()
    guard_window(dialog)
    heard: list[bool] = []
    dialog.findChildren(QToolButton)[0].pressed.connect(lambda: heard.append(True))
    dialog.findChildren(QToolButton)[0].setEnabled(True)
    place = middle_of(dialog.findChildren(QToolButton)[0])
    for _ in range(2):
        QTest.mouseClick(dialog.windowHandle(), LEFT, NO_KEY, place)
        dialog.findChildren(QToolButton)[0].setEnabled(True)
        gc.collect()
    assert heard == [True, True]
    dialog.reject()
    dialog.deleteLater()
