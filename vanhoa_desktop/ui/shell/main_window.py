"""The main window: first start, passphrase, enrolment, and then the workbench."""

from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget
from typing_extensions import override

from vanhoa_desktop.domain.assessments import Cycle
from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.services.cycles import CycleService
from vanhoa_desktop.services.installation import open_session
from vanhoa_desktop.services.session import Session
from vanhoa_desktop.ui.crash import show_crash
from vanhoa_desktop.ui.enrolment.enrolment_screen import EnrolmentScreen
from vanhoa_desktop.ui.first_start.first_start_screen import FirstStartScreen
from vanhoa_desktop.ui.screens import ScreenRegister
from vanhoa_desktop.ui.shell.workbench import Workbench
from vanhoa_desktop.ui.style.sizes import SMALLEST_WINDOW
from vanhoa_desktop.ui.unlock.unlock_screen import UnlockScreen
from vanhoa_desktop.ui.workspace import Workspace

TITLE = "Vạn Hòa Học Tập"


class MainWindow(QMainWindow):
    """Shows the one thing that comes next: gates first, then the workbench."""

    def __init__(self, workspace: Workspace, register: ScreenRegister) -> None:
        super().__init__()
        self.workspace = workspace
        self._register = register
        self._pages = QStackedWidget()
        self.setCentralWidget(self._pages)
        self.setMinimumSize(*SMALLEST_WINDOW)
        self.setWindowTitle(TITLE)
        workspace.failed.connect(show_crash)
        workspace.session_opened.connect(self._on_session_opened)
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
        if not self.workspace.paths.is_founded:
            first = FirstStartScreen(self.workspace)
            first.created.connect(self._open)
            self._show(first)
        elif passphrase is None:
            self._ask_passphrase(None)
        else:
            self._open(passphrase)

    def _open(self, passphrase: str) -> None:
        paths = self.workspace.paths
        self.workspace.run_apart(
            lambda _: open_session(paths, passphrase, writing=True),
            self.workspace.hold,
            self._ask_passphrase,
            "Đang mở số liệu…",
        )

    def _ask_passphrase(self, refusal: VanHoaError | None) -> None:
        if isinstance(self.page, UnlockScreen):
            self.page.show_refusal(refusal)
            return
        unlock = UnlockScreen(self.workspace)
        unlock.passphrase_given.connect(self._open)
        self._show(unlock)
        unlock.show_refusal(refusal)

    def _on_session_opened(self) -> None:
        identity = self.workspace.session.identity
        self.setWindowTitle(f"{identity.unit_name} – {TITLE}")
        if not identity.is_enrolled:
            enrolment = EnrolmentScreen(self.workspace)
            enrolment.enrolled.connect(self._on_enrolled)
            self._show(enrolment)
            return
        self._on_enrolled()

    def _on_enrolled(self) -> None:
        self.workspace.run(_cycles, self._on_cycles, self._ask_passphrase)

    def _on_cycles(self, cycles: list[Cycle]) -> None:
        self.workspace.choose_year(cycles[-1].year if cycles else None)
        workbench = Workbench(self.workspace, self._register)
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

    def _on_larger(self) -> None:
        self.workspace.appearance.step_text(1)

    def _on_smaller(self) -> None:
        self.workspace.appearance.step_text(-1)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Save what is being typed, finish what was typed, close the store."""
        if isinstance(self.page, Workbench):
            self.page.leave()
        self.workspace.close()
        super().closeEvent(event)


def _cycles(session: Session) -> list[Cycle]:
    return CycleService(session).cycles()
