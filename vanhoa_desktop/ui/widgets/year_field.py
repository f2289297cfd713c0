"""A field for a year: a digit more than a year has begins another one."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSpinBox
from typing_extensions import override

from vanhoa_desktop.ui.widgets.searched_table import is_digit

_DIGITS = 4


class YearField(QSpinBox):
    """Four digits have no room behind four others: the first one replaces them."""

    def __init__(self, name: str, first: int, last: int, shown: int) -> None:
        super().__init__()
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAccessibleName(name)
        self.setRange(first, last)
        self.setValue(shown)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Wherever the cursor stands: a year that is whole is written anew."""
        line = self.lineEdit()
        if is_digit(event) and len(line.text()) == _DIGITS and not line.hasSelectedText():
            self.selectAll()
        super().keyPressEvent(event)
