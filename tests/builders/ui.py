"""The window in a test: real keys and clicks, prepared answers to questions and file dialogs."""

from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from tests.builders.offices import PASSPHRASE, Office
from tests.fakes.asking import PreparedAsk
from vanhoa_desktop.paths import InstallationPaths
from vanhoa_desktop.ui.screens import Screen
from vanhoa_desktop.ui.shell.application import build_window
from vanhoa_desktop.ui.shell.main_window import MainWindow
from vanhoa_desktop.ui.shell.workbench import Workbench

WIDTH, HEIGHT = 1366, 728
PATIENCE_MS = 20_000

Wanted = TypeVar("Wanted", bound=Screen)


class Driver:
    """One window with somebody at its keyboard."""

    def __init__(self, qtbot: QtBot, root: Path) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self.bot = qtbot
        self.ask = PreparedAsk()
        self.window: MainWindow = build_window(application, InstallationPaths(root), self.ask)
        self.window.resize(WIDTH, HEIGHT)

    def start(self, passphrase: str | None = None) -> None:
        """Show the window and wait until it has come to rest."""
        self.window.start(passphrase)
        self.window.show()
        self.bot.waitExposed(self.window)
        self.rest()

    def rest(self) -> None:
        """Wait until all work is done and everything has heard of it."""
        tasks = self.window.workspace.tasks

        def idle() -> None:
            QApplication.processEvents()
            assert tasks.is_idle

        self.bot.waitUntil(idle, timeout=PATIENCE_MS)
        QApplication.processEvents()
        if not tasks.is_idle:
            self.rest()

    def click(self, button: QAbstractButton) -> None:
        """Click a button that can be clicked, and wait."""
        assert button.isEnabled(), button.text()
        assert button.isVisible(), button.text()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.rest()

    def write(self, widget: QWidget, text: str) -> None:
        """Type ASCII text into a field that gets the focus."""
        widget.setFocus()
        QTest.keyClicks(widget, text)

    def press(
        self,
        key: Qt.Key,
        widget: QWidget | None = None,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Press one key where the focus is (or in a widget), and wait."""
        target = widget or self.focused
        QTest.keyClick(target, key, modifiers)
        self.rest()

    @property
    def focused(self) -> QWidget:
        """Where this window's keyboard is, though another window may be in front."""
        return self.window.focusWidget() or self.window  # type: ignore[truthy-bool]  # stub forgets None

    @property
    def workbench(self) -> Workbench:
        """The workbench; fails the test if a gate is shown."""
        page = self.window.page
        assert isinstance(page, Workbench), type(page).__name__
        return page

    def _is_in_front(self) -> bool:
        """Ask to be in front until it is so: a window that is just closing may still hold it."""
        self.window.raise_()
        self.window.activateWindow()
        return self.window.isActiveWindow()

    def go(self, screen_id: str, kind: type[Wanted]) -> Wanted:
        """Go to a screen by its door or menu, this window in front (keys need that)."""
        self.bot.waitUntil(self._is_in_front, timeout=PATIENCE_MS)
        self.workbench.show_screen(screen_id)
        self.rest()
        shown = self.workbench.screen_shown
        assert isinstance(shown, kind)
        return shown

    def close(self) -> None:
        """Close the window and delete it now, with all that is in it.

        Left to the cyclic collector, a window goes some time later, in the middle of another test:
        Qt then calls into Python objects that are half cleared, which ends the process.
        """
        if isValid(self.window):
            self.ask.agrees = True
            if not self.window.close():
                # Long work is being stopped: the window closes by itself when that has ended.
                self.bot.waitUntil(lambda: not self.window.isVisible(), timeout=PATIENCE_MS)
            self.window.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def open_window(qtbot: QtBot, office: Office) -> Driver:
    """The window on an enrolled installation, at its first screen."""
    driver = Driver(qtbot, office.paths.root)
    driver.start(PASSPHRASE)
    return driver
