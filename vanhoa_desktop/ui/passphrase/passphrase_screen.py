"""«Đổi mật khẩu»: of this machine, and at the office a passphrase of its own for the root key."""

from functools import partial

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.services.office.installation import check_passphrase_change
from vanhoa_desktop.services.safekeeping.root_key import RootKeyService
from vanhoa_desktop.ui.passphrase.passphrase_form import FormTexts, PassphraseForm
from vanhoa_desktop.ui.screens import Screen, ScreenEntry, everywhere
from vanhoa_desktop.ui.style.appearance import mark
from vanhoa_desktop.ui.widgets.labels import title
from vanhoa_desktop.ui.widgets.panels import centred, column, framed, scrolling, set_content
from vanhoa_desktop.ui.workspace import Workspace

_WIDTH_CHARS = 80
_DAILY = FormTexts(
    "Mật khẩu mở máy này",
    "Nên đổi khi có người khác biết mật khẩu, hoặc khi bàn giao máy. Mật khẩu mới cần ít nhất 8 "
    "chữ hoặc số; hãy ghi ra giấy, cất nơi kín. Bản sao lưu làm trước hôm nay vẫn mở bằng mật "
    "khẩu cũ.",
    "Mật khẩu đang dùng",
    "Mật khẩu mới",
    "Gõ lại mật khẩu mới",
    "Đổi mật khẩu",
)
_ROOT = FormTexts(
    "Mật khẩu riêng của khóa gốc",
    "Khóa gốc chỉ dùng khi chấp nhận máy, ngừng máy, bàn giao, lập tệp khôi phục. Đặt mật khẩu "
    "riêng thì người biết mật khẩu hằng ngày không thêm được máy nào vào xã. Quên thì đặt lại được "
    "bằng tệp khôi phục và mã trên giấy.",
    "Mật khẩu đang mở khóa gốc (lần đầu là mật khẩu mở máy)",
    "Mật khẩu riêng của khóa gốc",
    "Gõ lại mật khẩu riêng",
    "Đặt mật khẩu cho khóa gốc",
)
PROTECTED = "Khóa gốc đã có mật khẩu riêng. Chương trình sẽ hỏi khi cần đến khóa gốc."


class PassphraseScreen(Screen):
    """To change the daily one the window closes the store, changes it, and asks anew."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.daily_form = PassphraseForm(_DAILY, is_first=True)
        self.daily_form.wished.connect(self._on_change)
        self.root_form = PassphraseForm(_ROOT, is_first=False)
        self.root_form.wished.connect(self._on_protect)
        cards = [framed(column(self.daily_form))]
        if workspace.session.identity.is_office:
            cards.append(framed(column(self.root_form)))
        content = QWidget()
        mark(content, "plain")
        set_content(content, column(title("Đổi mật khẩu"), *cards, 1), 0)
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
    def records_changed(self, records: frozenset[str]) -> None:
        """No record is shown here, and what is being typed stays."""
        del records

    @override
    def main_widget(self) -> QWidget:
        """The first field."""
        return self.daily_form.known_field

    def _forget(self) -> None:
        self.daily_form.forget()
        self.root_form.forget()

    def _on_change(self, known: str, new: str) -> None:
        self.workspace.run(
            lambda session: check_passphrase_change(session, known, new),
            partial(self._on_checked, known, new),
            self.daily_form.show_refusal,
        )

    def _on_checked(self, known: str, new: str, _: object) -> None:
        self._forget()
        self.workspace.passphrase_change_wished.emit(known, new)

    def _on_protect(self, known: str, new: str) -> None:
        self.workspace.run(
            lambda session: RootKeyService(session).protect(known, new),
            self._on_protected,
            self._on_root_refused,
        )

    def _on_protected(self, _: object) -> None:
        self.root_form.forget()
        self.root_form.notice.show_notice(PROTECTED, "good")

    def _on_root_refused(self, error: VanHoaError) -> None:
        self.root_form.show_refusal(error)


ENTRY = ScreenEntry("passphrase", "Đổi mật khẩu", 0, everywhere, PassphraseScreen)
