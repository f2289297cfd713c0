"""The buttons under a sheet: back to the list, the person before, save, the person after."""

from string import digits

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from typing_extensions import override

from vanhoa_desktop.ui.key_guard import KeyGuard
from vanhoa_desktop.ui.style.appearance import mark
from vanhoa_desktop.ui.style.sizes import GAP_SMALL
from vanhoa_desktop.ui.widgets.buttons import plain_button
from vanhoa_desktop.ui.widgets.panels import column, row, set_content
from vanhoa_desktop.ui.widgets.states import NoticeBar

TO_LIST, BACK = "◀ Danh sách (Esc)", "◀ Trở lại (Esc)"
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_BACK_FROM_ANOTHER_WINDOW = (
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
)


class NextButton(QPushButton):
    """Takes no digits, which were meant for a sheet: they are told by `typed`.

    Nor the Enter after them: of «1 Enter 2 Enter» typed here the 2 would come to the next person's
    first indicator. `back_wished` on ↑, `left` when the keyboard goes elsewhere. ↓ stays: Qt would
    go on to another column of the sheet, where the next digits would be points of somebody else.
    """

    typed = Signal()
    back_wished = Signal()
    left = Signal()

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._digit_at_ms: int | None = None
        self.setAutoDefault(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        mark(self, "primary")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, unless digits were typed just before."""
        key = event.key()
        if event.text() and event.text() in f"{digits},.":
            self._digit_at_ms = event.timestamp()
            QApplication.beep()
            self.typed.emit()
        elif key in _ENTER and self._is_right_after_digits():
            self._digit_at_ms = None
        elif key == Qt.Key.Key_Up:
            self.back_wished.emit()
        elif key != Qt.Key.Key_Down:
            super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whoever comes back has typed nothing yet."""
        super().focusOutEvent(event)
        if event.reason() not in _BACK_FROM_ANOTHER_WINDOW:
            self._digit_at_ms = None
            self.left.emit()

    def _is_right_after_digits(self) -> bool:
        """Whether no Enter came after the last digit, not even one swallowed as too soon."""
        digit_at = self._digit_at_ms
        return digit_at is not None and not KeyGuard.has_swallowed_since(digit_at)


class StepButtons(QWidget):
    """They serve only where there is somebody.

    The first leads to the list where that has a page of its own, or to where the sheet was opened.
    """

    def __init__(self) -> None:
        super().__init__()
        self.notice = NoticeBar(lasts=True)
        self.list = plain_button(TO_LIST)
        self.before = plain_button("◀ Người trước (PgUp)")
        self.save = plain_button("Lưu (Ctrl+S)")
        self.next = NextButton("Người tiếp ▶ (PgDn)")
        self.next.left.connect(self.notice.clear_notice)
        buttons = row(self.list, self.before, 1, self.save, self.next)
        set_content(self, column(self.notice, buttons, gap=GAP_SMALL), 0)

    def tell(self, text: str, *, is_good: bool) -> None:
        """Say above the buttons how far the sheet is, until the keyboard leaves the last one."""
        self.notice.show_notice(text, "good" if is_good else "warn")

    def offer(self, *, is_somebody: bool, is_paged: bool, leads_back: bool) -> None:
        """Show the buttons that serve now."""
        for button in (self.before, self.save, self.next):
            button.setVisible(is_somebody)
        self.list.setText(BACK if leads_back else TO_LIST)
        self.list.setVisible(is_somebody and (is_paged or leads_back))
