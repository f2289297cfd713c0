"""The search field above lists: looks while typing, after a short rest; ↓ goes to the list."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

REST_MS = 180
_LEAST_CHARS = 26
_CLEAR_BUTTON_LINES = 2.5


class SearchField(QLineEdit):
    """`search_changed` carries the text after a short rest; Esc empties the field."""

    search_changed = Signal(str)
    list_wished = Signal()

    def __init__(self, placeholder: str) -> None:
        super().__init__()
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setClearButtonEnabled(True)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._on_rest)
        self.textChanged.connect(self._on_text_changed)

    @override
    def sizeHint(self) -> QSize:
        """Room for what it asks for, at any text size."""
        font = self.fontMetrics()
        wanted = font.horizontalAdvance(self.placeholderText())
        wanted = max(wanted, font.averageCharWidth() * _LEAST_CHARS)
        return QSize(
            wanted + round(font.height() * _CLEAR_BUTTON_LINES), super().sizeHint().height()
        )

    @override
    def minimumSizeHint(self) -> QSize:
        """The same: a question that is cut off is none."""
        return self.sizeHint()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """↓ and Enter go to the list below, Esc begins anew."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._rest.stop()
            self._on_rest()
            self.list_wished.emit()
            return
        super().keyPressEvent(event)

    def _on_text_changed(self, _text: str) -> None:
        self._rest.start()

    def _on_rest(self) -> None:
        self.search_changed.emit(self.text())
