"""The fields of a person's card, three side by side, each under its name."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from vanhoa_desktop.domain.enums import Presence, Sex, TargetGroup
from vanhoa_desktop.domain.people import Unit
from vanhoa_desktop.services.people.person_entry import PRESENCE_ON
from vanhoa_desktop.texts.words.terms import field_term, presence_term, sex_term, target_group_term
from vanhoa_desktop.ui.people.person_state import PRESENCE, UNIT
from vanhoa_desktop.ui.style.appearance import mark, set_mark
from vanhoa_desktop.ui.style.sizes import GAP
from vanhoa_desktop.ui.widgets.labels import label
from vanhoa_desktop.ui.widgets.panels import column

_COLUMNS = 3
# A row of the card: its fields, each with how many thirds of the width it takes.
_ROWS: tuple[tuple[tuple[str, int], ...], ...] = (
    ((UNIT, 3),),
    (("full_name", 2), ("birth", 1)),
    (("sex", 1), ("citizen_number", 1), ("phone", 1)),
    (("household", 1), ("relation", 1), ("occupation", 1)),
    (("target_group", 3),),
    ((PRESENCE, 2), (PRESENCE_ON, 1)),
    (("note", 3),),
)
_NAMES = {
    UNIT: "Thôn, đơn vị",
    "household": field_term("code"),
    PRESENCE_ON: "Từ ngày",
}
_EXAMPLES = {
    "birth": "1961 hoặc 05/03/1961",
    PRESENCE_ON: "05/03/2026",
    "household": "Ví dụ: H12",
    "relation": "Ví dụ: Vợ",
}
_NOT_SAID = "Chưa ghi"
_OVER_MASK = " (gõ đè để sửa)"


class PersonForm(QWidget):
    """`changed` with every key and choice."""

    changed = Signal()

    def __init__(self, shown: dict[str, str], units: Sequence[Unit]) -> None:
        super().__init__()
        mark(self, "plain")
        self._shown = shown
        self.refusals: dict[str, QLabel] = {}
        self.fields: dict[str, QLineEdit | QComboBox] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(GAP // 2)
        for number in range(_COLUMNS):
            grid.setColumnStretch(number, 1)
        rows = [row for row in _ROWS if units or row[0][0] != UNIT]
        for number, fields in enumerate(rows):
            refusal = label("", "bad")
            refusal.hide()
            place = 0
            for name, thirds in fields:
                field = self._made(name, units)
                self.refusals[name] = refusal
                grid.addLayout(self._named(name, field), 2 * number, place, 1, thirds)
                place += thirds
            grid.addWidget(refusal, 2 * number + 1, 0, 1, _COLUMNS)

    def texts(self) -> dict[str, str]:
        """Field → what is written in it, or the value that is chosen."""
        return {
            name: field.text() if isinstance(field, QLineEdit) else str(field.currentData() or "")
            for name, field in self.fields.items()
        }

    def refuse(self, name: str, sentence: str) -> bool:
        """Say under a field why it was refused, the keyboard on it; False if it has no field."""
        field = self.fields.get(name)
        if field is None:
            return False
        self.refusals[name].setText(sentence)
        self.refusals[name].show()
        set_mark(field, "refused", "true")
        field.setFocus()
        return True

    def refused_parts(self) -> list[QWidget]:
        """The sentence of the refusal that stands there, then its field."""
        return [
            part
            for name, field in self.fields.items()
            if field.property("refused") == "true"
            for part in (self.refusals[name], field)
        ]

    def clear_refusal(self) -> None:
        """Nothing is refused any more."""
        for name, field in self.fields.items():
            self.refusals[name].hide()
            set_mark(field, "refused", "false")

    def _named(self, name: str, field: QLineEdit | QComboBox) -> QVBoxLayout:
        said = _NAMES.get(name) or field_term(name)
        field.setAccessibleName(said)
        over = _OVER_MASK if isinstance(field, _MaskedField) else ""
        return column(label(said + over, "strong", wraps=False), field, gap=2)

    def _made(self, name: str, units: Sequence[Unit]) -> QLineEdit | QComboBox:
        choices = _choices(name, units)
        if choices is None:
            made: QLineEdit | QComboBox = self._made_line(name)
        else:
            made = self._made_box(name, choices)
        self.fields[name] = made
        return made

    def _made_line(self, name: str) -> QLineEdit:
        shown = self._shown.get(name, "")
        is_masked = name == "citizen_number" and shown
        line = _MaskedField(shown) if is_masked else QLineEdit(shown)
        line.setPlaceholderText(_EXAMPLES.get(name, ""))
        line.setCursorPosition(0)
        line.textChanged.connect(self._on_changed)
        return line

    def _made_box(self, name: str, choices: Iterable[tuple[str, str]]) -> QComboBox:
        box = QComboBox()
        for value, said in choices:
            box.addItem(said, value)
        box.setCurrentIndex(box.findData(self._shown.get(name, "")))
        if name == UNIT:
            box.setPlaceholderText("Chọn thôn, đơn vị")
        box.currentIndexChanged.connect(self._on_changed)
        if name == PRESENCE:
            box.currentIndexChanged.connect(self._on_presence)
        return box

    def _on_changed(self, _now: object) -> None:
        self.clear_refusal()
        self.changed.emit()

    def _on_presence(self, _now: int) -> None:
        """Another presence has another day; the one that is held comes back with its own."""
        day = self.fields[PRESENCE_ON]
        if isinstance(day, QLineEdit) and not day.isModified():
            is_held = self.texts()[PRESENCE] == self._shown.get(PRESENCE)
            day.setText(self._shown.get(PRESENCE_ON, "") if is_held else "")


class _MaskedField(QLineEdit):
    """A number that is held, masked: whatever is typed replaces it as a whole.

    Nobody edits dots, and the number that they stand for is never on the screen.
    """

    def __init__(self, mask: str) -> None:
        super().__init__(mask)
        self._mask = mask
        self.selectionChanged.connect(self._choose_mask)
        self.cursorPositionChanged.connect(self._choose_mask)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys meet the whole of it."""
        self._choose_mask()
        super().keyPressEvent(event)

    @override
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """So do letters that are put together from several keys."""
        self._choose_mask()
        super().inputMethodEvent(event)

    def _choose_mask(self) -> None:
        if self.text() == self._mask and self.selectedText() != self._mask and self.hasFocus():
            self.selectAll()


def _choices(name: str, units: Sequence[Unit]) -> Iterable[tuple[str, str]] | None:
    """Value and words of what is chosen and not typed; None for what is typed."""
    if name == UNIT:
        return [(unit.id, unit.name) for unit in units]
    if name == "sex":
        return _with_none((sex.value, sex_term(sex)) for sex in Sex)
    if name == "target_group":
        return _with_none((group.value, target_group_term(group)) for group in TargetGroup)
    if name == PRESENCE:
        return [(presence.value, presence_term(presence)) for presence in Presence]
    return None


def _with_none(choices: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    return [("", _NOT_SAID), *choices]
