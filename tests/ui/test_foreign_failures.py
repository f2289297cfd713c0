"""Whatever foreign code raises in the worker, the window hears that the work is over."""

import pytest
from pytestqt.qtbot import QtBot

from vanhoa_desktop.domain.ports import Progress
from vanhoa_desktop.ui.tasks import Task, TaskRunner


class PanicException(BaseException):
    """What no `except Exception` sees."""


@pytest.mark.parametrize("kind", [PanicException, MemoryError, OverflowError, SystemExit])
def test_a_panic_of_a_library_is_a_failure_that_the_window_hears_of(
    qtbot: QtBot, kind: type[BaseException]
) -> None:
    def work(progress: Progress) -> None:
        raise kind

    runner = TaskRunner()
    task: Task[None] = Task(work)
    heard: list[object] = []
    task.failed.connect(heard.append)
    with qtbot.waitSignal(task.ended):
        runner.start(task)
    assert [type(failure) for failure in heard] == [kind]
    qtbot.waitUntil(lambda: runner.is_idle)
    runner.close()
