"""Work away from the window, in lanes; results and refusals come to the window's thread.

What writes goes one after the other on one lane. What a screen reads has a lane and a connection of
its own, and so has what looks long without writing: a long merge or preview starves no screen. A
last one is for what is checked at the start.

A worker never holds an object of Qt that may end: such an object ends in the thread that lets go of
it last, and must end in the window's. It knows its work by number; `Task` stays in the window.

This is one of the three outer walls: a failure nobody foresaw is caught here, logged and shown.
"""

import itertools
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
from vanhoa_desktop.ui.collecting import Collecting

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
        self.label = label
        self.must_finish = must_finish
        self.job = Job(work)
        self._is_forgotten = False

    def cancel(self) -> None:
        """Ask the work to stop at its next step; what it had begun is rolled back."""
        self.job.stop.set()

    def forget(self) -> None:
        """Let the work go on, if it has begun, but deliver nothing: somebody asked anew."""
        self._is_forgotten = True
        self.job.stop.set()

    def deliver(self, outcome: "TaskOutcome") -> None:
        """Tell the listeners; called on the window's thread only."""
        # What the work holds ends here, not where a worker lets go of it.
        self.job.work = None
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


class Job:
    """What a worker has in hand of a task: what to do, and whether to stop; nothing of Qt."""

    def __init__(self, work: Callable[[Progress], object]) -> None:
        self.work: Callable[[Progress], object] | None = work
        self.stop = threading.Event()
        self.progress: Progress = no_progress

    def run_in_worker(self) -> "TaskOutcome":
        """Do the work; called on the worker's thread only."""
        try:
            self._check_stop()
            return TaskOutcome(result=self._do())
        except TaskCancelledError:
            return TaskOutcome(is_cancelled=True)
        except VanHoaError as error:
            return TaskOutcome(refusal=error)
        except BaseException as error:  # noqa: BLE001 - outer wall: foreign code raises anything
            refusal = failure_of_wall(error)
            if refusal is not None:
                return TaskOutcome(refusal=refusal)
            _LOG.exception("task failed")
            return TaskOutcome(failure=error)

    def _do(self) -> object:
        return None if self.work is None else self.work(self._progress)

    def _progress(self, done: int, total: int) -> None:
        self._check_stop()
        self.progress(done, total)

    def _check_stop(self) -> None:
        if self.stop.is_set():
            raise TaskCancelledError


class TaskOutcome:
    """How a task ended; carried from the worker to the window's thread."""

    def __init__(
        self,
        *,
        result: object = None,
        refusal: VanHoaError | None = None,
        failure: BaseException | None = None,
        is_cancelled: bool = False,
    ) -> None:
        self.result = result
        self.refusal = refusal
        self.failure = failure
        self.is_cancelled = is_cancelled


class TaskRunner(QObject):
    """Runs tasks, on each lane one after the other."""

    task_began = Signal(object)
    task_over = Signal()
    idle_reached = Signal()
    _outcome_ready = Signal(int, object)
    _progress_made = Signal(int, int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workers = {
            lane: ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"vanhoa-{lane.value}")
            for lane in Lane
        }
        self._numbers = itertools.count()
        self._open: dict[int, Task[Any]] = {}
        self._saves: set[Future[None]] = set()
        self._is_closed = False
        self._collecting = Collecting(self)
        self._outcome_ready.connect(self._on_outcome, Qt.ConnectionType.QueuedConnection)
        self._progress_made.connect(self._on_progress, Qt.ConnectionType.QueuedConnection)

    @property
    def is_idle(self) -> bool:
        """Whether no work that somebody waits for is under way or waiting."""
        return all(task.lane is Lane.CHECKING for task in self._open.values())

    @property
    def is_still(self) -> bool:
        """Whether no work at all is under way or waiting, of those that nobody waits for either."""
        return not self._open

    def works_on(self, lane: Lane) -> bool:
        """Whether work on this lane is under way or waiting."""
        return any(task.lane is lane for task in self._open.values())

    @property
    def long_work(self) -> Task[Any] | None:
        """Work with a name that is under way or waiting and that closing would cut short."""
        return next((task for task in self._open.values() if task.label), None)

    def start(self, task: Task[Any]) -> None:
        """Put a task in the row of its lane; after `close` nothing begins any more."""
        if self._is_closed:
            task.forget()
            return
        number = next(self._numbers)
        self._open[number] = task
        task.job.progress = partial(self._progress_made.emit, number)
        self.task_began.emit(task)
        self._saves = {save for save in self._saves if not save.done()}
        worker = self._workers[task.lane]
        if task.lane is Lane.STORE:
            future = worker.submit(self._run, number, task.job)
            if task.must_finish:
                self._saves.add(future)
        else:
            worker.submit(self._run_after, frozenset(self._saves), number, task.job)

    def stop_what_can_wait(self) -> None:
        """Stop all work but what must be finished."""
        for task in self._open.values():
            if not task.must_finish:
                task.cancel()

    def close(self) -> None:
        """Wait for the work under way and for what must be finished, and end the worker."""
        self._is_closed = True
        for task in self._open.values():
            if not task.must_finish:
                task.forget()
        for worker in self._workers.values():
            worker.shutdown(wait=True)
        self._open.clear()
        self._collecting.end()

    def _run_after(self, saves: frozenset[Future[None]], number: int, job: Job) -> None:
        # A screen that is read must show what was typed before.
        wait(saves)
        self._run(number, job)

    def _run(self, number: int, job: Job) -> None:
        outcome = job.run_in_worker()
        if isValid(self):
            self._outcome_ready.emit(number, outcome)

    def _on_progress(self, number: int, done: int, total: int) -> None:
        if number in self._open:
            self._open[number].advanced.emit(done, total)

    def _on_outcome(self, number: int, outcome: TaskOutcome) -> None:
        task = self._open.pop(number, None)
        if task is not None:
            task.deliver(outcome)
        self.task_over.emit()
        if self.is_idle:
            self.idle_reached.emit()
