"""A table that is searched by writing: what is written in it goes into the field above it."""

from string import digits

from PySide6.QtCore import QEvent, QMetaMethod, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QInputMethodQueryEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView, QWidget
from typing_extensions import override

_CTRL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
_COMMANDS = _CTRL | _ALT | Qt.KeyboardModifier.MetaModifier


class SearchedTable(QTableView):
    """Writing begins a new search; without a field to search in, letters choose nobody.

    `digit_typed` takes the digits of those lists whose screens know what a digit means.
    """

    digit_typed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._search: QLineEdit | None = None
        self._is_composing = False

    def searched_by(self, field: QLineEdit) -> None:
        """Say into which field goes what is written while the keyboard is in the list."""
        self._search = field

    def search_anew(self, text: str) -> None:
        """Begin another search with what was written here; the keyboard goes on there."""
        field = self._field_to_write_in()
        if field is not None:
            field.setFocus()
            field.selectAll()
            field.insert(text)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters search, digits are told, Esc ends a search; the rest is as in any list."""
        field = self._field_to_write_in()
        if event.key() == Qt.Key.Key_Escape and field is not None and field.text():
            field.clear()
        elif is_digit(event) and self.isSignalConnected(QMetaMethod.fromSignal(self.digit_typed)):
            self.digit_typed.emit(event.text())
        elif writes(event) and field is not None:
            self.search_anew(event.text())
        else:
            super().keyPressEvent(event)

    @override
    def keyboardSearch(self, search: str) -> None:
        """Nobody is chosen: Qt would go by the first letter, though the next ones fit others."""

    @override
    def event(self, event: QEvent) -> bool:
        """An input method writes here too, into the field: there its letters are read."""
        if isinstance(event, QInputMethodEvent) and self._field_to_write_in() is not None:
            self._take_composed(event)
            return True
        is_done = super().event(event)
        if isinstance(event, QInputMethodQueryEvent):
            is_written_in = self._field_to_write_in() is not None
            event.setValue(Qt.InputMethodQuery.ImEnabled, is_written_in)
        return is_done

    def _take_composed(self, event: QInputMethodEvent) -> None:
        """Pass on what is being composed; the keyboard follows when the word is done.

        Earlier, the keyboard's change of place would end the word in the middle.
        """
        written, field = event.commitString(), self._field_to_write_in()
        if written and all(letter in digits for letter in written) and not self._is_composing:
            _press_digits(written, self)
            return
        if field is None:
            return
        if not self._is_composing:
            field.selectAll()
        self._is_composing = bool(event.preeditString())
        QApplication.sendEvent(field, event)
        if written and not self._is_composing:
            field.setFocus()
            # What comes to the field is chosen there; the word goes on.
            field.end(False)

    def _field_to_write_in(self) -> QLineEdit | None:
        field = self._search
        return field if field is not None and field.isVisible() and field.isEnabled() else None


def is_digit(event: QKeyEvent) -> bool:
    """Whether a key is one of 0 to 9, above the letters or on the number pad."""
    plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    is_plain = plain == Qt.KeyboardModifier.NoModifier
    return is_plain and len(event.text()) == 1 and event.text() in digits


def writes(event: QKeyEvent) -> bool:
    """Whether a key writes something; a space alone chooses, Ctrl and Alt together are AltGr."""
    commands = event.modifiers() & _COMMANDS
    is_command = commands not in (Qt.KeyboardModifier.NoModifier, _CTRL | _ALT)
    return not is_command and event.text().isprintable() and bool(event.text().strip())


def _press_digits(written: str, table: QWidget) -> None:
    """Press digits one by one: the first may lead to a field that takes the others."""
    for digit in written:
        keyboard: QWidget | None = QApplication.focusWidget()
        none = Qt.KeyboardModifier.NoModifier
        press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key(ord(digit)), none, digit)
        QApplication.sendEvent(keyboard or table, press)
