"""Pages on screen before they are printed or saved."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QKeySequence, QPixmap, QResizeEvent, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QLabel, QScrollArea, QWidget
from typing_extensions import override

from vanhoa_desktop.documents.preview import PageImage, page_count, pages_alone, render_page
from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.services.papers.papers import save_paper
from vanhoa_desktop.ui.ask import PDF, FileWish
from vanhoa_desktop.ui.papers.cups import is_queue, take_ranges
from vanhoa_desktop.ui.papers.print_job import PrintJob
from vanhoa_desktop.ui.papers.printing_bar import PrintingBar
from vanhoa_desktop.ui.papers.state import chosen_pages, printing_order
from vanhoa_desktop.ui.style.sizes import TEXT_CHOICES_PX
from vanhoa_desktop.ui.widgets.buttons import plain_button, primary_button
from vanhoa_desktop.ui.widgets.labels import label
from vanhoa_desktop.ui.widgets.office_dialog import OfficeDialog
from vanhoa_desktop.ui.widgets.panels import column, row, set_content
from vanhoa_desktop.ui.widgets.states import NoticeBar
from vanhoa_desktop.ui.workspace import Workspace

_OPTION = QPrintDialog.PrintDialogOption
_NO_PRINTER = "Máy tính này chưa có máy in nào. Hãy cài máy in, hoặc lưu tệp PDF rồi in ở máy khác."
_LARGEST_IN_DIALOG_PX = TEXT_CHOICES_PX[1]
_SCREEN_SCALE = 2.0
_MUCH_PX = 100_000
_SHARE_OF_WINDOW = 0.94


class PreviewDialog(OfficeDialog):
    """Shows one page at a time; saves the file, prints chosen pages."""

    def __init__(self, workspace: Workspace, parent: QWidget, title: str, pdf: bytes) -> None:
        super().__init__(parent, title)
        self.workspace = workspace
        self._pdf = pdf
        self._title = title
        self.pages = page_count(pdf)
        self.page = 0
        self._pixmap = QPixmap()
        self._printer: QPrinter | None = None
        self._is_closing = False
        self.notice = NoticeBar()
        self.picture = QLabel()
        self.area = QScrollArea()
        self.area.setAccessibleName("Trang xem trước")
        self.area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self.picture)
        self.place_label = label("", "strong", wraps=False)
        self.before_button = plain_button("◀ Trang trước")
        self.after_button = plain_button("Trang sau ▶")
        self.larger_button = plain_button("Xem to")
        self.larger_button.setCheckable(True)
        self.save_button = plain_button("Lưu tệp PDF…")
        self.print_button = primary_button("In…")
        self.close_button = plain_button("Đóng")
        self.printing = PrintingBar(self.notice)
        turning = row(
            self.before_button, self.place_label, self.after_button, 1, self.larger_button
        )
        acts = row(1, self.close_button, self.save_button, self.print_button)
        layout = column(self.notice, turning, self.area, self.printing, acts)
        layout.setStretch(2, 1)
        set_content(self, layout)
        self._connect()
        # Nearly the whole window, and never more: a page wants to be read.
        self.resize(parent.window().size() * _SHARE_OF_WINDOW)
        self.show_page(0)
        self.set_default(self.print_button)
        self.print_button.setFocus()

    def _connect(self) -> None:
        self.before_button.clicked.connect(partial(self._step, -1))
        self.after_button.clicked.connect(partial(self._step, 1))
        self.save_button.clicked.connect(self._on_save)
        self.print_button.clicked.connect(self._on_print)
        self.close_button.clicked.connect(self.reject)
        self.printing.changed.connect(self._on_printing_changed)
        self.larger_button.toggled.connect(self._fit)
        self.workspace.appearance.look_changed.connect(self._fit)
        for keys, step in (("PgUp", -1), ("PgDown", 1)):
            QShortcut(QKeySequence(keys), self).activated.connect(partial(self._step, step))

    def show_page(self, page: int) -> None:
        """Draw a page (from 0)."""
        self.page = page
        self._pixmap = QPixmap.fromImage(_image(render_page(self._pdf, page, _SCREEN_SCALE)))
        self.place_label.setText(f"Trang {page + 1} / {self.pages}")
        self.before_button.setEnabled(page > 0)
        self.after_button.setEnabled(page + 1 < self.pages)
        self._fit()
        self.area.verticalScrollBar().setValue(0)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """The page fills the room there is."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The whole page, or its whole width with the rest to be scrolled to."""
        room = self.area.maximumViewportSize()
        if self.larger_button.isChecked():
            bar = self.area.verticalScrollBar().sizeHint().width()
            room = QSize(room.width() - bar, _MUCH_PX)
        shown = self._pixmap.scaled(
            room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        self.picture.setPixmap(shown)
        self.picture.resize(shown.size())

    def _step(self, step: int) -> None:
        if 0 <= self.page + step < self.pages:
            self.show_page(self.page + step)

    def _on_save(self) -> None:
        wish = FileWish("Lưu tệp PDF", PDF, f"{self._title}.pdf", (".pdf",))
        self.workspace.ask.save_file(self, wish, partial(self._save, pdf=self._pdf))

    def _save(self, path: Path, pdf: bytes) -> None:
        self.workspace.run(
            lambda session: save_paper(session, pdf, path),
            lambda _: self.notice.show_notice(f"Đã lưu {path.name}.", "good"),
            self._on_refused,
        )

    def _on_refused(self, error: VanHoaError) -> None:
        self.notice.show_refusal(error)

    def _on_print(self) -> None:
        if not QPrinterInfo.availablePrinterNames():
            self.notice.show_notice(_NO_PRINTER)
            return
        # The dialog knows it by its address alone: it must live as long as the dialog.
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self._printer.setDocName(self._title)
        self._printer.setFromTo(1, self.pages)
        dialog = QPrintDialog(self._printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for option in (_OPTION.PrintPageRange, _OPTION.PrintCurrentPage):
            dialog.setOption(option)
        dialog.setOption(_OPTION.PrintSelection, on=False)
        dialog.setMinMax(1, self.pages)
        if self.workspace.appearance.choice.text_px > _LARGEST_IN_DIALOG_PX:
            # With its options open, Qt's dialog would be higher than the screen.
            dialog.setStyleSheet(f"* {{ font-size: {_LARGEST_IN_DIALOG_PX}px; }}")
        dialog.accepted.connect(self.print_to)
        QDialog.open(dialog)

    def print_to(self, printer: QPrinter) -> None:
        """Print what an officer chose in the print dialog; into a file if that was chosen there."""
        chosen = chosen_pages(self.pages, self._ranges_of(printer))
        if not chosen:
            self.notice.show_notice("Không có trang nào trong khoảng đã chọn.")
            return
        copies = printer.copyCount()
        order = printing_order(
            chosen,
            1 if printer.supportsMultipleCopies() else copies,
            is_collated=printer.collateCopies(),
            is_reversed=printer.pageOrder() is QPrinter.PageOrder.LastPageFirst,
        )
        if printer.outputFormat() is QPrinter.OutputFormat.PdfFormat:
            self._save(Path(printer.outputFileName()), pages_alone(self._pdf, order))
            return
        self.printing.start(PrintJob(printer, self._pdf, order), len(chosen), copies)

    def _ranges_of(self, printer: QPrinter) -> list[tuple[int, int]]:
        """The ranges of pages (from 1) that the printer was told; none means all pages."""
        asked = printer.printRange()
        if asked is QPrinter.PrintRange.CurrentPage:
            return [(self.page + 1, self.page + 1)]
        if asked is not QPrinter.PrintRange.PageRange:
            return take_ranges(printer) if is_queue(printer) else []
        ranges = [(part.from_, part.to) for part in printer.pageRanges().toRangeList()]
        return ranges or [(printer.fromPage() or 1, printer.toPage() or self.pages)]

    def _on_printing_changed(self) -> None:
        """While it prints nothing else is printed, and the pages can be read."""
        is_printing = self.printing.is_printing
        self.print_button.setDisabled(is_printing)
        (self.printing.stop_button if is_printing else self.print_button).setFocus()
        if not is_printing and self._is_closing:
            self.reject()

    @override
    def done(self, result: int) -> None:
        """Close; what is being printed is stopped first."""
        if self.printing.is_printing:
            self._is_closing = True
            self.printing.stop()
            return
        super().done(result)


def _image(page: PageImage) -> QImage:
    form = QImage.Format.Format_RGB32
    shown = QImage(page.pixels, page.width, page.height, page.row_bytes, form)
    # The copy owns its pixels: the bytes of `page` may go.
    return shown.copy()
