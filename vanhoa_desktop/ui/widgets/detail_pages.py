"""A list and what belongs to its chosen row, as two pages: room enough at any size of letters."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from vanhoa_desktop.ui.widgets.buttons import plain_button
from vanhoa_desktop.ui.widgets.labels import heading
from vanhoa_desktop.ui.widgets.pages import Pages
from vanhoa_desktop.ui.widgets.panels import Item, column, row
from vanhoa_desktop.ui.widgets.tables import TableView


class DetailPages(Pages):
    """The list first; Enter on a row (or `open_button`) turns to its page, Escape turns back."""

    row_opened = Signal(int)

    def __init__(self, list_table: TableView, open_text: str, back_text: str) -> None:
        super().__init__()
        self.list_table = list_table
        self.open_button = plain_button(open_text)
        self.open_button.clicked.connect(self._on_open)
        self.back_button = plain_button(back_text)
        self.back_button.clicked.connect(self.show_list)
        self.heading_label = heading("")
        list_table.row_opened.connect(self._open)
        self.addWidget(_page(list_table, row(self.open_button, 1)))

    def set_detail(self, table: TableView, *beside: QWidget) -> None:
        """The second page: the way back, the heading, what stands beside it, and its table."""
        items: list[Item] = [self.back_button, 1, *beside]
        self._detail_table = table
        self.addWidget(_page(row(*items), self.heading_label, table))

    @property
    def shown_table(self) -> TableView:
        """The list, or the table of the second page when that is shown."""
        return self._detail_table if self.is_detail else self.list_table

    @property
    def is_detail(self) -> bool:
        """Whether the second page is shown."""
        return self.currentIndex() == 1

    def show_detail(self, text: str) -> None:
        """Turn to the second page under a heading."""
        self.heading_label.setText(text)
        self.setCurrentIndex(1)
        self._detail_table.choose_row(0)
        self._detail_table.setFocus()

    def show_list(self) -> None:
        """Turn back to the list, where it was left."""
        self.setCurrentIndex(0)
        self.list_table.setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape turns back."""
        if event.key() == Qt.Key.Key_Escape and self.is_detail:
            self.show_list()
            return
        super().keyPressEvent(event)

    def _on_open(self) -> None:
        chosen = self.list_table.chosen_row()
        if chosen is not None:
            self._open(chosen)

    def _open(self, number: int) -> None:
        self.row_opened.emit(number)


def _page(*items: Item) -> QWidget:
    page = QWidget()
    page.setLayout(column(*items))
    return page
