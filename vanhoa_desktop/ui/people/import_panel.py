"""Importing a list: first what would happen, row by row, with its questions; then the deed."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget
from typing_extensions import override

from vanhoa_desktop.domain.import_account import AnswerKind, RowAnswer, SheetBin
from vanhoa_desktop.domain.people import Unit
from vanhoa_desktop.domain.ports import Progress
from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.rows.import_report import ImportReport
from vanhoa_desktop.services.rows.roster import RosterImport, RosterService
from vanhoa_desktop.texts.words.numbers import count_text
from vanhoa_desktop.ui.ask import Question
from vanhoa_desktop.ui.people.question_view import QuestionView
from vanhoa_desktop.ui.people.state import (
    ImportTalk,
    Place,
    account_lines,
    counts_line,
    sheets_text,
)
from vanhoa_desktop.ui.style.sizes import GAP_SMALL
from vanhoa_desktop.ui.widgets.buttons import plain_button, primary_button
from vanhoa_desktop.ui.widgets.labels import label, title
from vanhoa_desktop.ui.widgets.panels import column, row, set_content
from vanhoa_desktop.ui.widgets.states import NoticeBar
from vanhoa_desktop.ui.workspace import Workspace

_BY_FILE = "Theo cột «Thôn» trong bảng"
# Answers given one after the other are rehearsed together.
_REHEARSE_AFTER_MS = 400


class ImportPanel(QWidget):
    """Rehearses an import, shows it, and does it; `closed` says what was done, or nothing.

    `imported` carries the id of an import that changed something, to be undone as a whole.
    """

    closed = Signal(str)
    imported = Signal(str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self._wish: RosterImport | None = None
        self._report: ImportReport | None = None
        # Answers to rehearsals that a newer one has overtaken are not shown.
        self._rehearsal = 0
        # The keyboard goes to «Nhập» as soon as that can be pressed.
        self._is_import_wished = False
        self.notice = NoticeBar()
        self.title_label = title("Xem trước khi nhập")
        self.counts_label = label("", "strong")
        self.sheets_label = label("", "quiet")
        self.unit_box = QComboBox()
        self.unit_box.setAccessibleName("Cả bảng là người của thôn nào")
        self.unit_box.currentIndexChanged.connect(self._on_unit_changed)
        self.view = QuestionView()
        self.view.answered.connect(self._on_answered)
        self.view.import_wished.connect(self._on_import_wished)
        self.model, self.table = self.view.model, self.view.table
        self.rows_model, self.rows_table = self.view.rows_model, self.view.rows_table
        self.rows_button = self.view.rows_button
        self.answer_bar = self.view.answer_bar
        self.answer_bar.all_answered.connect(self._on_all_answered)
        self.import_button = primary_button("Nhập")
        self.import_button.clicked.connect(self._on_import)
        self.cancel_button = plain_button("Không nhập")
        self.cancel_button.clicked.connect(self._on_leave)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REHEARSE_AFTER_MS)
        self._timer.timeout.connect(self._rehearse)
        self._lay_out()

    def _lay_out(self) -> None:
        layout = column(
            self.title_label,
            self.notice,
            self._counts_row(),
            self.sheets_label,
            self.view,
            # What «Nhập 12 người» says changes with each answer: nothing stands beside it to move.
            row(self.cancel_button, self.rows_button, 1, self.import_button),
            gap=GAP_SMALL,
        )
        layout.setStretchFactor(self.view, 1)
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
        self._is_import_wished = False
        self.view.begin()
        self.sheets_label.setText("")
        # The keyboard of the last time may still be on any button.
        self.table.setFocus()
        self._rehearse()

    @property
    def unsaved_sentence(self) -> str:
        """What would be lost if the program ended now; "" while no question is answered."""
        given = len(self.view.talk.given)
        return f"{_answers_lost(given)} Đóng bây giờ thì phải trả lời lại." if given else ""

    def _rehearse(self) -> None:
        if self._wish is None:
            return
        self._timer.stop()
        self._rehearsal += 1
        self.import_button.setEnabled(False)
        self.counts_label.setText("Đang đọc bảng…")
        wish = replace(self._wish, is_dry_run=True, answers=self.view.talk.answers)
        self.workspace.look(
            partial(_imported, wish),
            partial(self._on_rehearsed, self._rehearsal, dict(self.view.talk.given)),
            partial(self._on_refused, self._rehearsal),
            "Đang đọc bảng…",
        )

    def _on_unit_changed(self, _number: int) -> None:
        if self._wish is not None:
            self._wish = replace(self._wish, unit=self.unit_box.currentData())
            self.view.talk = ImportTalk()
            self._rehearse()

    def _on_rehearsed(
        self, rehearsal: int, heard: Mapping[Place, RowAnswer], report: ImportReport
    ) -> None:
        if rehearsal != self._rehearsal:
            return
        is_first = not self.model.rows and not self.rows_model.rows
        self._report = report
        self.view.talk.hear(report, heard)
        self.notice.clear_notice()
        self.sheets_label.setText(sheets_text(report))
        self.rows_model.set_rows(account_lines(report))
        self.rows_button.setVisible(True)
        self._show_lines()
        self.view.show_rows(shown=self.view.shows_rows)
        self._show_counts()
        if is_first:
            self._put_focus()
        elif self._is_import_wished and self.table.hasFocus():
            self._focus_import()
        self._is_import_wished = False

    def _show_counts(self) -> None:
        report = self._report
        if report is None:
            return
        self.counts_label.setText(counts_line(report))
        writable = report.created + report.updated
        self.import_button.setText(f"Nhập {count_text(writable)} người" if writable else "Nhập")
        self.import_button.setEnabled(bool(writable))
        is_told = self.view.show_next(self.import_button.text() if writable else "")
        if not (is_told or writable or report.asked):
            self.notice.show_notice("Không có gì mới để nhập từ bảng này.")

    def _show_lines(self) -> None:
        problems = self._report.problems if self._report is not None else ()
        sheets = self._report.account.sheets if self._report is not None else ()
        has_several = sum(sheet.bin is SheetBin.READ for sheet in sheets) > 1
        self.view.show_lines(problems, names_sheets=has_several)

    def _put_focus(self) -> None:
        if self.model.rows:
            # Something has to be answered, or at least read, before «Nhập».
            self.table.choose_row(0)
            self.table.setFocus()
        elif self.import_button.isEnabled():
            self.import_button.setFocus()
        else:
            self.cancel_button.setFocus()

    def _on_import_wished(self) -> None:
        """Enter imports where the line under the answers says so; counting comes first.

        Where nothing was asked, nothing may have been read yet: it only goes to the button.
        """
        if not self.import_button.isEnabled():
            self._is_import_wished = True
            if self._timer.isActive():
                self._rehearse()
        elif self.view.talk.given:
            self.import_button.click()
        else:
            self._focus_import()

    def _focus_import(self) -> None:
        # An answer can raise a new question.
        if not self.view.choose_open(0) and self.import_button.isEnabled():
            self.import_button.setFocus()

    def main_widget(self) -> QWidget:
        """Where the keyboard belongs: the questions, or the single rows, or the way out."""
        shown = [w for w in (self.table, self.rows_table) if w.isVisibleTo(self.view)]
        return shown[0] if shown else self.cancel_button

    def _on_answered(self) -> None:
        self._is_import_wished = False
        self._show_lines()
        self.import_button.setEnabled(False)
        self._timer.start()

    def _on_all_answered(self, kind: AnswerKind) -> None:
        question = _question_for_all(kind, len(self.view.talk.open_questions()))
        self.workspace.ask.confirm(self, question, partial(self._answer_all, kind))

    def _answer_all(self, kind: AnswerKind) -> None:
        self.view.talk.answer_all(kind)
        self._show_lines()
        self.table.setFocus()
        self._rehearse()

    def _on_import(self) -> None:
        if left := len(self.view.talk.open_questions()):
            self.workspace.ask.confirm(self, _question_of_open(left), self._import)
        else:
            self._import()

    def _import(self) -> None:
        if self._wish is None:
            return
        wish = replace(self._wish, answers=self.view.talk.answers)
        self.import_button.setEnabled(False)
        self.workspace.run_with_progress(
            partial(_imported, wish),
            self._on_imported,
            partial(self._on_refused, self._rehearsal),
            "Đang nhập danh sách…",
        )

    def _on_imported(self, report: ImportReport) -> None:
        added, changed = count_text(report.created), count_text(report.updated)
        said = f"Đã nhập: thêm {added} người, sửa {changed} người."
        if report.asked or report.left_out:
            waiting, left_out = count_text(report.asked), count_text(report.left_out)
            said += f" Không nhập: {left_out} dòng; chưa trả lời: {waiting} dòng."
        self.closed.emit(said)
        if report.import_id is not None:
            self.imported.emit(report.import_id)

    def _on_refused(self, rehearsal: int, error: VanHoaError) -> None:
        if rehearsal != self._rehearsal:
            return
        self.counts_label.setText("")
        self.sheets_label.setText("")
        self.view.show_nothing()
        self.notice.show_refusal(error)
        self.cancel_button.setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back a step: from the single rows to the questions, from there out."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.view.shows_rows:
            self.view.turn(to_rows=False)
        else:
            self._on_leave()

    def _on_leave(self) -> None:
        given = len(self.view.talk.given)
        if given:
            question = _question_of_leaving(given)
            self.workspace.ask.confirm(self, question, partial(self.closed.emit, ""))
        else:
            self.closed.emit("")


def _answers_lost(count: int) -> str:
    return f"Đã trả lời {count_text(count)} câu, chưa nhập ai từ bảng này."


def _question_of_leaving(count: int) -> Question:
    text = f"{_answers_lost(count)} Bỏ các câu trả lời đó?"
    return Question("Không nhập bảng này", text, "Bỏ, không nhập", "Quay lại trả lời tiếp")


def _question_for_all(kind: AnswerKind, count: int) -> Question:
    words = {
        AnswerKind.NEW: "là người mới",
        AnswerKind.SKIP: "bỏ qua, không nhập",
        AnswerKind.SUGGESTED: "là người được gợi ý (chỉ những dòng có đúng một gợi ý)",
    }
    text = f"{count_text(count)} dòng chưa trả lời: {words[kind]}?"
    return Question("Trả lời tất cả", text, "Trả lời tất cả")


def _question_of_open(count: int) -> Question:
    text = (
        f"Còn {count_text(count)} dòng chưa trả lời: những dòng đó không được nhập lần này. "
        "Nhập các dòng còn lại?"
    )
    return Question("Còn dòng chưa trả lời", text, "Nhập các dòng còn lại")


def _imported(wish: RosterImport, session: Session, progress: Progress) -> ImportReport:
    return RosterService(session).import_file(wish, progress)
