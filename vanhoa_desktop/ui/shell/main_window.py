"""The main window: first start, passphrase, enrolment, and then the workbench."""

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget
from typing_extensions import override

from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.services.office.installation import (
    change_passphrase,
    incompleteness,
    open_to_work_or_view,
    refusal_of_a_second,
)
from vanhoa_desktop.texts.errors.catalogue import sentence
from vanhoa_desktop.ui.ask import Question
from vanhoa_desktop.ui.crash import show_crash
from vanhoa_desktop.ui.enrolment.enrolment_screen import EnrolmentScreen
from vanhoa_desktop.ui.first_start.first_start_screen import FirstStartScreen
from vanhoa_desktop.ui.screens import ScreenRegister
from vanhoa_desktop.ui.shell.workbench import Workbench
from vanhoa_desktop.ui.style.sizes import SMALLEST_WINDOW
from vanhoa_desktop.ui.tasks import Lane
from vanhoa_desktop.ui.unlock.unlock_screen import UnlockScreen
from vanhoa_desktop.ui.widgets.arrow_guard import ArrowGuard
from vanhoa_desktop.ui.widgets.focus_keeper import FocusKeeper
from vanhoa_desktop.ui.window_guards import guard_window
from vanhoa_desktop.ui.workspace import Workspace, open_years

FIRST_THIS = "Hãy xong việc này rồi mới đổi mật khẩu."
CHANGED = "Đã đổi mật khẩu. Hãy gõ mật khẩu mới để mở số liệu."
TITLE = "Vạn Hòa Học Tập"


class MainWindow(QMainWindow):
    """Shows the one thing that comes next: gates first, then the workbench."""

    def __init__(self, workspace: Workspace, register: ScreenRegister) -> None:
        super().__init__()
        self.workspace = workspace
        self._register = register
        self._is_closing = False
        self._is_loss_accepted = False
        self._pages = QStackedWidget()
        self.setCentralWidget(self._pages)
        self.setMinimumSize(*SMALLEST_WINDOW)
        self.setWindowTitle(TITLE)
        self.focus_keeper = FocusKeeper(self, self._area_of_focus, self._first_of_focus)
        workspace.tasks.idle_reached.connect(self.focus_keeper.settle)
        workspace.tasks.task_over.connect(self._on_idle)
        workspace.tasks.task_over.connect(self._change_passphrase)
        guard_window(self)
        self._arrow_guard = ArrowGuard(self, self._area_of_focus)
        workspace.failed.connect(show_crash)
        workspace.session_opened.connect(self._on_session_opened)
        workspace.records_changed.connect(self._show_whose)
        workspace.passphrase_change_wished.connect(self._on_passphrase_change)
        self._change_wished: tuple[str, str] | None = None
        larger = QShortcut(QKeySequence.StandardKey.ZoomIn, self)
        larger.activated.connect(self._on_larger)
        also_larger = QShortcut(QKeySequence("Ctrl+="), self)
        also_larger.activated.connect(self._on_larger)
        smaller = QShortcut(QKeySequence.StandardKey.ZoomOut, self)
        smaller.activated.connect(self._on_smaller)

    @property
    def page(self) -> QWidget | None:
        """The gate or the workbench that is shown; None before `start`."""
        return self._pages.currentWidget()

    def start(self, passphrase: str | None = None) -> None:
        """Show first start, or open the installation, or ask for its passphrase."""
        incomplete = incompleteness(self.workspace.paths)
        if incomplete is not None:
            self._ask_passphrase(incomplete)
        elif not self.workspace.paths.is_founded:
            first = FirstStartScreen(self.workspace)
            first.created.connect(self._open)
            self._show(first)
        elif passphrase is None:
            self._ask_passphrase(refusal_of_a_second(self.workspace.paths))
        else:
            self._open(passphrase)

    def _open(self, passphrase: str) -> None:
        paths = self.workspace.paths
        opening = self.workspace.run_apart(
            lambda progress: open_to_work_or_view(paths, passphrase, progress),
            self.workspace.hold,
            self._ask_passphrase,
            "Đang mở số liệu…",
        )
        # The store of an older program takes its time, and may be left for another day.
        opening.cancelled.connect(lambda: self._ask_passphrase(None))

    def _ask_passphrase(self, refusal: VanHoaError | None) -> None:
        if isinstance(self.page, UnlockScreen):
            self.page.show_refusal(refusal)
            return
        unlock = UnlockScreen(self.workspace)
        unlock.passphrase_given.connect(self._open)
        self._show(unlock)
        unlock.show_refusal(refusal)

    def _on_passphrase_change(self, known: str, new: str) -> None:
        """Let the work under way come to its end, then change the passphrase of a closed store.

        Not while something would be lost: that is shown first.
        """
        lost = self.page.show_unsaved() if isinstance(self.page, Workbench) else ""
        if lost:
            what = lost.split(". ")[0].rstrip(".")
            self.workspace.ask.tell(self, "Đổi mật khẩu", f"{what}. {FIRST_THIS}")
            return
        self._change_wished = (known, new)
        self._ask_passphrase(None)
        self.setEnabled(False)
        self.workspace.tasks.stop_what_can_wait()
        QTimer.singleShot(0, self._change_passphrase)

    def _change_passphrase(self) -> None:
        if self._change_wished is None or not self.workspace.tasks.is_still:
            return
        (known, new), self._change_wished = self._change_wished, None
        self.workspace.let_go()
        paths = self.workspace.paths
        self.workspace.run_apart(
            lambda _: change_passphrase(paths, known, new),
            self._on_passphrase_changed,
            self._on_passphrase_kept,
            "Đang đổi mật khẩu…",
        )

    def _on_passphrase_changed(self, _: object) -> None:
        self._ask_anew(CHANGED, "good")

    def _on_passphrase_kept(self, refusal: VanHoaError) -> None:
        self._ask_anew(sentence(refusal), "bad")

    def _ask_anew(self, said: str, role: str) -> None:
        self.setEnabled(True)
        self._ask_passphrase(None)
        if isinstance(self.page, UnlockScreen):
            self.page.notice.show_notice(said, role)

    def _on_session_opened(self) -> None:
        self._show_whose()
        identity = self.workspace.session.identity
        if not identity.is_enrolled:
            enrolment = EnrolmentScreen(self.workspace)
            enrolment.enrolled.connect(self._on_enrolled)
            self._show(enrolment)
            return
        self._on_enrolled()

    def _show_whose(self) -> None:
        """The name is the one that the commune gave last, as it may have done a moment ago."""
        name = self.workspace.session.identity.unit_name
        self.setWindowTitle(f"{name} – {TITLE}")

    def _on_enrolled(self) -> None:
        self._show_whose()
        self.workspace.run(open_years, self._on_years, self._ask_passphrase)

    def _on_years(self, years: list[int]) -> None:
        self.workspace.hold_years(years)
        workbench = Workbench(self.workspace, self._register)
        workbench.screen_entered.connect(self.focus_keeper.enter)
        self._show(workbench)
        workbench.show_home()

    def _show(self, page: QWidget) -> None:
        before = self._pages.currentWidget()
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        page.setFocus()
        if before is not None:
            self._pages.removeWidget(before)
            before.deleteLater()

    def _area_of_focus(self) -> QWidget | None:
        """The keyboard never falls out of the screen, onto the doors or «Dừng»."""
        page = self.page
        return page.screen_or_none if isinstance(page, Workbench) else page

    def _first_of_focus(self) -> QWidget | None:
        page = self.page
        screen = page.screen_or_none if isinstance(page, Workbench) else None
        return None if screen is None else screen.main_widget()

    def _on_larger(self) -> None:
        self.workspace.appearance.step_text(1)

    def _on_smaller(self) -> None:
        self.workspace.appearance.step_text(-1)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Save what is being typed, finish what was typed, close the store.

        What cannot be saved is asked about. While long work runs it asks; the window stays until
        the work has ended.
        """
        if isinstance(self.page, Workbench):
            self.page.leave()
        is_answered = self._is_loss_accepted or self._is_closing
        # For this closing alone: if work keeps the window open, more may be typed.
        self._is_loss_accepted = False
        if not is_answered and self._asks_about_loss():
            event.ignore()
            return
        busy = self.workspace.tasks.long_work
        if busy is not None:
            event.ignore()
            if busy.lane is Lane.LOOKING:
                # Nothing is written there: nothing to be asked.
                self._stop_and_close()
            elif not self._is_closing:
                self._ask_to_close(busy.label)
            return
        keyboard: QWidget | None = self.focusWidget()
        if keyboard is not None:
            # A search that is still at rest looks now; later there is no store to look in.
            keyboard.clearFocus()
        self.workspace.close()
        super().closeEvent(event)

    def _asks_about_loss(self) -> bool:
        """Whether something would be lost, which the officer is asked about then."""
        page, lost, more = self.page, "", []
        if isinstance(page, Workbench):
            lost = page.show_unsaved()
            more = [other for other in page.all_unsaved() if other != lost]
        elif isinstance(page, FirstStartScreen | EnrolmentScreen):
            lost = page.unsaved()
        if not lost:
            return False
        question = Question(
            "Đóng chương trình",
            lost,
            "Bỏ rồi đóng",
            "Không, quay lại",
            details="\n".join([*more, "Mọi thứ khác đã được lưu."]),
        )
        self.workspace.ask.confirm(self, question, self._close_with_loss)
        return True

    def _close_with_loss(self) -> None:
        self._is_loss_accepted = True
        # Later: a window does not close while it is still answering that it cannot.
        QTimer.singleShot(0, self.close)

    def _ask_to_close(self, doing: str) -> None:
        question = Question(
            "Đóng chương trình",
            f"Chương trình đang làm dở: {doing.rstrip('…').lower()}. Dừng việc này rồi đóng?",
            "Dừng rồi đóng",
            "Không, chờ làm xong",
            details="Việc dừng giữa chừng thì không ghi gì; phần đã làm xong vẫn tính.",
        )
        stays = partial(self.workspace.say, f"Chương trình không đóng, đang làm tiếp: {doing}")
        self.workspace.ask.confirm(self, question, self._stop_and_close, stays)

    def _stop_and_close(self) -> None:
        self._is_closing = True
        self.workspace.tasks.stop_what_can_wait()
        self.workspace.say("Đang dừng việc đang làm, rồi đóng…")
        self._on_idle()

    def _on_idle(self) -> None:
        if self._is_closing and self.workspace.tasks.long_work is None:
            self.close()
