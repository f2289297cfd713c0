"""What all dialogs share: one default button, Enter and Esc that lose nothing, keys kept inside."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from typing_extensions import override

from vanhoa_desktop.ui.ask import DialogAsk, Question
from vanhoa_desktop.ui.in_front import is_in_front
from vanhoa_desktop.ui.style.appearance import mark
from vanhoa_desktop.ui.widgets.focus_keeper import FocusKeeper
from vanhoa_desktop.ui.window_guards import guard_window

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class OfficeDialog(QDialog):
    """Enter does what the default button says, on a button what that button says.

    Esc closes; where something was typed it asks first. `give_up` closes without asking.
    """

    def __init__(self, parent: QWidget | None, title: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        mark(self, "canvas")
        self.default_button: QPushButton | None = None
        self._keeper = FocusKeeper(self, self.area_of_focus, self.first_of_focus)

    @override
    def open(self) -> None:
        """Come up, unless whoever asked for it has left, or is answering something else."""
        parent: QWidget | None = self.parentWidget()
        if parent is None or is_in_front(parent):
            super().open()
        else:
            self.deleteLater()

    def set_default(self, button: QPushButton) -> None:
        """Say which button Enter presses from any field."""
        self.default_button = button
        button.setDefault(True)

    def area_of_focus(self) -> QWidget:
        """Where the keyboard stays: the whole dialog."""
        return self

    def first_of_focus(self) -> QWidget | None:
        """Where the keyboard goes when what had it went away: None for the first field."""
        return None

    @property
    def has_typed(self) -> bool:
        """Whether an officer typed something that closing would lose."""
        fields = self.findChildren(QLineEdit)
        texts = self.findChildren(QPlainTextEdit)
        return any(field.isModified() and field.text().strip() for field in fields) or any(
            text.document().isModified() and text.toPlainText().strip() for text in texts
        )

    def give_up(self) -> None:
        """Close without doing it: what «Thôi» does."""
        self.done(QDialog.DialogCode.Rejected)

    @override
    def reject(self) -> None:
        """What Esc and the cross of the window do."""
        if not self.has_typed:
            self.give_up()
            return
        question = Question(
            self.windowTitle(), "Bỏ những gì vừa gõ?", "Bỏ, đóng lại", no="Không, gõ tiếp"
        )
        DialogAsk().confirm(self, question, self.give_up)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter from a field presses the default button; Qt would press the nearest one."""
        if event.key() not in _ENTER:
            super().keyPressEvent(event)
            return
        focused: QWidget | None = QApplication.focusWidget()
        button = focused if isinstance(focused, QPushButton) else self.default_button
        if button is not None and button.isEnabled() and button.isVisible():
            button.click()
        event.accept()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """From now on held-down keys answer nothing here."""
        super().showEvent(event)
        guard_window(self)
