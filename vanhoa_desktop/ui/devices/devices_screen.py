"""The commune's set-up: the year, the villages, and the laptops that belong to them."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QWidget
from typing_extensions import override

from vanhoa_desktop.domain.assessments import Cycle
from vanhoa_desktop.domain.enums import UnitKind
from vanhoa_desktop.domain.people import Unit
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.services.devices.device_ending import DeviceEndingService, DeviceFile
from vanhoa_desktop.services.devices.enrolment import EnrolmentService
from vanhoa_desktop.services.devices.seen_devices import AskingDevice
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.setup.cycles import FIRST_YEAR, CycleService
from vanhoa_desktop.services.setup.units import UnitService
from vanhoa_desktop.texts.words.terms import unit_kind_term
from vanhoa_desktop.ui.ask import REQUESTS, FileWish, Question
from vanhoa_desktop.ui.devices.approve_dialog import ApproveDialog
from vanhoa_desktop.ui.devices.end_device_dialog import EndDeviceDialog
from vanhoa_desktop.ui.devices.questions import removal_question
from vanhoa_desktop.ui.devices.state import (
    DeviceRow,
    device_rows,
    last_year_offered,
    opening_details,
    opening_question,
)
from vanhoa_desktop.ui.rebuilding.rebuilding_bar import RebuildingBar
from vanhoa_desktop.ui.screens import Screen, ScreenEntry, at_commune
from vanhoa_desktop.ui.style.appearance import mark
from vanhoa_desktop.ui.widgets.buttons import plain_button, primary_button
from vanhoa_desktop.ui.widgets.labels import heading, label, quiet, title
from vanhoa_desktop.ui.widgets.line_field import LineField
from vanhoa_desktop.ui.widgets.panels import column, framed, row, scrolling, set_content
from vanhoa_desktop.ui.widgets.shortcuts import add_shortcut
from vanhoa_desktop.ui.widgets.states import NoticeBar
from vanhoa_desktop.ui.widgets.tables import Column, RowsModel, TableView
from vanhoa_desktop.ui.widgets.year_field import YearField
from vanhoa_desktop.ui.workspace import Workspace


@dataclass(frozen=True, slots=True)
class SetUp:
    """Years, units and devices of the commune, and its own fingerprint."""

    cycles: tuple[Cycle, ...]
    units: tuple[Unit, ...]
    devices: tuple[DeviceRow, ...]
    fingerprint: str


class DevicesScreen(Screen):
    """Open the year, add villages, approve laptops."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.notice = NoticeBar()
        self.rebuilding_bar = RebuildingBar(workspace)
        self.dialog: ApproveDialog | None = None
        self._units: tuple[Unit, ...] = ()
        self.years_label = label("", "strong")
        self._this_year = int(workspace.session.today()[:4])
        last_year = last_year_offered(self._this_year)
        self.year_field = YearField("Năm đánh giá", FIRST_YEAR, last_year, self._this_year)
        self.year_field.lineEdit().returnPressed.connect(self._on_open_year)
        self.open_year_button = plain_button("Mở năm đánh giá")
        self.open_year_button.clicked.connect(self._on_open_year)
        self._added: Unit | None = None
        self.name_field = LineField()
        self.name_field.setAccessibleName("Tên thôn, đơn vị")
        self.name_field.setPlaceholderText("Tên thôn, đơn vị mới")
        self.name_field.returnPressed.connect(self._on_add_unit)
        self.name_field.textEdited.connect(self.notice.hear)
        self.kind_box = QComboBox()
        self.kind_box.setAccessibleName("Loại đơn vị")
        for kind in UnitKind:
            if kind is not UnitKind.COMMUNE:
                self.kind_box.addItem(unit_kind_term(kind), kind)
        self.add_button = plain_button("Thêm")
        self.add_button.clicked.connect(self._on_add_unit)
        self.unit_model = RowsModel[Unit](_unit_columns(), self)
        self.unit_table = TableView("Thôn, đơn vị")
        self.unit_table.setModel(self.unit_model)
        self.remove_button = plain_button("Bỏ nơi đang chọn…")
        self.remove_button.clicked.connect(self._on_remove)
        self.end_dialog: EndDeviceDialog | None = None
        self.device_model = RowsModel[DeviceRow](_device_columns(), self)
        self.device_table = TableView("Máy")
        self.device_table.setModel(self.device_model)
        self.device_table.row_chosen.connect(self._on_device_chosen)
        self.about_label = quiet()
        self.end_button = plain_button("Ngừng máy đang chọn…")
        self.end_button.clicked.connect(self._on_end)
        self.approve_button = primary_button("Chấp nhận máy của thôn…")
        self.approve_button.clicked.connect(self._on_approve)
        for button in (self.end_button, self.approve_button):
            button.setEnabled(False)
        self.fingerprint_label = label("", "strong", wraps=False)
        parts = QWidget()
        mark(parts, "plain")
        body = column(self._year_frame(), self._tables())
        body.setStretch(1, 1)
        set_content(parts, body, 0)
        head = (title("Thôn và máy"), self.rebuilding_bar, self.notice)
        set_content(self, column(*head, scrolling(parts)))
        add_shortcut(self, "Ctrl+Z", self._on_undo)

    def _year_frame(self) -> QFrame:
        parts = (self.years_label, 1, self.year_field, self.open_year_button)
        return framed(row(heading("Năm đánh giá"), *parts))

    def _tables(self) -> QHBoxLayout:
        about = row(self.about_label, self.end_button)
        about.setStretch(0, 1)
        units = column(
            heading("Thôn, đơn vị"),
            self.unit_table,
            row(self.remove_button, 1),
            self.name_field,
            row(self.kind_box, self.add_button),
        )
        devices = column(
            heading("Máy đã đăng ký"),
            self.device_table,
            about,
            quiet("Mã của xã, xã đọc cho thôn khi thôn nhận tệp mời:"),
            row(self.fingerprint_label, 1),
            row(1, self.approve_button),
        )
        both = row(framed(units), framed(devices))
        both.setStretch(0, 2)
        both.setStretch(1, 3)
        return both

    @override
    def unsaved(self) -> str:
        """The name of a unit that was not added."""
        name = self.name_field.text().strip()
        return f"Đã gõ «{name}» mà chưa thêm vào xã. Đóng bây giờ thì phải gõ lại." if name else ""

    def read_again(self) -> None:
        """Read years, units and devices."""
        self.rebuilding_bar.read_again()
        self.workspace.read(_set_up, self._on_set_up, self._on_refused)

    def _on_set_up(self, found: SetUp) -> None:
        self._units = found.units
        years = ", ".join(str(cycle.year) for cycle in found.cycles)
        self.years_label.setText(f"Đã mở: {years}" if years else "Chưa mở năm nào")
        place = self.unit_table.chosen_row() or 0
        self.unit_model.set_rows(found.units)
        self.unit_table.choose_row(min(place, len(found.units) - 1))
        self.remove_button.setEnabled(bool(found.units))
        chosen = self.device_table.chosen_row() or 0
        self.device_model.set_rows(found.devices)
        self.end_button.setEnabled(False)
        self.device_table.choose_row(min(chosen, len(found.devices) - 1))
        self.fingerprint_label.setText(found.fingerprint)
        self.approve_button.setEnabled(bool(found.units))
        if found.cycles and self.workspace.year is None:
            self.workspace.choose_year(found.cycles[-1].year)

    def _on_open_year(self) -> None:
        self.notice.clear_notice()
        year = self.year_field.value()
        if year in self.workspace.years:
            self._open_year(year)
            return
        question = Question(
            f"Mở năm {year}",
            opening_question(year, self._this_year),
            f"Mở năm {year}",
            details=opening_details(year, self.workspace.year),
        )
        self.workspace.ask.confirm(self, question, partial(self._open_year, year))

    def _open_year(self, year: int) -> None:
        self.workspace.run(
            lambda session: CycleService(session).open(year), self._on_opened, self._on_refused
        )

    def _on_opened(self, cycle: Cycle) -> None:
        self.notice.show_notice(f"Đã mở năm đánh giá {cycle.year}.", "good")
        self.workspace.wish_year(cycle.year)

    def _on_add_unit(self) -> None:
        name = self.name_field.text().strip()
        # Qt gives the bare text of an enum value back.
        kind = UnitKind(self.kind_box.currentData())
        if not name:
            self.notice.show_wish("Hãy ghi tên thôn, đơn vị.")
            self.name_field.setFocus()
            return
        self._add(name, kind, is_meant=False)

    def _add(self, name: str, kind: UnitKind, *, is_meant: bool) -> None:
        self.workspace.run(
            lambda session: UnitService(session).add(name, kind, is_meant=is_meant),
            self._on_added,
            partial(self._on_not_added, name, kind),
        )

    def _on_not_added(self, name: str, kind: UnitKind, error: VanHoaError) -> None:
        if error.code is not ErrorCode.UNIT_ALIKE:
            self._on_refused(error)
            return
        question = Question(
            "Thêm thôn, đơn vị",
            f"Xã đã có {error.facts['known']}. Vẫn thêm {name}, chỉ khác dấu?",
            f"Thêm {name}",
            details="Chỉ thêm khi đó là hai nơi khác nhau.",
        )
        again = partial(self._add, name, kind, is_meant=True)
        self.workspace.ask.confirm(self, question, again, self.name_field.setFocus)

    def _on_added(self, unit: Unit) -> None:
        self._added = unit
        self.notice.show_notice(f"Đã thêm {unit.name}. Thêm nhầm thì nhấn Ctrl+Z.", "good")
        self.name_field.begin_anew()
        self.name_field.setFocus()

    def _on_undo(self) -> None:
        if self._added is None:
            self.workspace.say("Không còn gì để hoàn tác.")
        else:
            self._ask_removal(self._added)

    def _on_remove(self) -> None:
        number = self.unit_table.chosen_row()
        if number is not None:
            self._ask_removal(self.unit_model.rows[number])

    def _ask_removal(self, unit: Unit) -> None:
        self.workspace.ask.confirm(self, removal_question(unit), partial(self._remove, unit))

    def _remove(self, unit: Unit) -> None:
        self.workspace.run(
            lambda session: UnitService(session).remove(unit.id),
            self._on_removed,
            self._on_refused,
        )

    def _on_removed(self, unit: Unit) -> None:
        self._added = None
        self.notice.show_notice(f"Đã bỏ {unit.name}.", "good")

    def _on_approve(self) -> None:
        self.notice.clear_notice()
        wish = FileWish("Chọn tệp xin đăng ký", REQUESTS)
        self.workspace.ask.open_file(self, wish, self._show_request)

    def _show_request(self, path: Path) -> None:
        self.workspace.run(
            lambda session: EnrolmentService(session).read(path),
            partial(self._on_request_read, path),
            self._on_refused,
        )

    def _on_request_read(self, path: Path, asking: AskingDevice) -> None:
        self.notice.clear_notice()
        self.dialog = ApproveDialog(self.workspace, self, path, asking, self._units)
        self.dialog.approved.connect(self._on_done)
        self.dialog.refused.connect(self._on_done)
        self.dialog.open()

    def _on_device_chosen(self, number: int) -> None:
        chosen = self.device_model.rows[number]
        self.about_label.setText(chosen.about)
        self.end_button.setEnabled(chosen.can_be_ended)

    def _on_end(self) -> None:
        number = self.device_table.chosen_row()
        if number is None:
            return
        chosen = self.device_model.rows[number]
        self.workspace.run(
            lambda session: DeviceEndingService(session).files_of(chosen.device.device_id),
            partial(self._on_files_read, chosen),
            self._on_refused,
        )

    def _on_files_read(self, chosen: DeviceRow, files: list[DeviceFile]) -> None:
        self.end_dialog = EndDeviceDialog(self.workspace, self, chosen, files)
        self.end_dialog.ended.connect(self._on_done)
        self.end_dialog.open()

    def _on_done(self, said: str) -> None:
        self.notice.show_notice(said, "good")
        self.read_again()

    def _on_refused(self, error: VanHoaError) -> None:
        self.notice.show_refusal(error)


def _set_up(session: Session) -> SetUp:
    service = EnrolmentService(session)
    return SetUp(
        cycles=tuple(CycleService(session).cycles()),
        units=tuple(UnitService(session).units()),
        devices=device_rows(service.devices(), session.identity.device_id, session.now()),
        fingerprint=service.commune_fingerprint(),
    )


def _unit_columns() -> tuple[Column[Unit], ...]:
    return (
        Column("Tên", lambda unit: unit.name, 20, stretches=True),
        Column("Loại", lambda unit: unit_kind_term(unit.kind), 12),
    )


def _device_columns() -> tuple[Column[DeviceRow], ...]:
    return (
        Column("Thôn, đơn vị", lambda item: item.name, 18, stretches=True),
        Column("Tình trạng", lambda item: item.status, 18),
        Column("Tệp gần nhất", lambda item: item.age, 17, is_spare=True),
        Column("Người dùng", lambda item: item.device.officer, 18, is_spare=True),
    )


ENTRY = ScreenEntry(
    "devices", "Thôn và máy", 1, at_commune, DevicesScreen, "Mở năm, thêm thôn, chấp nhận máy"
)
