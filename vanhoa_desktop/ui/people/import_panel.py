"""Importing a list: first what would happen, row by row, with its questions; then the deed."""

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
from vanhoa_desktop.services.import_report import ImportReport
from vanhoa_desktop.services.roster import RosterImport, RosterService
from vanhoa_desktop.services.session import Session
from vanhoa_desktop.texts.numbers import count_text
from vanhoa_desktop.ui.ask import Question
from vanhoa_desktop.ui.people.answer_bar import AnswerBar, QuestionTable
from vanhoa_desktop.ui.people.state import (
    AccountLine,
    ImportTalk,
    PreviewLine,
    account_lines,
    counts_line,
    sheets_text,
)
from vanhoa_desktop.ui.widgets.buttons import plain_button, primary_button
from vanhoa_desktop.ui.widgets.labels import label, title
from vanhoa_desktop.ui.widgets.panels import column, row, set_content
from vanhoa_desktop.ui.widgets.states import NoticeBar
from vanhoa_desktop.ui.widgets.tables import Column, RowsModel, TableView
from vanhoa_desktop.ui.workspace import Workspace

_BY_FILE = "Theo cột «Thôn» trong bảng"
_SHOW_ROWS, _SHOW_PROBLEMS = "Xem từng dòng", "Xem điều cần biết"
# Answers given one after the other are rehearsed together.
_REHEARSE_AFTER_MS = 400


class ImportPanel(QWidget):
    """Rehearses an import, shows it, and does it; `closed` says what was done, or nothing."""

    closed = Signal(str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self._wish: RosterImport | None = None
        self._report: ImportReport | None = None
        # Answers to rehearsals that a newer one has overtaken are not shown.
        self._rehearsal = 0
        self.talk = ImportTalk()
        self.notice = NoticeBar()
        self.title_label = title("Xem trước khi nhập")
        self.counts_label = label("", "strong")
        self.sheets_label = label("", "quiet")
        self.unit_box = QComboBox()
        self.unit_box.setAccessibleName("Cả bảng là người của thôn nào")
        self.unit_box.currentIndexChanged.connect(self._on_unit_changed)
        self.model = RowsModel[PreviewLine](_line_columns(), self)
        self.table = QuestionTable("Những chỗ cần xem lại")
        self.table.setModel(self.model)
        self.rows_model = RowsModel[AccountLine](_row_columns(), self)
        self.rows_table = TableView("Từng dòng của bảng")
        self.rows_table.setModel(self.rows_model)
        self.rows_table.hide()
        self.answer_bar = AnswerBar()
        self.answer_bar.answered.connect(self._on_answered)
        self.answer_bar.all_answered.connect(self._on_all_answered)
        self.table.row_chosen.connect(self._on_row_chosen)
        self.table.row_opened.connect(self._on_row_opened)
        self.table.digit_typed.connect(self.answer_bar.press)
        self.rows_button = plain_button(_SHOW_ROWS)
        self.rows_button.clicked.connect(self._on_rows)
        self.import_button = primary_button("Nhập")
        self.import_button.clicked.connect(self._on_import)
        self.cancel_button = plain_button("Không nhập")
        self.cancel_button.clicked.connect(partial(self.closed.emit, ""))
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
            self.table,
            self.rows_table,
            self.answer_bar,
            0,
            row(self.rows_button, 1, self.cancel_button, self.import_button),
        )
        layout.setStretchFactor(self.table, 1)
        layout.setStretchFactor(self.rows_table, 1)
        set_content(self, layout)

    def _counts_row(self) -> QHBoxLayout:
        counts = row(self.counts_label, self.unit_box)
        counts.setStretch(0, 1)
        return counts

    def rehearse(self, wish: RosterImport, units: list[Unit]) -> None:
        """Show what importing a file would do; `units` to choose from, at the commune."""
        self._wish = wish
        self.talk = ImportTalk()
        self.title_label.setText(f"Xem trước khi nhập: {wish.path.name}")
        self.unit_box.blockSignals(True)
        self.unit_box.clear()
        self.unit_box.addItem(_BY_FILE, None)
        for unit in units:
            self.unit_box.addItem(f"Cả bảng: {unit.name}", unit.id)
        self.unit_box.setVisible(bool(units))
        self.unit_box.blockSignals(False)
        self._show_rows(shown=False)
        self.model.set_rows(())
        self.rows_model.set_rows(())
        self.sheets_label.setText("")
        self._rehearse()

    def _rehearse(self) -> None:
        if self._wish is None:
            return
        self._timer.stop()
        self._rehearsal += 1
        self.import_button.setEnabled(False)
        self.counts_label.setText("Đang đọc bảng…")
        wish = replace(self._wish, is_dry_run=True, answers=self.talk.answers)
        self.workspace.look(
            partial(_imported, wish),
            partial(self._on_rehearsed, self._rehearsal),
            partial(self._on_refused, self._rehearsal),
            "Đang đọc bảng…",
        )

    def _on_unit_changed(self, _number: int) -> None:
        if self._wish is not None:
            self._wish = replace(self._wish, unit=self.unit_box.currentData())
            self.talk = ImportTalk()
            self._rehearse()

    def _on_rehearsed(self, rehearsal: int, report: ImportReport) -> None:
        if rehearsal != self._rehearsal:
            return
        is_first = not self.model.rows and not self.rows_model.rows
        self._report = report
        self.talk.hear(report)
        self.notice.clear_notice()
        self.sheets_label.setText(sheets_text(report))
        self.rows_model.set_rows(account_lines(report))
        self.rows_button.setVisible(True)
        self._show_lines()
        self._show_rows(shown=self.rows_table.isVisibleTo(self))
        self._show_counts()
        if is_first:
            self._put_focus()

    def _show_counts(self) -> None:
        report = self._report
        if report is None:
            return
        self.counts_label.setText(counts_line(report))
        writable = report.created + report.updated
        self.import_button.setText(f"Nhập {count_text(writable)} người" if writable else "Nhập")
        self.import_button.setEnabled(bool(writable))
        if not writable and not report.asked:
            self.notice.show_notice("Không có gì mới để nhập từ bảng này.")

    def _show_lines(self) -> None:
        chosen = self.table.chosen_row()
        problems = self._report.problems if self._report is not None else ()
        sheets = self._report.account.sheets if self._report is not None else ()
        has_several = sum(sheet.bin is SheetBin.READ for sheet in sheets) > 1
        self.model.set_rows(self.talk.lines(problems, names_sheets=has_several))
        self.table.fit_columns()
        if chosen is not None:
            self.table.choose_row(min(chosen, self.model.rowCount() - 1))
        self.answer_bar.show_open(len(self.talk.open_questions()))

    def _put_focus(self) -> None:
        if self.talk.open_questions():
            self.table.choose_row(0)
            self.table.setFocus()
        elif self.import_button.isEnabled():
            self.import_button.setFocus()
        else:
            self.cancel_button.setFocus()

    def _on_row_chosen(self, number: int) -> None:
        line = self.model.row(number)
        self.answer_bar.show_question(None if line is None else line.question)

    def _on_row_opened(self, _number: int) -> None:
        self.answer_bar.focus_first()

    def _on_answered(self, answer: RowAnswer) -> None:
        number = self.table.chosen_row()
        line = None if number is None else self.model.row(number)
        if line is None or line.question is None or number is None:
            return
        self.talk.answer(line.question, answer)
        self._show_lines()
        following = self._next_open(number)
        self.table.choose_row(number if following is None else following)
        self.table.setFocus()
        self.import_button.setEnabled(False)
        self._timer.start()

    def _next_open(self, number: int) -> int | None:
        """The next question without an answer, from a line on and then from the top."""
        rows = self.model.rows
        order = [*range(number + 1, len(rows)), *range(number + 1)]
        return next((n for n in order if rows[n].question and not rows[n].answer), None)

    def _on_all_answered(self, kind: AnswerKind) -> None:
        question = _question_for_all(kind, len(self.talk.open_questions()))
        self.workspace.ask.confirm(self, question, partial(self._answer_all, kind))

    def _answer_all(self, kind: AnswerKind) -> None:
        self.talk.answer_all(kind)
        self._show_lines()
        self.table.setFocus()
        self._rehearse()

    def _on_rows(self) -> None:
        self._show_rows(shown=not self.rows_table.isVisibleTo(self))

    def _show_rows(self, *, shown: bool) -> None:
        self.rows_table.setVisible(shown)
        self.table.setVisible(not shown)
        self.answer_bar.setVisible(not shown and bool(self.talk.questions))
        self.rows_button.setText(_SHOW_PROBLEMS if shown else _SHOW_ROWS)

    def _on_import(self) -> None:
        left = len(self.talk.open_questions())
        if not left:
            self._import()
            return
        question = _question_of_open(left)
        self.workspace.ask.confirm(self, question, self._import)

    def _import(self) -> None:
        if self._wish is None:
            return
        wish = replace(self._wish, answers=self.talk.answers)
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

    def _on_refused(self, rehearsal: int, error: VanHoaError) -> None:
        if rehearsal != self._rehearsal:
            return
        self.counts_label.setText("")
        self.sheets_label.setText("")
        self.model.set_rows(())
        self.table.hide()
        self.rows_table.hide()
        self.rows_button.hide()
        self.answer_bar.hide()
        self.notice.show_refusal(error)
        self.cancel_button.setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves without importing."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit("")
            return
        super().keyPressEvent(event)


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


def _line_columns() -> tuple[Column[PreviewLine], ...]:
    return (
        Column("Dòng", lambda line: line.place, 6, wraps=True),
        Column("Mức", lambda line: line.kind, 7),
        Column("Điều cần biết", lambda line: line.said, 20, stretches=True, wraps=True),
        Column("Trả lời", lambda line: line.answer, 12, wraps=True),
    )


def _row_columns() -> tuple[Column[AccountLine], ...]:
    return (
        Column("Trang", lambda line: line.sheet, 8, is_spare=True),
        Column("Dòng", lambda line: str(line.row), 5, is_number=True),
        Column("Trong bảng", lambda line: line.text, 18),
        Column("Kết quả", lambda line: line.outcome, 14),
        Column("Vì sao, thay đổi gì", lambda line: line.detail, 20, stretches=True),
    )
