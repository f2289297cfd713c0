"""One press of Enter is one act: keys held down or hammered answer nothing that comes up."""

import time

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from typing_extensions import override

# X repeats a held key as pairs of «released» and «pressed» with one time; where a window has just
# come up, Qt does not see that they belong together.
_RELEASED_AT_MS: dict[int, int] = {}
_NO_HAND_IS_SO_QUICK_MS = 4
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_ACTING = _ENTER | {Qt.Key.Key_Space, Qt.Key.Key_Select}
# Nobody reads what has come up, finds its button and means it within this time.
_NOBODY_DECIDES_SO_QUICKLY_MS = 700


class KeyGuard(QObject):
    """Swallows an Enter or Space that nobody can have meant, before it reaches a widget.

    Repetitions of a held-down key, and an Enter on a button or in a file dialog right after another
    one: the first may have brought up a question, a preview or that dialog, which nobody has read
    yet. In the fields of a screen every Enter counts, at any speed. It listens where the system's
    keys come in, so that questions, file dialogs and buttons of any make are covered alike.
    """

    _entered_at_ms: int | None = None
    _chosen_at_s: float | None = None
    _swallowed_at_ms: int | None = None

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whether the event ends here."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyRelease:
            _RELEASED_AT_MS[event.key()] = event.timestamp()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            is_soon = key in _ENTER and self._is_soon(event.timestamp())
            is_hammered = is_soon or (key in _ENTER and self._is_just_chosen())
            is_swallowed = is_hammered and _would_decide()
            if is_swallowed:
                KeyGuard._swallowed_at_ms = event.timestamp()
            return is_swallowed or (_is_repeated(event) and _is_acting(key))
        return super().eventFilter(watched, event)

    @staticmethod
    def note_choice() -> None:
        """A file was chosen: what comes up for it has not been read yet.

        The Enter that chose it may have gone to the list of suggestions, a window that is not ours.
        """
        KeyGuard._chosen_at_s = time.monotonic()

    @staticmethod
    def has_swallowed_since(pressed_at_ms: int) -> bool:
        """Whether an Enter was swallowed since a key was pressed."""
        swallowed = KeyGuard._swallowed_at_ms
        return swallowed is not None and swallowed >= pressed_at_ms

    @staticmethod
    def _is_just_chosen() -> bool:
        chosen = KeyGuard._chosen_at_s
        quick_s = _NOBODY_DECIDES_SO_QUICKLY_MS / 1000
        return chosen is not None and time.monotonic() - chosen < quick_s

    @staticmethod
    def _is_soon(now_ms: int) -> bool:
        """Whether an Enter, in whatever window, came right after another one."""
        before, KeyGuard._entered_at_ms = KeyGuard._entered_at_ms, now_ms
        return before is not None and 0 <= now_ms - before < _NOBODY_DECIDES_SO_QUICKLY_MS


def _is_repeated(event: QKeyEvent) -> bool:
    released_at = _RELEASED_AT_MS.get(event.key())
    is_at_once = (
        released_at is not None and 0 < event.timestamp() <= released_at + _NO_HAND_IS_SO_QUICK_MS
    )
    return event.isAutoRepeat() or is_at_once


def _would_decide() -> bool:
    """Whether an Enter now presses a button, or takes the file that a dialog suggests."""
    focused: QWidget | None = QApplication.focusWidget()
    if focused is None:
        # A window that is just coming back: the system's keys go to whatever it had last.
        return True
    return isinstance(focused, QAbstractButton) or isinstance(focused.window(), QFileDialog)


def _is_acting(key: Qt.Key) -> bool:
    if key not in _ACTING:
        return False
    focused: QWidget | None = QApplication.focusWidget()
    # In writing, a held space writes spaces, and a held Enter lines where there are lines.
    if isinstance(focused, QPlainTextEdit):
        return focused.isReadOnly()
    return key in _ENTER or not isinstance(focused, QLineEdit)
