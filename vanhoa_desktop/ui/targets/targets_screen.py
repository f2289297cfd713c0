"""Targets of the plan: reached of how many, the goal, what is missing, and by village."""

from functools import partial

from PySide6.QtWidgets import QComboBox, QWidget

from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.scoring.target_counts import Dimension
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.reporting.reports import ReportService
from vanhoa_desktop.services.reporting.snapshots import FrozenReport, SnapshotService
from vanhoa_desktop.services.reporting.targets import TargetRow
from vanhoa_desktop.services.reporting.year_titles import CountingDay
from vanhoa_desktop.services.review.year_unsettled import UnsettledYear, unsettled_year
from vanhoa_desktop.texts.words.dates import date_text
from vanhoa_desktop.ui.ask import Question
from vanhoa_desktop.ui.no_year import show_no_year
from vanhoa_desktop.ui.screens import Screen, ScreenEntry, at_commune
from vanhoa_desktop.ui.targets.state import (
    DIMENSIONS,
    PartRow,
    TargetsShown,
    before_freezing,
    frozen_text,
    goal_cell,
    how_counted_text,
    missing_cell,
    part_rows,
    rate_cell,
    rate_text,
    reached_text,
)
from vanhoa_desktop.ui.widgets.buttons import plain_button, primary_button
from vanhoa_desktop.ui.widgets.detail_pages import DetailPages
from vanhoa_desktop.ui.widgets.labels import quiet, title
from vanhoa_desktop.ui.widgets.panels import column, row, set_content
from vanhoa_desktop.ui.widgets.states import COUNTING, NoticeBar, StatePanel
from vanhoa_desktop.ui.widgets.tables import Column, RowsModel, TableView
from vanhoa_desktop.ui.workspace import Workspace

_ABOUT_FREEZING = (
    "Bản chốt giữ nguyên từng con số để báo cáo, dù sau này danh sách, điểm hay quy định thay đổi."
)
_NOT_HERE = "Việc chốt số liệu làm trên máy chính của xã."


class TargetsScreen(Screen):
    """All targets on a page, the parts of the chosen one on the next."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.notice = NoticeBar()
        self.shown: TargetsShown | None = None
        self.counted_label = quiet()
        self.frozen_label = quiet()
        self.provisional_button = primary_button("Chốt tạm tính")
        self.provisional_button.clicked.connect(self._on_provisional)
        self.final_button = plain_button("Chốt chính thức")
        self.final_button.clicked.connect(self._on_final)
        # From frozen figures a report is made: back to where it is printed.
        self.report_button = plain_button("Xem và in báo cáo ▶")
        self.report_button.clicked.connect(partial(self.screen_requested.emit, "papers", None))
        self.report_button.hide()
        self._allow_freezing(can_freeze=False)
        self.model = RowsModel[TargetRow](_target_columns(), self)
        self.table = TableView("Chỉ tiêu kế hoạch")
        self.table.setModel(self.model)
        self.dimension_box = QComboBox()
        self.dimension_box.setAccessibleName("Xem chỉ tiêu theo")
        for dimension, name in DIMENSIONS.items():
            self.dimension_box.addItem(name, dimension)
        self.dimension_box.currentIndexChanged.connect(self._on_dimension)
        self.part_model = RowsModel[PartRow](_part_columns(), self)
        self.part_table = TableView("Từng phần của chỉ tiêu")
        self.part_table.setModel(self.part_model)
        self.pages = DetailPages(self.table, "Xem theo thôn, nhóm ▶", "◀ Mọi chỉ tiêu")
        self.pages.set_detail(self.part_table, self.dimension_box)
        self.pages.row_opened.connect(self._on_target_opened)
        self.panel = StatePanel(self.pages)
        freezing = row(
            self.frozen_label, self.provisional_button, self.final_button, self.report_button
        )
        freezing.setStretch(0, 1)
        body = column(
            title("Chỉ tiêu kế hoạch"), self.notice, self.counted_label, self.panel, freezing
        )
        set_content(self, body)

    def main_widget(self) -> QWidget:
        """The list, or what is told of its chosen row."""
        return self.pages.shown_table

    def read_again(self) -> None:
        """Count the targets of the year."""
        year = self.workspace.year
        if year is None:
            self._show(None)
            show_no_year(self, self.panel)
            return
        if self.shown is None:
            self.panel.show_loading()
        else:
            # Figures are frozen that are on the screen, not those that were there before.
            self.counted_label.setText(COUNTING)
            self._allow_freezing(can_freeze=False)
        self.workspace.read(partial(_shown, year), self._show, self._on_unread)

    def _show(self, shown: TargetsShown | None) -> None:
        chosen = self.table.chosen_row() or 0
        self.shown = shown
        self.model.set_rows(() if shown is None else shown.figures.targets)
        self.counted_label.setText("" if shown is None else how_counted_text(shown.figures))
        self.frozen_label.setText("" if shown is None else frozen_text(shown.snapshots))
        self.report_button.setVisible(shown is not None and bool(shown.snapshots))
        self._allow_freezing(can_freeze=shown is not None and shown.is_office)
        if shown is not None:
            self.panel.show_content()
            self.table.choose_row(chosen)
            if not shown.is_office:
                self.notice.show_notice(_NOT_HERE)
        self._show_parts()

    def _allow_freezing(self, *, can_freeze: bool) -> None:
        for button in (self.provisional_button, self.final_button):
            button.setEnabled(can_freeze)

    def _on_unread(self, error: VanHoaError) -> None:
        self.panel.show_refused(error, self.read_again)

    def _on_target_opened(self, number: int) -> None:
        self._show_parts()
        self.pages.show_detail(self.model.rows[number].wording)

    def _on_dimension(self, _number: int) -> None:
        self._show_parts()

    def _show_parts(self) -> None:
        number, shown = self.table.chosen_row(), self.shown
        target = None if number is None or shown is None else self.model.row(number)
        # Qt gives the bare text of an enum value back.
        dimension = Dimension(self.dimension_box.currentData())
        names = {} if shown is None else shown.figures.unit_names
        rows = () if target is None else part_rows(target, dimension, names)
        self.part_model.set_rows(rows)

    def _on_provisional(self) -> None:
        year = self.workspace.year
        if year is not None:
            day = CountingDay.provisional(year, self.workspace.session.today())
            self._look(day, f"tạm tính đến {date_text(day.cut_off)}")

    def _on_final(self) -> None:
        year = self.workspace.year
        if year is not None:
            self._look(CountingDay.final(year), f"chính thức của năm {year}")

    def _look(self, day: CountingDay, name: str) -> None:
        """What is not settled is read when it is asked, not when the page was counted."""
        self.workspace.run(
            lambda session: unsettled_year(session, day.year),
            partial(self._ask, day, name),
            self.notice.show_refusal,
        )

    def _ask(self, day: CountingDay, name: str, unsettled: UnsettledYear) -> None:
        text = f"Chốt số liệu {name}? {_ABOUT_FREEZING}"
        is_early = not day.is_provisional and self.workspace.session.today() <= day.cut_off
        told = before_freezing(unsettled, is_early=is_early)
        question = Question("Chốt số liệu", text, "Chốt số liệu", details=told)
        self.workspace.ask.confirm(self, question, partial(self._freeze, day))

    def _freeze(self, day: CountingDay) -> None:
        self.workspace.run(
            lambda session: SnapshotService(session).create(day),
            self._on_frozen,
            self.notice.show_refusal,
            "Đang chốt số liệu…",
        )

    def _on_frozen(self, frozen: FrozenReport) -> None:
        number = 0 if frozen.snapshot is None else frozen.snapshot.number
        self.notice.show_notice(f"Đã chốt số liệu, bản số {number}.", "good")
        self.report_button.show()
        self.report_button.setFocus()
        self.read_again()


def _shown(year: int, session: Session) -> TargetsShown:
    return TargetsShown(
        ReportService(session).figures(year),
        tuple(SnapshotService(session).snapshots(year)),
        is_office=session.identity.is_office,
    )


def _target_columns() -> tuple[Column[TargetRow], ...]:
    return (
        Column("Chỉ tiêu", lambda target: target.wording, 11, stretches=True, wraps=True),
        Column("Đạt /\ntổng số", lambda target: reached_text(target.share), 7, is_number=True),
        Column("Tỷ lệ", lambda target: rate_cell(target.share), 7, is_number=True, wraps=True),
        Column("Mục tiêu", goal_cell, 7, wraps=True),
        Column("Còn thiếu", missing_cell, 7, wraps=True),
    )


def _part_columns() -> tuple[Column[PartRow], ...]:
    return (
        Column("Thôn, nhóm", lambda part: part.name, 24, stretches=True),
        Column("Đạt / tổng số", lambda part: reached_text(part.share), 13, is_number=True),
        Column("Tỷ lệ", lambda part: rate_text(part.share), 16, is_number=True),
    )


ENTRY = ScreenEntry("targets", "Chỉ tiêu kế hoạch", 0, at_commune, TargetsScreen)
