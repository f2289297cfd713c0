"""What every window and dialog is guarded against.

Keys, clicks and turns of the wheel nobody meant, and a keyboard that is nowhere when a dialog has
closed.
"""

from PySide6.QtWidgets import QDialog, QWidget

from vanhoa_desktop.ui.click_guard import ClickGuard
from vanhoa_desktop.ui.key_guard import KeyGuard
from vanhoa_desktop.ui.way_back import WayBack
from vanhoa_desktop.ui.wheel_guard import WheelGuard


def guard_window(window: QWidget) -> None:
    """Guard a window or dialog; it must have been shown, or be about to be."""
    # Asking for the number makes the window of the system, where events arrive.
    window.winId()
    handle = window.windowHandle()
    handle.installEventFilter(KeyGuard(handle))
    handle.installEventFilter(WheelGuard(window))
    handle.installEventFilter(ClickGuard(window))
    if isinstance(window, QDialog):
        WayBack(window)
