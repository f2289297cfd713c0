"""Buttons that say what they do; the one obvious next step of a screen is the primary one."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from vanhoa_desktop.ui.style.appearance import mark


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
