"""A passphrase that opens now, and a new one typed twice; nothing typed is kept."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.ui.widgets.buttons import plain_button, primary_button
from vanhoa_desktop.ui.widgets.labels import heading, label, quiet
from vanhoa_desktop.ui.widgets.panels import column, row, set_content
from vanhoa_desktop.ui.widgets.states import NoticeBar


@dataclass(frozen=True, slots=True)
class FormTexts:
    """What a form says: its heading, what it is for, its fields and its button."""

    heading: str
    about: str
    known: str
    new: str
    repeated: str
    button: str


class PassphraseForm(QWidget):
    """`wished` carries the known and the new passphrase when all three fields are well."""

    wished = Signal(str, str)

    def __init__(self, texts: FormTexts, *, is_first: bool) -> None:
        super().__init__()
        self.notice = NoticeBar()
        self.known_field = self._field(texts.known)
        self.new_field = self._field(texts.new)
        self.repeated_field = self._field(texts.repeated)
        self._fields = (self.known_field, self.new_field, self.repeated_field)
        self.show_box = QCheckBox("Hiện mật khẩu khi gõ")
        self.show_box.toggled.connect(self._on_show)
        self.change_button = (primary_button if is_first else plain_button)(texts.button)
        self.change_button.clicked.connect(self._on_change)
        named = [
            item for one in self._fields for item in (label(one.accessibleName(), "strong"), one)
        ]
        parts = (heading(texts.heading), quiet(texts.about), *named, self.show_box, self.notice)
        set_content(self, column(*parts, row(1, self.change_button)), 0)

    def forget(self) -> None:
        """Empty the fields."""
        for field in self._fields:
            field.clear()
        self.show_box.setChecked(False)
        self.change_button.setEnabled(True)

    def show_refusal(self, error: VanHoaError) -> None:
        """Why not; the fields keep what was typed, for another try."""
        self.change_button.setEnabled(True)
        self.notice.show_refusal(error)

    def _field(self, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setAccessibleName(name)
        field.returnPressed.connect(self._on_change)
        return field

    def _on_show(self, is_shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password
        for field in self._fields:
            field.setEchoMode(mode)

    def _on_change(self) -> None:
        if not self.change_button.isEnabled():
            return
        for field in self._fields:
            if not field.text():
                self.notice.show_notice(f"Hãy gõ ô «{field.accessibleName()}».")
                field.setFocus()
                return
        if self.new_field.text() != self.repeated_field.text():
            self.notice.show_notice("Hai lần gõ mật khẩu mới chưa giống nhau.")
            self.repeated_field.selectAll()
            self.repeated_field.setFocus()
            return
        self.change_button.setEnabled(False)
        self.wished.emit(self.known_field.text(), self.new_field.text())
