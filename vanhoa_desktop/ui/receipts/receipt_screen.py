"""The receipt: person by person, what the commune did with the sheets that were sent."""

from functools import partial

from PySide6.QtWidgets import QComboBox, QWidget

from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.services.appraisal.receipts import Receipt, ReceiptService, SheetReceipt
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.ui.no_year import show_no_year
from vanhoa_desktop.ui.receipts.state import (
    ALL,
    filters,
    name_text,
    narrowed,
    note_text,
    receipt_state_text,
    story_text,
)
from vanhoa_desktop.ui.screens import Screen, ScreenEntry, at_unit
from vanhoa_desktop.ui.widgets.buttons import primary_button
from vanhoa_desktop.ui.widgets.labels import label, title
from vanhoa_desktop.ui.widgets.panels import column, framed, row, set_content
from vanhoa_desktop.ui.widgets.states import StatePanel
from vanhoa_desktop.ui.widgets.tables import Column, RowsModel, TableView
from vanhoa_desktop.ui.workspace import Workspace

TITLE = "Xã đã làm gì với phiếu đã gửi"


class ReceiptScreen(Screen):
    """A list with one filter; the chosen sheet is told in full below, Enter opens it."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._receipt = Receipt(())
        self.filter_box = QComboBox()
        self.filter_box.setAccessibleName("Lọc theo việc xã đã làm")
        self.filter_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.filter_box.currentIndexChanged.connect(self._on_filter)
        self.open_button = primary_button("Mở phiếu này")
        self.open_button.clicked.connect(self._on_open)
        self.model = RowsModel[SheetReceipt](_columns(), self)
        self.table = TableView(TITLE)
        self.table.setModel(self.model)
        self.table.row_chosen.connect(self._on_chosen)
        self.table.row_opened.connect(self._open)
        self.panel = StatePanel(self.table)
        self.story_label = label()
        foot = row(self.story_label, self.open_button)
        foot.setStretch(0, 1)
        self.story_frame = framed(foot)
        self.story_frame.hide()
        body = column(title(TITLE), row(self.filter_box, 1), self.panel, self.story_frame)
        body.setStretch(2, 1)
        set_content(self, body)

    def enter(self, subject: object) -> None:
        """Show the list, the keyboard on it."""
        super().enter(subject)
        self.table.setFocus()

    def main_widget(self) -> QWidget:
        """The list."""
        return self.table

    def read_again(self) -> None:
        """Read the receipt of the year."""
        year = self.workspace.year
        if year is None:
            self.story_frame.hide()
            show_no_year(self, self.panel)
            return
        self.panel.show_loading()
        self.workspace.read(partial(_receipt, year), self._on_receipt, self._on_refused)

    def _on_receipt(self, receipt: Receipt) -> None:
        self._receipt = receipt
        before = self.filter_box.currentData() or ALL
        self.filter_box.blockSignals(True)
        self.filter_box.clear()
        for key, words in filters(receipt):
            self.filter_box.addItem(words, key)
        self.filter_box.setCurrentIndex(max(0, self.filter_box.findData(before)))
        self.filter_box.blockSignals(False)
        self._show()

    def _on_filter(self, _number: int) -> None:
        self._show()

    def _show(self) -> None:
        rows = narrowed(self._receipt, str(self.filter_box.currentData() or ALL))
        chosen = self.table.chosen_row() or 0
        self.model.set_rows(rows)
        self.story_frame.setVisible(bool(rows))
        if rows:
            self.panel.show_content()
            self.table.choose_row(min(chosen, len(rows) - 1))
        else:
            self.panel.show_empty(
                "Chưa có phiếu nào được chấm.",
                "Chấm điểm, gửi xã, rồi nhận tệp của xã thì kết quả từng người hiện ở đây.",
                "Đến «Chấm điểm» ▶",
                partial(self.screen_requested.emit, "scoring", None),
            )

    def _on_chosen(self, number: int) -> None:
        sheet = self.model.rows[number]
        self.story_label.setText(story_text(sheet))
        self.open_button.setEnabled(not sheet.is_gone)

    def _on_open(self) -> None:
        number = self.table.chosen_row()
        if number is not None:
            self._open(number)

    def _open(self, number: int) -> None:
        sheet = self.model.rows[number]
        if sheet.is_gone:
            said = f"{name_text(sheet)}. Không có phiếu nào để mở trên máy này."
            self.workspace.ask.tell(self, "Mở phiếu", said)
            return
        self.screen_requested.emit("scoring", self.model.rows[number].person)

    def _on_refused(self, error: VanHoaError) -> None:
        self.story_frame.hide()
        self.panel.show_refused(error, self.read_again)


def _receipt(year: int, session: Session) -> Receipt:
    return ReceiptService(session).receipt(year)


def _columns() -> tuple[Column[SheetReceipt], ...]:
    return (
        Column("Họ và tên", name_text, 24, stretches=True),
        Column("Xã đã làm gì", receipt_state_text, 30),
        Column("Ghi chú", note_text, 26, is_spare=True),
    )


ENTRY = ScreenEntry("receipt", TITLE, 0, at_unit, ReceiptScreen)
