"""The workbench: numbered doors above, one screen in the middle, one line of news below."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QApplication,
    QProgressBar,
    QPushButton,
    QWidget,
)

from vanhoa_desktop.domain.ports import Progress
from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.services.office.integrity import IntegrityService
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.texts.errors.catalogue import sentence
from vanhoa_desktop.ui.home.home_screen import HomeScreen
from vanhoa_desktop.ui.screens import HOME, Screen, ScreenEntry, ScreenRegister
from vanhoa_desktop.ui.shell.door_bar import DoorBar
from vanhoa_desktop.ui.shell.other_work import OtherWorkMenu
from vanhoa_desktop.ui.shell.year_choice import YearButton, YearStrip
from vanhoa_desktop.ui.style.appearance import mark
from vanhoa_desktop.ui.style.sizes import GAP, GAP_SMALL
from vanhoa_desktop.ui.tasks import Lane, Task
from vanhoa_desktop.ui.unsaved import CHANGING_YEAR
from vanhoa_desktop.ui.widgets.buttons import plain_button
from vanhoa_desktop.ui.widgets.labels import label
from vanhoa_desktop.ui.widgets.pages import Pages
from vanhoa_desktop.ui.widgets.panels import column, framed, one_line, set_content
from vanhoa_desktop.ui.widgets.scrolling import PageArea
from vanhoa_desktop.ui.widgets.shortcuts import add_shortcut
from vanhoa_desktop.ui.widgets.states import NoticeBar, breakable, clear_passed_notices
from vanhoa_desktop.ui.workspace import Workspace

DAMAGED = (
    "Kho số liệu trên máy này có chỗ bị hỏng. Hãy ngừng ghi, đóng chương trình và chép nguyên thư "
    "mục {folder} ra USB để giữ."
)
RESTORE = "Rồi khôi phục bản sao lưu gần nhất."
CALL_COMMUNE = "Rồi gọi xã: xã giữ mọi số liệu đã gửi; phần chưa gửi lấy từ bản sao lưu."
ONLY_VIEWED = "Chỉ xem, tìm và lưu ra ổ đĩa khác được, chưa ghi được gì."


def _is_file_whole(session: Session, progress: Progress) -> bool:
    return IntegrityService(session).is_file_whole(progress)


class Workbench(QWidget):
    """Moves between screens; saves what is being typed on the way."""

    screen_entered = Signal()

    def __init__(self, workspace: Workspace, register: ScreenRegister) -> None:
        super().__init__()
        self.workspace = workspace
        identity = workspace.session.identity
        self._doors = register.doors(identity)
        self._others = register.others(identity)
        self._made: dict[str, Screen] = {}
        self._areas: dict[str, PageArea] = {}
        self._buttons: dict[str, QPushButton] = {}
        self._shown = ""
        self._screens = Pages()
        self.news_label = label("", "quiet")
        self.progress = QProgressBar()
        self.progress.hide()
        self.stop_button = plain_button("Dừng")
        self.stop_button.hide()
        self._running: Task[object] | None = None
        self._refusal_told = ""
        self.year_button = YearButton(workspace)
        self.year_strip = YearStrip(workspace)
        top = self._door_bar()
        self.progress.setMaximumWidth(self.fontMetrics().averageCharWidth() * 40)
        news = one_line(self.news_label, self.progress, self.stop_button, gap=GAP)
        news.setStretch(0, 1)
        self.store_notice = NoticeBar(lasts=True)
        self._tell_how_the_store_is()
        layout = column(
            *(top, self.year_strip, self.store_notice, self._screens),
            framed(news, "status", GAP_SMALL),
            gap=0,
        )
        layout.setStretch(3, 1)
        set_content(self, layout, 0)
        self._connect()
        workspace.unsaved_watch = self

    @property
    def screen_shown(self) -> Screen:
        """The screen in the middle."""
        return self._made[self._shown]

    @property
    def screen_or_none(self) -> Screen | None:
        """The same; None before the first one is shown."""
        return self._made.get(self._shown)

    def show_home(self) -> None:
        """Go to the first screen."""
        self.show_screen(HOME)

    def show_screen(self, screen_id: str, subject: object = None, *, came_from: str = "") -> None:
        """Go to a screen, making it if it is the first time; raises KeyError for none."""
        if self._shown:
            self._forget_news(of_other=screen_id != self._shown)
            self.screen_shown.leave()
        screen = self._made.get(screen_id) or self._make(screen_id)
        self._shown = screen_id
        area = self._areas[screen_id]
        self._screens.setCurrentWidget(area)
        # Whose sheet it is stands at the top; where somebody had scrolled to is forgotten.
        area.verticalScrollBar().setValue(0)
        for known, button in self._buttons.items():
            button.setChecked(known == screen_id)
        clear_passed_notices(screen)
        screen.came_from = came_from
        screen.enter(subject)
        self.screen_entered.emit()

    def _forget_news(self, *, of_other: bool) -> None:
        """What a screen said on the status line goes with it; what is being done stays."""
        is_doing = self._running is not None and self.news_label.text() == self._running.label
        if of_other and not is_doing:
            self.news_label.setText("")

    def leave(self) -> None:
        """Save what is being typed."""
        if self._shown:
            self.screen_shown.leave()

    def show_unsaved(self) -> str:
        """Go to the screen that would lose something, and say what; "" if none would."""
        for screen_id, screen in self._made.items():
            lost = screen.unsaved()
            if lost:
                if screen_id != self._shown:
                    self.show_screen(screen_id)
                return lost
        return ""

    def all_unsaved(self) -> list[str]:
        """What every screen would lose, in the order of the screens as they were opened."""
        return [lost for screen in self._made.values() if (lost := screen.unsaved())]

    def unsaved_points(self) -> str:
        """Which points could not be saved, on whatever screen; "" if all are."""
        return next(filter(None, (made.unsaved_points() for made in self._made.values())), "")

    def show_unsaved_points(self) -> None:
        """Go to them, ready to be mended."""
        for screen_id, screen in self._made.items():
            if screen.unsaved_points():
                if screen_id != self._shown:
                    self.show_screen(screen_id)
                screen.show_unsaved_points()
                return

    def _tell_how_the_store_is(self) -> None:
        """Say above every screen why figures can only be looked at, or that the store is damaged.

        Whether it is, is found out while people begin to work: that can take a minute.
        """
        why = self.workspace.session.database.still_for
        if why is not None:
            self.store_notice.show_notice(f"{ONLY_VIEWED} {sentence(why)}")
        self.workspace.look(
            _is_file_whole, self._on_checked, lambda _: None, "", lane=Lane.CHECKING
        )

    def _on_checked(self, is_whole: bool) -> None:
        if not is_whole:
            identity = self.workspace.session.identity
            next_step = RESTORE if identity.is_commune else CALL_COMMUNE
            folder = self.workspace.paths.root
            self.store_notice.show_notice(f"{DAMAGED.format(folder=folder)} {next_step}", "bad")

    def _door_bar(self) -> DoorBar:
        entries = [ScreenEntry(HOME, "Trang đầu", 0, lambda _: True, self._home), *self._doors]
        doors: list[QPushButton] = []
        for entry in entries:
            text = f"{entry.order}. {entry.title}" if entry.order else entry.title
            button = plain_button(text.replace("&", "&&"))
            button.setCheckable(True)
            button.clicked.connect(partial(self._on_door, entry.id))
            self._buttons[entry.id] = button
            doors.append(button)
        return DoorBar(doors, (self.year_button, self._others_button()))

    def _others_button(self) -> QPushButton:
        button = plain_button("Việc khác ▾")
        self.others_menu = OtherWorkMenu(button, self.workspace, self._others, self.show_screen)
        button.setMenu(self.others_menu)
        return button

    def _connect(self) -> None:
        workspace = self.workspace
        workspace.said.connect(self.news_label.setText)
        workspace.refusal_heard.connect(self._on_refusal)
        workspace.records_changed.connect(self._on_records_changed)
        workspace.year_changed.connect(self._on_year_changed)
        workspace.year_wished.connect(self._on_year_wished)
        workspace.tasks.task_began.connect(self._on_task_began)
        self.stop_button.clicked.connect(self._on_stop)
        for number, entry in enumerate(self._doors, 1):
            add_shortcut(self, f"Alt+{number}", partial(self.show_screen, entry.id))
        add_shortcut(self, "Alt+0", self.show_home)
        add_shortcut(self, "Alt+N", self.year_button.open_menu)
        add_shortcut(self, "Ctrl+S", self._on_save)
        add_shortcut(self, "F5", self._on_read_again)
        add_shortcut(self, "F1", self.others_menu.tell_keys)

    def _home(self, workspace: Workspace) -> Screen:
        return HomeScreen(workspace, self._doors)

    def _make(self, screen_id: str) -> Screen:
        makers: dict[str, Callable[[Workspace], Screen]] = {HOME: self._home}
        makers |= {entry.id: entry.make for entry in (*self._doors, *self._others)}
        screen = makers[screen_id](self.workspace)
        screen.screen_requested.connect(partial(self._on_requested, screen_id))
        mark(screen, "canvas")
        self._made[screen_id] = screen
        area = PageArea(screen)
        self._areas[screen_id] = area
        self._screens.addWidget(area)
        return screen

    def _on_door(self, screen_id: str) -> None:
        self.show_screen(screen_id)

    def _on_requested(self, came_from: str, screen_id: str, subject: object) -> None:
        """Go where a screen wishes; who is shown something there has a way back."""
        self.show_screen(screen_id, subject, came_from="" if subject is None else came_from)

    def _on_save(self) -> None:
        self.screen_shown.save()

    def _on_read_again(self) -> None:
        self.screen_shown.read_again()

    def _on_refusal(self, error: VanHoaError) -> None:
        self._refusal_told = breakable(sentence(error).split(". ")[0])
        self.news_label.setText(self._refusal_told)

    def _on_records_changed(self, records: frozenset[str]) -> None:
        if self.news_label.text() == self._refusal_told:
            # Something was written since.
            self.news_label.setText("")
        if self._shown:
            clear_passed_notices(self.screen_shown)
            self.screen_shown.records_changed(records)
        for screen in self._made.values():
            # A sheet that was closed meanwhile takes no points any more.
            if screen.unsaved_points() and screen is not self.screen_or_none:
                screen.records_changed(records)

    def _on_year_wished(self, year: int) -> None:
        self.leave()
        if year != self.workspace.year:
            choose = partial(self.workspace.choose_year, year)
            self.workspace.ask_if_unsaved(self, CHANGING_YEAR, choose)

    def _on_year_changed(self, _year: object) -> None:
        if not self._shown:
            return
        self.screen_shown.enter(None)
        if not self.screen_shown.isAncestorOf(QApplication.focusWidget() or self):
            # The strip above the screens goes away with the button that was pressed.
            self._screens.focusNextChild()

    def _on_task_began(self, task: Task[object]) -> None:
        if not task.label:
            return
        self._running = task
        self.progress.setRange(0, 0)
        self.progress.setFormat(task.label)
        self.progress.show()
        self.stop_button.show()
        self.news_label.setText(task.label)
        task.advanced.connect(self._on_advanced)
        task.ended.connect(self._on_task_ended)

    def _on_advanced(self, done: int, total: int) -> None:
        self.progress.setRange(0, max(total, 1))
        self.progress.setFormat("%p%")
        self.progress.setValue(done)

    def _on_task_ended(self) -> None:
        if self._running is not None and self.news_label.text() == self._running.label:
            self.news_label.setText("")
        self._running = None
        self.progress.hide()
        self.stop_button.hide()

    def _on_stop(self) -> None:
        if self._running is not None:
            self._running.cancel()
