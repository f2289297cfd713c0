"""What belongs to the window ends in the window's thread: a worker that ends it ends the program.

Python's collector of cycles runs in whatever thread happens to make the next object, and with it
end what Qt made for the window, in the middle of what the window is doing with it.
"""

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.builders.ui import Driver
from vanhoa_desktop.domain.ports import Progress
from vanhoa_desktop.ui.people.people_screen import PeopleScreen
from vanhoa_desktop.ui.results.results_screen import ResultsScreen
from vanhoa_desktop.ui.tasks import Lane, Task, TaskRunner

EAGER = (20, 2, 2)


class Witness:
    """Lies in an object of the window, and notes the thread in which that object ended."""

    def __init__(self, ended_in: list[str]) -> None:
        self._ended_in = ended_in

    def __del__(self) -> None:
        self._ended_in.append(threading.current_thread().name)


class WidgetInCircle(QWidget):
    """A widget that nobody holds but what it holds itself."""

    def __init__(self, ended_in: list[str]) -> None:
        super().__init__()
        self.witness = Witness(ended_in)
        self.itself = self


@pytest.fixture
def late_collector() -> Iterator[None]:
    """The collector's turn comes while work is done, as in a long session it sometimes does."""
    before = gc.get_threshold()
    gc.collect()
    gc.set_threshold(1_000_000)
    yield
    gc.set_threshold(*before)


@pytest.fixture
def eager_collector(late_collector: None) -> None:
    """Its turn comes all the time."""
    gc.set_threshold(*EAGER)


@pytest.fixture
def runner() -> Iterator[TaskRunner]:
    made = TaskRunner()
    yield made
    made.close()


def circles(_progress: Progress) -> None:
    """Work that makes many objects, some of them in circles."""
    gc.set_threshold(*EAGER)
    for _ in range(2_000):
        circle: list[object] = []
        circle.append(circle)


@pytest.mark.parametrize("lane", Lane)
def test_no_worker_ends_a_widget(
    lane: Lane, qtbot: QtBot, runner: TaskRunner, late_collector: None
) -> None:
    ended_in: list[str] = []
    WidgetInCircle(ended_in)
    task = Task(circles, lane=lane)
    with qtbot.waitSignal(task.ended):
        runner.start(task)
    qtbot.waitUntil(lambda: len(ended_in) == 1)
    assert set(ended_in) == {threading.main_thread().name}


def test_no_worker_ends_the_piece_of_work_that_it_did(qtbot: QtBot, runner: TaskRunner) -> None:
    """With its last reference, a worker would end an object to which the window listens."""
    ended_in: list[str] = []
    may_end = threading.Event()

    def begin() -> None:
        task = Task(lambda _: may_end.wait(), lane=Lane.SCREENS)
        task.witness = Witness(ended_in)  # type: ignore[attr-defined]  # ends with its task
        task.succeeded.connect(lambda _: None)
        runner.start(task)

    for _ in range(60):
        begin()
    may_end.set()
    qtbot.waitUntil(lambda: len(ended_in) == 60)
    assert set(ended_in) == {threading.main_thread().name}


def test_work_ends_in_the_windows_thread_while_somebody_goes_from_screen_to_screen(
    village: Driver, eager_collector: None
) -> None:
    ended_in: list[str] = []

    def watch(task: QObject) -> None:
        task.witness = Witness(ended_in)  # type: ignore[attr-defined]  # ends with its task

    village.window.workspace.tasks.task_began.connect(watch)
    for _ in range(6):
        village.go("people", PeopleScreen)
        village.go("results", ResultsScreen)
    village.bot.waitUntil(lambda: len(ended_in) > 10)
    assert set(ended_in) == {threading.main_thread().name}


def test_the_collector_is_pythons_again_when_the_last_runner_is_closed(qtbot: QtBot) -> None:
    first, second = TaskRunner(), TaskRunner()
    assert not gc.isenabled()
    first.close()
    assert not gc.isenabled()
    second.close()
    second.close()
    assert gc.isenabled()
