"""The outer wall of the window: what nobody foresaw is logged and shown with a report to copy.

The report names places in the program, never people: of an exception's text nothing is told.
"""

import logging
import platform
import sys
import threading
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from vanhoa_desktop.faults import fault_lines
from vanhoa_desktop.ui.style.appearance import mark
from vanhoa_desktop.ui.style.sizes import EDGE, GAP
from vanhoa_desktop.ui.widgets.buttons import plain_button, primary_button
from vanhoa_desktop.ui.widgets.office_dialog import OfficeDialog

_LOG = logging.getLogger(__name__)
_SHOWN_FRAMES = 12


def crash_report(error: BaseException) -> str:
    """What happened and where in the program, fit to be sent to whoever looks after it."""
    system = f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    return "\n".join([*fault_lines(error, _SHOWN_FRAMES), system])


def _window_in_use() -> QWidget | None:
    """The window in front, or any that is open: a dialog that nobody holds is gone at once."""
    active = QApplication.activeWindow()
    if active is not None:
        return active
    visible = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    return visible[0] if visible else None


class CrashDialog(OfficeDialog):
    """Says that the program met a fault, that saved work is kept, and offers the report."""

    def __init__(self, error: BaseException) -> None:
        super().__init__(_window_in_use(), "Chương trình gặp lỗi")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        layout.setSpacing(GAP)
        title = QLabel("Chương trình gặp lỗi ngoài dự kiến")
        mark(title, "heading")
        said = QLabel(
            "Mọi điểm và danh sách đã lưu vẫn còn nguyên. Có thể làm tiếp; nếu lỗi lặp lại, "
            "hãy đóng chương trình rồi mở lại, và gửi đoạn dưới đây cho người phụ trách. "
            "Trong đó không có tên người."
        )
        said.setWordWrap(True)
        self.report_field = QPlainTextEdit(crash_report(error))
        self.report_field.setReadOnly(True)
        self.report_field.setAccessibleName("Nội dung lỗi để gửi người phụ trách")
        self.copy_button = plain_button("Chép nội dung lỗi")
        self.copy_button.clicked.connect(self._on_copy)
        self.close_button = primary_button("Làm tiếp")
        self.close_button.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addWidget(self.copy_button)
        row.addStretch(1)
        row.addWidget(self.close_button)
        for widget in (title, said, self.report_field):
            layout.addWidget(widget)
        layout.addLayout(row)
        self.set_default(self.close_button)
        self.close_button.setFocus()

    @override
    def sizeHint(self) -> QSize:
        """Wide enough to read, at any text size."""
        font = self.fontMetrics()
        return QSize(font.averageCharWidth() * 76, font.height() * 18)

    def _on_copy(self) -> None:
        QApplication.clipboard().setText(self.report_field.toPlainText())
        self.copy_button.setText("Đã chép")


def show_crash(error: BaseException) -> None:
    """Show one fault; one dialog at a time, so that a repeated fault does not bury the screen."""
    if any(isinstance(widget, CrashDialog) for widget in QApplication.topLevelWidgets()):
        return
    CrashDialog(error).open()


def install_crash_wall() -> Callable[[], None]:
    """Send faults of slots and events to `show_crash`; returns what puts the old hooks back.

    Faults that Python would print, of threads and of what it clears away, are noted in the log:
    what is printed by a window lies in a file of the system, with the texts of the exceptions.
    """
    before = sys.excepthook, threading.excepthook, sys.unraisablehook

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            before[0](kind, error, trace)
            return
        _LOG.error("fault in the window", exc_info=(kind, error, trace))
        show_crash(error)

    sys.excepthook = hook
    threading.excepthook = _note_of_thread
    sys.unraisablehook = _note_unraisable

    def restore() -> None:
        sys.excepthook, threading.excepthook, sys.unraisablehook = before

    return restore


def _note_of_thread(fault: threading.ExceptHookArgs) -> None:
    _LOG.error("fault in a thread", exc_info=fault.exc_value)


def _note_unraisable(fault: "sys.UnraisableHookArgs") -> None:
    _LOG.error("fault that nobody could hear of", exc_info=fault.exc_value)
