"""Rows: the ZIP inside, sealed anew by somebody who has the commune's public reading key."""

import struct
import zlib
from collections.abc import Callable, Sequence
from dataclasses import replace

from tests.bundles.hostile.forged_zip import (
    DEFLATED,
    FULL_32,
    STORED,
    ForgedArchive,
    ForgedEntry,
    Lies,
    deflate,
)
from tests.bundles.hostile.ground import Ground
from tests.bundles.hostile.row import Forge, Row
from vanhoa_desktop.bundles.limits import MAX_ENTRIES, MEGABYTE
from vanhoa_desktop.errors import ErrorCode

TAMPERED, TOO_LARGE = ErrorCode.BUNDLE_TAMPERED, ErrorCode.BUNDLE_TOO_LARGE
MANIFEST, SIGNATURE, TRUST, CHANGES = range(4)
PICTURE = b"evidence/" + b"ab" * 32
GIGABYTE = 1024 * MEGABYTE

Entries = list[ForgedEntry]


def _archive(change: Callable[[Entries], ForgedArchive | Entries]) -> Forge:
    """A's signed entries, put into an archive by `change`."""

    def forge(ground: Ground) -> bytes:
        made = change(ground.a.draft.signed_entries())
        archive = made if isinstance(made, ForgedArchive) else ForgedArchive(made)
        return ground.a.draft.sealed(archive.encode())

    return forge


def _bytes(change: Callable[[bytes], bytes]) -> Forge:
    """A's archive, its bytes changed."""

    def forge(ground: Ground) -> bytes:
        archive = ForgedArchive(ground.a.draft.signed_entries()).encode()
        return ground.a.draft.sealed(change(archive))

    return forge


def _set(number: int, **parts: object) -> Forge:
    """One entry described otherwise."""

    def change(entries: Entries) -> Entries:
        entries[number] = replace(entries[number], **parts)  # type: ignore[arg-type]  # any field
        return entries

    return _archive(change)


def _added(*more: ForgedEntry) -> Forge:
    return _archive(lambda entries: [*entries, *more])


def _named(name: bytes) -> Row:
    label = name.decode("latin-1").encode("unicode_escape").decode()
    return Row(
        f"entry named {label[:60]}", _added(ForgedEntry(name, b"x", method=STORED)), TAMPERED
    )


def _ordered(order: Sequence[int]) -> Forge:
    return _archive(lambda entries: [entries[number] for number in order])


def deflated_zeros(size: int) -> bytes:
    """Deflated zeros: the same packed megabyte again and again, which any decoder unpacks."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    block = packer.compress(bytes(MEGABYTE)) + packer.flush(zlib.Z_FULL_FLUSH)
    return block * (size // MEGABYTE) + packer.flush()


def _bomb(declared: int, real: int) -> Forge:
    return lambda ground: ground.a.draft.sealed(
        ForgedArchive(
            [
                *ground.a.draft.signed_entries()[:3],
                ForgedEntry(b"changes.jsonl", b"", deflated_zeros(real), DEFLATED, size=declared),
            ]
        ).encode()
    )


def _nested(entries: Entries) -> Entries:
    inner = ForgedArchive(
        [ForgedEntry(b"0", b"", deflated_zeros(64 * MEGABYTE), DEFLATED)]
    ).encode()
    for _ in range(3):
        inner = ForgedArchive([ForgedEntry(bytes([48 + n]), inner) for n in range(9)]).encode()
    entries[CHANGES] = replace(entries[CHANGES], content=inner)
    return entries


def _zip64(entries: Entries) -> ForgedArchive:
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, 0, 1)
    return ForgedArchive(entries, end_extra=locator)


def _zip64_sizes(entries: Entries) -> Entries:
    extra = struct.pack("<2H2Q", 1, 16, 4 * GIGABYTE, 4 * GIGABYTE)
    entries[CHANGES] = replace(entries[CHANGES], extra=extra, size=FULL_32)
    return entries


def _overlapping(entries: Entries) -> Entries:
    """Two entries of the directory that lie on the same bytes cannot be written; nearly: twice."""
    return [*entries, entries[CHANGES]]


_NAMES = (
    b"evidence/../../x",
    b"../x",
    b"/etc/passwd",
    b"C:\\x",
    b"C:/x",
    b"evidence\\x",
    b"evidence/a\0b",
    b"evidence/x.",
    b"evidence/x ",
    b"evidence/CON",
    b"evidence/",
    b"evidence//" + b"ab" * 32,
    b"evidence/" + b"AB" * 32,
    b"EVIDENCE/" + b"ab" * 32,
    b"evidence/" + b"ab" * 31,
    b"manifest.json.",
    b"manifest.j\xc5\x9fon",
    "еvidence/x".encode(),
    b"evidence/\xe2\x80\xae" + b"ab" * 30,
    b"",
    b"x" * 60_000,
)

ROWS = (
    Row("no ZIP inside", _bytes(lambda _: b"x" * 500), ErrorCode.BUNDLE_NOT_A_BUNDLE),
    Row("gzip inside", _bytes(lambda _: b"\x1f\x8b" + bytes(99)), ErrorCode.BUNDLE_NOT_A_BUNDLE),
    Row("beginning of a ZIP alone", _bytes(lambda _: b"PK\x03\x04"), TAMPERED),
    Row("ZIP cut short", _bytes(lambda archive: archive[:-1]), TAMPERED),
    Row("empty ZIP", _archive(lambda _: []), ErrorCode.BUNDLE_NOT_A_BUNDLE),
    *(_named(name) for name in _NAMES),
    Row("manifest twice", _archive(lambda e: [*e, e[MANIFEST]]), TAMPERED),
    Row("changes twice", _archive(_overlapping), TAMPERED),
    Row("picture that nobody signed", _added(ForgedEntry(PICTURE, b"x")), TAMPERED),
    Row("picture twice", _added(ForgedEntry(PICTURE, b"x"), ForgedEntry(PICTURE, b"y")), TAMPERED),
    Row("signature missing", _ordered([0, 2, 3]), TAMPERED),
    Row("changes missing", _ordered([0, 1, 2]), TAMPERED),
    Row("manifest alone", _ordered([0]), TAMPERED),
    Row("trust before signature", _ordered([0, 2, 1, 3]), TAMPERED),
    Row("changes before trust", _ordered([0, 1, 3, 2]), TAMPERED),
    Row(
        "directory in another order",
        _archive(lambda e: ForgedArchive(e, reverse_directory=True)),
        TAMPERED,
    ),
    Row("manifest renamed", _set(MANIFEST, name=b"manifest.txt"), TAMPERED),
    Row("symlink", _set(CHANGES, external=0o120777 << 16), TAMPERED),
    Row("folder", _set(CHANGES, external=0o040755 << 16 | 0x10), TAMPERED),
    Row("executable", _set(CHANGES, external=0o755 << 16), TAMPERED),
    Row("made on Windows", _set(CHANGES, made_by=20), TAMPERED),
    Row("comment of the archive", _archive(lambda e: ForgedArchive(e, comment=b"x")), TAMPERED),
    Row("comment of an entry", _set(CHANGES, comment=b"x"), TAMPERED),
    Row("extra field", _set(CHANGES, extra=b"\xfe\xca\0\0"), TAMPERED),
    Row(
        "extra field in the local header",
        _set(CHANGES, local=Lies(extra=b"\xfe\xca\0\0")),
        TAMPERED,
    ),
    Row(
        "bytes before the first entry",
        _archive(lambda e: ForgedArchive(e, before=b"MZ")),
        ErrorCode.BUNDLE_NOT_A_BUNDLE,
    ),
    Row("bytes between the entries", _archive(lambda e: ForgedArchive(e, between=b"\0")), TAMPERED),
    Row(
        "bytes before the directory",
        _archive(lambda e: ForgedArchive(e, after=b"\0" * 9)),
        TAMPERED,
    ),
    Row(
        "bytes after the directory", _archive(lambda e: ForgedArchive(e, end_extra=b"\0")), TAMPERED
    ),
    Row("bytes after the end", _bytes(lambda archive: archive + b"\0"), TAMPERED),
    Row("a second end record", _bytes(lambda archive: archive + archive[-22:]), TAMPERED),
    Row("count too low", _archive(lambda e: ForgedArchive(e, stated_count=3)), TAMPERED),
    Row("count too high", _archive(lambda e: ForgedArchive(e, stated_count=5)), TAMPERED),
    Row(
        "65,535 entries stated",
        _archive(lambda e: ForgedArchive(e, stated_count=65_535)),
        TOO_LARGE,
    ),
    Row("ZIP64 locator", _archive(_zip64), TAMPERED),
    Row("ZIP64 sizes", _archive(_zip64_sizes), TAMPERED),
    Row("encrypted entry", _set(CHANGES, flags=1), TAMPERED),
    Row("data descriptor", _set(CHANGES, flags=8), TAMPERED),
    Row("UTF-8 names flag", _set(CHANGES, flags=0x800), TAMPERED),
    Row("bzip2", _set(CHANGES, method=12), TAMPERED),
    Row("unknown method", _set(CHANGES, method=99), TAMPERED),
    Row("version of the future", _set(CHANGES, version=63), TAMPERED),
    Row("another date", _set(CHANGES, date=0x5B79), TAMPERED),
    Row("local name differs", _set(CHANGES, local=Lies(name=b"changes.jsonX")), TAMPERED),
    Row("local size differs", _set(CHANGES, local=Lies(size=1)), TAMPERED),
    Row("local checksum differs", _set(CHANGES, local=Lies(crc=1)), TAMPERED),
    Row("local method differs", _set(CHANGES, local=Lies(method=STORED)), TAMPERED),
    Row("checksum wrong in both", _set(CHANGES, crc=1), TAMPERED),
    Row("size one too low", _archive(lambda e: _resized(e, -1)), TAMPERED),
    Row("size one too high", _archive(lambda e: _resized(e, 1)), TAMPERED),
    Row("not deflate at all", _set(CHANGES, packed=b"\xff" * 40), TAMPERED),
    Row("deflate cut short", _archive(lambda e: _packed(e, lambda p: p[:-2])), TAMPERED),
    Row("bytes after deflate", _archive(lambda e: _packed(e, lambda p: p + b"\0")), TAMPERED),
    Row("4 GB declared", _set(CHANGES, size=4 * GIGABYTE - 1), TOO_LARGE),
    Row("513 MB declared", _set(CHANGES, size=513 * MEGABYTE), TOO_LARGE),
    Row("bomb that declares 600 MB", _bomb(600 * MEGABYTE, 8 * MEGABYTE), TOO_LARGE),
    Row("bomb with a modest size", _bomb(1000, 100 * MEGABYTE), TAMPERED),
    Row("nested archives", _archive(_nested), TAMPERED),
    Row(
        "too many entries",
        _archive(lambda e: [*e, *_pictures(MAX_ENTRIES)]),
        TOO_LARGE,
    ),
)


def _pictures(count: int) -> list[ForgedEntry]:
    return [ForgedEntry(b"evidence/%064x" % number, b"") for number in range(count)]


def _resized(entries: Entries, by: int) -> Entries:
    changes = entries[CHANGES]
    entries[CHANGES] = replace(changes, size=len(changes.content) + by)
    return entries


def _packed(entries: Entries, change: Callable[[bytes], bytes]) -> Entries:
    changes = entries[CHANGES]
    entries[CHANGES] = replace(changes, packed=change(deflate(changes.content)))
    return entries
