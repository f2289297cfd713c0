"""Appraisal and recognition: accept what the villages sent, then decide with number and date."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from vanhoa_desktop.domain.assessments import Decision
from vanhoa_desktop.domain.enums import DecisionStatus
from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.services.appraisal_undo import (
    AppraisalUndone,
    AppraisalUndoService,
    LastAppraisal,
)
from vanhoa_desktop.services.disputes import DisputeService, HeldSheet
from vanhoa_desktop.services.numbering import Numbering, NumberingService
from vanhoa_desktop.services.overview import OverviewService, UnitYear
from vanhoa_desktop.services.recognition import (
    Proposed,
    RecognitionReport,
    RecognitionService,
    RecognitionWish,
)
from vanhoa_desktop.services.session import Session
from vanhoa_desktop.services.workflow import WorkflowReport, WorkflowService
from vanhoa_desktop.texts.dates import date_text
from vanhoa_desktop.texts.numbers import count_text
from vanhoa_desktop.ui.exchange.summary import held_counts, held_names, warnings_sentence
from vanhoa_desktop.ui.no_year import show_no_year
from vanhoa_desktop.ui.recognition.decision_fields import DecisionFields
from vanhoa_desktop.ui.recognition.numbering_dialog import NumberingDialog
from vanhoa_desktop.ui.recognition.questions import appraising, deciding, undoing
from vanhoa_desktop.ui.recognition.state import (
    DecisionForm,
    held_sentence,
    numbers_text,
    undone_sentence,
)
from vanhoa_desktop.ui.screens import Screen, ScreenEntry, at_commune
from vanhoa_desktop.ui.style.appearance import mark
from vanhoa_desktop.ui.unsaved import APPRAISING
from vanhoa_desktop.ui.widgets.buttons import plain_button, primary_button
from vanhoa_desktop.ui.widgets.labels import heading, label, quiet, title
from vanhoa_desktop.ui.widgets.panels import column, framed, row, scrolling, set_content
from vanhoa_desktop.ui.widgets.states import NoticeBar, StatePanel
from vanhoa_desktop.ui.workspace import Workspace


@dataclass(frozen=True, slots=True)
class RecognitionState:
    """Where the year stands at the commune.

    `held`: whose sheets lie here and wait; `held_back`: those of them that no decision may name.
    """

    units: tuple[UnitYear, ...]
    eligible: int
    decisions: tuple[Decision, ...]
    held: tuple[HeldSheet, ...] = ()
    last: LastAppraisal | None = None
    numbering: Numbering | None = None
    held_back: tuple[HeldSheet, ...] = ()


class RecognitionScreen(Screen):
    """Two steps, one under the other."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.notice = NoticeBar()
        self.remark = NoticeBar()
        self.waiting_label = label("", "strong")
        self.appraise_button = plain_button("Thẩm định tất cả phiếu đã gửi")
        self.appraise_button.clicked.connect(self._on_appraise)
        self.undo_button = plain_button("Hoàn tác lần vừa rồi")
        self.undo_button.clicked.connect(self._on_undo)
        self.undo_button.hide()
        self._last: LastAppraisal | None = None
        self._numbering: Numbering | None = None
        self.numbering_dialog: NumberingDialog | None = None
        self.eligible_label = label("", "strong")
        self.fields = DecisionFields()
        self.number_field, self.date_field = self.fields.number_field, self.fields.date_field
        self.signer_field = self.fields.signer_field
        self.missing_label = quiet()
        self.recognise_button = primary_button("Công nhận")
        self.recognise_button.clicked.connect(self._on_recognise)
        self.decisions_label = label("")
        self.papers_button = plain_button("Xem và in giấy công nhận ▶")
        self.papers_button.clicked.connect(partial(self.screen_requested.emit, "papers", None))
        self._eligible = 0
        self._is_counted = False
        self._held: tuple[HeldSheet, ...] = ()
        for button in (self.appraise_button, self.recognise_button, self.papers_button):
            # Until the year is counted there is nothing to press.
            button.setEnabled(False)
        self.held_label = label("", "warn")
        self.conflicts_button = plain_button("Xem số liệu chưa khớp ▶")
        self.conflicts_button.clicked.connect(
            partial(self.screen_requested.emit, "conflicts", None)
        )
        held = row(self.held_label, self.conflicts_button)
        held.setStretch(0, 1)
        self.held_frame = framed(held)
        self.held_frame.hide()
        self.fields.changed.connect(self._on_typed)
        self.fields.given.connect(self._on_recognise)
        steps = QWidget()
        mark(steps, "plain")
        layout = column(
            self.held_frame,
            framed(self._appraisal_column()),
            framed(self._decision_column()),
            framed(column(heading("Quyết định đã có"), self.decisions_label)),
            1,
        )
        set_content(steps, layout, 0)
        self.panel = StatePanel(scrolling(steps))
        name = title("Thẩm định và công nhận")
        set_content(self, column(name, self.notice, self.remark, self.panel))

    def _appraisal_column(self) -> QVBoxLayout:
        told = quiet("Nhận điểm thôn đã chấm; phiếu chưa đủ hoặc số liệu chưa khớp được giữ lại.")
        deed = row(self.appraise_button, self.undo_button, told)
        deed.setStretch(2, 1)
        return column(heading("1. Thẩm định"), self.waiting_label, deed)

    def _decision_column(self) -> QVBoxLayout:
        buttons = row(self.recognise_button, self.missing_label, self.papers_button)
        buttons.setStretch(1, 1)
        return column(
            heading("2. Ra quyết định công nhận"),
            self.eligible_label,
            self.fields,
            buttons,
        )

    @override
    def main_widget(self) -> QWidget | None:
        """The next step: appraising, then the decision, then its papers; none before counting."""
        if not self._is_counted:
            return self if self.workspace.year is not None else None
        if self.appraise_button.isEnabled():
            return self.appraise_button
        if self._eligible:
            return self.number_field
        return self.papers_button if self.papers_button.isEnabled() else None

    @override
    def unsaved(self) -> str:
        """What was typed for a decision that was not made."""
        return self.fields.unsaved

    def read_again(self) -> None:
        """Count what waits."""
        year = self.workspace.year
        if year is None:
            show_no_year(self, self.panel)
            return
        self.workspace.read(partial(_state, year), self._on_state, self._on_refused)

    def _on_state(self, state: RecognitionState) -> None:
        self.panel.show_content()
        self._is_counted = True
        waiting = sum(unit.waiting for unit in state.units)
        appraised = sum(unit.appraised for unit in state.units)
        self.waiting_label.setText(
            f"{count_text(waiting)} phiếu chờ thẩm định, {count_text(appraised)} đã thẩm định."
        )
        self.appraise_button.setEnabled(bool(waiting))
        self._last = state.last
        self._numbering = state.numbering
        self.undo_button.setVisible(state.last is not None and state.last.sheets > 0)
        self._held = state.held_back
        self.held_label.setText(held_sentence(state.held))
        self.held_frame.setVisible(bool(state.held))
        self._eligible = state.eligible
        self.eligible_label.setText(
            f"{count_text(state.eligible)} người đã thẩm định, đạt và chưa được công nhận."
        )
        lines = [_decision_line(decision) for decision in state.decisions]
        self.decisions_label.setText("\n".join(lines) or "Chưa có quyết định nào trong năm.")
        self.papers_button.setEnabled(bool(lines))
        self._on_typed()

    def _on_typed(self) -> None:
        missing = self.fields.form.missing if self._eligible else "Chưa có ai để công nhận."
        self.missing_label.setText(missing)
        self.recognise_button.setEnabled(not missing)
        people = count_text(self._eligible)
        self.recognise_button.setText(
            f"Công nhận {people} người" if self._eligible else "Công nhận"
        )

    def _on_appraise(self) -> None:
        self.workspace.ask_if_unsaved(self, APPRAISING, self._ask_appraise)

    def _ask_appraise(self) -> None:
        """Say how many, and who is held back; only then anything is done."""
        year = self.workspace.year
        if year is not None:
            self.workspace.run(
                lambda session: WorkflowService(session).look_at_appraisal(year),
                self._on_appraisal_looked_at,
                self._on_refused,
            )

    def _on_appraisal_looked_at(self, report: WorkflowReport) -> None:
        if not report.moved:
            held = held_names(report) or "không còn phiếu nào chờ"
            self.notice.show_notice(f"Chưa thẩm định được phiếu nào: {held}.")
            return
        self.workspace.ask.confirm(self, appraising(report), self._appraise)

    def _appraise(self) -> None:
        year = self.workspace.year
        if year is not None:
            self.workspace.run(
                lambda session: WorkflowService(session).appraise(year),
                self._on_appraised,
                self._on_refused,
                "Đang thẩm định…",
            )

    def _on_appraised(self, report: WorkflowReport) -> None:
        line = f"Đã thẩm định {count_text(report.moved)} phiếu."
        held = held_counts(report)
        self.notice.show_notice(f"{line} Giữ lại: {held}." if held else line, "good")
        self.remark.show_notice(warnings_sentence(report))
        self.read_again()

    def _on_undo(self) -> None:
        last = self._last
        if last is None:
            return
        self.workspace.ask.confirm(self, undoing(last), partial(self._undo, last))

    def _undo(self, last: LastAppraisal) -> None:
        year = self.workspace.year
        if year is not None:
            self.workspace.run(
                lambda session: AppraisalUndoService(session).undo(year, last.id),
                self._on_undone,
                self._on_refused,
                "Đang hoàn tác…",
            )

    def _on_undone(self, report: AppraisalUndone) -> None:
        self.notice.show_notice(undone_sentence(report), "good")
        self.remark.hide()
        self.read_again()

    def _on_recognise(self) -> None:
        form = self.fields.form
        if form.missing or not self._eligible or not self.recognise_button.isEnabled():
            self._on_typed()
            return
        numbering = self._numbering
        if numbering is not None and not numbering.is_confirmed:
            self._confirm_numbers(numbering)
            return
        year = self.workspace.year
        if year is not None:
            self.workspace.run(
                lambda session: RecognitionService(session).proposed(year),
                partial(self._ask_recognise, form),
                self._on_refused,
            )

    def _ask_recognise(self, form: DecisionForm, proposed: Proposed) -> None:
        """Numbers stay for ever: who gets one is read once more, and who may be listed twice."""
        question = deciding(form, proposed, self._held, self.workspace.session.today())
        self.workspace.ask.confirm(self, question, partial(self._recognise, form))

    def _confirm_numbers(self, numbering: Numbering) -> None:
        """After a restore only the paper register knows how far numbers were given."""
        self.numbering_dialog = NumberingDialog(self.workspace, self, numbering)
        self.numbering_dialog.confirmed.connect(self._on_numbers_confirmed)
        self.numbering_dialog.open()

    def _on_numbers_confirmed(self, told: str) -> None:
        self.notice.show_notice(f"{told} Hãy bấm «Công nhận» để ra quyết định.", "good")
        self.read_again()

    def _recognise(self, form: DecisionForm) -> None:
        year = self.workspace.year
        if year is None:
            return
        wish = RecognitionWish(
            year, form.number.strip(), form.decided_on, form.signer.strip() or None
        )
        self.workspace.run(
            lambda session: RecognitionService(session).recognise(wish),
            self._on_recognised,
            self._on_refused,
            "Đang ra quyết định…",
        )

    def _on_recognised(self, report: RecognitionReport) -> None:
        people = count_text(report.recognised)
        numbers = numbers_text(report)
        self.notice.show_notice(f"Đã công nhận {people} người, số vào sổ {numbers}.", "good")
        self.fields.begin_next()
        # The next sensible thing: the papers of this decision.
        self.papers_button.setEnabled(True)
        self.papers_button.setFocus()
        self.read_again()

    def _on_refused(self, error: VanHoaError) -> None:
        self.notice.show_refusal(error)


def _state(year: int, session: Session) -> RecognitionState:
    service = RecognitionService(session)
    return RecognitionState(
        units=tuple(OverviewService(session).units(year)),
        eligible=len(service.candidates(year)),
        held=DisputeService(session).held(year),
        decisions=tuple(service.decisions(year)),
        last=AppraisalUndoService(session).last(year),
        numbering=NumberingService(session).numbering(year),
        held_back=service.held(year),
    )


def _decision_line(decision: Decision) -> str:
    if decision.status is DecisionStatus.DRAFT or decision.decided_on is None:
        return "Dự thảo trình ký"
    signer = f", người ký {decision.signer}" if decision.signer else ""
    return f"Số {decision.number} ngày {date_text(decision.decided_on)}{signer}"


ENTRY = ScreenEntry(
    "recognition", "Công nhận", 4, at_commune, RecognitionScreen, "Thẩm định, ra quyết định"
)
