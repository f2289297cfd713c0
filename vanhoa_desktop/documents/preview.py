"""Pages of a PDF for screen and printer: their sizes, their pictures, some of them alone."""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vanhoa_desktop.documents.pdfium import opened_pdf
from vanhoa_desktop.errors import ErrorCode, VanHoaError

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

BYTES_A_PIXEL = 4


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page as pixels: rows from the top, four bytes a pixel in the order B, G, R, unused."""

    width: int
    height: int
    pixels: bytes

    @property
    def row_bytes(self) -> int:
        """The length of one row of pixels."""
        return self.width * BYTES_A_PIXEL


@dataclass(frozen=True, slots=True)
class PageSize:
    """How large a page is, in points (1/72 inch)."""

    width: float
    height: float


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has; raises FILE_UNREADABLE."""
    with _opened(pdf) as document:
        return len(document)


def page_sizes(pdf: bytes) -> list[PageSize]:
    """The size of every page; raises FILE_UNREADABLE."""
    with _opened(pdf) as document:
        return [PageSize(*document.get_page_size(index)) for index in range(len(document))]


def render_page(pdf: bytes, index: int, scale: float) -> PageImage:
    """The page at `index` (from 0) at `scale` pixels a point; raises FILE_UNREADABLE."""
    with _opened(pdf) as document:
        page = document[index]
        bitmap = page.render(scale=scale, prefer_bgrx=True)
        width, row_bytes = bitmap.width, bitmap.width * BYTES_A_PIXEL
        pixels = bytes(bitmap.buffer)
        if bitmap.stride != row_bytes:
            starts = range(0, bitmap.stride * bitmap.height, bitmap.stride)
            pixels = b"".join(pixels[start : start + row_bytes] for start in starts)
        image = PageImage(width, bitmap.height, pixels)
        bitmap.close()
        page.close()
        return image


def pages_alone(pdf: bytes, order: Sequence[int]) -> bytes:
    """A PDF of some pages (from 0) in an order of their own; raises FILE_UNREADABLE."""
    with _opened(pdf) as document, _empty() as chosen:
        chosen.import_pages(document, list(order))
        stream = io.BytesIO()
        chosen.save(stream)
        return stream.getvalue()


@contextmanager
def _opened(pdf: bytes) -> Iterator["PdfDocument"]:
    from pypdfium2 import PdfiumError

    try:
        with opened_pdf(pdf) as document:
            yield document
    except PdfiumError as error:
        raise VanHoaError(ErrorCode.FILE_UNREADABLE, path="PDF") from error


@contextmanager
def _empty() -> Iterator["PdfDocument"]:
    from pypdfium2 import PdfDocument

    made = PdfDocument.new()
    try:
        yield made
    finally:
        made.close()
