"""A dialog that keeps room for its words when the letters grow."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from vanhoa_desktop.ui.widgets.office_dialog import OfficeDialog

_MOST_OF_WINDOW = 0.95


class FittingDialog(OfficeDialog):
    """As wide as so many letters, never wider than the window, as high as its words need."""

    def __init__(self, parent: QWidget, title: str, width_chars: int) -> None:
        super().__init__(parent, title)
        self._width_chars = width_chars
        self._behind = parent

    def fit(self) -> None:
        """Take the room that the words need now."""
        if self.layout() is not None:
            self.resize(self.fitting_size())

    def fitting_size(self) -> QSize:
        """The room that the words need now."""
        layout = self.layout()
        if layout is None:
            return self.size()
        widest = round(self._behind.window().width() * _MOST_OF_WINDOW)
        wanted = self.fontMetrics().averageCharWidth() * self._width_chars
        width = max(min(wanted, widest), layout.totalMinimumSize().width())
        # `adjustSize` stops at two thirds of the screen, which the largest letters need.
        height = max(layout.totalHeightForWidth(width), layout.totalMinimumSize().height())
        return QSize(width, height)

    def room_behind(self) -> int:
        """The height of the window behind: what is higher has to scroll."""
        return self._behind.window().height()

    @override
    def event(self, event: QEvent) -> bool:
        """Whenever a part wants other room: other letters, a sentence that came or went."""
        is_taken = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.fit()
        return is_taken
