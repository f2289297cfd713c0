"""Whether a file that somebody brought is a PDF that others will be able to open."""

from vanhoa_desktop.documents.pdfium import opened_pdf
from vanhoa_desktop.errors import ErrorCode, VanHoaError

MAX_PDF_BYTES = 10 * 1024 * 1024
_END_MARK = b"%%EOF"
_END_WITHIN_BYTES = 1024
_NEEDS_PASSWORD = 4  # FPDF_ERR_PASSWORD


def check_pdf(content: bytes) -> int:
    """How many pages a PDF has; nothing in it is altered.

    Raises EVIDENCE_TOO_LARGE, EVIDENCE_DAMAGED (cut short, no pages, not readable), or
    EVIDENCE_NOT_ACCEPTED for one with a password.
    """
    from pypdfium2 import PdfiumError

    if len(content) > MAX_PDF_BYTES:
        raise VanHoaError(ErrorCode.EVIDENCE_TOO_LARGE, most=MAX_PDF_BYTES)
    if _END_MARK not in content[-_END_WITHIN_BYTES:]:
        raise VanHoaError(ErrorCode.EVIDENCE_DAMAGED, detail="no end")
    try:
        with opened_pdf(content) as document:
            pages = len(document)
            if pages:
                document[0].close()
    except PdfiumError as error:
        if getattr(error, "err_code", None) == _NEEDS_PASSWORD:
            raise VanHoaError(ErrorCode.EVIDENCE_NOT_ACCEPTED, form="locked") from error
        raise VanHoaError(ErrorCode.EVIDENCE_DAMAGED, detail="PDF") from error
    if not pages:
        raise VanHoaError(ErrorCode.EVIDENCE_DAMAGED, detail="no pages")
    return pages
