"""Approving a laptop: compare what the village reads out, choose its unit, save its invite."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from vanhoa_desktop.domain.people import Unit
from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.services.devices.device_ending import DeviceEndingService
from vanhoa_desktop.services.devices.enrolment import EnrolmentService
from vanhoa_desktop.services.devices.seen_devices import AskingDevice, EnrolmentStep
from vanhoa_desktop.texts.words.name_keys import is_other_name, nearest_names
from vanhoa_desktop.ui.ask import INVITES, FileWish, Question
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
        near = nearest_names(asking.unit_name, [unit.name for unit in units])
        self.unit_box.setCurrentIndex(near[0] if len(near) == 1 else -1)
        self.other_label = label("", "warn")
        self.unit_box.currentIndexChanged.connect(self._on_unit)
        self.fingerprint_field = QLineEdit()
        self.fingerprint_field.setAccessibleName("Mã đối chiếu thôn đọc")
        self.fingerprint_field.textEdited.connect(self._on_code_typed)
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
                self.other_label,
                label("Mã đối chiếu", "strong"),
                quiet("Gọi điện cho thôn và gõ đúng mã thôn đọc. Không lấy mã từ trong tệp."),
                self.fingerprint_field,
                row(self.refuse_button, 1, self.cancel_button, self.approve_button),
            ),
        )
        self._on_unit()
        self.fit()
        # The unit is the first thing to be chosen where the request does not tell it.
        is_chosen = self.unit_box.currentIndex() >= 0
        (self.fingerprint_field if is_chosen else self.unit_box).setFocus()

    @property
    def _chosen_name(self) -> str:
        return self.unit_box.currentText()

    @property
    def _is_other(self) -> bool:
        return bool(self._chosen_name) and is_other_name(self._chosen_name, self._asking.unit_name)

    def _on_unit(self) -> None:
        asked = self._asking.unit_name
        told = f"Máy xin đăng ký cho «{asked}». "
        if self._is_other:
            self.other_label.setText(f"{told}Ông/bà đang chọn nơi khác: «{self._chosen_name}».")
        elif not self._chosen_name:
            self.other_label.setText(f"{told}Hãy chọn đúng thôn, đơn vị trong danh sách.")
        else:
            self.other_label.clear()
        self.other_label.setVisible(bool(self.other_label.text()))

    def _on_code_typed(self, _text: str) -> None:
        """What was said of the code before says nothing of this one."""
        self.notice.clear_notice()

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
        # Nor does the status line go on about an earlier code.
        self.workspace.say("")
        if not self._is_other:
            self._ask_for_file()
            return
        question = Question(
            "Chấp nhận máy",
            f"Máy xin đăng ký cho «{self._asking.unit_name}». Đăng ký máy này cho "
            f"«{self._chosen_name}»?",
            f"Đăng ký cho {self._chosen_name}",
            details="Máy sẽ nhận danh sách và số liệu của nơi được chọn.",
        )
        self.workspace.ask.confirm(self, question, self._ask_for_file, self.unit_box.setFocus)

    def _ask_for_file(self) -> None:
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
            former = (
                "Máy này thay khóa: khóa cũ ngừng dùng từ nay. " if step.has_ended_former else ""
            )
            said = (
                f"Đã chấp nhận máy cho {step.device.unit_name}. {former}Hãy gửi {output.name} cho "
                f"thôn và đọc cho thôn mã của xã: {step.commune_fingerprint}."
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
