"""Asking for a reason: usual ones by a click, any other by typing."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from vanhoa_desktop.ui.widgets.buttons import plain_button, primary_button
from vanhoa_desktop.ui.widgets.fitting_dialog import FittingDialog
from vanhoa_desktop.ui.widgets.labels import heading, label, quiet
from vanhoa_desktop.ui.widgets.panels import column, row, set_content
from vanhoa_desktop.ui.widgets.states import NoticeBar

_WIDTH_CHARS = 76


@dataclass(frozen=True, slots=True)
class ReasonWish:
    """What is about to happen, what it means, usual reasons, and what the button says."""

    title: str
    text: str
    consequence: str
    usual: Sequence[str]
    yes: str


class ReasonDialog(FittingDialog):
    """`reason_given` carries what was typed; nothing happens without a reason."""

    reason_given = Signal(str)

    def __init__(self, parent: QWidget, wish: ReasonWish) -> None:
        super().__init__(parent, wish.title, _WIDTH_CHARS)
        self.notice = NoticeBar()
        self.usual_buttons = [plain_button(text) for text in wish.usual]
        for button in self.usual_buttons:
            button.clicked.connect(partial(self._on_usual, button.text()))
        self.reason_field = QLineEdit()
        self.reason_field.setAccessibleName("Lý do")
        self.reason_field.setPlaceholderText("Ghi rõ để nơi nhận hiểu")
        self.yes_button = primary_button(wish.yes)
        self.yes_button.clicked.connect(self._on_yes)
        self.cancel_button = plain_button("Thôi")
        self.cancel_button.clicked.connect(self.give_up)
        self.set_default(self.yes_button)
        set_content(
            self,
            column(
                heading(wish.text),
                quiet(wish.consequence),
                self.notice,
                label("Lý do", "strong"),
                *(row(button, 1) for button in self.usual_buttons),
                self.reason_field,
                row(1, self.cancel_button, self.yes_button),
            ),
        )
        self.fit()
        self.reason_field.setFocus()

    def _on_usual(self, text: str) -> None:
        self.reason_field.setText(text)
        self.reason_field.setModified(True)
        self.reason_field.setFocus()

    def _on_yes(self) -> None:
        reason = self.reason_field.text().strip()
        if not reason:
            self.notice.show_notice("Hãy ghi lý do.")
            self.reason_field.setFocus()
            return
        self.reason_given.emit(reason)
        self.accept()
