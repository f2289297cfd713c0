"""A PDF that others cannot open is refused where it is attached."""

import pytest

from tests.builders.pictures import pdf, photo
from vanhoa_desktop.documents.pdf_check import MAX_PDF_BYTES, check_pdf
from vanhoa_desktop.errors import ErrorCode, VanHoaError


def refusal(content: bytes) -> VanHoaError:
    with pytest.raises(VanHoaError) as caught:
        check_pdf(content)
    return caught.value


def test_a_pdf_tells_its_pages() -> None:
    assert check_pdf(pdf()) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\nkhong phai",
        b"%PDF-1.7\nrubbish\n%%EOF\n",
        pdf()[: len(pdf()) // 2],
        photo(),
        b"%PDF-%%EOF",
    ],
)
def test_what_cannot_be_read_is_refused(content: bytes) -> None:
    assert refusal(content).code is ErrorCode.EVIDENCE_DAMAGED


def test_a_pdf_with_a_password_is_refused_with_its_own_answer() -> None:
    error = refusal(pdf(password="abc"))
    assert (error.code, error.facts) == (ErrorCode.EVIDENCE_NOT_ACCEPTED, {"form": "locked"})


def test_a_very_large_pdf_is_refused_unread() -> None:
    assert refusal(b"%PDF-" + bytes(MAX_PDF_BYTES)).code is ErrorCode.EVIDENCE_TOO_LARGE
