"""The sheet of one person: ten rows of points side by side, total and result live below."""

from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from vanhoa_desktop.domain.enums import Assessor
from vanhoa_desktop.scoring.criteria import CriteriaSet, Indicator
from vanhoa_desktop.services.sheets.sheets import PersonSheet
from vanhoa_desktop.texts.words.terms import assessor_term
from vanhoa_desktop.ui.scoring.edits import Cell, RefusedPoints
from vanhoa_desktop.ui.scoring.state import (
    about_line,
    closed_sentence,
    columns_of,
    given_back_sentence,
    is_editable,
    points_of,
    reasons_line,
    result_line,
    told_of,
    total_line,
)
from vanhoa_desktop.ui.style.appearance import mark
from vanhoa_desktop.ui.style.sizes import GAP, GAP_SMALL
from vanhoa_desktop.ui.widgets.buttons import plain_button
from vanhoa_desktop.ui.widgets.labels import label, quiet
from vanhoa_desktop.ui.widgets.panels import column, framed, row, scrolling, set_content
from vanhoa_desktop.ui.widgets.points_field import PointsField
from vanhoa_desktop.ui.widgets.scrolling import begin_at_the_top
from vanhoa_desktop.ui.widgets.states import NoticeBar

NOTHING_WAITS: Mapping[Cell, Decimal | None] = {}
NOTHING_REFUSED: Mapping[Cell, RefusedPoints] = {}


class SheetPanel(QWidget):
    """One sheet.

    `points_wished` carries the sheet that was typed into, the cell, the points (or None) as typed,
    and whether they go on with those before; `typing_dropped` the sheet and the cell whose points
    were typed last and are taken back. `column_ended`: Enter or ↓ at the last indicator.
    """

    points_wished = Signal(object, object, object, bool)
    refused_dropped = Signal(object, object)
    closed_typed = Signal(str)
    undo_wished = Signal()
    redo_wished = Signal()
    typing_dropped = Signal(object, object)
    withdrawal_wished = Signal(object)
    registration_wished = Signal(object)
    column_ended = Signal()

    def __init__(self, today: str, *, is_commune: bool) -> None:
        super().__init__()
        self._today = today
        self._is_commune = is_commune
        self._assessors = columns_of(is_commune=is_commune)
        self.fields: dict[Cell, PointsField] = {}
        self.sheet: PersonSheet | None = None
        self._criteria: CriteriaSet | None = None
        self._column = self._assessors[-1]
        self.name_label = label("", "heading", wraps=False)
        self.about_label = quiet()
        self.notice = NoticeBar(lasts=True)
        self.withdraw_button = plain_button("Bỏ đăng ký…")
        self.withdraw_button.clicked.connect(self._on_withdraw)
        self.withdraw_button.hide()
        self.registration_button = plain_button("Mở «Đăng ký» ▶")
        self.registration_button.clicked.connect(lambda: self.registration_wished.emit(self.sheet))
        self.registration_button.hide()
        self.total_label = label("", "figure", wraps=False)
        self.result_label = label("", "warn", wraps=False)
        self.reasons_label = label("", "")
        self._rows = QWidget()
        mark(self._rows, "paper")
        self._grid = QGridLayout(self._rows)
        self._grid.setContentsMargins(GAP, GAP_SMALL, GAP, GAP_SMALL)
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(2)
        self._area = scrolling(self._rows)
        self._foot = row(self.total_label, self.result_label, self.reasons_label)
        self._foot.setStretch(2, 1)
        head = row(self.name_label, self.about_label, gap=GAP)
        head.setStretch(1, 1)
        told = row(self.notice, self.withdraw_button, self.registration_button, gap=GAP_SMALL)
        told.setStretch(0, 1)
        layout = column(
            head,
            told,
            self._area,
            framed(self._foot, "card", GAP_SMALL),
            gap=GAP_SMALL,
        )
        layout.setStretch(2, 1)
        set_content(self, layout, 0)

    def add_to_foot(self, button: QWidget) -> None:
        """Put something beside the result that concerns the whole sheet."""
        self._foot.addWidget(button)

    def show_sheet(
        self,
        sheet: PersonSheet,
        waiting: Mapping[Cell, Decimal | None] = NOTHING_WAITS,
        refused: Mapping[Cell, RefusedPoints] = NOTHING_REFUSED,
        *,
        is_fresh: bool = False,
    ) -> None:
        """Show another sheet, or the same one anew; what is being typed stays.

        `waiting` is on its way to the store, `refused` could not be saved. `is_fresh`: points typed
        here a while ago registered the person.
        """
        is_other = self.sheet is None or _key(self.sheet) != _key(sheet)
        self.sheet = sheet
        if self._criteria is None or self._criteria.sha256 != sheet.criteria.sha256:
            self._build(sheet.criteria)
        self.name_label.setText(sheet.person.full_name)
        self.about_label.setText(about_line(sheet))
        for cell, field in self.fields.items():
            field.set_open(is_open=is_editable(sheet, cell[0], is_commune=self._is_commune))
            if not is_other and field.is_typed:
                continue
            if cell in refused:
                field.set_refused_points(refused[cell].edit.after)
            else:
                field.set_points(waiting.get(cell, points_of(sheet, *cell)))
        self._show_result(sheet)
        self._show_notice(sheet, refused, is_fresh=is_fresh)
        if is_other:
            # Whose sheet it is, and what registering says, stand above the cells.
            begin_at_the_top(self._rows)

    def _show_notice(
        self, sheet: PersonSheet, refused: Mapping[Cell, RefusedPoints], *, is_fresh: bool
    ) -> None:
        """What was refused comes first; then why nothing can be typed, or why it came back."""
        told = told_of(sheet, self._today, is_commune=self._is_commune, is_fresh=is_fresh)
        if refused:
            why = next(iter(refused.values())).sentence
            returned = given_back_sentence(sheet, is_commune=self._is_commune)
            self.notice.show_notice(" ".join(part for part in (why, returned) if part), "bad")
        else:
            self.notice.show_notice(told.text)
        self.withdraw_button.setVisible(told.is_fresh and not refused)
        self.registration_button.setVisible(told.is_earlier and not refused)

    def give_all(self) -> None:
        """Hand over whatever is being typed."""
        for field in self.fields.values():
            field.give()

    def first_field(self) -> PointsField | None:
        """The first refused cell of the column that is being filled, else the first empty one.

        What was refused has to be mended before more is typed. A full column is begun from above;
        a sheet that is closed takes the keyboard too, so that no key goes elsewhere. None before
        any sheet is shown.
        """
        columns = [[self.fields[(a, code)] for code in self._codes()] for a in self._columns()]
        columns = [fields for fields in columns if fields]
        open_columns = [fields for fields in columns if not fields[0].isReadOnly()]
        for fields in open_columns or columns:
            refused = [field for field in fields if field.is_refused]
            empty = [field for field in fields if not field.text()]
            return (refused or empty or fields)[0]
        return None

    def focus_first(self) -> None:
        """Put the cursor into that cell."""
        first = self.first_field()
        if first is not None:
            first.setFocus()

    def focus_last(self) -> None:
        """Put the cursor into the last cell of the column that is being filled."""
        if codes := self._codes():
            self.fields[(self._column, codes[-1])].setFocus()

    def focus_cell(self, cell: Cell) -> None:
        """Put the cursor into one cell."""
        if cell in self.fields:
            self.fields[cell].setFocus()
            self.fields[cell].type_anew()

    def _columns(self) -> list[Assessor]:
        """The column that is being filled, then the others from the right."""
        others = [assessor for assessor in self._assessors if assessor is not self._column]
        return [self._column, *reversed(others)]

    def _codes(self) -> list[str]:
        return [] if self._criteria is None else [i.code for i in self._criteria.indicators]

    def _show_result(self, sheet: PersonSheet) -> None:
        text, role = result_line(sheet)
        self.total_label.setText(total_line(sheet))
        self.result_label.setText(text)
        mark(self.result_label, role)
        self.reasons_label.setText(reasons_line(sheet))

    def _build(self, criteria: CriteriaSet) -> None:
        """Make the rows of a criteria set."""
        self._criteria = criteria
        for child in self._rows.findChildren(QWidget):
            self._grid.removeWidget(child)
            child.deleteLater()
        self.fields.clear()
        for place, assessor in enumerate(self._assessors):
            head = label(assessor_term(assessor), "strong", wraps=False)
            head.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._grid.addWidget(head, 0, 2 + place)
        self._grid.addWidget(label("Chỉ số", "strong", wraps=False), 0, 0, 1, 2)
        for number, indicator in enumerate(criteria.indicators, 1):
            self._add_row(number, indicator)
        self._grid.setColumnStretch(1, 1)
        self._grid.setRowStretch(len(criteria.indicators) + 1, 1)
        self._set_tab_order()

    def _add_row(self, number: int, indicator: Indicator) -> None:
        self._grid.addWidget(label(str(number), "strong", wraps=False), number, 0)
        wording: QLabel = label(indicator.wording)
        wording.setToolTip(indicator.wording)
        self._grid.addWidget(wording, number, 1)
        for place, assessor in enumerate(self._assessors):
            field = PointsField(f"Chỉ số {number}, {assessor_term(assessor).lower()}")
            cell = (assessor, indicator.code)
            self.fields[cell] = field
            field.points_given.connect(partial(self._on_points_given, cell))
            field.move_wished.connect(partial(self._on_move_wished, cell))
            field.undo_wished.connect(self.undo_wished)
            field.redo_wished.connect(self.redo_wished)
            field.rested_dropped.connect(partial(self._on_rested_dropped, cell))
            field.refused_dropped.connect(partial(self._on_refused_dropped, cell))
            field.closed_typed.connect(self._on_closed_typed)
            field.entered.connect(partial(self._on_entered, field))
            field.textEdited.connect(partial(self._on_typed, assessor))
            self._grid.addWidget(field, number, 2 + place)
            # The layout would show it later; the first digit may be waiting for it already.
            field.show()

    def _on_entered(self, field: PointsField) -> None:
        """Enter moves the cursor as Tab does: what it comes to must be in view."""
        self._area.ensureWidgetVisible(field, 0, field.height())

    def _set_tab_order(self) -> None:
        """Tab goes down a column, as a form is filled, then on to the next column."""
        ordered = [self.fields[(a, code)] for a in self._assessors for code in self._codes()]
        for before, after in pairwise(ordered):
            QWidget.setTabOrder(before, after)

    def _on_typed(self, assessor: Assessor, _text: str) -> None:
        self._column = assessor

    def _on_points_given(self, cell: Cell, continues: bool) -> None:
        self.points_wished.emit(self.sheet, cell, self.fields[cell].points, continues)

    def _on_refused_dropped(self, cell: Cell) -> None:
        self.refused_dropped.emit(self.sheet, cell)

    def _on_rested_dropped(self, cell: Cell) -> None:
        self.typing_dropped.emit(self.sheet, cell)

    def _on_withdraw(self) -> None:
        self.withdrawal_wished.emit(self.sheet)

    def _on_closed_typed(self) -> None:
        if self.sheet is not None:
            closed = closed_sentence(self.sheet, is_commune=self._is_commune)
            whose = f"Phiếu của {self.sheet.person.full_name}:"
            told = closed.replace("Phiếu này:", whose)
            self.closed_typed.emit(told or "Cột này không sửa được ở máy này.")

    def _on_move_wished(self, cell: Cell, step: int) -> None:
        codes = self._codes()
        place = codes.index(cell[1]) + step
        if 0 <= place < len(codes):
            self.fields[(cell[0], codes[place])].setFocus()
        elif place < 0:
            self.fields[cell].type_anew()
        else:
            self._column = cell[0]
            self.column_ended.emit()


def _key(sheet: PersonSheet) -> tuple[int, str]:
    return sheet.cycle.year, sheet.person.id
