"""The answers to the question that is chosen: this person, a new one, or skip the row."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QComboBox, QMenu, QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from vanhoa_desktop.domain.import_account import AnswerKind, AskedRow, RowAnswer
from vanhoa_desktop.texts.words.numbers import count_text
from vanhoa_desktop.ui.widgets.buttons import plain_button
from vanhoa_desktop.ui.widgets.labels import quiet
from vanhoa_desktop.ui.widgets.panels import column, row, set_content
from vanhoa_desktop.ui.widgets.tables import TableView


class QuestionTable(TableView):
    """A table in which a digit answers."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1, 2 and 3 answer the chosen question; no other letter or digit does anything."""
        if not _answers(self, event):
            super().keyPressEvent(event)


class ChoiceBox(QComboBox):
    """Who is meant, of several; a digit answers here too: no choice begins with one to search."""

    digit_typed = Signal(str)
    entered = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1, 2 and 3 answer the chosen question; no letter chooses somebody else."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif not _answers(self, event):
            super().keyPressEvent(event)


_KEYS = ("1", "2", "3")


def _answers(widget: QuestionTable | ChoiceBox, event: QKeyEvent) -> bool:
    """Whether a key was taken: given on as an answer, or a letter that stands for none."""
    if event.text() in _KEYS:
        widget.digit_typed.emit(event.text())
    return event.text().isprintable() and bool(event.text().strip())


class AnswerButton(QPushButton):
    """An answer; after the first press of a double click the next question stands there."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setAutoDefault(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second press answers nothing: nobody has read that question yet."""
        event.accept()


class AnswerBar(QWidget):
    """Buttons that can be pressed with 1, 2 and 3 too; one beside them answers all at once.

    `changed` carries what an answered question is answered with once somebody else is chosen from
    the list: that person, or None where the answer was no person of the list.

    They stay where they are while one question follows the other: the bar stands on the bottom, and
    what comes and goes stands above them, or at the other end of the line.
    """

    answered = Signal(object)
    changed = Signal(object)
    all_answered = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._asked: AskedRow | None = None
        self._given: RowAnswer | None = None
        self.choice_box = ChoiceBox()
        self.choice_box.setAccessibleName("Là người nào")
        # As wide as the bar: the ends of the texts tell namesakes apart.
        self.choice_box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.choice_box.digit_typed.connect(self.press)
        self.choice_box.activated.connect(self._on_choice_changed)
        # What is longer than the bar is read in whole where the pointer rests.
        self.choice_box.currentTextChanged.connect(self.choice_box.setToolTip)
        self.same_button = AnswerButton("1 Là người này")
        self.new_button = AnswerButton("2 Là người mới")
        self.skip_button = AnswerButton("3 Bỏ qua dòng này")
        self.same_button.clicked.connect(self._on_same)
        self.new_button.clicked.connect(self._on_new)
        self.skip_button.clicked.connect(self._on_skip)
        self.open_label = quiet(wraps=False)
        self.all_button = plain_button("Trả lời tất cả ▾")
        menu = QMenu(self.all_button)
        self.all_actions = {
            AnswerKind.SUGGESTED: menu.addAction("Tất cả là người được gợi ý"),
            AnswerKind.NEW: menu.addAction("Tất cả là người mới"),
            AnswerKind.SKIP: menu.addAction("Bỏ qua tất cả"),
        }
        for kind, action in self.all_actions.items():
            action.triggered.connect(partial(self.all_answered.emit, kind))
        self.all_button.setMenu(menu)
        # A line keeps its height when one question is left, or the answers above would move.
        kept = self.all_button.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.all_button.setSizePolicy(kept)
        answers = row(self.same_button, self.new_button, self.skip_button, 1)
        # In the largest letters three answers are as long as a line; the fourth has its own.
        bar = column(self.choice_box, answers, row(self.open_label, 1, self.all_button))
        set_content(self, bar, 0)
        # The table gives way in need, never the answers. A fixed height would be that of one line,
        # also where the answers need two.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.show_question(None)

    def show_question(self, asked: AskedRow | None, given: RowAnswer | None = None) -> None:
        """Offer the answers to a question, with what was answered; None for what asks nothing."""
        self._asked, self._given = asked, given
        self.choice_box.clear()
        for choice in () if asked is None else asked.choices:
            kept = f"{choice.text} – giữ nguyên" if choice.corrections else choice.text
            self.choice_box.addItem(kept, choice.answer)
            if choice.corrections:
                self.choice_box.addItem(f"{choice.text} – sửa theo bảng", choice.correcting)
        # Another look at an answered question, and another «1», must not turn the answer round.
        self.choice_box.setCurrentIndex(max(0, self._place_of(given)))
        has_choice = asked is not None and bool(asked.choices)
        self.choice_box.setVisible(has_choice)
        self.same_button.setEnabled(has_choice)
        self.new_button.setEnabled(asked is not None and asked.can_be_new)
        self.skip_button.setEnabled(asked is not None)

    def _place_of(self, given: RowAnswer | None) -> int:
        """Where an answer stands among the choices; -1 for one that is none of them."""
        offered = [self.choice_box.itemData(place) for place in range(self.choice_box.count())]
        return offered.index(given) if given in offered else -1

    def show_open(self, count: int) -> None:
        """Say how many questions are open."""
        left = f"Còn {count_text(count)} dòng chưa trả lời: nhấn 1, 2 hoặc 3."
        self.open_label.setText(left if count else "Đã trả lời hết: đang đếm lại…")
        self.all_button.setVisible(count > 1)

    def show_next(self, button: str) -> None:
        """All is answered and counted: which button Enter presses now; "" where none can be."""
        told = f"Đã trả lời hết: nhấn Enter để «{button}»."
        self.open_label.setText(told if button else "Không có gì để nhập: bấm «Không nhập».")

    def focus_choices(self) -> bool:
        """Put the keyboard on the people to choose from; False where there are no two.

        Never on an answer: whoever presses Enter twice would have given it.
        """
        if self.choice_box.count() > 1:
            self.choice_box.setFocus()
        return self.choice_box.count() > 1

    def press(self, key: str) -> None:
        """Answer by one of the keys 1, 2 and 3, if that answer can be given."""
        buttons = (self.same_button, self.new_button, self.skip_button)
        button = buttons[_KEYS.index(key)]
        if button.isEnabled():
            button.click()

    def _on_same(self) -> None:
        self._answer(self.choice_box.currentData())

    def _on_choice_changed(self, place: int) -> None:
        """What the list shows and what stands as the answer are never two."""
        chosen: RowAnswer = self.choice_box.itemData(place)
        if self._asked is not None and self._given not in (None, chosen):
            is_of_list = self._place_of(self._given) >= 0
            self.changed.emit(chosen if is_of_list else None)

    def _on_new(self) -> None:
        self._answer(RowAnswer(AnswerKind.NEW))

    def _on_skip(self) -> None:
        self._answer(RowAnswer(AnswerKind.SKIP))

    def _answer(self, answer: RowAnswer) -> None:
        if self._asked is not None:
            self.answered.emit(answer)
