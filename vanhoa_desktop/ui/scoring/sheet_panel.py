"""The sheet of one person: ten rows of points side by side, total and result live below."""

from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from vanhoa_desktop.domain.enums import Assessor
from vanhoa_desktop.scoring.criteria import CriteriaSet, Indicator
from vanhoa_desktop.services.sheets import Sheet
from vanhoa_desktop.texts.dates import birth_text
from vanhoa_desktop.texts.terms import assessor_term, target_group_term
from vanhoa_desktop.ui.scoring.state import (
    closed_sentence,
    columns_of,
    is_editable,
    points_of,
    reasons_line,
    result_line,
    total_line,
)
from vanhoa_desktop.ui.style.appearance import mark
from vanhoa_desktop.ui.style.sizes import GAP, GAP_SMALL
from vanhoa_desktop.ui.widgets.labels import label, quiet
from vanhoa_desktop.ui.widgets.panels import column, framed, row, scrolling, set_content
from vanhoa_desktop.ui.widgets.points_field import PointsField
from vanhoa_desktop.ui.widgets.states import NoticeBar

Cell = tuple[Assessor, str]


class SheetPanel(QWidget):
    """`points_wished` carries assessor, indicator and points (or None) as typed."""

    points_wished = Signal(object, str, object)
    undo_wished = Signal()

    def __init__(self, *, is_commune: bool) -> None:
        super().__init__()
        self._is_commune = is_commune
        self._assessors = columns_of(is_commune=is_commune)
        self.fields: dict[Cell, PointsField] = {}
        self.sheet: Sheet | None = None
        self._criteria: CriteriaSet | None = None
        self.name_label = label("", "heading", wraps=False)
        self.about_label = quiet()
        self.notice = NoticeBar()
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
        layout = column(
            head,
            self.notice,
            self._area,
            framed(self._foot, "card", GAP_SMALL),
            gap=GAP_SMALL,
        )
        layout.setStretch(2, 1)
        set_content(self, layout, 0)

    def add_to_foot(self, button: QWidget) -> None:
        """Put something beside the result that concerns the whole sheet."""
        self._foot.addWidget(button)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show another sheet, or the same one anew; what is being typed stays."""
        is_other = self.sheet is None or self.sheet.person.id != sheet.person.id
        self.sheet = sheet
        if self._criteria is None or self._criteria.sha256 != sheet.criteria.sha256:
            self._build(sheet.criteria)
        person = sheet.person
        self.name_label.setText(person.full_name)
        about = [f"Sinh {birth_text(person.birth)}" if person.birth else ""]
        about.append(target_group_term(sheet.group) if sheet.group else "")
        self.about_label.setText(" · ".join(part for part in about if part))
        for (assessor, code), field in self.fields.items():
            field.setReadOnly(not is_editable(sheet, assessor, is_commune=self._is_commune))
            if is_other or not field.is_typed:
                field.set_points(points_of(sheet, assessor, code))
        self._show_result(sheet)
        closed = closed_sentence(sheet, is_commune=self._is_commune)
        if closed:
            self.notice.show_notice(closed)
        elif is_other:
            self.notice.clear_notice()

    def refuse(self, cell: Cell, sentence: str) -> None:
        """Mark a cell whose points the rules refused, and say why."""
        self.fields[cell].set_refused(is_refused=True)
        self.notice.show_notice(sentence, "bad")

    def accept(self, cell: Cell) -> None:
        """Points of a cell were saved."""
        self.fields[cell].set_refused(is_refused=False)
        if self.sheet is not None and not closed_sentence(self.sheet, is_commune=self._is_commune):
            self.notice.clear_notice()

    def give_all(self) -> None:
        """Hand over whatever is being typed."""
        for field in self.fields.values():
            field.give()

    def focus_first(self) -> None:
        """Put the cursor into the first empty cell that may be typed, else the first one."""
        open_fields = [field for field in self.fields.values() if not field.isReadOnly()]
        by_column = [
            self.fields[(assessor, code)]
            for assessor in reversed(self._assessors)
            for code in self._codes()
        ]
        empty = [field for field in by_column if field in open_fields and not field.text()]
        first = empty[:1] or open_fields[:1]
        if first:
            first[0].setFocus()

    def typed_values(self) -> Mapping[Cell, Decimal | None]:
        """What stands in every cell now."""
        return {cell: field.points for cell, field in self.fields.items()}

    def _codes(self) -> list[str]:
        return [] if self._criteria is None else [i.code for i in self._criteria.indicators]

    def _show_result(self, sheet: Sheet) -> None:
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
            field.entered.connect(partial(self._on_entered, field))
            self._grid.addWidget(field, number, 2 + place)

    def _on_entered(self, field: PointsField) -> None:
        """Enter moves the cursor as Tab does: what it comes to must be in view."""
        self._area.ensureWidgetVisible(field, 0, field.height())

    def _set_tab_order(self) -> None:
        """Tab goes down a column, as a form is filled, then on to the next column."""
        ordered = [self.fields[(a, code)] for a in self._assessors for code in self._codes()]
        for before, after in pairwise(ordered):
            QWidget.setTabOrder(before, after)

    def _on_points_given(self, cell: Cell) -> None:
        self.points_wished.emit(cell[0], cell[1], self.fields[cell].points)

    def _on_move_wished(self, cell: Cell, step: int) -> None:
        codes = self._codes()
        place = codes.index(cell[1]) + step
        if 0 <= place < len(codes):
            self.fields[(cell[0], codes[place])].setFocus()
