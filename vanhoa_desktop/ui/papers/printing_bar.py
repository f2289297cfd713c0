"""How far the printing is, and the button that stops it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QProgressBar

from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.ui.crash import show_crash
from vanhoa_desktop.ui.papers.print_job import Printed, PrintJob
from vanhoa_desktop.ui.papers.state import printed_sentence
from vanhoa_desktop.ui.tasks import Task, TaskRunner
from vanhoa_desktop.ui.widgets.buttons import plain_button
from vanhoa_desktop.ui.widgets.panels import row
from vanhoa_desktop.ui.widgets.states import NoticeBar


class PrintingBar(QFrame):
    """Prints on a thread of its own, so that neither the window nor the store waits for a printer.

    `changed` says that a job began or ended.
    """

    changed = Signal()

    def __init__(self, notice: NoticeBar) -> None:
        super().__init__()
        self._notice = notice
        self._runner: TaskRunner | None = None
        self._task: Task[Printed] | None = None
        self._pages = 0
        self._copies = 1
        self.progress = QProgressBar()
        self.progress.setAccessibleName("Đã in tới đâu")
        self.stop_button = plain_button("Dừng in")
        self.stop_button.clicked.connect(self.stop)
        layout = row(self.progress, self.stop_button)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self.hide()

    @property
    def is_printing(self) -> bool:
        """Whether a job is under way."""
        return self._task is not None

    def start(self, job: PrintJob, pages: int, copies: int) -> None:
        """Begin a job of so many pages and copies."""
        self._notice.clear_notice()
        self._pages, self._copies = pages, copies
        self._runner = TaskRunner(self)
        self._task = Task(job.run)
        self._task.advanced.connect(self._on_advanced)
        self._task.succeeded.connect(self._on_printed)
        self._task.refused.connect(self._on_refused)
        self._task.failed.connect(show_crash)
        self._task.cancelled.connect(self._on_cancelled)
        self._task.ended.connect(self._on_ended)
        self.progress.setRange(0, 0)
        self.stop_button.setEnabled(True)
        self.show()
        self._runner.start(self._task)
        self.changed.emit()

    def stop(self) -> None:
        """Ask the job to stop; what was not handed over yet is thrown away."""
        if self._task is not None:
            self.stop_button.setEnabled(False)
            self._task.cancel()

    def _on_advanced(self, sheet: int, sheets: int) -> None:
        self.progress.setRange(0, sheets)
        self.progress.setValue(sheet)
        self.progress.setFormat(f"Đang in trang {sheet + 1} / {sheets}")

    def _on_printed(self, printed: Printed) -> None:
        said = printed_sentence(
            self._pages, self._copies, printed.printer, is_waiting=printed.is_waiting
        )
        self._notice.show_notice(said, "warn" if printed.is_waiting else "good")

    def _on_refused(self, error: VanHoaError) -> None:
        self._notice.show_refusal(error)

    def _on_cancelled(self) -> None:
        self._notice.show_notice("Đã dừng in. Không có trang nào được in.")

    def _on_ended(self) -> None:
        runner, self._runner, self._task = self._runner, None, None
        self.hide()
        if runner is not None:
            runner.close()
            runner.deleteLater()
        self.changed.emit()
