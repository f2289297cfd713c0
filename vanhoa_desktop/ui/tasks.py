"""Work away from the window: one database worker; results and refusals come to the window's thread.

This is one of the three outer walls: a failure nobody foresaw is caught here, logged and shown.
"""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from vanhoa_desktop.domain.ports import Progress, no_progress
from vanhoa_desktop.errors import VanHoaError

Found = TypeVar("Found")
_LOG = logging.getLogger(__name__)


class TaskCancelledError(Exception):
    """Raised inside a task by its progress listener after the officer pressed «Dừng»."""


class Task(QObject, Generic[Found]):
    """One piece of work. Signals arrive in the window's thread; none arrives after `forget`.

    `must_finish` marks what an officer typed: it is written even while the window closes.
    """

    succeeded = Signal(object)
    refused = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    ended = Signal()
    advanced = Signal(int, int)

    def __init__(
        self, work: Callable[[Progress], Found], label: str = "", *, must_finish: bool = False
    ) -> None:
        super().__init__()
        self._work = work
        self.label = label
        self.must_finish = must_finish
        self._stop = threading.Event()
        self._is_forgotten = False
        self.progress: Progress = no_progress

    def cancel(self) -> None:
        """Ask the work to stop at its next step; what it had begun is rolled back."""
        self._stop.set()

    def forget(self) -> None:
        """Let the work go on, if it has begun, but deliver nothing: somebody asked anew."""
        self._is_forgotten = True
        self._stop.set()

    def run_in_worker(self) -> "Outcome":
        """Do the work; called on the worker's thread only."""
        try:
            self._check_stop()
            return Outcome(self, result=self._work(self._progress))
        except TaskCancelledError:
            return Outcome(self, is_cancelled=True)
        except VanHoaError as error:
            return Outcome(self, refusal=error)
        except BaseException as error:  # noqa: BLE001 - outer wall: foreign code raises anything
            _LOG.exception("task failed")
            return Outcome(self, failure=error)

    def deliver(self, outcome: "Outcome") -> None:
        """Tell the listeners; called on the window's thread only."""
        if not self._is_forgotten:
            if outcome.is_cancelled:
                self.cancelled.emit()
            elif outcome.refusal is not None:
                self.refused.emit(outcome.refusal)
            elif outcome.failure is not None:
                self.failed.emit(outcome.failure)
            else:
                self.succeeded.emit(outcome.result)
        self.ended.emit()

    def _progress(self, done: int, total: int) -> None:
        self._check_stop()
        self.progress(done, total)

    def _check_stop(self) -> None:
        if self._stop.is_set():
            raise TaskCancelledError


class Outcome:
    """How a task ended; carried from the worker to the window's thread."""

    def __init__(
        self,
        task: Task[Any],
        *,
        result: object = None,
        refusal: VanHoaError | None = None,
        failure: BaseException | None = None,
        is_cancelled: bool = False,
    ) -> None:
        self.task = task
        self.result = result
        self.refusal = refusal
        self.failure = failure
        self.is_cancelled = is_cancelled


class TaskRunner(QObject):
    """Runs tasks one after the other on the one database worker."""

    task_began = Signal(object)
    idle_reached = Signal()
    _outcome_ready = Signal(object)
    _progress_made = Signal(object, int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="vanhoa-store")
        self._open: set[Task[Any]] = set()
        self._outcome_ready.connect(self._on_outcome, Qt.ConnectionType.QueuedConnection)
        self._progress_made.connect(self._on_progress, Qt.ConnectionType.QueuedConnection)

    @property
    def is_idle(self) -> bool:
        """Whether no work is under way or waiting."""
        return not self._open

    def start(self, task: Task[Any]) -> None:
        """Put a task in the row."""
        self._open.add(task)
        task.progress = partial(self._progress_made.emit, task)
        self.task_began.emit(task)
        self._worker.submit(self._run, task)

    def stop_what_can_wait(self) -> None:
        """Stop all work but what must be finished."""
        for task in self._open:
            if not task.must_finish:
                task.cancel()

    def close(self) -> None:
        """Wait for the work under way and for what must be finished, and end the worker."""
        for task in self._open:
            if not task.must_finish:
                task.forget()
        self._worker.shutdown(wait=True)
        self._open.clear()

    def _run(self, task: Task[Any]) -> None:
        outcome = task.run_in_worker()
        if isValid(self):
            self._outcome_ready.emit(outcome)

    def _on_progress(self, task: Task[Any], done: int, total: int) -> None:
        if task in self._open:
            task.advanced.emit(done, total)

    def _on_outcome(self, outcome: Outcome) -> None:
        self._open.discard(outcome.task)
        outcome.task.deliver(outcome)
        if self.is_idle:
            self.idle_reached.emit()
