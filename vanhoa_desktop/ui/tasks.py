"""Work away from the window, in lanes; results and refusals come to the window's thread.

What writes goes one after the other on one lane. What a screen reads has a lane and a connection of
its own, and so has what looks long without writing: a long merge or preview starves no screen. A
last one is for what is checked at the start.

This is one of the three outer walls: a failure nobody foresaw is caught here, logged and shown.
"""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from enum import Enum
from functools import partial
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from vanhoa_desktop.disk_failures import failure_of_wall
from vanhoa_desktop.domain.ports import Progress, no_progress
from vanhoa_desktop.errors import VanHoaError

Found = TypeVar("Found")
_LOG = logging.getLogger(__name__)


class TaskCancelledError(Exception):
    """Raised inside a task by its progress listener after the officer pressed «Dừng»."""


class Lane(Enum):
    """Where work is done: what writes, what a screen reads, what looks long and only reads.

    CHECKING: what is found out while people work; nobody waits for it.
    """

    STORE = "store"
    SCREENS = "screens"
    LOOKING = "looking"
    CHECKING = "checking"


class Task(QObject, Generic[Found]):
    """One piece of work. Signals arrive in the window's thread; none arrives after `forget`.

    `must_finish` marks what an officer typed: it is written even while the window closes. Work on
    another lane than the store's must not write.
    """

    succeeded = Signal(object)
    refused = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    ended = Signal()
    advanced = Signal(int, int)

    def __init__(
        self,
        work: Callable[[Progress], Found],
        label: str = "",
        *,
        must_finish: bool = False,
        lane: Lane = Lane.STORE,
    ) -> None:
        super().__init__()
        self.lane = lane
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

    def run_in_worker(self) -> "TaskOutcome":
        """Do the work; called on the worker's thread only."""
        try:
            self._check_stop()
            return TaskOutcome(self, result=self._work(self._progress))
        except TaskCancelledError:
            return TaskOutcome(self, is_cancelled=True)
        except VanHoaError as error:
            return TaskOutcome(self, refusal=error)
        except BaseException as error:  # noqa: BLE001 - outer wall: foreign code raises anything
            refusal = failure_of_wall(error)
            if refusal is not None:
                return TaskOutcome(self, refusal=refusal)
            _LOG.exception("task failed")
            return TaskOutcome(self, failure=error)

    def deliver(self, outcome: "TaskOutcome") -> None:
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


class TaskOutcome:
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
    """Runs tasks, on each lane one after the other."""

    task_began = Signal(object)
    task_over = Signal()
    idle_reached = Signal()
    _outcome_ready = Signal(object)
    _progress_made = Signal(object, int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workers = {
            lane: ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"vanhoa-{lane.value}")
            for lane in Lane
        }
        self._open: set[Task[Any]] = set()
        self._saves: set[Future[None]] = set()
        self._is_closed = False
        self._outcome_ready.connect(self._on_outcome, Qt.ConnectionType.QueuedConnection)
        self._progress_made.connect(self._on_progress, Qt.ConnectionType.QueuedConnection)

    @property
    def is_idle(self) -> bool:
        """Whether no work that somebody waits for is under way or waiting."""
        return all(task.lane is Lane.CHECKING for task in self._open)

    @property
    def is_still(self) -> bool:
        """Whether no work at all is under way or waiting, of those that nobody waits for either."""
        return not self._open

    def works_on(self, lane: Lane) -> bool:
        """Whether work on this lane is under way or waiting."""
        return any(task.lane is lane for task in self._open)

    @property
    def long_work(self) -> Task[Any] | None:
        """Work with a name that is under way or waiting and that closing would cut short."""
        return next((task for task in self._open if task.label), None)

    def start(self, task: Task[Any]) -> None:
        """Put a task in the row of its lane; after `close` nothing begins any more."""
        if self._is_closed:
            task.forget()
            return
        self._open.add(task)
        task.progress = partial(self._progress_made.emit, task)
        self.task_began.emit(task)
        self._saves = {save for save in self._saves if not save.done()}
        worker = self._workers[task.lane]
        if task.lane is Lane.STORE:
            future = worker.submit(self._run, task)
            if task.must_finish:
                self._saves.add(future)
        else:
            worker.submit(self._run_after, frozenset(self._saves), task)

    def stop_what_can_wait(self) -> None:
        """Stop all work but what must be finished."""
        for task in self._open:
            if not task.must_finish:
                task.cancel()

    def close(self) -> None:
        """Wait for the work under way and for what must be finished, and end the worker."""
        self._is_closed = True
        for task in self._open:
            if not task.must_finish:
                task.forget()
        for worker in self._workers.values():
            worker.shutdown(wait=True)
        self._open.clear()

    def _run_after(self, saves: frozenset[Future[None]], task: Task[Any]) -> None:
        # A screen that is read must show what was typed before.
        wait(saves)
        self._run(task)

    def _run(self, task: Task[Any]) -> None:
        outcome = task.run_in_worker()
        if isValid(self):
            self._outcome_ready.emit(outcome)

    def _on_progress(self, task: Task[Any], done: int, total: int) -> None:
        if task in self._open:
            task.advanced.emit(done, total)

    def _on_outcome(self, outcome: TaskOutcome) -> None:
        self._open.discard(outcome.task)
        outcome.task.deliver(outcome)
        self.task_over.emit()
        if self.is_idle:
            self.idle_reached.emit()
