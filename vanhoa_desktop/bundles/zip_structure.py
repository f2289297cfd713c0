"""The ZIP inside a bundle: written one way, read strictly, unpacked within bounds.

The reader accepts only what the writer makes: entries back to back from the first byte, no gaps,
comments, extra fields, encryption, data descriptors or links; local and central headers alike;
declared sizes that hold.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn

from vanhoa_desktop.bundles.limits import MAX_ENTRIES, MAX_TOTAL_BYTES
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.trust.unchecked import FileEnding

EPOCH = (1980, 1, 1, 0, 0, 0)
STORED_PREFIX = "evidence/"
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_LOCAL_MARK, _CENTRAL_MARK, _END_MARK = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_STORED, _DEFLATED = 0, 8
_VERSION = 20
_MADE_BY_UNIX = 0x0300 | _VERSION
_DOS_TIME, _DOS_DATE = 0, 0x21
_PLAIN_FILE = 0o600 << 16


@dataclass(frozen=True, slots=True)
class _Central:
    """An entry as the directory at the end describes it."""

    name: str
    method: int
    crc: int
    packed: int
    size: int
    offset: int


@dataclass(frozen=True, slots=True)
class ZipEntry:
    """An entry whose headers were checked; what it holds is unpacked when it is read."""

    name: str
    size: int
    _method: int
    _crc: int
    _packed: memoryview

    def read(self) -> bytes:
        """The content; raises BUNDLE_TAMPERED unless it is as long as declared, and intact."""
        is_stored = self._method == _STORED
        content = bytes(self._packed) if is_stored else _inflate(self._packed, self.size)
        if len(content) != self.size or zlib.crc32(content) != self._crc:
            _refuse("entry content")
        return content


def write_zip(entries: Sequence[tuple[str, bytes]]) -> bytes:
    """The archive with these entries in this order.

    Texts deflated, pictures stored; the same input, the same bytes.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in entries:
            item = zipfile.ZipInfo(name, EPOCH)
            item.create_system = 3
            item.external_attr = _PLAIN_FILE
            is_stored = name.startswith(STORED_PREFIX) or not content
            item.compress_type = zipfile.ZIP_STORED if is_stored else zipfile.ZIP_DEFLATED
            archive.writestr(item, content)
    return stream.getvalue()


def _refuse(part: str) -> NoReturn:
    raise VanHoaError(ErrorCode.BUNDLE_TAMPERED, part=f"zip {part}")


def _directory(archive: bytes) -> tuple[list[_Central], int]:
    if len(archive) < _END.size:
        _refuse("end")
    mark, disk, start_disk, here, count, size, offset, comment = _END.unpack_from(
        archive, len(archive) - _END.size
    )
    if mark != _END_MARK or disk or start_disk or here != count or comment:
        _refuse("end")
    if count > MAX_ENTRIES:
        raise VanHoaError(ErrorCode.BUNDLE_TOO_LARGE)
    if offset + size + _END.size != len(archive):
        _refuse("directory place")
    entries: list[_Central] = []
    position = offset
    for _ in range(count):
        entry, position = _central(archive, position, offset + size)
        entries.append(entry)
    if position != offset + size:
        _refuse("directory size")
    return entries, offset


def _central(archive: bytes, position: int, end: int) -> tuple[_Central, int]:
    if position + _CENTRAL.size > end:
        _refuse("directory")
    mark, made, needed, flags, method, time, date, crc, packed, size, *rest = _CENTRAL.unpack_from(
        archive, position
    )
    name_length, extra, comment, disk, internal, external, offset = rest
    fixed = (mark, made, needed, flags, time, date, extra, comment, disk, internal, external)
    if fixed != (
        _CENTRAL_MARK,
        _MADE_BY_UNIX,
        _VERSION,
        0,
        _DOS_TIME,
        _DOS_DATE,
        0,
        0,
        0,
        0,
        _PLAIN_FILE,
    ):
        _refuse("directory entry")
    after = position + _CENTRAL.size + name_length
    raw_name = archive[position + _CENTRAL.size : after]
    # A picture that unpacks to a thousandfold costs memory; those that are taken pack badly.
    is_picture = raw_name.startswith(STORED_PREFIX.encode("ascii"))
    known = {_STORED} if is_picture else {_STORED, _DEFLATED}
    if after > end or not raw_name.isascii() or method not in known:
        _refuse("directory entry")
    return _Central(raw_name.decode("ascii"), method, crc, packed, size, offset), after


def _entry(archive: bytes, entry: _Central, position: int) -> tuple[ZipEntry, int]:
    if entry.offset != position or position + _LOCAL.size > len(archive):
        _refuse("entry place")
    name = entry.name.encode("ascii")
    expected = (
        _LOCAL_MARK,
        _VERSION,
        0,
        entry.method,
        _DOS_TIME,
        _DOS_DATE,
        entry.crc,
        entry.packed,
        entry.size,
        len(name),
        0,
    )
    start = position + _LOCAL.size + len(name)
    if (
        _LOCAL.unpack_from(archive, position) != expected
        or archive[position + _LOCAL.size : start] != name
    ):
        _refuse("local header")
    packed = memoryview(archive)[start : start + entry.packed]
    if len(packed) != entry.packed:
        _refuse("entry size")
    found = ZipEntry(entry.name, entry.size, entry.method, entry.crc, packed)
    return found, start + entry.packed


def _inflate(packed: memoryview, size: int) -> bytes:
    """At most `size` bytes come out, whatever is inside: a bomb never unpacks."""
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        content = inflater.decompress(packed, size + 1)
    except zlib.error as error:
        raise VanHoaError(ErrorCode.BUNDLE_TAMPERED, part="zip deflate") from error
    if len(content) != size or not inflater.eof or inflater.unused_data or inflater.unconsumed_tail:
        _refuse("deflate")
    return content


def read_zip(archive: bytes) -> Mapping[str, bytes]:
    """The content of all entries by name, in their order; raises as `open_zip` does."""
    return {name: entry.read() for name, entry in open_zip(archive).items()}


def open_zip(archive: bytes) -> Mapping[str, ZipEntry]:
    """The entries by name, in their order, nothing unpacked yet.

    Raises BUNDLE_NOT_A_BUNDLE, BUNDLE_TAMPERED or BUNDLE_TOO_LARGE.
    """
    if not archive.startswith(_LOCAL_MARK):
        raise VanHoaError(ErrorCode.BUNDLE_NOT_A_BUNDLE)
    entries, directory = _directory(archive)
    if sum(entry.size for entry in entries) > MAX_TOTAL_BYTES:
        raise VanHoaError(ErrorCode.BUNDLE_TOO_LARGE)
    found: dict[str, ZipEntry] = {}
    position = 0
    for entry in entries:
        if entry.name in found:
            _refuse("duplicate name")
        found[entry.name], position = _entry(archive, entry, position)
    if position != directory:
        _refuse("gap")
    return found


def ending_of_archive(archive: bytes) -> FileEnding:
    """Whether an archive that nobody checked ends where its own lengths say that it does."""
    if archive[-_END.size :].startswith(_END_MARK):
        return FileEnding.WHOLE
    position, directory = 0, 0
    while archive.startswith(_LOCAL_MARK, position) and position + _LOCAL.size <= len(archive):
        *_, packed, _, name_length, _ = _LOCAL.unpack_from(archive, position)
        position += _LOCAL.size + name_length + packed
        directory += _CENTRAL.size + name_length
    if archive.startswith(_CENTRAL_MARK, position):
        is_cut = len(archive) < position + directory + _END.size
        return FileEnding.CUT if is_cut else FileEnding.WHOLE
    left = archive[position : position + _LOCAL.size]
    is_cut = _LOCAL_MARK.startswith(left[:4]) or _CENTRAL_MARK.startswith(left[:4])
    return FileEnding.CUT if is_cut else FileEnding.STRANGE
