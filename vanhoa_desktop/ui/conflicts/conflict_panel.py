"""One figure that does not agree: its values side by side, to be chosen or typed over."""

from collections.abc import Container, Mapping, Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from vanhoa_desktop.services.review.conflicts import ListedConflict
from vanhoa_desktop.ui.conflicts.state import (
    RivalCard,
    Side,
    cards_of,
    explanation,
    heading_text,
    may_settle,
    may_type,
)
from vanhoa_desktop.ui.style.appearance import mark
from vanhoa_desktop.ui.style.sizes import GAP, GAP_SMALL
from vanhoa_desktop.ui.widgets.buttons import plain_button
from vanhoa_desktop.ui.widgets.labels import label, quiet
from vanhoa_desktop.ui.widgets.panels import column, framed, row, scrolling, set_content

_CARDS_IN_ROW = 2


class ConflictPanel(QWidget):
    """`value_chosen` carries the change whose value is kept, `value_typed` what was typed.

    `side_chosen` carries how everything open of the record is settled at once.
    """

    value_chosen = Signal(str)
    value_typed = Signal(str)
    side_chosen = Signal(object)

    def __init__(self, *, is_commune: bool) -> None:
        super().__init__()
        self._is_commune = is_commune
        self.conflict: ListedConflict | None = None
        self._shown_sides: tuple[Side, ...] = ()
        self.choose_buttons: list[QPushButton] = []
        self.side_buttons: list[QPushButton] = []
        self._sides = QWidget()
        mark(self._sides, "plain")
        self._sides_column = QVBoxLayout(self._sides)
        self._sides_column.setContentsMargins(0, 0, 0, 0)
        self._sides_column.setSpacing(GAP_SMALL)
        self.whole_frame = framed(
            column(
                quiet("Giải quyết mọi chỗ chưa khớp một lần; các ô không tranh chấp giữ nguyên:"),
                self._sides,
                gap=GAP_SMALL,
            )
        )
        self.heading_label = label("", "strong")
        self.field_label = label("", "heading", wraps=False)
        self.field_label.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.explanation_label = quiet()
        self._cards = QWidget()
        mark(self._cards, "plain")
        self._grid = QGridLayout(self._cards)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        self.value_field = QLineEdit()
        self.value_field.setAccessibleName("Giá trị đúng")
        self.value_field.returnPressed.connect(self._on_typed)
        self.value_field.textChanged.connect(self._on_edited)
        self._drafts: dict[str, str] = {}
        self.type_button = plain_button("Ghi giá trị này")
        self.type_button.clicked.connect(self._on_typed)
        typing = row(quiet("Hoặc ghi giá trị khác:", wraps=False), self.value_field)
        typing.addWidget(self.type_button)
        self.typing_frame = framed(typing)
        content = QWidget()
        mark(content, "plain")
        head = row(self.field_label, self.heading_label)
        head.setStretch(1, 1)
        body = column(
            *(head, self.explanation_label, self.whole_frame, self._cards, self.typing_frame, 1)
        )
        set_content(content, body, 0)
        self._area = scrolling(content)
        set_content(self, column(self._area), 0)

    def show_conflict(self, conflict: ListedConflict, sides: Sequence[Side] = ()) -> None:
        """Show another figure, and how all that is open of its record can be settled at once.

        Read anew, the same one leaves what is being typed alone.
        """
        if (conflict, tuple(sides)) == (self.conflict, self._shown_sides):
            return
        is_other = self.conflict is None or self.conflict.id != conflict.id
        self._shown_sides = tuple(sides)
        self.conflict = conflict
        self.heading_label.setText(heading_text(conflict))
        self.field_label.setText(conflict.field_label)
        self.explanation_label.setText(explanation(conflict, is_commune=self._is_commune))
        self._clear_cards()
        for number, card in enumerate(cards_of(conflict)):
            place = divmod(number, _CARDS_IN_ROW)
            self._grid.addWidget(self._card(card, conflict), *place)
        self._show_sides(sides if may_settle(conflict, is_commune=self._is_commune) else ())
        self._order_keys()
        if is_other:
            self._show_draft(conflict)
        self.typing_frame.setVisible(may_type(conflict, is_commune=self._is_commune))
        if is_other:
            # Whose figure it is must be seen before anything can be chosen.
            self._area.verticalScrollBar().setValue(0)

    @property
    def drafts(self) -> Mapping[str, str]:
        """What was typed for figures (by id) and is not written."""
        return {figure: text for figure, text in self._drafts.items() if text.strip()}

    def forget_draft(self, figure: str) -> None:
        """It was written, or given up."""
        self._drafts.pop(figure, None)
        if self.conflict is not None and self.conflict.id == figure:
            self._show_draft(self.conflict)

    def keep_drafts_of(self, figures: Container[str]) -> None:
        """Figures that were settled elsewhere have nothing to be typed for."""
        for figure in [known for known in self._drafts if known not in figures]:
            self.forget_draft(figure)

    def _show_draft(self, conflict: ListedConflict) -> None:
        with QSignalBlocker(self.value_field):
            self.value_field.setText(self._drafts.get(conflict.id, ""))

    def _on_edited(self, text: str) -> None:
        if self.conflict is not None:
            self._drafts[self.conflict.id] = text

    def _order_keys(self) -> None:
        """Tab goes from the heading to the values: they are made anew, and would come last."""
        steps = (self.field_label, *self.choose_buttons, *self.side_buttons, self.value_field)
        for before, after in pairwise(steps):
            QWidget.setTabOrder(before, after)

    def focus_heading(self) -> None:
        """Put the keyboard on the name of the figure, one Tab before what can be chosen.

        Never on a choice: Enter on the list, pressed again and again, must not settle anything.
        """
        self.field_label.setFocus()

    def set_busy(self, *, is_busy: bool) -> None:
        """One answer at a time."""
        may = self.conflict is not None and may_settle(self.conflict, is_commune=self._is_commune)
        for button in (*self.choose_buttons, *self.side_buttons, self.type_button):
            button.setEnabled(may and not is_busy)

    def _show_sides(self, sides: Sequence[Side]) -> None:
        for button in self.side_buttons:
            self._sides_column.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.side_buttons.clear()
        for side in sides:
            button = plain_button(side.text)
            button.clicked.connect(partial(self._on_side, side))
            self.side_buttons.append(button)
            self._sides_column.addWidget(button)
        self.whole_frame.setVisible(bool(sides))

    def _on_side(self, side: Side) -> None:
        self.side_chosen.emit(side)

    def _clear_cards(self) -> None:
        self.choose_buttons.clear()
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _card(self, card: RivalCard, conflict: ListedConflict) -> QFrame:
        value = label(card.text, "figure")
        button = plain_button("Lấy giá trị này")
        button.setAccessibleName(f"Lấy giá trị {card.text} của {card.by}")
        button.setEnabled(may_settle(conflict, is_commune=self._is_commune))
        button.clicked.connect(partial(self._on_chosen, card.change))
        self.choose_buttons.append(button)
        at = quiet(card.at)
        note = label(card.note, "warn" if card.is_waiting else "small")
        if not card.note:
            note.hide()
        head = row(value, button)
        head.setStretch(0, 1)
        return framed(column(head, label(card.by, "strong"), at, note, 1, gap=GAP_SMALL))

    def _on_chosen(self, change: str) -> None:
        self.value_chosen.emit(change)

    def _on_typed(self) -> None:
        text = self.value_field.text().strip()
        if text:
            self.value_typed.emit(text)
        else:
            self.value_field.setFocus()
