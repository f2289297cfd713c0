"""Pictures of pages, for the preview inside the program."""

from dataclasses import dataclass

from vanhoa_desktop.errors import ErrorCode, VanHoaError


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page as pixels: rows from the top, four bytes a pixel in the order R, G, B, A."""

    width: int
    height: int
    rgba: bytes


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has; raises FILE_UNREADABLE."""
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(pdf)
    except PdfiumError as error:
        raise VanHoaError(ErrorCode.FILE_UNREADABLE, path="PDF") from error
    try:
        return len(document)
    finally:
        document.close()


def render_page(pdf: bytes, index: int, scale: float) -> PageImage:
    """The page at `index` (from 0) at `scale` pixels a point; raises FILE_UNREADABLE."""
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(pdf)
    except PdfiumError as error:
        raise VanHoaError(ErrorCode.FILE_UNREADABLE, path="PDF") from error
    try:
        page = document[index]
        bitmap = page.render(scale=scale)
        image = bitmap.to_pil().convert("RGBA")
        return PageImage(image.width, image.height, image.tobytes())
    finally:
        document.close()
