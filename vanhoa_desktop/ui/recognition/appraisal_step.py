"""The first step at the commune: sheets that were sent are appraised, and that is taken back."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.services.appraisal.appraisal_undo import (
    AppraisalUndone,
    AppraisalUndoService,
    LastAppraisal,
)
from vanhoa_desktop.services.appraisal.workflow import WorkflowReport, WorkflowService
from vanhoa_desktop.texts.words.numbers import count_text
from vanhoa_desktop.ui.exchange.summary import held_counts, held_names, warnings_sentence
from vanhoa_desktop.ui.recognition.questions import appraising, undoing
from vanhoa_desktop.ui.recognition.standing import YearStanding
from vanhoa_desktop.ui.recognition.state import undo_text, undone_sentence
from vanhoa_desktop.ui.unsaved import APPRAISING
from vanhoa_desktop.ui.widgets.buttons import plain_button
from vanhoa_desktop.ui.widgets.labels import heading, label, quiet
from vanhoa_desktop.ui.widgets.panels import column, row, set_content
from vanhoa_desktop.ui.widgets.states import COUNTING, NoticeBar
from vanhoa_desktop.ui.workspace import Workspace


class AppraisalStep(QWidget):
    """Asks with numbers that are read when it asks; `notice` and `remark` say what came of it.

    `people_wished`: to the list of everybody, where one sheet is opened or given back.
    """

    people_wished = Signal()

    def __init__(self, workspace: Workspace, notice: NoticeBar, remark: NoticeBar) -> None:
        super().__init__()
        self.workspace = workspace
        self.notice, self.remark = notice, remark
        self.waiting_label = label("", "strong")
        self.appraise_button = plain_button("Thẩm định tất cả phiếu đã gửi")
        self.appraise_button.clicked.connect(self._on_appraise)
        # Until the year is counted there is nothing to press.
        self.appraise_button.setEnabled(False)
        self.undo_button = plain_button(undo_text(None))
        self.undo_button.clicked.connect(self._on_undo)
        self.undo_button.hide()
        told = quiet("Nhận điểm thôn đã chấm; phiếu chưa đủ hoặc số liệu chưa khớp được giữ lại.")
        deed = row(self.appraise_button, self.undo_button, told)
        deed.setStretch(2, 1)
        # One sheet is looked at, and given back, where everybody is listed.
        self.people_button = plain_button("Xem từng người, trả lại phiếu ▶")
        self.people_button.clicked.connect(self.people_wished)
        people = row(self.people_button, 1)
        set_content(self, column(heading("1. Thẩm định"), self.waiting_label, deed, people), 0)

    def show_counting(self) -> None:
        """The year is counted anew: what was counted before is shown no more."""
        self.waiting_label.setText(COUNTING)
        self.undo_button.setText(undo_text(None))

    def show_standing(self, standing: YearStanding) -> None:
        """The year is counted."""
        waiting = sum(unit.waiting for unit in standing.units)
        appraised = sum(unit.appraised for unit in standing.units)
        self.waiting_label.setText(
            f"{count_text(waiting)} phiếu chờ thẩm định, {count_text(appraised)} đã thẩm định."
        )
        self.appraise_button.setEnabled(bool(waiting))
        last = standing.last
        can_undo = last is not None and last.sheets > 0
        self.undo_button.setVisible(can_undo)
        self.undo_button.setText(undo_text(last.sheets if last is not None else None))

    def _on_appraise(self) -> None:
        self.workspace.ask_if_unsaved(self, APPRAISING, self._ask_appraise)

    def _ask_appraise(self) -> None:
        """Say how many, and who is held back; only then anything is done."""
        year = self.workspace.year
        if year is not None:
            self.workspace.run(
                lambda session: WorkflowService(session).look_at_appraisal(year),
                partial(self._on_looked_at, year),
                self.notice.show_refusal,
            )

    def _on_looked_at(self, year: int, report: WorkflowReport) -> None:
        if not report.moved:
            held = held_names(report) or "không còn phiếu nào chờ"
            self.notice.show_notice(f"Chưa thẩm định được phiếu nào: {held}.")
            return
        appraise = partial(self._appraise, year, report)
        self.workspace.ask.confirm(self, appraising(report), appraise)

    def _appraise(self, year: int, agreed: WorkflowReport) -> None:
        self.workspace.run(
            lambda session: WorkflowService(session).appraise(year, confirmed=agreed.sheets),
            self._on_appraised,
            self.notice.show_refusal,
            "Đang thẩm định…",
        )

    def _on_appraised(self, report: WorkflowReport) -> None:
        line = f"Đã thẩm định {count_text(report.moved)} phiếu."
        held = held_counts(report)
        self.notice.show_notice(f"{line} Giữ lại: {held}." if held else line, "good")
        self.remark.show_notice(warnings_sentence(report))

    def _on_undo(self) -> None:
        year = self.workspace.year
        if year is not None:
            self.workspace.run(
                lambda session: AppraisalUndoService(session).last(year),
                partial(self._ask_undo, year),
                self.notice.show_refusal,
            )

    def _ask_undo(self, year: int, last: LastAppraisal | None) -> None:
        if last is None or not last.sheets:
            self.notice.show_refusal(VanHoaError(ErrorCode.APPRAISAL_NOT_UNDONE, year=year))
            return
        self.workspace.ask.confirm(self, undoing(last), partial(self._undo, year, last))

    def _undo(self, year: int, agreed: LastAppraisal) -> None:
        self.workspace.run(
            lambda session: AppraisalUndoService(session).undo(year, agreed.id, agreed.records),
            self._on_undone,
            self.notice.show_refusal,
            "Đang hoàn tác…",
        )

    def _on_undone(self, report: AppraisalUndone) -> None:
        self.notice.show_notice(undone_sentence(report), "good")
        self.remark.hide()
