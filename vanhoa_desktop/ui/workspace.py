"""What every screen shares: the open installation, the worker, questions, the look, the year."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from vanhoa_desktop.domain.ports import Progress
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.paths import InstallationPaths
from vanhoa_desktop.services.office.changes import Changes
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.setup.cycles import CycleService, cycle_records
from vanhoa_desktop.texts.words.moments import hour_text
from vanhoa_desktop.ui.ask import Ask, Question
from vanhoa_desktop.ui.chosen_year import read_year, write_year, year_to_show
from vanhoa_desktop.ui.style.appearance import Appearance
from vanhoa_desktop.ui.tasks import Lane, Task, TaskRunner
from vanhoa_desktop.ui.unsaved import Deed, UnsavedWatch

Found = TypeVar("Found")
Work = Callable[[Session], Found]


class Workspace(QObject):
    """Holds the session and runs service calls; tells screens what changed."""

    session_opened = Signal()
    records_changed = Signal(object)
    year_changed = Signal(object)
    years_changed = Signal()
    year_wished = Signal(int)
    said = Signal(str)
    failed = Signal(object)
    refusal_heard = Signal(object)
    passphrase_change_wished = Signal(str, str)
    _changes_heard = Signal(object)

    def __init__(
        self,
        paths: InstallationPaths,
        tasks: TaskRunner,
        ask: Ask,
        appearance: Appearance,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.paths = paths
        self.tasks = tasks
        self.ask = ask
        self.appearance = appearance
        self.unsaved_watch: UnsavedWatch | None = None
        self._session: Session | None = None
        self._year: int | None = None
        self._years: tuple[int, ...] = ()
        self._changes_heard.connect(self._on_changes)

    @property
    def session(self) -> Session:
        """The open installation; raises PASSPHRASE_REQUIRED before it is open."""
        if self._session is None:
            raise VanHoaError(ErrorCode.PASSPHRASE_REQUIRED)
        return self._session

    @property
    def year(self) -> int | None:
        """The assessment year on screen, or None while none is open."""
        return self._year

    def hold(self, session: Session) -> None:
        """Take an opened session and listen to its changes."""
        self._session = session
        session.listeners.append(self._hear)
        self.session_opened.emit()

    def let_go(self) -> None:
        """Close the session while the window stays; another can be held after it."""
        if self._session is not None:
            self._session.close()
            self._session = None

    @property
    def years(self) -> tuple[int, ...]:
        """The years that are open, the earliest first."""
        return self._years

    def hold_years(self, years: Sequence[int]) -> None:
        """Take note of the years that are open; the one on screen stays if it is among them.

        At the start that is the one that was chosen last, else the newest.
        """
        self._years = tuple(sorted(years))
        self.years_changed.emit()
        kept = read_year(self.paths.root) if self._year is None else self._year
        self.choose_year(year_to_show(self._years, kept))

    def wish_year(self, year: int) -> None:
        """Ask for another year; whoever shows a screen saves what is being typed, and chooses."""
        self.year_wished.emit(year)

    def choose_year(self, year: int | None) -> None:
        """Show another assessment year, and come back to it at the next start."""
        if year == self._year:
            return
        self._year = year
        if year is not None:
            write_year(self.paths.root, year)
        self.year_changed.emit(year)

    def ask_if_unsaved(self, parent: QWidget, deed: Deed, act: Callable[[], None]) -> None:
        """Do what sends or closes sheets; points that could not be saved are asked about first.

        Nothing is done until they are mended or given up, unless the officer says so.
        """
        watch = self.unsaved_watch
        lost = "" if watch is None else watch.unsaved_points()
        if watch is None or not lost:
            act()
            return
        question = Question(deed.title, lost, deed.yes, "Không, về ô đó", deed.consequence)
        self.ask.confirm(parent, question, act, watch.show_unsaved_points)

    def say(self, sentence: str) -> None:
        """Put a sentence on the status line."""
        self.said.emit(sentence)

    def say_saved(self, but: str = "", moment: datetime | None = None) -> None:
        """«Đã lưu lúc 09:41» on the status line, and what was not."""
        self.say(f"Đã lưu lúc {hour_text(moment or datetime.now().astimezone())}{but}")

    def run(
        self,
        work: Work[Found],
        done: Callable[[Found], None],
        refused: Callable[[VanHoaError], None],
        label: str = "",
    ) -> Task[Found]:
        """Run a service call on the worker; `done` or `refused` follows in the window's thread."""
        return self.run_with_progress(lambda session, _: work(session), done, refused, label)

    def read(
        self,
        work: Work[Found],
        done: Callable[[Found], None],
        refused: Callable[[VanHoaError], None],
    ) -> Task[Found]:
        """Read what a screen shows; it must not write, and waits for no long work."""
        session = self.session
        return self._start(Task(lambda _: work(session), lane=Lane.SCREENS), done, refused)

    def look(
        self,
        work: Callable[[Session, Progress], Found],
        done: Callable[[Found], None],
        refused: Callable[[VanHoaError], None],
        label: str,
        *,
        lane: Lane = Lane.LOOKING,
    ) -> Task[Found]:
        """Look long at something (a preview, a rehearsal) without writing; can be stopped.

        On the lane CHECKING nobody waits for it.
        """
        session = self.session
        task = Task(lambda progress: work(session, progress), label, lane=lane)
        return self._start(task, done, refused)

    def run_with_progress(
        self,
        work: Callable[[Session, Progress], Found],
        done: Callable[[Found], None],
        refused: Callable[[VanHoaError], None],
        label: str = "",
    ) -> Task[Found]:
        """The same for long work that tells how far it is and can be stopped."""
        session = self.session
        return self.run_apart(lambda progress: work(session, progress), done, refused, label)

    def run_apart(
        self,
        work: Callable[[Progress], Found],
        done: Callable[[Found], None],
        refused: Callable[[VanHoaError], None],
        label: str = "",
    ) -> Task[Found]:
        """Run work that needs no open session (making or opening one)."""
        return self._start(Task(work, label), done, refused)

    def save(
        self,
        work: Work[Found],
        done: Callable[[Found], None],
        refused: Callable[[VanHoaError], None],
    ) -> Task[Found]:
        """Run a service call that writes what an officer typed; closing the window waits for it."""
        session = self.session
        task = Task(lambda _: work(session), must_finish=True)
        return self._start(task, done, refused)

    def _start(
        self,
        task: Task[Any],
        done: Callable[[Any], None],
        refused: Callable[[VanHoaError], None],
    ) -> Task[Any]:
        task.succeeded.connect(done)
        task.refused.connect(refused)
        task.refused.connect(self.refusal_heard)
        task.failed.connect(self.failed)
        task.cancelled.connect(self._on_cancelled)
        self.tasks.start(task)
        return task

    def close(self) -> None:
        """Finish the work under way and close the store."""
        self.tasks.close()
        self.let_go()

    def _hear(self, changes: Changes) -> None:
        # Called on the worker; the signal carries it to the window's thread.
        self._changes_heard.emit(changes)

    def _on_changes(self, changes: Changes) -> None:
        if self._session is None:
            return
        if not changes.records.isdisjoint(cycle_records()):
            self.run(open_years, self.hold_years, lambda _: None)
        self.records_changed.emit(changes.records)

    def _on_cancelled(self) -> None:
        self.say("Đã dừng theo yêu cầu. Chưa có gì thay đổi.")


def open_years(session: Session) -> list[int]:
    """The years that are open, the earliest first."""
    return [cycle.year for cycle in CycleService(session).cycles()]
