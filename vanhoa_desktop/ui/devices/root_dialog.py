"""Asking for the passphrase of the commune's root key, where it has one of its own."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.services.safekeeping.root_key import RootKeyService
from vanhoa_desktop.ui.widgets.buttons import plain_button, primary_button
from vanhoa_desktop.ui.widgets.fitting_dialog import FittingDialog
from vanhoa_desktop.ui.widgets.labels import heading, label, quiet
from vanhoa_desktop.ui.widgets.panels import column, row, set_content
from vanhoa_desktop.ui.widgets.states import NoticeBar
from vanhoa_desktop.ui.workspace import Workspace

_WIDTH_CHARS = 70


class RootDialog(FittingDialog):
    """`unlocked` comes when the root key is open; it stays so until the program ends."""

    unlocked = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent, "Mật khẩu của khóa gốc", _WIDTH_CHARS)
        self._workspace = workspace
        self.notice = NoticeBar()
        self.passphrase_field = QLineEdit()
        self.passphrase_field.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase_field.setAccessibleName("Mật khẩu của khóa gốc")
        self.open_button = primary_button("Mở khóa gốc")
        self.open_button.clicked.connect(self._on_open)
        self.cancel_button = plain_button("Thôi")
        self.cancel_button.clicked.connect(self.give_up)
        self.set_default(self.open_button)
        set_content(
            self,
            column(
                heading("Việc này cần khóa gốc của xã"),
                quiet("Hãy gõ mật khẩu riêng của khóa gốc. Chỉ hỏi một lần cho đến khi đóng máy."),
                label("Mật khẩu của khóa gốc", "strong"),
                self.passphrase_field,
                self.notice,
                row(1, self.cancel_button, self.open_button),
            ),
        )
        self.fit()
        self.passphrase_field.setFocus()

    def _on_open(self) -> None:
        typed = self.passphrase_field.text()
        if not typed:
            self.notice.show_notice("Hãy gõ mật khẩu của khóa gốc.")
            self.passphrase_field.setFocus()
            return
        self.open_button.setEnabled(False)
        self._workspace.run(
            lambda session: RootKeyService(session).unlock(typed),
            self._on_unlocked,
            self._on_refused,
        )

    def _on_unlocked(self, _: object) -> None:
        self.unlocked.emit()
        self.accept()

    def _on_refused(self, error: VanHoaError) -> None:
        self.open_button.setEnabled(True)
        self.notice.show_refusal(error)
        self.passphrase_field.selectAll()
        self.passphrase_field.setFocus()


def asked_for_root(
    workspace: Workspace, parent: QWidget, error: VanHoaError, again: Callable[[], None]
) -> RootDialog | None:
    """The open dialog, if `error` wants the root key's passphrase; `again` is done after it."""
    if error.code is not ErrorCode.ROOT_PASSPHRASE_REQUIRED:
        return None
    dialog = RootDialog(workspace, parent)
    dialog.unlocked.connect(again)
    dialog.open()
    return dialog
