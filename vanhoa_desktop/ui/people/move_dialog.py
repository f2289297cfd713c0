"""A person moves to another unit, or is assessed in another unit this year only."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QRadioButton, QWidget

from vanhoa_desktop.domain.people import Person, Unit
from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.people.moving import MoveReport, MoveService
from vanhoa_desktop.ui.widgets.buttons import plain_button, primary_button
from vanhoa_desktop.ui.widgets.fitting_dialog import FittingDialog
from vanhoa_desktop.ui.widgets.labels import heading, label, quiet
from vanhoa_desktop.ui.widgets.panels import column, row, set_content
from vanhoa_desktop.ui.widgets.states import NoticeBar
from vanhoa_desktop.ui.workspace import Workspace

_WIDTH_CHARS = 70


@dataclass(frozen=True, slots=True)
class Placing:
    """Somebody to be placed: the person, the units there are, and the year on screen."""

    person: Person
    units: Sequence[Unit]
    year: int | None


class MoveDialog(FittingDialog):
    """`moved` carries what to say when it is done.

    A unit only says where its people are assessed; moving them is the commune's.
    """

    moved = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget, placing: Placing) -> None:
        super().__init__(parent, "Chuyển đơn vị", _WIDTH_CHARS)
        self.workspace = workspace
        self._placing = placing
        is_commune = workspace.session.identity.is_commune
        self.notice = NoticeBar()
        self.home_choice = QRadioButton("Chuyển hẳn nơi ở")
        self.home_choice.setVisible(is_commune)
        self.year_choice = QRadioButton(f"Chỉ đánh giá năm {placing.year} ở nơi khác")
        self.year_choice.setEnabled(placing.year is not None)
        (self.home_choice if is_commune else self.year_choice).setChecked(True)
        self.unit_box = QComboBox()
        self.unit_box.setAccessibleName("Thôn, đơn vị")
        for unit in placing.units:
            here = " (nơi ở)" if unit.id == placing.person.home_unit else ""
            self.unit_box.addItem(f"{unit.name}{here}", unit.id)
        self.unit_box.setCurrentIndex(-1)
        self.unit_box.setPlaceholderText("Chọn thôn, đơn vị")
        self.move_button = primary_button("Chuyển")
        self.move_button.clicked.connect(self._on_move)
        self.cancel_button = plain_button("Thôi")
        self.cancel_button.clicked.connect(self.give_up)
        self.set_default(self.move_button)
        explained = quiet(
            "Phiếu của các năm chưa có quyết định đi theo; nơi cũ không sửa được nữa."
        )
        set_content(
            self,
            column(
                heading(placing.person.full_name),
                self.notice,
                self.home_choice,
                self.year_choice,
                label("Đến", "strong"),
                self.unit_box,
                explained,
                row(1, self.cancel_button, self.move_button),
            ),
        )
        self.fit()
        self.unit_box.setFocus()

    def _on_move(self) -> None:
        unit = self.unit_box.currentData()
        if unit is None:
            self.notice.show_notice("Hãy chọn thôn, đơn vị.")
            self.unit_box.setFocus()
            return
        if self.home_choice.isChecked() and unit == self._placing.person.home_unit:
            self.notice.show_notice(
                f"{self._placing.person.full_name} đang ở đó. Hãy chọn nơi khác."
            )
            self.unit_box.setFocus()
            return
        person, year = self._placing.person.id, self._placing.year
        is_for_year = self.year_choice.isChecked()
        self.move_button.setEnabled(False)

        def act(session: Session) -> MoveReport:
            service = MoveService(session)
            if is_for_year and year is not None:
                return service.assess_at(person, year, str(unit))
            return service.move(person, str(unit))

        self.workspace.run(act, self._on_moved, self._on_refused)

    def _on_moved(self, report: MoveReport) -> None:
        names = {unit.id: unit.name for unit in self._placing.units}
        name = self._placing.person.full_name
        where = names.get(report.unit, "")
        if self.year_choice.isChecked():
            self.moved.emit(_assessed_text(name, where, self._placing.year, is_wish=report.is_wish))
        else:
            self.moved.emit(f"Đã chuyển {name} sang {where}; {report.records} phiếu đi theo.")
        self.accept()

    def _on_refused(self, error: VanHoaError) -> None:
        self.move_button.setEnabled(True)
        self.notice.show_refusal(error)


def _assessed_text(name: str, where: str, year: int | None, *, is_wish: bool) -> str:
    if is_wish:
        return f"Đã ghi để xin xã cho {name} được đánh giá năm {year} tại {where}; chờ xã ghi."
    return f"{name} được đánh giá năm {year} tại {where}."
