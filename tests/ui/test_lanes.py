"""Long work starves no screen, and a window that is closed meanwhile ends cleanly."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from tests.builders.long_work import LongWork
from tests.builders.ui import Driver
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.ui.people.people_screen import PeopleScreen
from vanhoa_desktop.ui.results.results_screen import ResultsScreen
from vanhoa_desktop.ui.tasks import Lane


@pytest.fixture
def merging(village: Driver) -> Iterator[LongWork]:
    """A merge that takes its time."""
    work = LongWork(village, "Đang nhận tệp…")
    yield work
    work.may_end.set()


def test_screens_fill_while_a_merge_runs(village: Driver, merging: LongWork) -> None:
    village.workbench.show_screen("people")
    screen = village.workbench.screen_shown
    assert isinstance(screen, PeopleScreen)
    village.bot.waitUntil(lambda: screen.count_label.text() == "3 người")
    village.workbench.show_screen("results")
    results = village.workbench.screen_shown
    assert isinstance(results, ResultsScreen)
    village.bot.waitUntil(lambda: results.panel.state == "empty")
    assert not merging.was_stopped


def test_the_window_asks_before_it_stops_a_merge_and_stays_when_told_so(
    village: Driver, merging: LongWork
) -> None:
    village.ask.agrees = False
    assert not village.window.close()
    assert village.ask.asked == ["Chương trình đang làm dở: đang nhận tệp. Dừng việc này rồi đóng?"]
    assert village.window.isVisible()
    merging.may_end.set()
    village.rest()
    assert village.window.isVisible()
    assert not merging.was_stopped


def test_the_window_closes_by_itself_when_the_stopped_merge_has_ended(
    village: Driver, merging: LongWork
) -> None:
    assert not village.window.close()
    assert village.window.isVisible()
    village.bot.waitUntil(lambda: not village.window.isVisible())
    assert merging.was_stopped
    for widget in QApplication.topLevelWidgets():
        assert not widget.isVisible()


def test_a_preview_is_given_up_without_a_question_when_the_window_closes(village: Driver) -> None:
    looking = LongWork(village, "Đang xem tệp…", Lane.LOOKING)
    village.window.close()
    village.bot.waitUntil(lambda: not village.window.isVisible())
    assert looking.was_stopped
    assert village.ask.asked == []


def test_points_can_be_saved_while_a_preview_is_made(village: Driver) -> None:
    looking = LongWork(village, "Đang xem tệp…", Lane.LOOKING)
    written: list[str] = []

    def save(session: Session) -> str:
        with session.work() as work:
            work.put("clan", session.new_record_id(), {"name": "Họ Lê"})
        return "saved"

    workspace = village.window.workspace
    workspace.save(save, written.append, lambda error: written.append(str(error)))
    village.bot.waitUntil(lambda: bool(written))
    assert not looking.may_end.is_set()
    looking.may_end.set()
    village.rest()


def test_what_is_read_after_saving_waits_for_what_was_saved_before(village: Driver) -> None:
    order: list[str] = []
    gate = threading.Event()
    workspace = village.window.workspace

    def save(_session: Session) -> None:
        gate.wait()
        order.append("saved")

    workspace.save(save, lambda _: None, lambda _: None)
    workspace.read(lambda _: order.append("read"), lambda _: None, lambda _: None)
    gate.set()
    village.rest()
    assert order == ["saved", "read"]
