"""Work that keeps a lane of the window busy for as long as a test wants."""

import threading

from tests.builders.ui import Driver
from vanhoa_desktop.domain.ports import Progress
from vanhoa_desktop.ui.tasks import Lane, Task


class LongWork:
    """Work on a lane that goes on until it is let go or stopped."""

    def __init__(self, driver: Driver, label: str, lane: Lane = Lane.STORE) -> None:
        self.may_end = threading.Event()
        self.has_begun = threading.Event()
        self.was_stopped = False
        self.task = Task(self._work, label, lane=lane)
        driver.window.workspace.tasks.start(self.task)
        driver.bot.waitUntil(self.has_begun.is_set)

    def _work(self, progress: Progress) -> None:
        self.has_begun.set()
        try:
            while not self.may_end.wait(0.01):
                progress(1, 2)
        except BaseException:
            self.was_stopped = True
            raise
