"""One press of Enter is one act: a key held down answers nothing that comes up meanwhile."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from typing_extensions import override

# X repeats a held key as pairs of «released» and «pressed» with one time; where a window has just
# come up, Qt does not see that they belong together.
_RELEASED_AT_MS: dict[int, int] = {}
_NO_HAND_IS_SO_QUICK_MS = 4
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_ACTING = _ENTER | {Qt.Key.Key_Space, Qt.Key.Key_Select}


class KeyGuard(QObject):
    """Swallows the repetitions of a held-down Enter or Space before they reach a window's widgets.

    It listens where the system's keys come in, so that questions, file dialogs and buttons of any
    make are covered alike.
    """

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whether the event ends here."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyRelease:
            _RELEASED_AT_MS[event.key()] = event.timestamp()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return _is_repeated(event) and _is_acting(Qt.Key(event.key()))
        return super().eventFilter(watched, event)


def guard_keys(window: QWidget) -> None:
    """Guard a window or dialog; it must have been shown, or be about to be."""
    # Asking for the number makes the window of the system, where the keys arrive.
    window.winId()
    handle = window.windowHandle()
    handle.installEventFilter(KeyGuard(handle))


def _is_repeated(event: QKeyEvent) -> bool:
    released_at = _RELEASED_AT_MS.get(event.key())
    is_at_once = (
        released_at is not None and 0 < event.timestamp() <= released_at + _NO_HAND_IS_SO_QUICK_MS
    )
    return event.isAutoRepeat() or is_at_once


def _is_acting(key: Qt.Key) -> bool:
    if key not in _ACTING:
        return False
    focused: QWidget | None = QApplication.focusWidget()
    # In writing, a held space writes spaces, and a held Enter lines where there are lines.
    if isinstance(focused, QPlainTextEdit):
        return focused.isReadOnly()
    return key in _ENTER or not isinstance(focused, QLineEdit)
