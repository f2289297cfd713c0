"""Papers of the year: certificates, the decision with its list, the annual report."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

from vanhoa_desktop.domain.people import Unit
from vanhoa_desktop.domain.ports import Progress
from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.services.papers import PaperService
from vanhoa_desktop.services.reports import ReportService
from vanhoa_desktop.services.session import Session
from vanhoa_desktop.services.units import UnitService
from vanhoa_desktop.ui.no_year import show_no_year
from vanhoa_desktop.ui.papers.preview_dialog import PreviewDialog
from vanhoa_desktop.ui.screens import Screen, ScreenEntry, at_commune
from vanhoa_desktop.ui.style.appearance import mark
from vanhoa_desktop.ui.widgets.buttons import plain_button, primary_button
from vanhoa_desktop.ui.widgets.labels import heading, quiet, title
from vanhoa_desktop.ui.widgets.panels import column, framed, row, scrolling, set_content
from vanhoa_desktop.ui.widgets.states import NoticeBar, StatePanel
from vanhoa_desktop.ui.workspace import Workspace

Making = Callable[[Session, Progress], bytes]


class PapersScreen(Screen):
    """A card for each paper; every one is seen before it is printed."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.notice = NoticeBar()
        self.preview: PreviewDialog | None = None
        self.unit_box = QComboBox()
        self.unit_box.setAccessibleName("Giấy của thôn nào")
        self.unit_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.unit_box.addItem("Cả xã", None)
        self.certificates_button = primary_button("Xem và in giấy công nhận")
        self.certificates_button.clicked.connect(self._on_certificates)
        self.decision_button = plain_button("Xem và in quyết định")
        self.decision_button.clicked.connect(self._on_decision)
        self.report_button = plain_button("Xem và in báo cáo năm")
        self.report_button.clicked.connect(self._on_report)
        cards = QWidget()
        mark(cards, "plain")
        layout = column(
            _card(
                "Giấy công nhận",
                "Mỗi người một trang, theo thôn rồi theo tên.",
                self.unit_box,
                self.certificates_button,
            ),
            _card("Quyết định công nhận", "Kèm danh sách.", self.decision_button),
            _card("Báo cáo năm", "Chỉ tiêu và bảng theo thôn, đơn vị.", self.report_button),
            1,
        )
        set_content(cards, layout, 0)
        self.panel = StatePanel(scrolling(cards))
        set_content(self, column(title("Giấy tờ của năm"), self.notice, self.panel))

    def read_again(self) -> None:
        """Read the units to choose from."""
        if self.workspace.year is None:
            show_no_year(self, self.panel)
            return
        self.workspace.read(_units, self._on_units, self._on_refused)

    def _on_units(self, units: list[Unit]) -> None:
        self.panel.show_content()
        chosen = self.unit_box.currentData()
        self.unit_box.clear()
        self.unit_box.addItem("Cả xã", None)
        for unit in units:
            self.unit_box.addItem(unit.name, unit.id)
        self.unit_box.setCurrentIndex(max(0, self.unit_box.findData(chosen)))

    def _on_certificates(self) -> None:
        unit = self.unit_box.currentData()
        self._show("Giấy công nhận", partial(_certificates, unit))

    def _on_decision(self) -> None:
        self._show("Quyết định công nhận", _decision)

    def _on_report(self) -> None:
        self._show("Báo cáo năm", _report)

    def _show(self, name: str, making: Callable[[int, Session, Progress], bytes]) -> None:
        year = self.workspace.year
        if year is None:
            return
        self.workspace.run_with_progress(
            partial(making, year),
            partial(self._on_made, f"{name} {year}"),
            self._on_refused,
            "Đang soạn trang in…",
        )

    def _on_made(self, name: str, pdf: bytes) -> None:
        self.notice.clear_notice()
        self.preview = PreviewDialog(self.workspace, self, name, pdf)
        self.preview.open()

    def _on_refused(self, error: VanHoaError) -> None:
        self.notice.show_refusal(error)


def _card(name: str, about: str, *items: QComboBox | QPushButton) -> QWidget:
    return framed(column(column(heading(name), quiet(about), gap=4), row(*items, 1)))


def _units(session: Session) -> list[Unit]:
    return UnitService(session).units()


def _certificates(unit: str | None, year: int, session: Session, progress: Progress) -> bytes:
    return PaperService(session).certificates(year, unit, progress)


def _decision(year: int, session: Session, _progress: Progress) -> bytes:
    return PaperService(session).decision(year)


def _report(year: int, session: Session, _progress: Progress) -> bytes:
    return ReportService(session).annual(year)


ENTRY = ScreenEntry(
    "papers", "In và báo cáo", 5, at_commune, PapersScreen, "Giấy công nhận, quyết định, báo cáo"
)
