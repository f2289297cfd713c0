"""Arrow keys on a button stay in the screen; Qt takes them for Tab and Shift+Tab.

Tab goes round the whole window, as everywhere. Somebody who presses ↓ on a button looks for the
list, and must not come to the doors, where the next Enter leaves the screen.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget
from typing_extensions import override

_STEPS = {
    Qt.Key.Key_Up: False,
    Qt.Key.Key_Left: False,
    Qt.Key.Key_Down: True,
    Qt.Key.Key_Right: True,
}
_MOST_WIDGETS = 10_000


class ArrowGuard(QObject):
    """Swallows an arrow key on a button of `area` that would lead out of it.

    It listens where the system's keys come in, as the guard of held-down keys does.
    """

    def __init__(self, window: QWidget, area: Callable[[], QWidget | None]) -> None:
        super().__init__(window)
        self._window = window
        self._area = area
        window.winId()
        window.windowHandle().installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whether the event ends here."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            forward = _STEPS.get(Qt.Key(event.key()))
            if forward is not None and self._leads_out(is_forward=forward):
                return True
        return super().eventFilter(watched, event)

    def _leads_out(self, *, is_forward: bool) -> bool:
        focused: QWidget | None = self._window.focusWidget()
        area = self._area()
        if area is None or not isinstance(focused, QAbstractButton):
            return False
        return area.isAncestorOf(focused) and not area.isAncestorOf(
            _next_by_tab(focused, is_forward=is_forward)
        )


def _next_by_tab(widget: QWidget, *, is_forward: bool) -> QWidget:
    """Where Tab or Shift+Tab goes from a widget; the widget itself where nothing else takes it."""
    found: QWidget | None = widget
    for _ in range(_MOST_WIDGETS):
        if found is not None:
            found = found.nextInFocusChain() if is_forward else found.previousInFocusChain()
        if found is None or found is widget:
            break
        takes_tab = found.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
        if takes_tab and found.isVisible() and found.isEnabled():
            return found
    return widget
