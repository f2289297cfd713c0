"""The field for the points of one indicator: a digit fills, Enter or ↓ moves on, 10 is typed 1-0.

It never moves on by itself and nothing depends on how fast keys come (office-practice.md F25).
"""

from decimal import Decimal

from PySide6.QtCore import QEvent, QRegularExpression, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QInputMethodQueryEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QRegularExpressionValidator,
)
from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

from vanhoa_desktop.texts.words.numbers import decimal_text, parse_decimal
from vanhoa_desktop.ui.style.appearance import mark, set_mark

REST_MS = 900
_TYPED = QRegularExpression(r"\d{0,3}([.,]\d?)?")
_WIDTH_CHARS = 5
_BACK_FROM_ANOTHER_WINDOW = (
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
)


class PointsField(QLineEdit):
    """Points or nothing.

    `points_given` comes after a rest, on Enter and on leaving, and says whether it goes on with
    what was given before it (the «0» after the «1» of a «10»); `move_wished` on Enter, ↓ and ↑;
    `refused_dropped` on Esc over refused points; `rested_dropped` on Esc over points that were
    given by resting: Esc does the same, however fast it comes. `closed_typed` where nothing can be
    typed.
    """

    points_given = Signal(bool)
    move_wished = Signal(int)
    undo_wished = Signal()
    redo_wished = Signal()
    refused_dropped = Signal()
    rested_dropped = Signal()
    closed_typed = Signal()
    entered = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        mark(self, "points")
        self.setAccessibleName(name)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setValidator(QRegularExpressionValidator(_TYPED, self))
        self.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self._given: Decimal | None = None
        self._is_half_typed = False
        self._is_half_given = False
        self._is_rested = False
        self._is_refused = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._on_rest)
        self.textEdited.connect(self._on_edited)

    @property
    def points(self) -> Decimal | None:
        """What is typed now, exactly; None when the field is empty."""
        return parse_decimal(self.text()) if self.text() else None

    @property
    def is_typed(self) -> bool:
        """Whether what is typed differs from what was last given or set."""
        return self.points != self._given

    @property
    def is_refused(self) -> bool:
        """Whether what stands here was refused, and waits to be mended."""
        return self._is_refused

    def set_points(self, points: Decimal | None) -> None:
        """Show points that are saved or on the way."""
        self._rest.stop()
        if points != self._given or self.is_typed:
            # Setting the same text again would take away the selection or the cursor's place.
            self._given = points
            self.setText("" if points is None else decimal_text(points))
            self._is_half_typed = False
            if self.hasFocus():
                self.selectAll()
        self._mark_refused(is_refused=False)

    def set_refused_points(self, points: Decimal | None) -> None:
        """Show points that the rules refuse: they stay until they are mended or given up.

        The next digit replaces them: no digit more could make them right.
        """
        self.set_points(points)
        self._mark_refused(is_refused=True)
        if self.hasFocus():
            self.type_anew()

    def set_open(self, *, is_open: bool) -> None:
        """Whether points can be typed. A field that is closed keeps the keyboard and says so."""
        if self.isReadOnly() is is_open:
            self.setReadOnly(not is_open)

    def type_anew(self) -> None:
        """The keyboard stays: the next digit replaces what stands here."""
        self._is_half_typed = self._is_half_given = self._is_rested = False
        self.selectAll()

    def give(self) -> None:
        """Hand over what is typed, if it is new."""
        self._rest.stop()
        self._is_rested = False
        if self.is_typed:
            self._given = self.points
            continues, self._is_half_given = self._is_half_given, True
            self.points_given.emit(continues)

    def _mark_refused(self, *, is_refused: bool) -> None:
        self._is_refused = is_refused
        set_mark(self, "refused", "true" if is_refused else "false")

    @override
    def sizeHint(self) -> QSize:
        """Room for «10» and «7,5», no more."""
        hint = super().sizeHint()
        return QSize(
            self.fontMetrics().averageCharWidth() * _WIDTH_CHARS + hint.height() // 2, hint.height()
        )

    @override
    def minimumSizeHint(self) -> QSize:
        """The same: points are never cut off."""
        return self.sizeHint()

    @override
    def event(self, event: QEvent) -> bool:
        """No input method: it would hold digits back, or read them as tone marks (VNI)."""
        is_done = super().event(event)
        if isinstance(event, QInputMethodQueryEvent):
            event.setValue(Qt.InputMethodQuery.ImEnabled, False)
        return is_done

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """The next digit replaces what stands there, but not the «1» of a «10» half typed."""
        super().focusInEvent(event)
        self.entered.emit()
        if self._is_half_typed and event.reason() in _BACK_FROM_ANOTHER_WINDOW:
            return
        self._is_half_typed = self._is_half_given = self._is_rested = False
        # At once: the next key may be waiting already.
        self.selectAll()
        if event.reason() is Qt.FocusReason.MouseFocusReason:
            # Qt sets the cursor after a click; select again when that is over.
            QTimer.singleShot(0, self._on_clicked)

    def _on_clicked(self) -> None:
        if not self._is_half_typed:
            self.selectAll()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click into points that were refused marks them all, as coming by Tab does."""
        super().mouseReleaseEvent(event)
        if self._is_refused and not self.hasSelectedText():
            self.type_anew()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving saves."""
        super().focusOutEvent(event)
        self.give()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, ↓ and ↑ move, Ctrl+Z and Ctrl+Y go back and forth, Esc takes back the typing."""
        if event.matches(QKeySequence.StandardKey.Undo):
            self.give()
            self.undo_wished.emit()
            return
        if _is_redo(event):
            self.give()
            self.redo_wished.emit()
            return
        steps = {Qt.Key.Key_Return: 1, Qt.Key.Key_Enter: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        step = steps.get(Qt.Key(event.key()))
        if step is not None and plain == Qt.KeyboardModifier.NoModifier:
            self.give()
            self.move_wished.emit(step)
            return
        if event.key() == Qt.Key.Key_Escape and (self.is_typed or self._is_rested):
            self._drop_typing()
            return
        if event.key() == Qt.Key.Key_Escape and self._is_refused:
            self.refused_dropped.emit()
            self.selectAll()
            return
        if self.isReadOnly() and _is_typing(event):
            self.closed_typed.emit()
            return
        super().keyPressEvent(event)

    def _on_edited(self, _text: str) -> None:
        self._is_half_typed = True
        self._mark_refused(is_refused=False)
        self._rest.start()

    def _on_rest(self) -> None:
        # «1» may be the beginning of «10»: what is saved early is saved again with the next digit.
        is_new = self.is_typed or self._is_rested
        self.give()
        self._is_rested = is_new

    def _drop_typing(self) -> None:
        """Take back all that was typed since the keyboard came, given or not."""
        is_given = self._is_rested
        self.set_points(self._given)
        self.type_anew()
        if is_given:
            self.rested_dropped.emit()


def _is_redo(event: QKeyEvent) -> bool:
    """Ctrl+Y and Ctrl+Shift+Z, of which each system knows one."""
    is_ctrl_y = (
        event.key() == Qt.Key.Key_Y and event.modifiers() == Qt.KeyboardModifier.ControlModifier
    )
    return is_ctrl_y or event.matches(QKeySequence.StandardKey.Redo)


def _is_typing(event: QKeyEvent) -> bool:
    """Whether a key would write or take away something."""
    erasing = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
    return event.key() in erasing or (event.text() != "" and event.text().isprintable())
