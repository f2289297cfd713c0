"""Evidence (minh chứng): what a picture or paper shows about a person in a year."""

from dataclasses import dataclass
from enum import StrEnum

JPEG_MARK = b"\xff\xd8\xff"
PDF_MARK = b"%PDF-"


class EvidenceForm(StrEnum):
    """What an evidence file is, told by its first bytes; `paper` is one that nobody scanned."""

    PICTURE = "picture"
    PDF = "pdf"
    PAPER = "paper"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One record of evidence: the person, year and indicator (None: the whole year) it speaks for.

    `sha256` names the file (None: only the paper exists, `note` says where it is kept); `bytes` is
    its size where it is here, and None while it has not arrived.
    """

    id: str
    person: str | None
    year: int
    indicator: str | None
    unit: str
    sha256: str | None
    note: str | None
    bytes: int | None

    @property
    def is_missing(self) -> bool:
        """Whether a file is named that is not here."""
        return self.sha256 is not None and self.bytes is None


@dataclass(frozen=True, slots=True)
class EvidenceSearch:
    """Which evidence is wanted; None: any. `is_missing`: only what has not arrived."""

    person: str | None = None
    year: int | None = None
    indicator: str | None = None
    unit: str | None = None
    is_missing: bool = False


def form_of(content: bytes) -> EvidenceForm | None:
    """What a file is by its first bytes; None for anything that is not taken as evidence."""
    if content.startswith(JPEG_MARK):
        return EvidenceForm.PICTURE
    return EvidenceForm.PDF if content.startswith(PDF_MARK) else None
