"""A new laptop of a village: save the request, read out the number, take the invite."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.services.devices.enrolment import EnrolmentService
from vanhoa_desktop.services.devices.seen_devices import EnrolledDevice, EnrolmentStep
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.ui.ask import INVITES, REQUESTS, FileWish
from vanhoa_desktop.ui.style.appearance import mark
from vanhoa_desktop.ui.widgets.buttons import plain_button, primary_button
from vanhoa_desktop.ui.widgets.labels import heading, label, quiet, title
from vanhoa_desktop.ui.widgets.panels import centred, column, framed, row, scrolling, set_content
from vanhoa_desktop.ui.widgets.states import NoticeBar
from vanhoa_desktop.ui.workspace import Workspace

_WIDTH_CHARS = 100


class EnrolmentScreen(QWidget):
    """Two steps; `enrolled` comes after the invite was accepted."""

    enrolled = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        mark(self, "canvas")
        self.workspace = workspace
        self.notice = NoticeBar()
        self.fingerprint_label = label("", "figure")
        self.request_button = primary_button("Lưu tệp xin đăng ký…")
        self.request_button.clicked.connect(self._on_request)
        self.fingerprint_field = QLineEdit()
        self.fingerprint_field.setAccessibleName("Mã đối chiếu của xã")
        self.fingerprint_field.setPlaceholderText("24 chữ số xã đọc cho ông/bà")
        self.fingerprint_field.returnPressed.connect(self._on_accept)
        self.fingerprint_field.textEdited.connect(self._on_code_typed)
        self.accept_button = plain_button("Nhận tệp mời của xã…")
        self.accept_button.clicked.connect(self._on_accept)
        identity = workspace.session.identity
        content = QWidget()
        layout = column(
            title(f"{identity.unit_name}: đăng ký máy với xã"),
            self.notice,
            framed(self._request_column()),
            framed(self._invite_column()),
            1,
        )
        set_content(content, layout, 0)
        set_content(self, column(scrolling(centred(content, _WIDTH_CHARS))), 0)
        self.setFocusProxy(self.request_button)
        workspace.run(_own_device, self._on_device, self._on_refused)

    def unsaved(self) -> str:
        """The commune's code that was typed before its file was taken in."""
        typed = self.fingerprint_field.text().strip()
        return "Đã gõ mã đối chiếu của xã mà chưa nhận tệp mời." if typed else ""

    def _request_column(self) -> QVBoxLayout:
        return column(
            heading("1. Gửi xã tệp xin đăng ký"),
            quiet("Lưu tệp, gửi cho xã (USB, Zalo, email). Rồi gọi điện, đọc cho xã mã này:"),
            self.fingerprint_label,
            row(self.request_button, 1),
        )

    def _invite_column(self) -> QVBoxLayout:
        return column(
            heading("2. Nhận tệp mời của xã"),
            quiet("Gõ mã đối chiếu mà xã đọc qua điện thoại, rồi chọn tệp mời xã đã gửi."),
            self.fingerprint_field,
            row(self.accept_button, 1),
        )

    def _on_device(self, device: EnrolledDevice) -> None:
        self.fingerprint_label.setText(device.fingerprint)

    def _on_request(self) -> None:
        name = f"xin-dang-ky {self.workspace.session.identity.unit_name}.vhr"
        wish = FileWish("Lưu tệp xin đăng ký", REQUESTS, name, (".vhr",))
        self.workspace.ask.save_file(self, wish, self._save_request)

    def _save_request(self, path: Path) -> None:
        def saved(device: EnrolledDevice) -> None:
            self._on_device(device)
            said = f"Đã lưu {path.name}. Hãy gửi xã và đọc mã đối chiếu ở trên."
            self.notice.show_notice(said, "good")
            self.fingerprint_field.setFocus()

        self.workspace.run(
            lambda session: EnrolmentService(session).request(path), saved, self._on_refused
        )

    def _on_code_typed(self, _text: str) -> None:
        """What was said of the code before says nothing of this one."""
        self.notice.clear_notice()

    def _on_accept(self) -> None:
        if not self.fingerprint_field.text().strip():
            self.notice.show_notice("Hãy gõ mã đối chiếu của xã trước khi chọn tệp mời.")
            self.fingerprint_field.setFocus()
            return
        wish = FileWish("Chọn tệp mời của xã", INVITES)
        self.workspace.ask.open_file(self, wish, self._accept)

    def _accept(self, path: Path) -> None:
        typed = self.fingerprint_field.text()
        self.workspace.run(
            lambda session: EnrolmentService(session).accept(path, fingerprint=typed),
            self._on_accepted,
            self._on_refused,
            "Đang nhận tệp mời…",
        )

    def _on_accepted(self, step: EnrolmentStep) -> None:
        self.fingerprint_field.clear()
        if step.is_named_otherwise:
            given, asked = step.device.unit_name, step.asked_name
            said = (
                f"Xã đã đăng ký máy này cho {given}; tệp xin đăng ký ghi «{asked}». Từ nay máy "
                f"mang tên {given}. Nếu không phải nơi của ông/bà thì đừng nhập gì: báo xã ngừng "
                "máy này, rồi nhờ người phụ trách xin đăng ký lại (trang «Khi có sự cố»)."
            )
            self.workspace.ask.tell(self.window(), "Đăng ký máy với xã", said)
        self.enrolled.emit()

    def _on_refused(self, error: VanHoaError) -> None:
        self.notice.show_refusal(error)


def _own_device(session: Session) -> EnrolledDevice:
    return EnrolmentService(session).find_device(session.identity.device_id)
