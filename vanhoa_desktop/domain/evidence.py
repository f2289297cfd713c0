"""Evidence (minh chứng): what a picture or paper shows about a person in a year."""

import struct
from dataclasses import dataclass
from enum import StrEnum

JPEG_MARK = b"\xff\xd8\xff"
PDF_MARK = b"%PDF-"
_JPEG_END, _PDF_END, _PDF_OBJECT = b"\xff\xd9", b"%%EOF", b" obj"
_PDF_END_WITHIN_BYTES = 2_048
_MARK, _START_OF_SCAN = 0xFF, 0xDA
# Where a JPEG says how large its picture is: every SOFn but the three that are none.
_START_OF_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_MOST_POINTS = 64_000_000
_LENGTH_BYTES = 2  # a segment's length counts itself
_SEGMENT = struct.Struct(">BBH")
_FRAME = struct.Struct(">BHH")


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


def is_whole(content: bytes) -> bool:
    """Whether a file has the frame of what its first bytes say, from the beginning to the end.

    A picture that says its size, which a laptop can show, or a PDF with objects and an end;
    what is drawn in it nobody can judge but a person.
    """
    form = form_of(content)
    if form is EvidenceForm.PDF:
        return _PDF_END in content[-_PDF_END_WITHIN_BYTES:] and _PDF_OBJECT in content
    return form is EvidenceForm.PICTURE and content.endswith(_JPEG_END) and _has_frame(content)


def _has_frame(content: bytes) -> bool:
    """Whether segments follow one another up to the picture's points, and one says its size."""
    place, has_size = 2, False
    while place + _SEGMENT.size <= len(content):
        mark, code, length = _SEGMENT.unpack_from(content, place)
        if mark != _MARK or length < _LENGTH_BYTES or place + 2 + length > len(content):
            return False
        if code == _START_OF_SCAN:
            return has_size
        if code in _START_OF_FRAME:
            if length < 2 + _FRAME.size:
                return False
            _, height, width = _FRAME.unpack_from(content, place + _SEGMENT.size)
            has_size = 0 < height * width <= _MOST_POINTS
            if not has_size:
                return False
        place += 2 + length
    return False
