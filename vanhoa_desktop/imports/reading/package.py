"""The archive that an .xlsx or .ods is: members found by name and unpacked within bounds."""

import io
import struct
import zlib
from collections.abc import Callable, Iterator
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo

from vanhoa_desktop.imports.reading.bounds import (
    MAX_UNPACKED_BYTES,
    TooLargeError,
    UnreadableError,
)

_PIECE_BYTES = 1 << 16
_BROKEN = (
    *(BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError),
    *(zlib.error, struct.error, LookupError, OverflowError),
)
Attributes = dict[str, str]
_DEEPEST = 256


class Package:
    """A ZIP archive whose headers are not believed: what counts is what comes out."""

    def __init__(self, content: bytes) -> None:
        self._left = MAX_UNPACKED_BYTES
        try:
            self._zip = ZipFile(io.BytesIO(content))
            self._members: dict[str, ZipInfo] = {
                _plain_name(entry.filename): entry for entry in self._zip.infolist()
            }
        except _BROKEN as error:
            raise UnreadableError from error

    def __contains__(self, name: str) -> bool:
        return _plain_name(name) in self._members

    def pieces(self, name: str) -> Iterator[bytes]:
        """The content of a member piece by piece; raises UnreadableError, TooLargeError."""
        try:
            with self._zip.open(self._members[_plain_name(name)]) as stream:
                while piece := stream.read(_PIECE_BYTES):
                    self._left -= len(piece)
                    if self._left < 0:
                        raise TooLargeError
                    yield piece
        except _BROKEN as error:
            raise UnreadableError from error


class XmlListener:
    """Hears the elements of a document in its order; names without their prefix."""

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, letters: str) -> None:
        """Letters between two of these."""


def listen(pieces: Iterator[bytes], listener: XmlListener) -> None:
    """Parse a document; raises UnreadableError for what is not one, or brings entities."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    depth = 0

    def start(name: str, attributes: Attributes) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise UnreadableError
        listener.start(name.rpartition(":")[2], attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        listener.end(name.rpartition(":")[2])

    def refuse(*_: object) -> None:
        raise UnreadableError

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = listener.text
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        _feed(parser.Parse, pieces)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise UnreadableError from error


def _feed(parse: Callable[[bytes, bool], object], pieces: Iterator[bytes]) -> None:
    for piece in pieces:
        parse(piece, False)  # noqa: FBT003 - expat's own signature
    parse(b"", True)  # noqa: FBT003 - expat's own signature


def whole_number(text: str | None, default: int = 0) -> int:
    """A count or an index as XML writes it; `default` for anything else, huge numbers capped."""
    if text is None or not text.isascii() or not text.strip().isdigit():
        return default
    return int(text.strip()[:10])


def _plain_name(name: str) -> str:
    """Some programs write a backslash for «/», a leading «/», or other capitals elsewhere."""
    return name.replace("\\", "/").lstrip("/").casefold()
