"""Pages on screen before they are printed or saved."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QKeySequence, QPainter, QPixmap, QResizeEvent, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QLabel, QScrollArea, QWidget
from typing_extensions import override

from vanhoa_desktop.documents.preview import PageImage, page_count, render_page
from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.services.papers import save_paper
from vanhoa_desktop.ui.ask import PDF, FileWish
from vanhoa_desktop.ui.style.appearance import mark
from vanhoa_desktop.ui.style.sizes import FIRST_WINDOW
from vanhoa_desktop.ui.widgets.buttons import plain_button, primary_button
from vanhoa_desktop.ui.widgets.labels import label
from vanhoa_desktop.ui.widgets.panels import column, row, set_content
from vanhoa_desktop.ui.widgets.states import NoticeBar
from vanhoa_desktop.ui.workspace import Workspace

_SCREEN_SCALE, _PRINT_SCALE = 2.0, 300 / 72
_MUCH_PX = 100_000
_DIALOG_SHARE = 0.92


class PreviewDialog(QDialog):
    """Shows one page at a time; saves the file, prints chosen pages."""

    def __init__(self, workspace: Workspace, parent: QWidget, title: str, pdf: bytes) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        mark(self, "canvas")
        self.workspace = workspace
        self._pdf = pdf
        self._title = title
        self.pages = page_count(pdf)
        self.page = 0
        self._pixmap = QPixmap()
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
        buttons = row(
            *(self.before_button, self.place_label, self.after_button, self.larger_button, 1),
            *(self.close_button, self.save_button, self.print_button),
        )
        layout = column(self.notice, self.area, buttons)
        layout.setStretch(1, 1)
        set_content(self, layout)
        self._connect()
        self.show_page(0)
        self.print_button.setFocus()

    def _connect(self) -> None:
        self.before_button.clicked.connect(partial(self._step, -1))
        self.after_button.clicked.connect(partial(self._step, 1))
        self.save_button.clicked.connect(self._on_save)
        self.print_button.clicked.connect(self._on_print)
        self.close_button.clicked.connect(self.reject)
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
    def sizeHint(self) -> QSize:
        """Nearly the whole window: a page wants to be read."""
        width, height = FIRST_WINDOW
        return QSize(round(width * _DIALOG_SHARE), round(height * _DIALOG_SHARE))

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
        self.workspace.ask.save_file(self, wish, self._save)

    def _save(self, path: Path) -> None:
        pdf = self._pdf
        self.workspace.run(
            lambda session: save_paper(session, pdf, path),
            lambda _: self.notice.show_notice(f"Đã lưu {path.name}.", "good"),
            self._on_refused,
        )

    def _on_refused(self, error: VanHoaError) -> None:
        self.notice.show_refusal(error)

    def _on_print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setFromTo(1, self.pages)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setMinMax(1, self.pages)
        dialog.accepted.connect(partial(self.print_to, printer))
        QDialog.open(dialog)

    def print_to(self, printer: QPrinter) -> None:
        """Print the pages that the printer asks for (all if it asks for none)."""
        first = printer.fromPage() or 1
        last = printer.toPage() or self.pages
        painter = QPainter()
        for page in range(first - 1, last):
            image = _image(render_page(self._pdf, page, _PRINT_SCALE))
            is_wide = image.width() > image.height()
            layout = printer.pageLayout()
            layout.setOrientation(
                layout.Orientation.Landscape if is_wide else layout.Orientation.Portrait
            )
            if not painter.isActive():
                printer.setPageLayout(layout)
                if not painter.begin(printer):
                    self.notice.show_notice("Không in được. Hãy kiểm tra máy in.", "bad")
                    return
            else:
                printer.setPageLayout(layout)
                printer.newPage()
            painter.drawImage(QRectF(painter.viewport()), image)
        painter.end()
        self.notice.show_notice(f"Đã gửi {last - first + 1} trang tới máy in.", "good")


def _image(page: PageImage) -> QImage:
    # The copy owns its pixels: the bytes of `page` may go.
    shown = QImage(
        page.rgba, page.width, page.height, page.width * 4, QImage.Format.Format_RGBA8888
    )
    return shown.copy()
