"""After a restore: how far the numbers of certificates were given, read from the paper register."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.services.recognition.numbering import Numbering, NumberingService
from vanhoa_desktop.ui.recognition.numbering_state import (
    NumberTyped,
    confirmed_sentence,
    known_sentence,
    read_register_number,
)
from vanhoa_desktop.ui.widgets.buttons import plain_button, primary_button
from vanhoa_desktop.ui.widgets.fitting_dialog import FittingDialog
from vanhoa_desktop.ui.widgets.labels import heading, label, quiet
from vanhoa_desktop.ui.widgets.panels import column, row, set_content
from vanhoa_desktop.ui.widgets.states import NoticeBar
from vanhoa_desktop.ui.workspace import Workspace

_WIDTH_CHARS = 76


class NumberingDialog(FittingDialog):
    """`confirmed` carries what to say when the numbers of the year are confirmed."""

    confirmed = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget, numbering: Numbering) -> None:
        super().__init__(parent, "Số giấy công nhận", _WIDTH_CHARS)
        self.workspace = workspace
        self._numbering = numbering
        self.notice = NoticeBar()
        self.known_label = label(known_sentence(numbering), "strong")
        self.number_field = QLineEdit()
        self.number_field.setAccessibleName("Số cuối cùng trong sổ giấy")
        self.number_field.setPlaceholderText("Ví dụ: 57; chưa cấp số nào thì ghi 0")
        self.number_field.textChanged.connect(self._on_typed)
        self.next_label = label("")
        self.confirm_button = primary_button("Xác nhận")
        self.confirm_button.clicked.connect(self._on_confirm)
        self.cancel_button = plain_button("Thôi")
        self.cancel_button.clicked.connect(self.give_up)
        self.set_default(self.confirm_button)
        set_content(
            self,
            column(
                heading(f"Số giấy công nhận năm {numbering.year} đã cấp đến đâu?"),
                quiet(
                    "Số liệu ở máy này được khôi phục từ bản sao lưu, nên có thể thiếu giấy cấp "
                    "sau lần sao lưu đó. Hãy mở sổ cấp giấy công nhận trên giấy, xem số cuối cùng "
                    "của năm, rồi ghi vào đây: không số nào bị cấp hai lần."
                ),
                self.known_label,
                self.notice,
                label("Số cuối cùng trong sổ giấy", "strong"),
                self.number_field,
                self.next_label,
                row(1, self.cancel_button, self.confirm_button),
            ),
        )
        self.fit()
        self.number_field.setFocus()

    @property
    def typed(self) -> NumberTyped:
        """What the field says."""
        return read_register_number(self.number_field.text(), self._numbering)

    def _on_typed(self, _text: str) -> None:
        self.notice.clear_notice()
        self.next_label.setText(self.typed.said)

    def _on_confirm(self) -> None:
        typed = self.typed
        if typed.following is None:
            self.notice.show_notice(typed.said)
            # Said above now; it need not stand below the field as well.
            self.next_label.setText("")
            self.number_field.setFocus()
            return
        year, following = self._numbering.year, typed.following
        self.confirm_button.setEnabled(False)
        self.workspace.run(
            lambda session: NumberingService(session).confirm(year, following),
            self._on_done,
            self._on_refused,
            "Đang ghi…",
        )

    def _on_done(self, numbering: Numbering) -> None:
        self.confirmed.emit(confirmed_sentence(numbering))
        self.accept()

    def _on_refused(self, error: VanHoaError) -> None:
        self.confirm_button.setEnabled(True)
        self.notice.show_refusal(error)
