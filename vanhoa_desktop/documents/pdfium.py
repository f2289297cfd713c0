"""The one door to PDFium, which may not be called by two threads at a time."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_IN_USE = threading.Lock()


@contextmanager
def opened_pdf(content: bytes) -> Iterator["PdfDocument"]:
    """A PDF, held by this thread alone until the block ends.

    Raises pypdfium2's PdfiumError for what PDFium does not read.
    """
    from pypdfium2 import PdfDocument

    with _IN_USE:
        document = PdfDocument(content)
        try:
            yield document
        finally:
            document.close()
