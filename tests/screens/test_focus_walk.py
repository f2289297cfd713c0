"""The keyboard stays in the screen, whatever happens to the widget that had it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.builders.ui import Driver
from tests.screens.judges.seen import interactive_widgets, named
from tests.screens.stage import Stage
from vanhoa_desktop.services.office.integrity import IntegrityService
from vanhoa_desktop.services.people.duplicates import DuplicateService
from vanhoa_desktop.services.review.conflicts import ConflictService
from vanhoa_desktop.ui.screens import HOME, Screen
from vanhoa_desktop.ui.shell.catalogue import all_screens

pytestmark = pytest.mark.screens

UNIT, COMMUNE = "unit", "commune"


def opened(stage: Stage, side: str) -> Driver:
    offices = stage.running()
    return stage.open(offices.commune if side == COMMUNE else offices.villages[0])


def settled() -> None:
    for _ in range(3):
        QApplication.processEvents()


def keyboard(driver: Driver) -> QWidget | None:
    return driver.window.focusWidget()


def is_in(screen: QWidget, widget: QWidget | None) -> bool:
    return widget is not None and (widget is screen or screen.isAncestorOf(widget))


def able_in(driver: Driver, screen: QWidget) -> list[QWidget]:
    """What takes keys in the screen that is shown; a screen that is walked has something."""
    return [
        widget
        for widget in interactive_widgets(driver.window)
        if screen.isAncestorOf(widget) and takes_keys(widget)
    ]


def takes_keys(widget: QWidget) -> bool:
    is_reached = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return widget.isEnabled() and is_reached


def shown_at(driver: Driver) -> list[str]:
    identity = driver.window.workspace.session.identity
    register = all_screens()
    return [HOME, *(e.id for e in (*register.doors(identity), *register.others(identity)))]


def lose_by_hiding(widget: QWidget) -> None:
    widget.hide()


def lose_by_disabling(widget: QWidget) -> None:
    widget.setEnabled(False)


@pytest.mark.parametrize("side", [UNIT, COMMUNE])
def test_a_screen_that_is_entered_has_the_keyboard(side: str, stage: Stage) -> None:
    driver = opened(stage, side)
    faults = []
    for screen_id in shown_at(driver):
        screen = driver.go(screen_id, Screen)
        settled()
        where = keyboard(driver)
        able = able_in(driver, screen)
        if not is_in(screen, where) or (able and where is screen):
            faults.append(f"{screen_id}: the keyboard is on {where and named(where)}")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("side", [UNIT, COMMUNE])
@pytest.mark.parametrize("lose", [lose_by_hiding, lose_by_disabling])
def test_the_keyboard_never_falls_out_of_a_screen(
    side: str, lose: Callable[[QWidget], None], stage: Stage
) -> None:
    driver = opened(stage, side)
    faults, walked = [], 0
    for screen_id in shown_at(driver):
        screen = driver.go(screen_id, Screen)
        for widget in able_in(driver, screen):
            if not widget.isVisible() or not widget.isEnabled():
                continue
            widget.setFocus()
            lost = keyboard(driver)
            walked += lost is widget
            lose(widget)
            at_once = keyboard(driver)
            settled()
            after = keyboard(driver)
            widget.setEnabled(True)
            widget.show()
            if lost is widget and not (at_once is screen and is_in(screen, after)):
                faults.append(
                    f"{screen_id}, {named(widget)}: at once {at_once and named(at_once)}, "
                    f"then {after and named(after)}"
                )
    assert walked > 2 * len(shown_at(driver))
    assert not faults, "\n".join(faults)


def test_deleting_what_has_the_keyboard_leaves_it_in_the_screen(stage: Stage) -> None:
    driver = opened(stage, UNIT)
    screen = driver.go("people", Screen)
    button = next(w for w in able_in(driver, screen) if "Ai đã sửa" in named(w))
    button.setFocus()
    assert keyboard(driver) is button
    button.deleteLater()
    driver.rest()
    settled()
    assert is_in(screen, keyboard(driver))
    assert keyboard(driver) is not screen


def test_tab_still_goes_to_the_doors_and_a_return_from_a_dialog_keeps_them(stage: Stage) -> None:
    driver = opened(stage, UNIT)
    screen = driver.go("results", Screen)
    for _ in range(40):
        QTest.keyClick(keyboard(driver) or driver.window, Qt.Key.Key_Tab)
        if not is_in(screen, keyboard(driver)):
            break
    outside = keyboard(driver)
    assert outside is not None
    assert not is_in(screen, outside)
    dialog = QWidget(driver.window, Qt.WindowType.Dialog)
    dialog.show()
    dialog.activateWindow()
    driver.bot.waitUntil(dialog.isActiveWindow)
    dialog.close()
    driver.window.activateWindow()
    driver.bot.waitUntil(driver.window.isActiveWindow)
    settled()
    assert keyboard(driver) is outside


def test_sixteen_enters_on_any_screen_write_nothing(stage: Stage) -> None:
    """The commune has sheets that wait: whatever Enter meets, only a question is asked."""
    driver = opened(stage, COMMUNE)
    driver.ask.agrees = False
    session = driver.window.workspace.session
    before = IntegrityService(session).state_hash()
    assert ConflictService(session).listed().shown
    assert DuplicateService(session).pairs()
    for screen_id in shown_at(driver):
        driver.go(screen_id, Screen)
        for _ in range(16):
            widget = keyboard(driver) or driver.window
            if "…" in named(widget):
                break  # a file dialog comes next: nobody answers it here
            QTest.keyClick(widget, Qt.Key.Key_Return)
            driver.rest()
        assert IntegrityService(session).state_hash() == before, screen_id
