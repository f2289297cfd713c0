"""Papers of the year: certificates, the decision with its list, the annual report."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from vanhoa_desktop.domain.ports import Progress
from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.papers.papers import PaperChoice, PaperService
from vanhoa_desktop.services.reporting.reports import ReportService, ReportWish
from vanhoa_desktop.services.reporting.snapshots import SnapshotService
from vanhoa_desktop.services.setup.units import UnitService
from vanhoa_desktop.ui.no_year import show_no_year
from vanhoa_desktop.ui.papers.choices import (
    Printable,
    certificate_choices,
    decision_choices,
    offered_choice,
    report_choices,
)
from vanhoa_desktop.ui.papers.preview_dialog import PreviewDialog
from vanhoa_desktop.ui.screens import Screen, ScreenEntry, at_commune
from vanhoa_desktop.ui.style.appearance import mark
from vanhoa_desktop.ui.widgets.buttons import plain_button, primary_button
from vanhoa_desktop.ui.widgets.labels import heading, quiet, title
from vanhoa_desktop.ui.widgets.panels import column, framed, row, scrolling, set_content
from vanhoa_desktop.ui.widgets.states import NoticeBar, StatePanel
from vanhoa_desktop.ui.workspace import Workspace

_OFFERED = "offered"


class PapersScreen(Screen):
    """A card for each paper; every one is seen before it is printed."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.notice = NoticeBar()
        self.preview: PreviewDialog | None = None
        self.certificates_box = _box("Giấy của quyết định nào")
        self.unit_box = _box("Giấy của thôn nào")
        self.certificates_button = primary_button("Xem và in giấy công nhận")
        self.certificates_button.clicked.connect(self._on_certificates)
        self.decision_box = _box("Quyết định nào")
        self.decision_button = plain_button("Xem và in quyết định")
        self.decision_button.clicked.connect(self._on_decision)
        self.report_box = _box("Báo cáo theo số liệu nào")
        self.report_button = plain_button("Xem và in báo cáo năm")
        self.report_button.clicked.connect(self._on_report)
        self.freeze_button = plain_button("Chốt số liệu ở «Chỉ tiêu kế hoạch» ▶")
        self.freeze_button.clicked.connect(partial(self.screen_requested.emit, "targets", None))
        cards = QWidget()
        mark(cards, "plain")
        layout = column(
            _card(
                "Giấy công nhận",
                "Mỗi giấy một trang, theo số vào sổ.",
                row(self.certificates_box, 1),
                row(self.unit_box, self.certificates_button, 1),
            ),
            _card(
                "Quyết định công nhận",
                "Kèm danh sách.",
                row(self.decision_box, self.decision_button, 1),
            ),
            _card(
                "Báo cáo năm",
                "Chỉ tiêu và bảng theo thôn, đơn vị. Chỉ số liệu đã chốt mới thành báo cáo: chốt ở "
                "«Chỉ tiêu kế hoạch», nút «Chốt chính thức».",
                row(self.report_box, self.report_button, 1),
                row(self.freeze_button, 1),
            ),
            1,
        )
        set_content(cards, layout, 0)
        self.panel = StatePanel(scrolling(cards))
        set_content(self, column(title("Giấy tờ của năm"), self.notice, self.panel))

    def read_again(self) -> None:
        """Read what there is to choose from."""
        year = self.workspace.year
        if year is None:
            show_no_year(self, self.panel)
            return
        read = partial(_printable, year)
        self.workspace.read(read, partial(self._on_read, year), self._on_refused)

    def _on_read(self, year: int, printable: Printable) -> None:
        self.panel.show_content()
        units = [("Cả xã", None), *((unit.name, unit.id) for unit in printable.units)]
        _fill(self.unit_box, units)
        for box, choices in (
            (self.certificates_box, certificate_choices(year, printable)),
            (self.decision_box, decision_choices(year, printable)),
        ):
            _fill(box, choices, offered_choice(printable, choices))
        _fill(self.report_box, report_choices(year, printable))

    def _on_certificates(self) -> None:
        choice = replace(self.certificates_box.currentData(), unit=self.unit_box.currentData())
        self._show("Giấy công nhận", partial(_certificates, choice))

    def _on_decision(self) -> None:
        choice: PaperChoice = self.decision_box.currentData()
        self._show("Quyết định công nhận", partial(_decision, choice))

    def _on_report(self) -> None:
        wish: ReportWish = self.report_box.currentData()
        self._show("Báo cáo năm", partial(_report, wish))

    def _show(self, name: str, making: Callable[[Session, Progress], bytes]) -> None:
        year = self.workspace.year
        if year is None:
            return
        self.workspace.run_with_progress(
            making,
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


def _box(name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return box


def _fill(box: QComboBox, choices: Sequence[tuple[str, object]], offered: int = 0) -> None:
    """Put choices into a box; what was chosen stays chosen where it is still there.

    `offered` is the place of what the program offers, the newest: a newer one takes its place.
    """
    is_own_choice = box.currentText() not in {"", box.property(_OFFERED)}
    chosen = box.currentText() if is_own_choice else ""
    box.clear()
    for text, data in choices:
        box.addItem(text, data)
    box.setProperty(_OFFERED, choices[offered][0])
    kept = box.findText(chosen) if chosen else -1
    box.setCurrentIndex(offered if kept < 0 else kept)


def _card(name: str, about: str, *rows: QHBoxLayout) -> QWidget:
    return framed(column(column(heading(name), quiet(about), gap=4), *rows))


def _printable(year: int, session: Session) -> Printable:
    return Printable(
        tuple(UnitService(session).units()),
        tuple(PaperService(session).decisions(year)),
        tuple(SnapshotService(session).snapshots(year)),
    )


def _certificates(choice: PaperChoice, session: Session, progress: Progress) -> bytes:
    return PaperService(session).certificates(choice, progress)


def _decision(choice: PaperChoice, session: Session, _progress: Progress) -> bytes:
    return PaperService(session).decision(choice)


def _report(wish: ReportWish, session: Session, _progress: Progress) -> bytes:
    return ReportService(session).annual(wish)


ENTRY = ScreenEntry(
    "papers", "In và báo cáo", 5, at_commune, PapersScreen, "Giấy công nhận, quyết định, báo cáo"
)
