"""A stage: the installations of one scene, the windows that it opens, and what ends with it."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.builders.offices import PASSPHRASE, Office, Offices
from tests.builders.ui import Driver
from tests.screens.years import Years
from vanhoa_desktop.domain.ports import Progress
from vanhoa_desktop.services.office.session import Session

TICK_SECONDS = 0.05

Arrange = Callable[["Stage"], QWidget]


@dataclass(frozen=True, slots=True)
class Scene:
    """Something to be seen: the name of its picture, and how to bring it about.

    `arrange` returns the window or dialog that is drawn.
    """

    name: str
    arrange: Arrange


class Stage:
    """Opens windows on copies of the years and closes them when the scene is over."""

    def __init__(self, bot: QtBot, folder: Path, years: Years) -> None:
        self.bot = bot
        self.folder = folder
        self.years = years
        self._drivers: list[Driver] = []
        self._may_end = threading.Event()
        self._is_kept_busy = False

    def founded(self) -> Offices:
        """Offices with an open year and nobody in them."""
        return self.years.founded.copy(self.folder / "founded")

    def running(self) -> Offices:
        """Offices in the middle of the year."""
        return self.years.running.copy(self.folder / "running")

    def ended(self) -> Offices:
        """Offices at the end of the year."""
        return self.years.ended.copy(self.folder / "ended")

    def open(self, office: Office) -> Driver:
        """The window of an office, at its first screen."""
        return self.start(office.paths.root, PASSPHRASE)

    def start(self, root: Path, passphrase: str | None = None) -> Driver:
        """The window on a folder, as the program starts."""
        driver = Driver(self.bot, root)
        self._drivers.append(driver)
        driver.start(passphrase)
        driver.window.activateWindow()
        self.bot.waitUntil(driver.window.isActiveWindow)
        return driver

    def keep_busy(self, driver: Driver, label: str, done: int, total: int) -> None:
        """Start long work that stays where it is until its window closes."""
        arrived = threading.Event()
        self._is_kept_busy = True

        def work(progress: Progress) -> None:
            progress(done, total)
            arrived.set()
            # A window that closes stops its work by raising from `progress`.
            while not self._may_end.wait(TICK_SECONDS):
                progress(done, total)

        driver.window.workspace.run_apart(work, lambda _: None, lambda _: None, label)
        arrived.wait()
        QApplication.processEvents()

    def keep_reading(self, driver: Driver) -> None:
        """Let whatever a screen reads from now on wait until the window closes."""
        self._is_kept_busy = True

        def read(_session: Session) -> None:
            self._may_end.wait()

        driver.window.workspace.read(read, lambda _: None, lambda _: None)

    def rest(self) -> None:
        """Wait until the windows have heard of all work that is not kept waiting on purpose."""
        for driver in self._drivers:
            if not self._is_kept_busy:
                driver.rest()

    def close(self) -> None:
        """End the work and close the windows."""
        self._may_end.set()
        for driver in self._drivers:
            driver.close()
