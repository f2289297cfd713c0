"""Approving a laptop: compare what the village reads out, choose its unit, save its invite."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from vanhoa_desktop.domain.people import Unit
from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.services.device_ending import DeviceEndingService
from vanhoa_desktop.services.enrolment import AskingDevice, EnrolmentService, EnrolmentStep
from vanhoa_desktop.texts.names import fold_text
from vanhoa_desktop.ui.ask import INVITES, FileWish
from vanhoa_desktop.ui.devices.root_dialog import RootDialog, asked_for_root
from vanhoa_desktop.ui.widgets.buttons import plain_button, primary_button
from vanhoa_desktop.ui.widgets.fitting_dialog import FittingDialog
from vanhoa_desktop.ui.widgets.labels import heading, label, quiet
from vanhoa_desktop.ui.widgets.panels import column, row, set_content
from vanhoa_desktop.ui.widgets.reason_dialog import ReasonDialog, ReasonWish
from vanhoa_desktop.ui.widgets.states import NoticeBar
from vanhoa_desktop.ui.workspace import Workspace

_WIDTH_CHARS = 80


class ApproveDialog(FittingDialog):
    """`approved` carries what to say when the invite is saved, `refused` after turning it down."""

    approved = Signal(str)
    refused = Signal(str)

    def __init__(
        self,
        workspace: Workspace,
        parent: QWidget,
        path: Path,
        asking: AskingDevice,
        units: Sequence[Unit],
    ) -> None:
        super().__init__(parent, "Chấp nhận máy", _WIDTH_CHARS)
        self.workspace = workspace
        self._path = path
        self._asking = asking
        self.reason_dialog: ReasonDialog | None = None
        self.root_dialog: RootDialog | None = None
        self.notice = NoticeBar()
        self.unit_box = QComboBox()
        self.unit_box.setAccessibleName("Máy này của thôn, đơn vị nào")
        for unit in units:
            self.unit_box.addItem(unit.name, unit.id)
        names = [fold_text(unit.name) for unit in units]
        wished = fold_text(asking.unit_name)
        self.unit_box.setCurrentIndex(names.index(wished) if wished in names else -1)
        self.fingerprint_field = QLineEdit()
        self.fingerprint_field.setAccessibleName("Mã đối chiếu thôn đọc")
        self.fingerprint_field.setPlaceholderText("24 chữ số thôn đọc qua điện thoại")
        self.approve_button = primary_button("Đúng mã, lưu tệp mời…")
        self.approve_button.clicked.connect(self._on_approve)
        self.refuse_button = plain_button("Từ chối máy này…")
        self.refuse_button.clicked.connect(self._on_refuse)
        self.cancel_button = plain_button("Thôi")
        self.cancel_button.clicked.connect(self.give_up)
        self.set_default(self.approve_button)
        set_content(
            self,
            column(
                heading(f"{asking.officer or 'Một máy'} xin đăng ký cho «{asking.unit_name}»"),
                self.notice,
                label("Máy này của thôn, đơn vị", "strong"),
                self.unit_box,
                label("Mã đối chiếu", "strong"),
                quiet("Gọi điện cho thôn và gõ đúng mã thôn đọc. Không lấy mã từ trong tệp."),
                self.fingerprint_field,
                row(self.refuse_button, 1, self.cancel_button, self.approve_button),
            ),
        )
        self.fit()
        self.fingerprint_field.setFocus()

    def _on_approve(self) -> None:
        if self.unit_box.currentData() is None or not self.fingerprint_field.text().strip():
            self.notice.show_notice("Hãy chọn thôn và gõ mã đối chiếu thôn đọc.")
            is_unit_missing = self.unit_box.currentData() is None
            (self.unit_box if is_unit_missing else self.fingerprint_field).setFocus()
            return
        path, typed = self._path, self.fingerprint_field.text()
        # A wrong code is told before anybody names a file.
        self.workspace.run(
            lambda _session: EnrolmentService.compare(path, typed),
            lambda _none: self._on_compared(),
            self._on_wrong,
        )

    def _on_compared(self) -> None:
        self.notice.clear_notice()
        name = f"moi {self.unit_box.currentText()}.vhi"
        wish = FileWish("Lưu tệp mời cho thôn", INVITES, name, (".vhi",))
        self.workspace.ask.save_file(self, wish, self._approve)

    def _on_wrong(self, error: VanHoaError) -> None:
        self.notice.show_refusal(error)
        self.fingerprint_field.setFocus()
        self.fingerprint_field.selectAll()

    def _approve(self, output: Path) -> None:
        unit, typed = str(self.unit_box.currentData()), self.fingerprint_field.text()
        path = self._path
        self.approve_button.setEnabled(False)

        def done(step: EnrolmentStep) -> None:
            said = (
                f"Đã chấp nhận. Hãy gửi {output.name} cho thôn và đọc cho thôn mã của xã: "
                f"{step.commune_fingerprint}."
            )
            self.approved.emit(said)
            self.accept()

        self.workspace.run(
            lambda session: EnrolmentService(session).approve(
                path, output, unit_text=unit, fingerprint=typed
            ),
            done,
            partial(self._on_not_approved, output),
            "Đang lưu tệp mời…",
        )

    def _on_not_approved(self, output: Path, error: VanHoaError) -> None:
        self._on_refused(error)
        again = partial(self._approve, output)
        self.root_dialog = asked_for_root(self.workspace, self, error, again)

    def _on_refuse(self) -> None:
        wish = ReasonWish(
            title="Từ chối máy",
            text=f"Từ chối máy xin đăng ký cho «{self._asking.unit_name}»?",
            consequence="Tệp xin đăng ký này không dùng được nữa. Nếu đúng là máy của thôn, "
            "thôn lưu tệp xin đăng ký mới rồi gửi lại.",
            usual=("Không phải máy của thôn", "Mã đối chiếu không khớp"),
            yes="Từ chối",
        )
        self.reason_dialog = ReasonDialog(self, wish)
        self.reason_dialog.reason_given.connect(self._refuse)
        self.reason_dialog.open()

    def _refuse(self, reason: str) -> None:
        path = self._path

        def done(asking: AskingDevice) -> None:
            self.refused.emit(f"Đã từ chối máy xin đăng ký cho «{asking.unit_name}».")
            self.give_up()

        self.workspace.run(
            lambda session: DeviceEndingService(session).refuse(path, reason),
            done,
            self._on_refused,
        )

    def _on_refused(self, error: VanHoaError) -> None:
        self.approve_button.setEnabled(True)
        self.notice.show_refusal(error)
