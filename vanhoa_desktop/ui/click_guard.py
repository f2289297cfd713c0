"""A click is meant for what was aimed at: nothing that just came under a resting mouse takes it.

A message that comes or goes moves all that is below it, and a question comes up where the mouse
lies. Whoever clicks twice, or clicks again as nothing seems to happen, would press another button.
"""

import time
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QWidget
from shiboken6 import getCppPointer
from typing_extensions import override

_PRESSES = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick})
_RESTING_PX = 6
# Nobody sees within this time that something else lies under the mouse, and means it.
_NOBODY_AIMS_SO_QUICKLY_S = 1.2


@dataclass(frozen=True, slots=True)
class _Click:
    """Where and when something was clicked: a button, or a row of a list, by its name in memory."""

    place: QPoint
    at_s: float
    target: tuple[int, int]


class ClickGuard(QObject):
    """Swallows a click on another button or row than the one before, from a mouse that rests.

    It listens where the system's events come in, as the guard of keys does. A moment later, or from
    another place, every click counts.
    """

    _last: _Click | None = None

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whether the event ends here."""
        if not isinstance(event, QMouseEvent) or event.type() not in _PRESSES:
            return super().eventFilter(watched, event)
        place = event.globalPosition().toPoint()
        target = _target(self._window, event.position().toPoint())
        before, now_s = ClickGuard._last, time.monotonic()
        is_soon = before is not None and now_s - before.at_s < _NOBODY_AIMS_SO_QUICKLY_S
        if before is None or target is None or not is_soon or not _rests(before.place, place):
            ClickGuard._last = None if target is None else _Click(place, now_s, target)
            return False
        # The one that was aimed at stays the one that is meant, for whoever goes on hammering.
        ClickGuard._last = _Click(before.place, now_s, before.target)
        if target == before.target:
            return False
        QApplication.beep()
        return True


def _rests(before: QPoint, now: QPoint) -> bool:
    return (now - before).manhattanLength() <= _RESTING_PX


def _target(window: QWidget, place: QPoint) -> tuple[int, int] | None:
    """What a click here would do something with; None for what is only looked at or written in."""
    widget: QWidget | None = window.childAt(place)
    while widget is not None and widget is not window:
        if isinstance(widget, QAbstractButton):
            return _place_in_memory(widget), 0
        if isinstance(widget, QAbstractItemView):
            row = widget.indexAt(widget.viewport().mapFrom(window, place)).row()
            return _place_in_memory(widget), row
        widget = widget.parentWidget()
    return None


def _place_in_memory(widget: QWidget) -> int:
    """What tells widgets apart, also those of Qt's own that Python meets anew each time."""
    return int(getCppPointer(widget)[0])
