"""Envelope and archive: sections 1 and 2 of the page."""

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NoReturn

import pyrage
from pyrage import x25519

from tests.bundles.stranger.plain import RefusedError

MEGABYTE = 1024 * 1024
MOST_FILE, MOST_UNPACKED, MOST_ENTRIES, MOST_HEADER = 72 * MEGABYTE, 256 * MEGABYTE, 20_000, 16_384
_MAGIC = b"age-encryption.org/v1\n"
_LOCAL, _DIRECTORY, _END = (
    struct.Struct(form) for form in ("<IHHHHHIIIHH", "<IHHHHHHIIIHHHHHII", "<IHHHHIIH")
)
_STORED, _DEFLATED = 0, 8


def opened(file: bytes, identities: Sequence[str]) -> bytes:
    """The archive in a sealed file."""
    if len(file) > MOST_FILE:
        raise RefusedError("BUNDLE_TOO_LARGE")
    if not file.startswith(_MAGIC):
        is_cut = _MAGIC.startswith(file) or file.startswith(bytes(16))
        raise RefusedError("BUNDLE_TRUNCATED" if is_cut else "BUNDLE_NOT_A_BUNDLE")
    if len(file) > MOST_HEADER and file.find(b"\n--- ", 0, MOST_HEADER) < 0:
        raise RefusedError("BUNDLE_TAMPERED", "header")
    try:
        archive: bytes = pyrage.decrypt(file, [x25519.Identity.from_str(key) for key in identities])
    except pyrage.DecryptError as error:
        is_for_others = "No matching keys" in str(error)
        raise RefusedError("BUNDLE_NOT_FOR_US" if is_for_others else "BUNDLE_TAMPERED") from error
    return archive


def sealed(archive: bytes, recipients: Sequence[str]) -> bytes:
    """An archive sealed for these readers."""
    readers = [x25519.Recipient.from_str(text) for text in set(recipients)]
    file: bytes = pyrage.encrypt(archive, readers)
    return file


@dataclass(frozen=True)
class Packed:
    """One entry, its headers checked, not yet unpacked."""

    size: int
    method: int
    crc: int
    data: bytes

    def content(self) -> bytes:
        """What is inside."""
        if self.method == _STORED:
            found = self.data
        else:
            stream = zlib.decompressobj(-15)
            try:
                found = stream.decompress(self.data, self.size + 1)
            except zlib.error:
                _tampered("deflate")
            if not stream.eof or stream.unused_data or stream.unconsumed_tail:
                _tampered("deflate ends elsewhere")
        if len(found) != self.size or zlib.crc32(found) != self.crc:
            _tampered("content")
        return found


def _tampered(why: str) -> NoReturn:
    raise RefusedError("BUNDLE_TAMPERED", why)


def entries_of(archive: bytes) -> dict[str, Packed]:
    """The entries in their order."""
    if archive[:4] != b"PK\3\4":
        raise RefusedError("BUNDLE_NOT_A_BUNDLE")
    count, start, end = _ending(archive)
    listed, place = [], start
    for _ in range(count):
        listed.append(_directory_entry(archive, place, end))
        place += _DIRECTORY.size + len(listed[-1][0])
    if place != end:
        _tampered("directory size")
    if sum(size for _, _, _, _, size, _ in listed) > MOST_UNPACKED:
        raise RefusedError("BUNDLE_TOO_LARGE")
    return _contents(archive, listed, start)


def _ending(archive: bytes) -> tuple[int, int, int]:
    """How many entries there are, and where their directory begins and ends."""
    if len(archive) < _END.size:
        _tampered("too short")
    mark, disk, other, here, count, length, start, comment = _END.unpack(archive[-_END.size :])
    if (mark, disk, other, comment) != (0x06054B50, 0, 0, 0) or here != count:
        _tampered("end")
    if count > MOST_ENTRIES:
        raise RefusedError("BUNDLE_TOO_LARGE")
    if start + length + _END.size != len(archive):
        _tampered("directory")
    return count, start, start + length


_Listed = tuple[bytes, int, int, int, int, int]


def _directory_entry(archive: bytes, place: int, end: int) -> _Listed:
    if place + _DIRECTORY.size > end:
        _tampered("directory")
    fields = _DIRECTORY.unpack_from(archive, place)
    method, crc, packed, size, length, at = *fields[4:5], *fields[7:11], fields[16]
    same = (0x02014B50, 0x0314, 20, 0, method, 0, 0x0021, crc, packed, size, length)
    if fields != (*same, 0, 0, 0, 0, 0o600 << 16, at) or method not in {_STORED, _DEFLATED}:
        _tampered("directory entry")
    name = archive[place + _DIRECTORY.size :][:length]
    if place + _DIRECTORY.size + length > end or not name.isascii():
        _tampered("name")
    if name.startswith(b"evidence/") and method != _STORED:
        _tampered("deflated evidence")
    return name, method, crc, packed, size, at


def _contents(archive: bytes, listed: Sequence[_Listed], start: int) -> dict[str, Packed]:
    found: dict[str, Packed] = {}
    place = 0
    for name, method, crc, packed, size, at in listed:
        header = (0x04034B50, 20, 0, method, 0, 0x0021, crc, packed, size, len(name), 0)
        data_at = place + _LOCAL.size + len(name)
        is_here = at == place and archive[place:data_at] == _LOCAL.pack(*header) + name
        data = archive[data_at : data_at + packed]
        if not is_here or len(data) != packed or name.decode() in found:
            _tampered("entry")
        found[name.decode()] = Packed(size, method, crc, data)
        place = data_at + packed
    if place != start:
        _tampered("gap")
    return found


def archive_of(entries: Sequence[tuple[str, bytes]]) -> bytes:
    """An archive with these entries in this order."""
    body, directory = b"", b""
    for name, content in entries:
        is_stored = name.startswith("evidence/") or not content
        packer = zlib.compressobj(6, zlib.DEFLATED, -15)
        data = content if is_stored else packer.compress(content) + packer.flush()
        method = _STORED if is_stored else _DEFLATED
        sizes = (zlib.crc32(content), len(data), len(content), len(name))
        common = (20, 0, method, 0, 0x0021, *sizes)
        at = len(body)
        body += _LOCAL.pack(0x04034B50, *common, 0) + name.encode() + data
        tail = (0, 0, 0, 0, 0o600 << 16, at)
        directory += _DIRECTORY.pack(0x02014B50, 0x0314, *common, *tail) + name.encode()
    count = len(entries)
    end = _END.pack(0x06054B50, 0, 0, count, count, len(directory), len(body), 0)
    return body + directory + end
