"""The wheel scrolls pages and lists; it never changes what a box, a number or a tab says."""

from PySide6.QtCore import QEvent, QObject, QPointF
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QScrollBar,
    QTabBar,
    QWidget,
)
from typing_extensions import override

_CHANGED_BY_THE_WHEEL = (QComboBox, QAbstractSpinBox, QTabBar, QAbstractSlider)


class WheelGuard(QObject):
    """Gives a turn of the wheel over a box to the page around it.

    Qt lets it choose the next entry, without a click and without the keyboard being there. It
    listens where the system's events come in, as the guard of keys does.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whether the event ends here."""
        if isinstance(event, QWheelEvent):
            box = _box_at(self._window, event)
            if box is not None:
                _scroll_around(box, event)
                return True
        return super().eventFilter(watched, event)


def _box_at(window: QWidget, event: QWheelEvent) -> QWidget | None:
    widget: QWidget | None = window.childAt(event.position().toPoint())
    while widget is not None and widget is not window:
        if isinstance(widget, _CHANGED_BY_THE_WHEEL) and not isinstance(widget, QScrollBar):
            return widget
        widget = widget.parentWidget()
    return None


def _scroll_around(box: QWidget, event: QWheelEvent) -> None:
    """Turn the page that a box stands on; nothing where there is none."""
    area = box.parentWidget()
    while area is not None and not isinstance(area, QAbstractScrollArea):
        area = area.parentWidget()
    if area is None:
        return
    viewport = area.viewport()
    place = viewport.mapFromGlobal(event.globalPosition())
    turned = QWheelEvent(
        QPointF(place),
        event.globalPosition(),
        event.pixelDelta(),
        event.angleDelta(),
        event.buttons(),
        event.modifiers(),
        event.phase(),
        event.inverted(),
    )
    QApplication.sendEvent(viewport, turned)
