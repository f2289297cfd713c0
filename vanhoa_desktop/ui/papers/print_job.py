"""Printing a PDF at its own size, on a thread of its own: 100 mm in the file are 100 mm on paper.

A page is drawn in strips, so that the window is never without its thread for long and «Dừng in» is
heard within a strip.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from vanhoa_desktop.documents.preview import PageImage, PageSize, page_sizes, render_page
from vanhoa_desktop.domain.ports import Progress
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.ui.papers.cups import is_queue, last_refusal, make_unacceptable

PRINTED_DPI = 300
POINTS_AN_INCH = 72
_STRIP_ROWS = 160
# Qt does not see that its spool file was cut short by a full disk: some room must be left.
_LEAST_FREE_BYTES = 24 * 1024 * 1024
_ROUNDING_POINTS = 1.5


@dataclass(frozen=True, slots=True)
class Printed:
    """What a printer took: how many sheets; `is_waiting` if it stands still just now."""

    sheets: int
    printer: str
    is_waiting: bool


class PrintJob:
    """Prints pages of a PDF on a printer; made in the window's thread, run in another."""

    def __init__(self, printer: QPrinter, pdf: bytes, order: Sequence[int]) -> None:
        self._printer = printer
        self._pdf = pdf
        self._order = list(order)
        self._name = printer.printerName()

    def run(self, progress: Progress) -> Printed:
        """Draw every sheet and hand them to the printer; broken off, nothing is printed.

        Raises PRINTING_FAILED, DISK_FULL, and what `progress` raises to stop it.
        """
        if is_queue(self._printer) and QPrinterInfo.printerInfo(self._name).isNull():
            raise self._failure("gone")
        sizes = page_sizes(self._pdf)
        painter = QPainter()
        try:
            self._set_up()
            for number, page in enumerate(self._order):
                self._turn_to(painter, sizes[page])
                self._draw(painter, page, sizes[page], partial(progress, number, len(self._order)))
        except BaseException:
            self._throw_away(painter)
            raise
        self._hand_over(painter)
        is_waiting = QPrinterInfo.printerInfo(self._name).state() is QPrinter.PrinterState.Error
        return Printed(len(self._order), self._name, is_waiting)

    def _set_up(self) -> None:
        self._printer.setResolution(PRINTED_DPI)
        self._printer.setFullPage(True)

    def _turn_to(self, painter: QPainter, size: PageSize) -> None:
        """Put a fresh sheet of the page's own size and orientation under the painter."""
        if shutil.disk_usage(tempfile.gettempdir()).free < _LEAST_FREE_BYTES:
            raise VanHoaError(ErrorCode.DISK_FULL, path=tempfile.gettempdir())
        wanted = _layout_of(size)
        if not self._printer.setPageLayout(wanted):
            self._keep_paper(wanted.orientation(), size)
        is_ready = self._printer.newPage() if painter.isActive() else painter.begin(self._printer)
        if not is_ready:
            raise self._failure("refused")
        painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)

    def _keep_paper(self, orientation: QPageLayout.Orientation, size: PageSize) -> None:
        """The printer has no such paper: the page goes, at its own size, on the paper there is."""
        layout = self._printer.pageLayout()
        layout.setOrientation(orientation)
        layout.setMode(QPageLayout.Mode.FullPageMode)
        self._printer.setPageLayout(layout)
        paper = self._printer.pageLayout().fullRect(QPageLayout.Unit.Point)
        most_width, most_height = paper.width(), paper.height()
        if size.width > most_width + _ROUNDING_POINTS or (
            size.height > most_height + _ROUNDING_POINTS
        ):
            raise self._failure("paper")

    def _draw(
        self, painter: QPainter, page: int, size: PageSize, strip_drawn: Callable[[], None]
    ) -> None:
        picture = render_page(self._pdf, page, PRINTED_DPI / POINTS_AN_INCH)
        across = size.width * self._printer.logicalDpiX() / POINTS_AN_INCH
        down = size.height * self._printer.logicalDpiY() / POINTS_AN_INCH
        for top, strip in strips_of(picture):
            place = QRectF(
                0, top * down / picture.height, across, strip.height() * down / picture.height
            )
            painter.drawImage(place, strip)
            strip_drawn()

    def _hand_over(self, painter: QPainter) -> None:
        """End the job; Qt speaks of some failures here, and CUPS of the others."""
        is_ended = painter.end()
        refusal = last_refusal() if is_queue(self._printer) else None
        is_failed = self._printer.printerState() is QPrinter.PrinterState.Error
        if not is_ended or is_failed or refusal is not None:
            raise self._failure("refused")

    def _throw_away(self, painter: QPainter) -> None:
        if not painter.isActive():
            return
        if not self._printer.abort() and is_queue(self._printer):
            make_unacceptable(self._printer)
        painter.end()

    def _failure(self, why: str) -> VanHoaError:
        return VanHoaError(ErrorCode.PRINTING_FAILED, printer=self._name, why=why)


def _layout_of(size: PageSize) -> QPageLayout:
    short, long = sorted((size.width, size.height))
    paper = QPageSize(
        QSizeF(short, long), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch
    )
    is_wide = size.width > size.height
    orientation = QPageLayout.Orientation.Landscape if is_wide else QPageLayout.Orientation.Portrait
    layout = QPageLayout(paper, orientation, QMarginsF(), QPageLayout.Unit.Point)
    # Beyond the printable area lies white paper on every page of ours.
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout


def strips_of(picture: PageImage) -> Iterator[tuple[int, QImage]]:
    """A page in strips from the top, each with the row it begins at.

    Each reaches one row into the next: no hair line of white is left between them.
    """
    for top in range(0, picture.height, _STRIP_ROWS):
        rows = min(_STRIP_ROWS + 1, picture.height - top)
        start = top * picture.row_bytes
        pixels = picture.pixels[start : start + rows * picture.row_bytes]
        strip = QImage(pixels, picture.width, rows, picture.row_bytes, QImage.Format.Format_RGB32)
        # Either call makes a copy that owns its pixels; without colours it is a third as large.
        is_grey = strip.allGray()
        yield (
            top,
            strip.convertToFormat(QImage.Format.Format_Grayscale8) if is_grey else strip.copy(),
        )
