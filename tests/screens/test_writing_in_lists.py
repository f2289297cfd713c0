"""What is written while a list has the keyboard searches, or does nothing; it chooses nobody."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QWidget

from tests.builders.ui import Driver
from tests.screens.judges.seen import named, seen_widgets
from tests.screens.stage import Stage
from vanhoa_desktop.ui.screens import HOME, Screen
from vanhoa_desktop.ui.shell.catalogue import all_screens
from vanhoa_desktop.ui.widgets.search_field import SearchField

pytestmark = pytest.mark.screens

UNIT, COMMUNE = "unit", "commune"
WRITTEN = "vu thi tam"


def opened(stage: Stage, side: str) -> Driver:
    offices = stage.running()
    return stage.open(offices.commune if side == COMMUNE else offices.villages[0])


def shown_at(driver: Driver) -> list[str]:
    identity = driver.window.workspace.session.identity
    register = all_screens()
    return [HOME, *(e.id for e in (*register.doors(identity), *register.others(identity)))]


def lists_of(driver: Driver, screen: QWidget) -> list[QAbstractItemView]:
    return [
        widget
        for widget in seen_widgets(driver.window)
        if isinstance(widget, QAbstractItemView)
        and screen.isAncestorOf(widget)
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(widget.parentWidget(), QComboBox)
    ]


def chosen(view: QAbstractItemView) -> tuple[int, set[int]]:
    rows = {index.row() for index in view.selectionModel().selectedIndexes()}
    return view.currentIndex().row(), rows


def write(driver: Driver, text: str) -> None:
    """Keys at full speed, each to whatever has the keyboard by then."""
    for letter in text:
        QTest.keyClicks(driver.window.focusWidget(), letter)


def search_of(screen: QWidget) -> SearchField | None:
    found = [field for field in screen.findChildren(SearchField) if field.isVisible()]
    return found[0] if found else None


@pytest.mark.parametrize("side", [UNIT, COMMUNE])
def test_a_name_written_in_a_list_is_searched_whole_or_chooses_nobody(
    side: str, stage: Stage
) -> None:
    driver = opened(stage, side)
    faults, searched, others = [], 0, 0
    for screen_id in shown_at(driver):
        screen = driver.go(screen_id, Screen)
        for view in lists_of(driver, screen):
            search = search_of(screen)
            view.setFocus()
            QApplication.processEvents()
            before = chosen(view)
            write(driver, WRITTEN)
            if search is not None:
                searched += 1
                is_right = search.text() == WRITTEN and search.hasFocus()
                driver.press(Qt.Key.Key_Escape)
            else:
                others += 1
                # The space in it may mark the row on which the keyboard is.
                is_right = chosen(view)[0] == before[0]
            if not is_right:
                faults.append(f"{screen_id}, {named(view)}")
            driver.rest()
    assert searched >= (3 if side == COMMUNE else 4)
    assert others > 2
    assert not faults, "\n".join(faults)
