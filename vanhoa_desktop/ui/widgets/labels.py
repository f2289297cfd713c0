"""Labels with a role in the style sheet."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel
from typing_extensions import override

from vanhoa_desktop.ui.style.appearance import mark

_LEAST_CHARS = 20


class _Label(QLabel):
    """Beside other things a sentence is never squeezed into a column of a word or two."""

    @override
    def minimumSizeHint(self) -> QSize:
        """Some words side by side; a short text in whole."""
        hint = super().minimumSizeHint()
        if not self.wordWrap() or not self.text():
            return hint
        font = self.fontMetrics()
        longest = max(font.horizontalAdvance(line) for line in self.text().splitlines() or [""])
        some_words = font.averageCharWidth() * _LEAST_CHARS
        return QSize(max(hint.width(), min(longest, some_words)), hint.height())


def label(text: str = "", role: str = "", *, wraps: bool = True) -> QLabel:
    """Plain text that wraps; never interpreted as markup, because names come from outside."""
    made = _Label(text)
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
