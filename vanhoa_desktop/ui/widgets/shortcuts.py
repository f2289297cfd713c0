"""Keys that do something in one part of the window, wherever in it the keyboard is."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def add_shortcut(part: QWidget, keys: str, action: Callable[[], None]) -> None:
    """Let keys act while the keyboard is somewhere in `part`."""
    shortcut = QShortcut(QKeySequence(keys), part)
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.activated.connect(action)
