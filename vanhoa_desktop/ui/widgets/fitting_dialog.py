"""A dialog that keeps room for its words when the letters grow."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QDialog, QWidget
from typing_extensions import override

from vanhoa_desktop.ui.style.appearance import mark

_MOST_OF_WINDOW = 0.95


class FittingDialog(QDialog):
    """As wide as so many letters, never wider than the window, as high as its words need."""

    def __init__(self, parent: QWidget, title: str, width_chars: int) -> None:
        super().__init__(parent)
        self._width_chars = width_chars
        self._behind = parent
        self._is_fitting = False
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        mark(self, "canvas")

    def fit(self) -> None:
        """Take the room that the words need now."""
        if self._is_fitting:
            return
        self._is_fitting = True
        widest = round(self._behind.window().width() * _MOST_OF_WINDOW)
        wanted = self.fontMetrics().averageCharWidth() * self._width_chars
        self.setMinimumWidth(min(wanted, widest))
        self.adjustSize()
        self._is_fitting = False

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Other letters, other room."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.fit()
