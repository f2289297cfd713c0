"""The middle of an import's preview: its questions with their answers, or its single rows."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from vanhoa_desktop.domain.import_account import RowAnswer
from vanhoa_desktop.domain.problems import Problem
from vanhoa_desktop.ui.people.answer_bar import AnswerBar, QuestionTable
from vanhoa_desktop.ui.people.state import AccountLine, ImportTalk, PreviewLine
from vanhoa_desktop.ui.widgets.buttons import plain_button
from vanhoa_desktop.ui.widgets.panels import column, set_content
from vanhoa_desktop.ui.widgets.tables import Column, RowsModel, TableView

_SHOW_ROWS, _SHOW_PROBLEMS = "Xem từng dòng", "Xem điều cần biết"


class QuestionView(QWidget):
    """Goes from question to question; `answered` after each answer.

    `import_wished` is Enter when no question is open. `rows_button`, which turns to the single rows
    and back, is placed by the owner.
    """

    answered = Signal()
    import_wished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.talk = ImportTalk()
        self.model = RowsModel[PreviewLine](_line_columns(), self)
        self.table = QuestionTable("Những chỗ cần xem lại")
        self.table.setModel(self.model)
        self.rows_model = RowsModel[AccountLine](_row_columns(), self)
        self.rows_table = TableView("Từng dòng của bảng")
        self.rows_table.setModel(self.rows_model)
        self.rows_table.hide()
        self.answer_bar = AnswerBar()
        self.answer_bar.answered.connect(self._on_answered)
        self.answer_bar.changed.connect(self._on_changed)
        self.answer_bar.choice_box.entered.connect(self._on_choice_entered)
        self.table.row_chosen.connect(self._on_row_chosen)
        self.table.row_opened.connect(self._on_row_opened)
        self.table.digit_typed.connect(self.answer_bar.press)
        self.rows_button = plain_button(_SHOW_ROWS)
        self.rows_button.clicked.connect(self._on_rows)
        layout = column(self.table, self.rows_table, self.answer_bar)
        layout.setStretchFactor(self.table, 1)
        layout.setStretchFactor(self.rows_table, 1)
        set_content(self, layout, 0)

    @property
    def shows_rows(self) -> bool:
        """Whether the single rows are shown."""
        return self.rows_table.isVisibleTo(self)

    def begin(self) -> None:
        """Nothing is known of the file yet, and nothing answered."""
        self.talk = ImportTalk()
        self.show_rows(shown=False)
        self.model.set_rows(())
        self.rows_model.set_rows(())

    def show_nothing(self) -> None:
        """The file was refused."""
        self.model.set_rows(())
        for widget in (self.table, self.rows_table, self.rows_button, self.answer_bar):
            widget.hide()

    def show_lines(self, problems: Sequence[Problem], *, names_sheets: bool) -> None:
        """Show the questions and what else has to be known."""
        chosen = self.table.chosen_row()
        self.model.set_rows(self.talk.lines(problems, names_sheets=names_sheets))
        self.table.fit_columns()
        if chosen is not None:
            self.table.choose_row(min(chosen, self.model.rowCount() - 1))
        self.answer_bar.show_open(len(self.talk.open_questions()))

    def show_rows(self, *, shown: bool) -> None:
        """Show the single rows, or the questions."""
        self.rows_table.setVisible(shown)
        self.table.setVisible(not shown)
        self.answer_bar.setVisible(not shown and bool(self.talk.questions))
        self.rows_button.setText(_SHOW_PROBLEMS if shown else _SHOW_ROWS)

    def turn(self, *, to_rows: bool) -> None:
        """Show the one or the other, with the keyboard."""
        self.show_rows(shown=to_rows)
        (self.rows_table if to_rows else self.table).setFocus()

    def choose_open(self, number: int) -> bool:
        """Go to the next open question, from a line on; False where none is open."""
        following = self._next_open(number)
        if following is not None:
            self.table.choose_row(following)
        return following is not None

    def show_next(self, button: str) -> bool:
        """All is counted: say which button Enter presses now, "" for none; False if not answered.

        Nothing is said where nothing was asked.
        """
        is_answered = bool(self.talk.questions) and not self.talk.open_questions()
        if is_answered:
            self.answer_bar.show_next(button)
        return is_answered

    def _on_choice_entered(self) -> None:
        """Enter in the list of people does what it does on the line it belongs to."""
        number = self.table.chosen_row()
        if number is not None:
            self._on_row_opened(number)

    def _on_rows(self) -> None:
        self.turn(to_rows=not self.shows_rows)

    def _on_row_chosen(self, number: int) -> None:
        line = self.model.row(number)
        question = None if line is None else line.question
        given = None if question is None else self.talk.given.get(question.place)
        self.answer_bar.show_question(question, given)

    def _on_row_opened(self, number: int) -> None:
        """Enter never answers: it goes to whom to choose from, to what is open, to the import."""
        line = self.model.row(number)
        if line is not None and line.question and not line.answer:
            self.answer_bar.focus_choices()
        elif not self.choose_open(number):
            self.import_wished.emit()

    def _on_answered(self, answer: RowAnswer) -> None:
        number = self.table.chosen_row()
        line = None if number is None else self.model.row(number)
        if line is None or line.question is None or number is None:
            return
        self.talk.answer(line.question, answer)
        self.answered.emit()
        if not self.choose_open(number):
            self.table.choose_row(number)
        self.table.setFocus()

    def _on_changed(self, answer: RowAnswer | None) -> None:
        """Somebody else is chosen for a question that is answered: the keyboard stays there."""
        number = self.table.chosen_row()
        line = None if number is None else self.model.row(number)
        if line is None or line.question is None:
            return
        if answer is None:
            self.talk.take_back(line.question)
        else:
            self.talk.answer(line.question, answer)
        self.answered.emit()

    def _next_open(self, number: int) -> int | None:
        """The next question without an answer, from a line on and then from the top."""
        rows = self.model.rows
        order = [*range(number + 1, len(rows)), *range(number + 1)]
        return next((n for n in order if rows[n].question and not rows[n].answer), None)


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
