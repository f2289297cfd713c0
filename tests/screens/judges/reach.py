"""Can everything be reached and understood without a mouse and without eyes: Tab, names, focus."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QButtonGroup, QWidget

from tests.screens.judges.room import is_focus_wanted
from tests.screens.judges.seen import interactive_widgets, is_in_view, named

MOST_STEPS = 400


def judge_names(window: QWidget) -> list[str]:
    """What a screen reader could not name."""
    nameless = []
    for widget in interactive_widgets(window):
        interface = QAccessible.queryAccessibleInterface(widget)
        if not interface.text(QAccessible.Text.Name).strip():
            nameless.append(f"no name for a screen reader: {named(widget)}")
    return nameless


def judge_tab_order(window: QWidget) -> list[str]:
    """What Tab never comes to; the focus ends where it was."""
    before = keyboard_of(window)
    reached = walked_by_tab(window)
    if before is not None:
        before.setFocus()
        QApplication.processEvents()
    return [
        f"Tab never comes to {named(widget)}"
        for widget in interactive_widgets(window)
        if widget.isEnabled() and widget not in reached and not _is_reached_by_arrows(widget)
    ]


def walked_by_tab(window: QWidget) -> set[QWidget]:
    """Every widget that has the focus while Tab goes round a window once."""
    reached: set[QWidget] = set()
    widget = keyboard_of(window) or window
    for _ in range(MOST_STEPS):
        QTest.keyClick(widget, Qt.Key.Key_Tab)
        QApplication.processEvents()
        now = keyboard_of(window)
        if now is None or now in reached:
            break
        reached.add(now)
        widget = now
    return reached


def keyboard_of(window: QWidget) -> QWidget | None:
    """Where the keyboard of a window is, or None; Qt's stub forgets that it may be nowhere."""
    return window.focusWidget()


def judge_focus(window: QWidget) -> list[str]:
    """Whether the keyboard is somewhere when a screen comes up."""
    widget = keyboard_of(window)
    if widget is None:
        return ["the keyboard is nowhere"]
    if not widget.isVisible() or not widget.isEnabled():
        return [f"the keyboard is on what cannot be used: {named(widget)}"]
    if widget not in set(interactive_widgets(window)):
        return [f"the keyboard is on what takes no keys: {named(widget)}"]
    return []


_ROUNDS_OF_SCROLLING = 10


def judge_in_view(window: QWidget) -> list[str]:
    """What is out of view, or only half in it, while it has the keyboard."""
    window.activateWindow()
    QApplication.processEvents()
    before = keyboard_of(window)
    faults = []
    for widget in list(interactive_widgets(window)):
        if not widget.isEnabled() or not is_focus_wanted(widget):
            continue
        widget.setFocus()
        # A scroll bar that comes makes the page narrower and higher, and what was in view moves.
        for _ in range(_ROUNDS_OF_SCROLLING):
            QApplication.processEvents()
            if is_in_view(widget):
                break
        if keyboard_of(window) is widget and not is_in_view(widget):
            faults.append(f"out of view with the keyboard on it: {named(widget)}")
    if before is not None:
        before.setFocus()
    return faults


def judge_next_step(window: QWidget) -> list[str]:
    """At most one button that can be pressed is the obvious next step."""
    primary = [
        named(widget)
        for widget in interactive_widgets(window)
        if isinstance(widget, QAbstractButton)
        and widget.isEnabled()
        and widget.property("role") == "primary"
    ]
    return [f"more than one obvious next step: {', '.join(primary)}"] if len(primary) > 1 else []


def _is_reached_by_arrows(widget: QWidget) -> bool:
    """A button of which only one is chosen: Tab goes to the chosen one, arrow keys to the rest."""
    if not isinstance(widget, QAbstractButton):
        return False
    group: QButtonGroup | None = widget.group()
    return widget.autoExclusive() if group is None else group.exclusive()
