"""Importing a list: first what would happen, with every problem and its place, then the deed."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget
from typing_extensions import override

from vanhoa_desktop.domain.people import Unit
from vanhoa_desktop.domain.ports import Progress
from vanhoa_desktop.domain.problems import Problem
from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.services.roster import ImportReport, RosterImport, RosterService
from vanhoa_desktop.services.session import Session
from vanhoa_desktop.texts.numbers import count_text
from vanhoa_desktop.ui.widgets.buttons import plain_button, primary_button
from vanhoa_desktop.ui.widgets.labels import label, title
from vanhoa_desktop.ui.widgets.panels import column, row, set_content
from vanhoa_desktop.ui.widgets.states import NoticeBar
from vanhoa_desktop.ui.widgets.tables import Column, RowsModel, TableView
from vanhoa_desktop.ui.workspace import Workspace

_BY_FILE = "Theo cột «Thôn» trong bảng"


class ImportPanel(QWidget):
    """Rehearses an import, shows it, and does it; `closed` says what was done, or nothing."""

    closed = Signal(str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self._wish: RosterImport | None = None
        self.notice = NoticeBar()
        self.title_label = title("Xem trước khi nhập")
        self.counts_label = label("", "strong")
        self.unit_box = QComboBox()
        self.unit_box.setAccessibleName("Cả bảng là người của thôn nào")
        self.unit_box.currentIndexChanged.connect(self._on_unit_changed)
        self.model = RowsModel[Problem](_problem_columns(), self)
        self.table = TableView("Những chỗ cần xem lại")
        self.table.setModel(self.model)
        self.import_button = primary_button("Nhập")
        self.import_button.clicked.connect(self._on_import)
        self.cancel_button = plain_button("Không nhập")
        self.cancel_button.clicked.connect(partial(self.closed.emit, ""))
        layout = column(
            self.title_label,
            self.notice,
            self._counts_row(),
            self.table,
            0,
            row(1, self.cancel_button, self.import_button),
        )
        layout.setStretchFactor(self.table, 1)
        set_content(self, layout)

    def _counts_row(self) -> QHBoxLayout:
        counts = row(self.counts_label, self.unit_box)
        counts.setStretch(0, 1)
        return counts

    def rehearse(self, wish: RosterImport, units: list[Unit]) -> None:
        """Show what importing a file would do; `units` to choose from, at the commune."""
        self._wish = wish
        self.title_label.setText(f"Xem trước khi nhập: {wish.path.name}")
        self.unit_box.blockSignals(True)
        self.unit_box.clear()
        self.unit_box.addItem(_BY_FILE, None)
        for unit in units:
            self.unit_box.addItem(f"Cả bảng: {unit.name}", unit.id)
        self.unit_box.setVisible(bool(units))
        self.unit_box.blockSignals(False)
        self._rehearse()

    def _rehearse(self) -> None:
        if self._wish is None:
            return
        self.import_button.setEnabled(False)
        self.counts_label.setText("Đang đọc bảng…")
        wish = replace(self._wish, is_dry_run=True)
        self.workspace.look(
            lambda session, _: _imported(wish, session),
            self._on_rehearsed,
            self._on_refused,
            "Đang đọc bảng…",
        )

    def _on_unit_changed(self, _number: int) -> None:
        if self._wish is not None:
            self._wish = replace(self._wish, unit=self.unit_box.currentData())
            self._rehearse()

    def _on_rehearsed(self, report: ImportReport) -> None:
        self.notice.clear_notice()
        self.table.show()
        self.model.set_rows(report.problems)
        self.counts_label.setText(counts_line(report))
        writable = report.created + report.updated
        self.import_button.setText(f"Nhập {count_text(writable)} người" if writable else "Nhập")
        self.import_button.setEnabled(bool(writable))
        if not writable:
            self.notice.show_notice("Không có gì mới để nhập từ bảng này.")
        (self.import_button if writable else self.cancel_button).setFocus()

    def _on_import(self) -> None:
        wish = self._wish
        if wish is None:
            return
        self.import_button.setEnabled(False)

        def work(session: Session, progress: Progress) -> ImportReport:
            return RosterService(session).import_file(wish, progress)

        self.workspace.run_with_progress(
            work, self._on_imported, self._on_refused, "Đang nhập danh sách…"
        )

    def _on_imported(self, report: ImportReport) -> None:
        added, changed = count_text(report.created), count_text(report.updated)
        self.closed.emit(f"Đã nhập: thêm {added} người, sửa {changed} người.")

    def _on_refused(self, error: VanHoaError) -> None:
        self.counts_label.setText("")
        self.model.set_rows(())
        self.table.hide()
        self.notice.show_refusal(error)
        self.cancel_button.setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves without importing."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit("")
            return
        super().keyPressEvent(event)


def counts_line(report: ImportReport) -> str:
    """What an import would do, in one line."""
    errors = sum(problem.severity.value == "error" for problem in report.problems)
    warnings = len(report.problems) - errors
    line = (
        f"{count_text(report.rows)} dòng: thêm {count_text(report.created)}, "
        f"sửa {count_text(report.updated)}, giữ nguyên {count_text(report.unchanged)} người"
    )
    if errors:
        line += f"; {count_text(errors)} chỗ sai, dòng đó không nhập"
    if warnings:
        line += f"; {count_text(warnings)} chỗ cần xem lại"
    return line + "."


def _imported(wish: RosterImport, session: Session) -> ImportReport:
    return RosterService(session).import_file(wish)


def _problem_columns() -> tuple[Column[Problem], ...]:
    kinds = {"error": "Sai", "warning": "Xem lại"}
    return (
        Column("Dòng", lambda problem: str(problem.row), 5, is_number=True),
        Column("Cột", lambda problem: problem.column or "", 13),
        Column("Mức", lambda problem: kinds[problem.severity.value], 6),
        Column("Điều cần biết", lambda problem: problem.message, 20, stretches=True, wraps=True),
    )
