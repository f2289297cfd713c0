"""The widgets of a window that a person sees, and how to name one in a finding."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QWidget,
)

INTERACTIVE = (
    *(QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox),
    *(QAbstractItemView, QPlainTextEdit),
)


def seen_widgets(window: QWidget) -> Iterator[QWidget]:
    """Every visible widget inside a window, without its dialogs and without scroll bars."""
    for widget in window.findChildren(QWidget):
        if widget.window() is not window or not widget.isVisible():
            continue
        if not isinstance(widget, QScrollBar) and widget.width() and widget.height():
            yield widget


def is_part_of_another(widget: QWidget) -> bool:
    """Whether a widget is the inside of a bigger one: the field of a spin box, a clear button."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, (QLineEdit, QComboBox, QAbstractSpinBox, QHeaderView)):
            return True
        if isinstance(parent, QAbstractItemView):
            return True
        parent = parent.parentWidget()
    return False


def interactive_widgets(window: QWidget) -> Iterator[QWidget]:
    """What can be clicked or typed into, whole: a spin box, not its parts."""
    for widget in seen_widgets(window):
        if isinstance(widget, QHeaderView) or not isinstance(widget, INTERACTIVE):
            continue
        if not is_part_of_another(widget):
            yield widget


def text_of(widget: QWidget) -> str:
    """What is written on a label, button or field; "" for anything else."""
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, QLineEdit):
        return widget.text() or widget.placeholderText()
    if isinstance(widget, (QLabel, QAbstractButton)):
        return widget.text()
    return ""


def named(widget: QWidget) -> str:
    """A widget as a finding names it."""
    said = text_of(widget) or widget.accessibleName() or widget.objectName()
    return f"{type(widget).__name__} «{said[:60]}»"


def place_in(window: QWidget, widget: QWidget) -> QRect:
    """Where a widget is in its window."""
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def scrolling_area_of(widget: QWidget) -> QAbstractScrollArea | None:
    """The innermost scrolling area around a widget, if there is one."""
    return next(scrolling_areas_of(widget), None)


def scrolling_areas_of(widget: QWidget) -> Iterator[QAbstractScrollArea]:
    """The scrolling areas around a widget inside its window, the innermost first."""
    inside: QWidget | None = widget
    while inside is not None and not inside.isWindow():
        inside = inside.parentWidget()
        if isinstance(inside, QAbstractScrollArea):
            yield inside


def is_in_view(widget: QWidget) -> bool:
    """Whether nothing of a widget has to be scrolled to; of one that is too high, its beginning."""
    is_too_high = False
    for area in scrolling_areas_of(widget):
        place, view = place_in(area, widget), place_in(area, area.viewport())
        # What the inner of two areas cuts off is no matter of the outer one.
        is_too_high = is_too_high or place.height() > view.height()
        if is_too_high:
            place.setHeight(1)
        if not view.contains(place):
            return False
    return True
