"""A turn of the wheel scrolls; it never changes what a box or a number says."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from tests.builders.ui import Driver
from vanhoa_desktop.ui.devices.devices_screen import DevicesScreen

ONE_NOTCH = 120


def turn_wheel(driver: Driver, widget: QWidget, notches: int) -> None:
    """Turn the wheel over a widget, as it comes from the system."""
    place = QPointF(widget.mapTo(driver.window, widget.rect().center()))
    turned = QWheelEvent(
        place,
        QPointF(widget.mapToGlobal(widget.rect().center())),
        QPoint(),
        QPoint(0, ONE_NOTCH * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(driver.window.windowHandle(), turned)
    driver.rest()


def page_of(widget: QWidget) -> QScrollArea:
    """The page that scrolls with a widget on it."""
    above = widget.parentWidget()
    while not isinstance(above, QScrollArea):
        assert above is not None
        above = above.parentWidget()
    return above


def test_the_wheel_over_a_box_or_a_number_changes_nothing(commune: Driver) -> None:
    screen = commune.go("devices", DevicesScreen)
    year, kind = screen.year_field.value(), screen.kind_box.currentText()
    for box in (screen.year_field, screen.kind_box):
        for notches in (-1, 1, -3):
            turn_wheel(commune, box, notches)
            box.setFocus()
    assert (screen.year_field.value(), screen.kind_box.currentText()) == (year, kind)


def test_the_wheel_over_a_box_scrolls_the_page_that_it_stands_on(commune: Driver) -> None:
    commune.window.workspace.appearance.choose_text_px(28)
    screen = commune.go("devices", DevicesScreen)
    commune.window.resize(1024, 600)
    commune.rest()
    bar = page_of(screen.kind_box).verticalScrollBar()
    assert bar.maximum() > 0
    bar.setValue(bar.maximum())
    turn_wheel(commune, screen.kind_box, 1)
    assert bar.value() < bar.maximum()
