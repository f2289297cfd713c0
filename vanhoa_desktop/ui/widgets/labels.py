"""Labels with a role in the style sheet."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from vanhoa_desktop.ui.style.appearance import mark


def label(text: str = "", role: str = "", *, wraps: bool = True) -> QLabel:
    """Plain text that wraps; never interpreted as markup, because names come from outside."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wraps)
    if role:
        mark(made, role)
    return made


def title(text: str) -> QLabel:
    """The title of a screen."""
    return label(text, "title")


def heading(text: str) -> QLabel:
    """The heading of a group."""
    return label(text, "heading")


def quiet(text: str = "", *, wraps: bool = True) -> QLabel:
    """A side remark in normal size; one that stands beside a button does not wrap."""
    return label(text, "quiet", wraps=wraps)
