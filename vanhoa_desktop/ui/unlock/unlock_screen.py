"""Asking for the passphrase."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget
from typing_extensions import override

from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.ui.style.appearance import mark
from vanhoa_desktop.ui.widgets.buttons import primary_button
from vanhoa_desktop.ui.widgets.labels import label
from vanhoa_desktop.ui.widgets.panels import centred, column, framed, set_content
from vanhoa_desktop.ui.widgets.states import NoticeBar
from vanhoa_desktop.ui.workspace import Workspace

_WIDTH_CHARS = 60


class UnlockScreen(QWidget):
    """One field; Enter opens. `passphrase_given` carries what was typed."""

    passphrase_given = Signal(str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        mark(self, "canvas")
        self.workspace = workspace
        self.notice = NoticeBar()
        self.passphrase_field = QLineEdit()
        self.passphrase_field.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase_field.setAccessibleName("Mật khẩu")
        self.passphrase_field.returnPressed.connect(self._on_open)
        self.show_box = QCheckBox("Hiện mật khẩu khi gõ")
        self.show_box.toggled.connect(self._on_show)
        self.open_button = primary_button("Mở số liệu")
        self.open_button.clicked.connect(self._on_open)
        card = framed(
            column(
                label("Vạn Hòa Học Tập", "brand", wraps=False),
                label("Hãy gõ mật khẩu của ông/bà để mở số liệu trên máy này."),
                self.notice,
                label("Mật khẩu", "strong"),
                self.passphrase_field,
                self.show_box,
                self.open_button,
            )
        )
        set_content(self, column(1, centred(card, _WIDTH_CHARS), 2))

    def show_refusal(self, refusal: VanHoaError | None) -> None:
        """Why it did not open; the field is ready for another try."""
        self.open_button.setEnabled(True)
        if refusal is not None:
            self.notice.show_refusal(refusal)
        self.passphrase_field.selectAll()
        self.passphrase_field.setFocus()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """The one field has the focus."""
        super().focusInEvent(event)
        self.passphrase_field.setFocus()

    def _on_open(self) -> None:
        if self.passphrase_field.text() and self.open_button.isEnabled():
            self.open_button.setEnabled(False)
            self.passphrase_given.emit(self.passphrase_field.text())

    def _on_show(self, is_shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password
        self.passphrase_field.setEchoMode(mode)
