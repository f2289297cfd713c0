"""Buttons that say what they do; the one obvious next step of a screen is the primary one."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton
from typing_extensions import override

from vanhoa_desktop.ui.style.appearance import mark

_ARROWS = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Right})


def primary_button(text: str) -> QPushButton:
    """The obvious next step; one on a screen. Enter presses it while it has the focus."""
    button = plain_button(text)
    mark(button, "primary")
    return button


def plain_button(text: str) -> QPushButton:
    """Any other step."""
    button = QPushButton(text)
    button.setAutoDefault(True)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    return button


def link_button(text: str) -> QPushButton:
    """A way aside that should not draw the eye."""
    button = plain_button(text)
    mark(button, "link")
    return button


def keep_arrows(button: QPushButton) -> None:
    """Let no arrow lead from a button to what stands beside it, where the next Enter undoes.

    Tab still goes there: it is pressed on purpose.
    """
    button.installEventFilter(_ArrowKeeper(button))


class _ArrowKeeper(QObject):
    """Swallows the arrow keys of a button."""

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whether the event ends here."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return event.key() in _ARROWS
        return super().eventFilter(watched, event)
