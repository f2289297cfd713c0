"""Number, day and signer of a decision, as they are being typed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from vanhoa_desktop.services.recognition.decision_numbers import COMMON_ENDING
from vanhoa_desktop.ui.recognition.state import DecisionForm
from vanhoa_desktop.ui.widgets.labels import label
from vanhoa_desktop.ui.widgets.panels import column, row, set_content

_TYPED = ("số quyết định", "ngày", "người ký")


class DecisionFields(QWidget):
    """`changed` with every key, `given` when Enter says that it is all."""

    changed = Signal()
    given = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.number_field = _field("Số quyết định", f"…{COMMON_ENDING}")
        self.date_field = _field("Ngày quyết định", "ngày/tháng/năm")
        self.signer_field = _field("Người ký", "Họ và tên người ký")
        self._fields = (self.number_field, self.date_field, self.signer_field)
        for field in self._fields:
            field.textChanged.connect(self.changed)
            field.returnPressed.connect(self.given)
        named = zip(("Số quyết định", "Ngày", "Người ký"), self._fields, strict=True)
        columns = [column(label(name, "strong"), field, gap=4) for name, field in named]
        set_content(self, row(*columns), 0)

    @property
    def form(self) -> DecisionForm:
        """What is typed now."""
        return DecisionForm(*(field.text() for field in self._fields))

    @property
    def unsaved(self) -> str:
        """What was typed for a decision that was not made; "" for nothing."""
        typed = [
            f"{name} {field.text().strip()}"
            for name, field in zip(_TYPED, self._fields, strict=True)
            if field.isModified() and field.text().strip()
        ]
        if not typed:
            return ""
        return (
            f"Đã gõ {', '.join(typed)} mà chưa công nhận theo quyết định đó. "
            "Đóng bây giờ thì phải gõ lại."
        )

    def show_ending(self, ending: str) -> None:
        """How the commune's numbers end: figures alone are completed so."""
        self.number_field.setPlaceholderText(f"…{ending}")

    def begin_next(self) -> None:
        """The decision was made: day and signer often stay for the next one, its number never."""
        self.number_field.clear()
        for field in self._fields:
            field.setModified(False)


def _field(name: str, example: str) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setPlaceholderText(example)
    return field
