"""The search field above lists: looks while typing, after a short rest; Enter and ↓ go to the list.

The keyboard goes there when what was looked for has come, and only where there is a row: never past
an empty list to whatever is next.
"""

from PySide6.QtCore import QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from typing_extensions import override

from vanhoa_desktop.ui.widgets.line_field import LineField
from vanhoa_desktop.ui.widgets.tables import TableView

REST_MS = 180
_LEAST_CHARS = 26
_CLEAR_BUTTON_LINES = 2.5
_BACK_FROM_ANOTHER_WINDOW = (
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
)


class SearchField(LineField):
    """`search_changed` carries the text after a short rest; Esc empties the field.

    `list_wished` (↓) and `found_wished` (Enter) are for lists that are filled at once; others are
    named by `leads_to`.
    """

    search_changed = Signal(str)
    list_wished = Signal()
    found_wished = Signal()

    def __init__(self, placeholder: str) -> None:
        super().__init__()
        self._list: TableView | None = None
        self._is_looking = False
        self._is_list_wished = False
        # The list is shown a moment after its rows came.
        self._going = QTimer(self)
        self._going.setSingleShot(True)
        self._going.setInterval(0)
        self._going.timeout.connect(self._go)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setClearButtonEnabled(True)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._on_rest)
        self.textChanged.connect(self._on_text_changed)

    def leads_to(self, table: TableView) -> None:
        """Say which list is searched; its model must be set, and be reset when rows have come."""
        self._list = table
        table.searched_by(self)
        table.model().modelReset.connect(self._on_rows_came)

    def look_now(self) -> None:
        """Look for what is typed without resting first; nothing to do where that was done."""
        if self._rest.isActive():
            self._on_rest()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whoever leaves is done typing: a moment later the list would change under other hands."""
        super().focusOutEvent(event)
        self.look_now()

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
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who comes here has typed nothing yet: the next name takes the place of the last one.

        That is taken back no more: kept, it would be taken back letter by letter by a Ctrl+Z that
        means the screen. A click says itself where the cursor goes.
        """
        super().focusInEvent(event)
        if event.reason() not in _BACK_FROM_ANOTHER_WINDOW:
            with QSignalBlocker(self):
                place = self.cursorPosition()
                self.setText(self.text())
                self.setCursorPosition(place)
            if event.reason() is not Qt.FocusReason.MouseFocusReason:
                self.selectAll()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """↓ and Enter go to the list below, Esc begins anew."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._wish_list(is_by_enter=event.key() != Qt.Key.Key_Down)
            return
        super().keyPressEvent(event)

    def _wish_list(self, *, is_by_enter: bool) -> None:
        if self._list is None:
            self._on_rest()
            (self.found_wished if is_by_enter else self.list_wished).emit()
            return
        self._is_list_wished = True
        if self._rest.isActive():
            self._on_rest()
        elif not self._is_looking:
            self._go()

    def _on_text_changed(self, _text: str) -> None:
        self._is_list_wished = False
        self._rest.start()

    def _on_rest(self) -> None:
        self._rest.stop()
        self._is_looking = True
        self.search_changed.emit(self.text())

    def _on_rows_came(self) -> None:
        self._is_looking = False
        self._going.start()

    def _go(self) -> None:
        table = self._list
        if table is None or not self._is_list_wished or not self.hasFocus():
            return
        self._is_list_wished = False
        if table.isVisible() and table.model().rowCount() > 0:
            table.choose_row(table.chosen_row() or 0)
            table.setFocus()
