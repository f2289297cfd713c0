"""A line to write in that leaves Ctrl+Z to the screen where there is no typing to take back."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit
from typing_extensions import override


class LineField(QLineEdit):
    """What was typed is taken back by Ctrl+Z; after that the key means the screen."""

    def begin_anew(self) -> None:
        """Empty, with no typing to take back: what was typed has been written."""
        # `clear()` could be taken back: the text would stand there again, as if not written.
        self.setText("")

    @override
    def event(self, event: QEvent) -> bool:
        """With no typing to take back, or to bring again, the key is the screen's."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            is_undo = event.matches(QKeySequence.StandardKey.Undo)
            is_redo = event.matches(QKeySequence.StandardKey.Redo)
            is_idle = (is_undo and not self.isUndoAvailable()) or (
                is_redo and not self.isRedoAvailable()
            )
            if is_idle:
                event.ignore()
                return False
        return super().event(event)
