"""Appraisal and recognition: accept what the villages sent, then decide with number and date."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from vanhoa_desktop.domain.assessments import Decision
from vanhoa_desktop.domain.enums import DecisionStatus
from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.services.recognition.decision_numbers import COMMON_ENDING, UsedNumber
from vanhoa_desktop.services.recognition.numbering import Numbering
from vanhoa_desktop.services.recognition.recognition import (
    Proposed,
    RecognitionReport,
    RecognitionService,
    RecognitionWish,
)
from vanhoa_desktop.texts.words.dates import date_text
from vanhoa_desktop.texts.words.numbers import count_text
from vanhoa_desktop.ui.no_year import show_no_year
from vanhoa_desktop.ui.recognition.appraisal_step import AppraisalStep
from vanhoa_desktop.ui.recognition.decision_fields import DecisionFields
from vanhoa_desktop.ui.recognition.numbering_dialog import NumberingDialog
from vanhoa_desktop.ui.recognition.questions import deciding
from vanhoa_desktop.ui.recognition.standing import YearStanding, about_to_decide, year_standing
from vanhoa_desktop.ui.recognition.state import (
    NOBODY_READY,
    DecisionForm,
    completion,
    held_sentence,
    is_in_question,
    numbers_text,
)
from vanhoa_desktop.ui.screens import Screen, ScreenEntry, at_commune
from vanhoa_desktop.ui.style.appearance import mark
from vanhoa_desktop.ui.widgets.buttons import plain_button, primary_button
from vanhoa_desktop.ui.widgets.labels import heading, label, quiet, title
from vanhoa_desktop.ui.widgets.panels import column, framed, row, scrolling, set_content
from vanhoa_desktop.ui.widgets.states import COUNTING, NoticeBar, StatePanel
from vanhoa_desktop.ui.workspace import Workspace


class RecognitionScreen(Screen):
    """Two steps, one under the other.

    While the year is counted anew nothing is shown of what was counted before; whoever presses
    meanwhile is asked with what is read at that moment.
    """

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.notice = NoticeBar()
        self.remark = NoticeBar()
        self.appraisal = AppraisalStep(workspace, self.notice, self.remark)
        self.appraisal.people_wished.connect(partial(self.screen_requested.emit, "results", None))
        self.waiting_label = self.appraisal.waiting_label
        self.appraise_button = self.appraisal.appraise_button
        self.undo_button = self.appraisal.undo_button
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
        # None: not counted, or counted before something changed.
        self._eligible: int | None = None
        self._used: tuple[UsedNumber, ...] = ()
        self._ending = COMMON_ENDING
        # What was read for an earlier state of the year is not shown.
        self._counting = 0
        self._is_counted = False
        for button in (self.recognise_button, self.papers_button):
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
            framed(column(self.appraisal)),
            framed(self._decision_column()),
            framed(column(heading("Quyết định đã có"), self.decisions_label)),
            1,
        )
        set_content(steps, layout, 0)
        self.panel = StatePanel(scrolling(steps))
        name = title("Thẩm định và công nhận")
        set_content(self, column(name, self.notice, self.remark, self.panel))

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
        if self._eligible is None:
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
        self._counting += 1
        year = self.workspace.year
        if year is None:
            show_no_year(self, self.panel)
            return
        if self._is_counted:
            self._eligible = None
            self.eligible_label.setText(COUNTING)
            self.appraisal.show_counting()
            self._on_typed()
        read = partial(year_standing, year)
        self.workspace.read(read, partial(self._on_standing, self._counting), self._on_unread)

    def _on_unread(self, error: VanHoaError) -> None:
        self.panel.show_refused(error, self.read_again)

    def _on_standing(self, counting: int, standing: YearStanding) -> None:
        if counting != self._counting:
            return
        self.panel.show_content()
        self._is_counted = True
        self.appraisal.show_standing(standing)
        self.held_label.setText(held_sentence(standing.held))
        self.held_frame.setVisible(bool(standing.held))
        self.conflicts_button.setVisible(is_in_question(standing.held))
        self._eligible, self._used = standing.eligible, standing.used
        self._ending = standing.ending
        self.fields.show_ending(standing.ending)
        self.eligible_label.setText(
            f"{count_text(standing.eligible)} người đã thẩm định, đạt và chưa được công nhận."
        )
        lines = [_decision_line(decision) for decision in standing.decisions]
        self.decisions_label.setText("\n".join(lines) or "Chưa có quyết định nào trong năm.")
        self.papers_button.setEnabled(bool(lines))
        self._on_typed()

    def _on_typed(self) -> None:
        """What the decision still lacks; a number that another one has is told as it is typed."""
        form = self._form
        year = self.workspace.year
        used = form.used(self._used, self.workspace.session.today(), self._ending)
        used = used or ("" if year is None else form.too_early(year))
        missing = NOBODY_READY if self._eligible == 0 else form.missing
        missing = used or missing
        mark(self.missing_label, "warn" if used else "quiet")
        self.missing_label.setText(missing or completion(self.fields.form, form))
        self.recognise_button.setEnabled(self._is_counted and not missing)
        self.recognise_button.setText(
            f"Công nhận {count_text(self._eligible)} người" if self._eligible else "Công nhận"
        )

    @property
    def _form(self) -> DecisionForm:
        """What is typed, with the number as it will be written."""
        return self.fields.form.completed(self._ending)

    def _on_recognise(self) -> None:
        self._on_typed()
        year = self.workspace.year
        if year is None or not self.recognise_button.isEnabled():
            return
        self.workspace.run(
            partial(about_to_decide, year),
            partial(self._on_about_to_decide, year, self._form),
            self._on_refused,
        )

    def _on_about_to_decide(
        self, year: int, form: DecisionForm, found: tuple[Numbering, Proposed]
    ) -> None:
        """Numbers stay for ever: who gets one is read once more, and who may be listed twice."""
        numbering, proposed = found
        if not proposed.names:
            self.notice.show_notice(NOBODY_READY)
        elif not numbering.is_confirmed:
            self._confirm_numbers(numbering)
        else:
            question = deciding(form, proposed, self.workspace.session.today())
            recognise = partial(self._recognise, year, form, proposed)
            self.workspace.ask.confirm(self, question, recognise)

    def _confirm_numbers(self, numbering: Numbering) -> None:
        """After a restore only the paper register knows how far numbers were given."""
        self.numbering_dialog = NumberingDialog(self.workspace, self, numbering)
        self.numbering_dialog.confirmed.connect(self._on_numbers_confirmed)
        self.numbering_dialog.open()

    def _on_numbers_confirmed(self, told: str) -> None:
        self.notice.show_notice(f"{told} Hãy bấm «Công nhận» để ra quyết định.", "good")

    def _recognise(self, year: int, form: DecisionForm, agreed: Proposed) -> None:
        wish = RecognitionWish(
            year,
            form.number.strip(),
            form.decided_on,
            form.signer.strip() or None,
            confirmed=agreed.confirmed,
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

    def _on_refused(self, error: VanHoaError) -> None:
        self.notice.show_refusal(error)


def _decision_line(decision: Decision) -> str:
    if decision.status is DecisionStatus.DRAFT or decision.decided_on is None:
        return "Dự thảo trình ký"
    signer = f", người ký {decision.signer}" if decision.signer else ""
    return f"Số {decision.number} ngày {date_text(decision.decided_on)}{signer}"


ENTRY = ScreenEntry(
    "recognition", "Công nhận", 4, at_commune, RecognitionScreen, "Thẩm định, ra quyết định"
)
