"""«Đổi mật khẩu»: the known passphrase, and a new one typed twice."""

from functools import partial

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget
from typing_extensions import override

from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.services.installation import check_passphrase_change
from vanhoa_desktop.ui.screens import Screen, ScreenEntry, everywhere
from vanhoa_desktop.ui.style.appearance import mark
from vanhoa_desktop.ui.widgets.buttons import primary_button
from vanhoa_desktop.ui.widgets.labels import label, quiet, title
from vanhoa_desktop.ui.widgets.panels import centred, column, framed, row, scrolling, set_content
from vanhoa_desktop.ui.widgets.states import NoticeBar
from vanhoa_desktop.ui.workspace import Workspace

_WIDTH_CHARS = 80


class PassphraseScreen(Screen):
    """Three fields; Enter goes on. The window closes the store, changes it, and asks anew."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.notice = NoticeBar()
        self.known_field = self._field("Mật khẩu đang dùng")
        self.new_field = self._field("Mật khẩu mới")
        self.repeated_field = self._field("Gõ lại mật khẩu mới")
        self.show_box = QCheckBox("Hiện mật khẩu khi gõ")
        self.show_box.toggled.connect(self._on_show)
        self.change_button = primary_button("Đổi mật khẩu")
        self.change_button.clicked.connect(self._on_change)
        fields = (self.known_field, self.new_field, self.repeated_field)
        named = [item for one in fields for item in (label(one.accessibleName(), "strong"), one)]
        card = framed(
            column(
                title("Đổi mật khẩu"),
                quiet(
                    "Nên đổi khi có người khác biết mật khẩu, hoặc khi bàn giao máy. Mật khẩu mới "
                    "cần ít nhất 8 chữ hoặc số; hãy ghi ra giấy, cất nơi kín. Bản sao lưu làm "
                    "trước hôm nay vẫn mở bằng mật khẩu cũ."
                ),
                *named,
                self.show_box,
                self.notice,
                row(1, self.change_button),
            )
        )
        content = QWidget()
        mark(content, "plain")
        set_content(content, column(card, 1), 0)
        width = self.fontMetrics().averageCharWidth() * _WIDTH_CHARS
        set_content(self, column(scrolling(centred(content, width))), 0)

    @override
    def enter(self, subject: object) -> None:
        """Nothing of an earlier visit is left in the fields."""
        del subject
        self._forget()

    @override
    def leave(self) -> None:
        """What is typed here is kept nowhere."""
        self._forget()

    @override
    def main_widget(self) -> QWidget:
        """The first field."""
        return self.known_field

    def _field(self, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setAccessibleName(name)
        field.returnPressed.connect(self._on_change)
        return field

    def _forget(self) -> None:
        for field in (self.known_field, self.new_field, self.repeated_field):
            field.clear()
        self.show_box.setChecked(False)
        self.change_button.setEnabled(True)

    def _on_show(self, is_shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password
        for field in (self.known_field, self.new_field, self.repeated_field):
            field.setEchoMode(mode)

    def _on_change(self) -> None:
        if not self.change_button.isEnabled():
            return
        for field in (self.known_field, self.new_field, self.repeated_field):
            if not field.text():
                self.notice.show_notice(f"Hãy gõ ô «{field.accessibleName()}».")
                field.setFocus()
                return
        known, new = self.known_field.text(), self.new_field.text()
        if new != self.repeated_field.text():
            self.notice.show_notice("Hai lần gõ mật khẩu mới chưa giống nhau.")
            self.repeated_field.selectAll()
            self.repeated_field.setFocus()
            return
        self.change_button.setEnabled(False)
        self.workspace.run(
            lambda session: check_passphrase_change(session, known, new),
            partial(self._on_checked, known, new),
            self._on_refused,
        )

    def _on_checked(self, known: str, new: str, _: object) -> None:
        self._forget()
        self.workspace.passphrase_change_wished.emit(known, new)

    def _on_refused(self, error: VanHoaError) -> None:
        self.change_button.setEnabled(True)
        self.notice.show_refusal(error)


ENTRY = ScreenEntry("passphrase", "Đổi mật khẩu", 0, everywhere, PassphraseScreen)
