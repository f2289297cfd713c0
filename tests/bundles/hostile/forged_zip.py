"""Archives that a program other than ours could write: every header field can be lied about."""

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from vanhoa_desktop.bundles.zip_structure import STORED_PREFIX

LOCAL = struct.Struct("<4s5H3I2H")
CENTRAL = struct.Struct("<4s6H3I5H2I")
END = struct.Struct("<4s4H2IH")
STORED, DEFLATED = 0, 8
PLAIN_FILE = 0o600 << 16
FULL_32 = 0xFFFF_FFFF


def deflate(content: bytes) -> bytes:
    """Raw deflate, as in a ZIP."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(content) + packer.flush()


@dataclass(frozen=True)
class Lies:
    """What the local header says instead of what the directory says; None: the same."""

    name: bytes | None = None
    method: int | None = None
    crc: int | None = None
    size: int | None = None
    extra: bytes | None = None


@dataclass(frozen=True)
class ForgedEntry:
    """One entry with everything that a header can say."""

    name: bytes
    content: bytes
    packed: bytes | None = None
    method: int | None = None
    size: int | None = None
    crc: int | None = None
    flags: int = 0
    version: int = 20
    made_by: int = 0x0300 | 20
    external: int = PLAIN_FILE
    date: int = 0x21
    extra: bytes = b""
    comment: bytes = b""
    local: Lies = field(default_factory=Lies)

    @property
    def used_method(self) -> int:
        """Stored or deflated; our writer's choice where nothing else is said."""
        if self.method is not None:
            return self.method
        is_stored = self.name.startswith(STORED_PREFIX.encode()) or not self.content
        return STORED if is_stored else DEFLATED

    @property
    def bytes_inside(self) -> bytes:
        """What stands between the headers."""
        if self.packed is not None:
            return self.packed
        return self.content if self.used_method == STORED else deflate(self.content)

    @property
    def stated_size(self) -> int:
        """The size in the directory."""
        return len(self.content) if self.size is None else self.size

    @property
    def stated_crc(self) -> int:
        """The checksum in the directory."""
        return zlib.crc32(self.content) if self.crc is None else self.crc


@dataclass(frozen=True)
class ForgedArchive:
    """Entries, and what lies before, between and after them."""

    entries: Sequence[ForgedEntry]
    before: bytes = b""
    between: bytes = b""
    after: bytes = b""
    end_extra: bytes = b""
    comment: bytes = b""
    stated_count: int | None = None
    reverse_directory: bool = False

    def encode(self) -> bytes:
        """The bytes of the archive."""
        body, places = self.before, []
        for entry in self.entries:
            places.append(len(body))
            body += _local(entry) + entry.bytes_inside + self.between
        listed = list(zip(self.entries, places, strict=True))
        directory = b"".join(
            _central(entry, place)
            for entry, place in (reversed(listed) if self.reverse_directory else listed)
        )
        count = len(self.entries) if self.stated_count is None else self.stated_count
        body += self.after
        end = END.pack(
            b"PK\x05\x06", 0, 0, count, count, len(directory), len(body), len(self.comment)
        )
        return body + directory + self.end_extra + end + self.comment


def _local(entry: ForgedEntry) -> bytes:
    lies = entry.local
    name = entry.name if lies.name is None else lies.name
    extra = entry.extra if lies.extra is None else lies.extra
    fixed = LOCAL.pack(
        b"PK\x03\x04",
        entry.version,
        entry.flags,
        entry.used_method if lies.method is None else lies.method,
        0,
        entry.date,
        entry.stated_crc if lies.crc is None else lies.crc,
        len(entry.bytes_inside),
        entry.stated_size if lies.size is None else lies.size,
        len(name),
        len(extra),
    )
    return fixed + name + extra


def _central(entry: ForgedEntry, place: int) -> bytes:
    fixed = CENTRAL.pack(
        b"PK\x01\x02",
        entry.made_by,
        entry.version,
        entry.flags,
        entry.used_method,
        0,
        entry.date,
        entry.stated_crc,
        len(entry.bytes_inside),
        entry.stated_size,
        len(entry.name),
        len(entry.extra),
        len(entry.comment),
        0,
        0,
        entry.external,
        place,
    )
    return fixed + entry.name + entry.extra + entry.comment
