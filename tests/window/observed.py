"""The real program, and beside it a watcher that answers questions on a local socket.

Run as `python -m tests.window.observed SOCKET -- [words of vanhoa-desktop]`. The watcher never acts
and never calls back into a screen: it looks at widgets, as somebody looks at the screen, and counts
what arrives. `SLOW_STORE_MS` in the environment makes every piece of work on the store take so much
longer, as on an old disk.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from typing_extensions import override

from vanhoa_desktop import app
from vanhoa_desktop.ui.screens import Screen
from vanhoa_desktop.ui.shell.main_window import MainWindow
from vanhoa_desktop.ui.tasks import Job, TaskOutcome

SLOW_STORE = "SLOW_STORE_MS"
Facts = dict[str, Any]
_INTERACTIVE = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit)
_COUNTED = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.FocusIn,
        QEvent.Type.Show,
        QEvent.Type.Hide,
        QEvent.Type.Resize,
    }
)


class Watcher(QObject):
    """Answers one line of JSON with another."""

    def __init__(self, socket_path: str) -> None:
        super().__init__()
        self._seen = 0
        self._server = QLocalServer(self)
        self._server.newConnection.connect(self._on_connection)
        if not self._server.listen(socket_path):
            raise SystemExit(self._server.errorString())
        self._answers: dict[str, Callable[[str], object]] = {
            "focus": lambda _: describe(QApplication.focusWidget()),
            "find": lambda name: [*found_widgets(name), *found_cells(name), *found_actions(name)],
            "able": lambda _: [describe(widget) for widget in able_widgets()],
            "texts": lambda _: list(shown_texts()),
            "windows": lambda _: [describe(window) for window in open_windows()],
            "rest": lambda _: {"is_idle": is_idle(), "seen": self._seen},
            "screen": lambda _: screen_name(),
        }

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count what arrives, so that somebody outside can tell a window at rest."""
        if event.type() in _COUNTED:
            self._seen += 1
        return False

    def _on_connection(self) -> None:
        connection = self._server.nextPendingConnection()
        connection.readyRead.connect(lambda: self._answer(connection))
        connection.disconnected.connect(connection.deleteLater)

    def _answer(self, connection: QLocalSocket) -> None:
        while connection.canReadLine():
            question, name = json.loads(bytes(connection.readLine().data()))
            answer = json.dumps(self._answers[question](name), ensure_ascii=False)
            connection.write(answer.encode() + b"\n")
            connection.flush()


# --- what can be seen ----------------------------------------------------------------------------


def main_windows() -> list[MainWindow]:
    """The windows of the program, of which there is one."""
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)]


def open_windows() -> list[QWidget]:
    """What is open now: the main window, then dialogs, then menus; without tool tips.

    Qt names them in no order; what a hand can reach is in the last of them.
    """
    found = [
        widget
        for widget in QApplication.topLevelWidgets()
        if widget.isVisible() and widget.windowType() != Qt.WindowType.ToolTip
    ]
    return sorted(found, key=_in_front_last)


def _in_front_last(window: QWidget) -> tuple[bool, bool, bool]:
    is_menu = window.windowType() == Qt.WindowType.Popup
    return is_menu, window.isModal(), window is QApplication.activeWindow()


def is_idle() -> bool:
    """Whether no work is under way and no single rest (search, points) is being waited for."""
    for window in main_windows():
        if not window.workspace.tasks.is_idle:
            return False
        timers = window.findChildren(QTimer)
        if any(timer.isActive() and timer.isSingleShot() for timer in timers):
            return False
    return True


def screen_name() -> str:
    """The class of the screen that is shown, or of the gate before it; '' before the window."""
    for window in main_windows():
        shown = [screen for screen in window.findChildren(Screen) if screen.isVisible()]
        page = window.page
        if shown:
            return type(shown[0]).__name__
        if page is not None:
            return type(page).__name__
    return ""


def own_text(widget: QWidget) -> str:
    """What is written on or in a widget."""
    if isinstance(widget, QMessageBox):
        return f"{widget.text()}\n{widget.informativeText()}".strip()
    if isinstance(widget, QLabel | QLineEdit):
        return widget.text()
    if isinstance(widget, QAbstractButton):
        return widget.text().replace("&&", "&")
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        return widget.toPlainText()
    return ""


def describe(widget: QWidget | None) -> Facts:
    """What somebody outside may know of a widget; empty for none."""
    if widget is None:
        return {}
    ancestors = list(_ancestors(widget))
    screen = next((w for w in ancestors if isinstance(w, Screen)), None)
    window = widget.window()
    return {
        "class": type(widget).__name__,
        "name": widget.accessibleName(),
        "text": own_text(widget),
        "screen": "" if screen is None else type(screen).__name__,
        "window": type(window).__name__,
        "title": window.windowTitle(),
        "is_modal": window.isModal(),
        "is_visible": widget.isVisible(),
        "is_enabled": widget.isEnabled(),
        "is_read_only": bool(widget.property("readOnly")),
        "is_checked": isinstance(widget, QAbstractButton) and widget.isChecked(),
        "is_default": bool(widget.property("default")),
        "rect": _numbers(_on_screen(widget, QRect(QPoint(0, 0), widget.size()))),
        "chosen": _chosen_texts(widget),
    }


def _ancestors(widget: QWidget) -> Iterator[QWidget]:
    above: QWidget | None = widget
    while above is not None:
        yield above
        above = above.parentWidget()


def _chosen_texts(widget: QWidget) -> list[str]:
    """The cells of the row that the keyboard is on, in a table or list."""
    if not isinstance(widget, QAbstractItemView) or not widget.currentIndex().isValid():
        return []
    model, current = widget.model(), widget.currentIndex()
    return [
        str(model.index(current.row(), column, current.parent()).data() or "")
        for column in range(model.columnCount(current.parent()))
    ]


def _on_screen(widget: QWidget, rect: QRect) -> QRect:
    return QRect(widget.mapToGlobal(rect.topLeft()), QSize(rect.size()))


def _numbers(rect: QRect) -> list[int]:
    return [rect.x(), rect.y(), rect.width(), rect.height()]


def visible_widgets() -> Iterator[QWidget]:
    """All visible widgets of all open windows, the newest window first."""
    for window in reversed(open_windows()):
        yield window
        yield from (widget for widget in window.findChildren(QWidget) if widget.isVisible())


def able_widgets() -> Iterator[QWidget]:
    """What can be clicked or typed into in the window in front, or in any where none is."""
    front = QApplication.activePopupWidget() or QApplication.activeWindow()
    for widget in visible_widgets():
        is_able = isinstance(widget, _INTERACTIVE) and widget.isEnabled()
        if is_able and (front is None or widget.window() is front):
            yield widget


def found_widgets(name: str) -> list[Facts]:
    """Visible widgets whose accessible name or text is `name`, or begins with it."""
    exact, beginning = [], []
    for widget in visible_widgets():
        names = {widget.accessibleName(), own_text(widget)}
        if name in names:
            exact.append(describe(widget))
        elif any(known.startswith(name) for known in names):
            beginning.append(describe(widget))
    # A button is meant rather than a sentence that begins alike.
    return sorted(exact + beginning, key=lambda facts: facts["class"] == "QLabel")


def found_cells(name: str) -> list[Facts]:
    """Cells of visible tables and lists that say `name`."""
    found = []
    for view in visible_widgets():
        if not isinstance(view, QAbstractItemView):
            continue
        model = view.model()
        for number in range(model.rowCount()):
            for column in range(model.columnCount()):
                index = model.index(number, column)
                if str(index.data() or "") == name:
                    rect = _on_screen(view.viewport(), view.visualRect(index))
                    found.append(describe(view) | {"text": name, "rect": _numbers(rect)})
    return found


def found_actions(name: str) -> list[Facts]:
    """Entries of an open menu whose text begins with `name`."""
    found = []
    for menu in visible_widgets():
        if isinstance(menu, QMenu):
            found += [_described_action(menu, a) for a in menu.actions() if _says(a, name)]
    return found


def _says(action: QAction, name: str) -> bool:
    return action.text().replace("&", "").startswith(name)


def _described_action(menu: QMenu, action: QAction) -> Facts:
    rect = _on_screen(menu, menu.actionGeometry(action))
    return describe(menu) | {
        "text": action.text(),
        "is_enabled": action.isEnabled(),
        "rect": _numbers(rect),
    }


def shown_texts() -> Iterator[str]:
    """Everything written in the window that is in front, empty texts left out."""
    front = QApplication.activeWindow()
    for widget in visible_widgets():
        if (front is None or widget.window() is front) and own_text(widget):
            yield own_text(widget)
        if isinstance(widget, QListWidget) and widget.window() is front:
            yield from (widget.item(number).text() for number in range(widget.count()))


# --- a slow disk ---------------------------------------------------------------------------------


def slow_the_store(milliseconds: int) -> None:
    """Let every piece of work on the store take so much longer."""
    work = Job.run_in_worker

    def slower(self: Job) -> TaskOutcome:
        time.sleep(milliseconds / 1000)
        return work(self)

    Job.run_in_worker = slower  # type: ignore[method-assign]  # a disk that is slow for all


def main() -> int:
    """Start the program as its own entry does, watched; returns its exit code."""
    socket_path, _, *words = sys.argv[1:]
    slow_the_store(int(os.environ.get(SLOW_STORE, "0")))
    application = QApplication(["vanhoa"])
    watcher = Watcher(str(Path(socket_path)))
    application.installEventFilter(watcher)
    return app.start_window(words)


if __name__ == "__main__":
    sys.exit(main())
