"""Keys that come while a screen is not ready: held in order, and pressed when it is."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QShortcut
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid
from typing_extensions import override

MOST_HELD = 500
_KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride})
_CLICKS = frozenset(
    {
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
    }
)


class HeldKeys(QObject):
    """Holds what is typed into a window, from `hold` to `release`.

    A click that comes after held keys waits with them, or it would overtake them. Dialogs and menus
    are other windows and go on.
    """

    def __init__(self, screen: QWidget) -> None:
        super().__init__(screen)
        self._screen = screen
        self._held: list[tuple[QWidget, QKeyEvent | QMouseEvent]] = []
        self.is_holding = False

    def hold(self) -> None:
        """Begin to hold."""
        if not self.is_holding:
            self.is_holding = True
            _application().installEventFilter(self)

    def release(self) -> None:
        """Press, in their order, the keys that came; a key may begin the next holding."""
        self._end()
        while self._held and not self.is_holding:
            target, event = self._held.pop(0)
            if isinstance(event, QKeyEvent):
                self._press(event)
            elif isValid(target):
                QCoreApplication.sendEvent(target, event)

    def drop(self) -> bool:
        """End holding and forget the keys: what they were typed for is not there. True for any."""
        self._end()
        had = any(isinstance(event, QKeyEvent) for _, event in self._held)
        self._held.clear()
        return had

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take keys, and clicks after keys, out of the way."""
        is_ours = isinstance(watched, QWidget) and watched.window() is self._screen.window()
        if not is_ours or not self.is_holding:
            return False
        if isinstance(event, QKeyEvent) and event.type() in _KEYS:
            event.accept()
            if event.type() is QEvent.Type.KeyPress:
                self._keep(watched, event)
            return True
        if isinstance(event, QMouseEvent) and event.type() in _CLICKS and self._held:
            self._keep(watched, event)
            return True
        return False

    def _keep(self, target: QObject, event: QKeyEvent | QMouseEvent) -> None:
        if len(self._held) >= MOST_HELD:
            QApplication.beep()
        elif isinstance(target, QWidget):
            self._held.append((target, event.clone()))

    def _end(self) -> None:
        if self.is_holding:
            self.is_holding = False
            _application().removeEventFilter(self)

    def _press(self, event: QKeyEvent) -> None:
        """A key as it would have come: the focus may claim it, else a shortcut, else the focus."""
        # Of this window, which another one may have covered meanwhile.
        focus: QWidget | None = self._screen.window().focusWidget()
        target = focus or self._screen
        claim = QKeyEvent(
            QEvent.Type.ShortcutOverride, event.key(), event.modifiers(), event.text()
        )
        claim.ignore()
        QCoreApplication.sendEvent(target, claim)
        if not claim.isAccepted() and self._activate(QKeySequence(event.keyCombination()), target):
            return
        QCoreApplication.sendEvent(target, event)

    def _activate(self, keys: QKeySequence, target: QWidget) -> bool:
        for shortcut in self._screen.window().findChildren(QShortcut):
            owner = shortcut.parent()
            is_near = isinstance(owner, QWidget) and (owner is target or owner.isAncestorOf(target))
            if is_near and shortcut.isEnabled() and keys in list(shortcut.keys()):
                shortcut.activated.emit()
                return True
        return False


def _application() -> QCoreApplication:
    application = QCoreApplication.instance()
    if application is None:
        raise RuntimeError("no application")
    return application
