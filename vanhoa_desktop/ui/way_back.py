"""When a dialog closes, the window behind it has the keyboard again, whatever the system thinks.

Two windows that close at once (a question and the card that it was about) leave some window
managers with one that is gone: then no key goes anywhere until somebody clicks.
"""

from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

# The system is asked again while it may still be busy with the windows that went.
_LOOKS_MS = (0, 60, 150, 300, 600, 1000)


class WayBack(QObject):
    """Lies in the dialog, and knows the windows behind it, the nearest first."""

    def __init__(self, dialog: QDialog) -> None:
        super().__init__(dialog)
        self._behind = _windows_behind(dialog)
        dialog.finished.connect(self._on_finished)

    def _on_finished(self) -> None:
        for wait_ms in _LOOKS_MS:
            # The dialog is gone by then; nothing of it is asked.
            QTimer.singleShot(wait_ms, partial(_come_back, self._behind))


def _windows_behind(dialog: QWidget) -> tuple[QWidget, ...]:
    behind = []
    parent: QWidget | None = dialog.parentWidget()
    while parent is not None:
        behind.append(parent.window())
        parent = parent.window().parentWidget()
    return tuple(behind)


def _come_back(behind: tuple[QWidget, ...]) -> None:
    """Ask for the keyboard where no window of ours has it: nothing is taken from another one."""
    active: QWidget | None = QApplication.activeWindow()
    if active is not None or QApplication.activePopupWidget():
        return
    modal: QWidget | None = QApplication.activeModalWidget()
    shown = (window for window in behind if isValid(window) and window.isVisible())
    wanted = modal if modal is not None else next(shown, None)
    if wanted is not None:
        wanted.activateWindow()
