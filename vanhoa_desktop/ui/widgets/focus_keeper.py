"""Keeps the keyboard where the officer works when the widget that had it goes away.

Qt moves the keyboard on to the next widget of the window when its widget is hidden, disabled or
deleted: past the list to some button, or out of the screen to the doors, where the next Enter does
what nobody chose. Here such a fall ends on the screen itself, which takes no keys, and a moment
later, when the screen has come to rest, on its main thing. Tab and clicks go where they always go.
"""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from shiboken6 import isValid

_FIELDS = (QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox)
_MOST_WIDGETS = 10_000


class FocusKeeper(QObject):
    """`area` is where the keyboard belongs in a window now, `first` where it goes there.

    `first` may say None: then a list with rows is next, a field, or anything that takes keys.
    """

    def __init__(
        self,
        window: QWidget,
        area: Callable[[], QWidget | None],
        first: Callable[[], QWidget | None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._area = area
        self._first = first
        self._meant: QWidget | None = None
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(0)
        self._settling.timeout.connect(self.settle)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    def enter(self) -> None:
        """Another area is shown: the keyboard goes there, if it is not there already."""
        area = self._area()
        if area is not None and not _is_inside(area, self._focused()):
            self._park(area)
            self.settle()

    def settle(self) -> None:
        """Give the keyboard to the main thing, where it waits for something that takes keys."""
        area = self._area()
        focused = self._focused()
        if area is None or (focused is not area and not _is_lost(focused)):
            return
        target = self._target(area)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _focused(self) -> QWidget | None:
        focused: QWidget | None = self._window.focusWidget()
        return focused

    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        if not isValid(self._window) or not self._window.isActiveWindow():
            return
        area = self._area()
        if area is None:
            return
        if new is not None and new.window() is not self._window:
            return
        is_fall = old is not None and self._is_own(old) and _is_lost(old)
        if new is None or is_fall or _is_mere_page(area, new):
            self._park(area)
        elif _is_inside(area, new):
            self._meant = None
        elif old is not None or new is self._meant or _is_mouse_down():
            # Somebody went there: by Tab or a click, or came back from another window.
            self._meant = new
        else:
            self._park(area)

    def _is_own(self, widget: QWidget) -> bool:
        return not isValid(widget) or widget.window() is self._window

    def _park(self, area: QWidget) -> None:
        self._meant = None
        area.setFocus(Qt.FocusReason.OtherFocusReason)
        self._settling.start()

    def _target(self, area: QWidget) -> QWidget | None:
        first = self._first()
        if first is not None and not _is_lost(first):
            return first
        found = list(_takers(area))
        for is_wanted in (_is_list, _is_field):
            chosen = next((widget for widget in found if is_wanted(widget)), None)
            if chosen is not None:
                return chosen
        return found[0] if found else None


def _is_lost(widget: QWidget | None) -> bool:
    """Whether a widget cannot have the keyboard (any more)."""
    if widget is None or not isValid(widget):
        return True
    return not widget.isVisible() or not widget.isEnabled()


def _is_inside(area: QWidget, widget: QWidget | None) -> bool:
    return widget is not None and (widget is area or area.isAncestorOf(widget))


def _is_mere_page(area: QWidget, widget: QWidget) -> bool:
    """Whether a widget inside an area takes no keys: Qt gives them to a page without fields."""
    takes_none = widget.focusPolicy() is Qt.FocusPolicy.NoFocus
    return takes_none and widget is not area and area.isAncestorOf(widget)


def _is_mouse_down() -> bool:
    return QApplication.mouseButtons() != Qt.MouseButton.NoButton


def _is_list(widget: QWidget) -> bool:
    return isinstance(widget, QAbstractItemView) and widget.model().rowCount() > 0


def _is_field(widget: QWidget) -> bool:
    is_read_only = isinstance(widget, QLineEdit | QPlainTextEdit) and widget.isReadOnly()
    return isinstance(widget, _FIELDS) and not is_read_only


def _takers(area: QWidget) -> Iterator[QWidget]:
    """What takes keys inside an area, in the order of Tab."""
    widget: QWidget | None = area
    for _ in range(_MOST_WIDGETS):
        widget = None if widget is None else widget.nextInFocusChain()
        if widget is None or widget is area:
            return
        takes_tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
        if takes_tab and area.isAncestorOf(widget) and not _is_lost(widget):
            yield widget
