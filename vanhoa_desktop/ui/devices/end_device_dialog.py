"""Ending a device: lost, or replaced; says plainly what becomes of work that was not sent."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from vanhoa_desktop.domain.enums import UnitKind
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.services.devices.device_ending import (
    DeviceEndingService,
    DeviceFile,
    EndedDevice,
    RevocationWish,
)
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.ui.devices.root_dialog import RootDialog, asked_for_root
from vanhoa_desktop.ui.devices.state import (
    ALL_FILES,
    DeviceRow,
    consequence,
    ended_sentence,
    file_text,
)
from vanhoa_desktop.ui.widgets.buttons import plain_button, primary_button
from vanhoa_desktop.ui.widgets.fitting_dialog import FittingDialog
from vanhoa_desktop.ui.widgets.labels import heading, label, quiet
from vanhoa_desktop.ui.widgets.panels import column, row, set_content
from vanhoa_desktop.ui.widgets.states import NoticeBar
from vanhoa_desktop.ui.workspace import Workspace

_WIDTH_CHARS = 84


class EndDeviceDialog(FittingDialog):
    """`ended` carries what to say when it is done."""

    ended = Signal(str)

    def __init__(
        self, workspace: Workspace, parent: QWidget, chosen: DeviceRow, files: Sequence[DeviceFile]
    ) -> None:
        super().__init__(parent, "Ngừng sử dụng máy", _WIDTH_CHARS)
        self.workspace = workspace
        self._device = chosen.device.device_id
        self._is_awaited = chosen.device.is_awaited
        self._is_communes = chosen.device.role is UnitKind.COMMUNE
        self.root_dialog: RootDialog | None = None
        self.notice = NoticeBar()
        self.lost_button = QRadioButton("Máy bị mất, bị trộm, hoặc nghi người lạ đã dùng")
        self.replaced_button = QRadioButton("Máy được thay bằng máy khác, hoặc thôi dùng")
        self._choice = QButtonGroup(self)
        self._choice.addButton(self.lost_button)
        self._choice.addButton(self.replaced_button)
        self._choice.buttonClicked.connect(self._on_choice)
        self.consequence_label = label("", "warn")
        self.reason_field = QLineEdit()
        self.reason_field.setAccessibleName("Lý do")
        self.reason_field.setPlaceholderText("Ví dụ: mất ở nhà văn hóa ngày 20/11")
        self.file_box = QComboBox()
        self.file_box.setAccessibleName("Tin các tệp nào của máy này")
        self.file_box.addItem(ALL_FILES, None)
        for file in files:
            self.file_box.addItem(file_text(file), file.bundle)
        self.unheard_box = QCheckBox("Các máy khác của nơi này cũng mất, hỏng cả: ngừng ngay")
        self.unheard_box.hide()
        self._lost_part = QWidget()
        set_content(
            self._lost_part,
            column(
                label("Lý do", "strong"),
                self.reason_field,
                label("Tin các tệp nào của máy này", "strong"),
                self.file_box,
                self.unheard_box,
            ),
            0,
        )
        self.end_button = primary_button("Ngừng máy này")
        self.end_button.clicked.connect(self._on_end)
        self.cancel_button = plain_button("Thôi")
        self.cancel_button.clicked.connect(self.give_up)
        self.set_default(self.end_button)
        set_content(self, self._layout(chosen))
        self.lost_button.setChecked(True)
        self.lost_button.setFocus()
        self._on_choice()

    def _layout(self, chosen: DeviceRow) -> QVBoxLayout:
        return column(
            heading(f"Ngừng máy của {chosen.owner}"),
            quiet(f"Tệp gần nhất của máy này: {chosen.age}."),
            self.notice,
            self.lost_button,
            self.replaced_button,
            self.consequence_label,
            self._lost_part,
            row(1, self.cancel_button, self.end_button),
        )

    @property
    def is_lost(self) -> bool:
        """Whether the device is lost, rather than replaced."""
        return self.lost_button.isChecked()

    def _on_choice(self) -> None:
        said = consequence(is_lost=self.is_lost, is_awaited=self._is_awaited)
        self.consequence_label.setText(said)
        self._lost_part.setVisible(self.is_lost)
        self.fit()

    def _on_end(self) -> None:
        reason = self.reason_field.text().strip()
        if self.is_lost and not reason:
            self.notice.show_notice("Hãy ghi lý do: mất, bị trộm, ở đâu, ngày nào.")
            self.reason_field.setFocus()
            return
        is_lost, device = self.is_lost, self._device
        wish = RevocationWish(
            device, reason, self.file_box.currentData(), self.unheard_box.isChecked()
        )
        self.end_button.setEnabled(False)

        def end(session: Session) -> EndedDevice:
            service = DeviceEndingService(session)
            if not is_lost:
                return service.retire(device)
            return service.revoke(wish)

        self.workspace.run(end, self._on_done, self._on_refused, "Đang ngừng máy…")

    def _on_done(self, done: EndedDevice) -> None:
        self.ended.emit(ended_sentence(done))
        self.accept()

    def _on_refused(self, error: VanHoaError) -> None:
        self.end_button.setEnabled(True)
        self.notice.show_refusal(error)
        if error.code is ErrorCode.ANSWERS_AWAITED and self.is_lost and not self._is_communes:
            # Whom the others of a unit wait for may be lost with them: nobody is waited for twice.
            self.unheard_box.show()
            self.fit()
        self.root_dialog = asked_for_root(self.workspace, self, error, self._on_end)
