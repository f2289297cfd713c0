"""Rows: the outside of the file (age), before anything is known of the sender."""

import base64
from collections.abc import Callable
from dataclasses import replace

from tests.bundles.hostile.ground import Ground
from tests.bundles.hostile.row import VILLAGE_A, VILLAGE_B, Forge, Row
from vanhoa_desktop.errors import ErrorCode
from vanhoa_desktop.trust.envelope import AGE_PREFIX, seal

_MANY = 100_000


def _honest(ground: Ground) -> bytes:
    return ground.a.draft.file()


def _altered(change: Callable[[bytes], bytes]) -> Forge:
    return lambda ground: change(_honest(ground))


def _armored(file: bytes) -> bytes:
    text = base64.encodebytes(file)
    return b"-----BEGIN AGE ENCRYPTED FILE-----\n" + text + b"-----END AGE ENCRYPTED FILE-----\n"


def _unpadded(raw: bytes) -> bytes:
    return base64.b64encode(raw).rstrip(b"=")


def _with_share(share: bytes) -> Callable[[bytes], bytes]:
    """The same file with another ephemeral share in each X25519 stanza."""

    def change(file: bytes) -> bytes:
        head, mac, payload = file.partition(b"\n---")
        lines = head.split(b"\n")
        mark = b"-> X25519 "
        changed = [mark + _unpadded(share) if line.startswith(mark) else line for line in lines]
        return b"\n".join(changed) + mac + payload

    return change


def _under_passphrase() -> bytes:
    """What age makes of a passphrase: a stanza that none of our keys fits."""
    stanza = b"-> scrypt " + _unpadded(bytes(16)) + b" 18\n" + _unpadded(bytes(32))
    return AGE_PREFIX + stanza + b"\n--- " + _unpadded(bytes(32)) + b"\n" + bytes(60)


def _with_stanzas(stanza: bytes, count: int) -> Callable[[bytes], bytes]:
    return lambda file: AGE_PREFIX + stanza * count + file.removeprefix(AGE_PREFIX)


def _for_b(ground: Ground) -> bytes:
    archive = ground.a.draft.file()
    return seal(archive, [ground.b.recipient])


_STANZA = b"-> X25519 " + _unpadded(b"\x09" + bytes(31)) + b"\n" + _unpadded(bytes(32)) + b"\n"

ROWS = (
    Row("empty file", lambda _: b"", ErrorCode.BUNDLE_TRUNCATED),
    Row("one byte", lambda _: b"a", ErrorCode.BUNDLE_TRUNCATED),
    Row("version line alone", lambda _: AGE_PREFIX, ErrorCode.BUNDLE_TRUNCATED),
    Row("cut within the header", _altered(lambda f: f[:60]), ErrorCode.BUNDLE_TRUNCATED),
    Row(
        "cut before the header's seal",
        _altered(lambda f: f[: f.index(b"\n---") + 2]),
        ErrorCode.BUNDLE_TRUNCATED,
    ),
    Row(
        "header without payload",
        _altered(lambda f: f[: f.index(b"\n", f.index(b"\n---") + 1) + 1]),
        ErrorCode.BUNDLE_TRUNCATED,
    ),
    Row("last byte missing", _altered(lambda f: f[:-1]), ErrorCode.BUNDLE_TRUNCATED),
    Row("one byte too many", _altered(lambda f: f + b"\0"), ErrorCode.BUNDLE_TAMPERED),
    Row("two files in one", _altered(lambda f: f + f), ErrorCode.BUNDLE_TAMPERED),
    Row("text", lambda _: "Kính gửi xã".encode(), ErrorCode.BUNDLE_NOT_A_BUNDLE),
    Row("picture", lambda _: b"\x89PNG\r\n\x1a\n" + bytes(99), ErrorCode.BUNDLE_NOT_A_BUNDLE),
    Row("zeros", lambda _: bytes(10_000), ErrorCode.BUNDLE_TRUNCATED),
    Row(
        "plain ZIP without age", lambda _: b"PK\x03\x04" + bytes(99), ErrorCode.BUNDLE_NOT_A_BUNDLE
    ),
    Row("armored age file", _altered(_armored), ErrorCode.BUNDLE_NOT_A_BUNDLE),
    Row(
        "byte order mark first",
        _altered(lambda f: b"\xef\xbb\xbf" + f),
        ErrorCode.BUNDLE_NOT_A_BUNDLE,
    ),
    Row(
        "line ends of Windows",
        _altered(lambda f: f.replace(b"\n", b"\r\n")),
        ErrorCode.BUNDLE_NOT_A_BUNDLE,
    ),
    Row(
        "newer age",
        _altered(lambda f: f.replace(b"org/v1", b"org/v2", 1)),
        ErrorCode.BUNDLE_NOT_A_BUNDLE,
    ),
    Row(
        "under a passphrase",
        lambda _: _under_passphrase(),
        ErrorCode.BUNDLE_NOT_FOR_US,
    ),
    Row(
        "ephemeral share of small order",
        _altered(_with_share(bytes(32))),
        ErrorCode.BUNDLE_TAMPERED,
    ),
    Row(
        "ephemeral share one",
        _altered(_with_share(b"\x01" + bytes(31))),
        ErrorCode.BUNDLE_TAMPERED,
    ),
    Row("ephemeral share cut", _altered(_with_share(bytes(31))), ErrorCode.BUNDLE_TAMPERED),
    Row(
        "thousands of recipients",
        _altered(_with_stanzas(_STANZA, _MANY)),
        ErrorCode.BUNDLE_TAMPERED,
    ),
    Row(
        "stanza without end",
        _altered(_with_stanzas(b"-> X25519 " + b"A" * 1_000_000 + b"\n", 1)),
        ErrorCode.BUNDLE_TAMPERED,
    ),
    Row(
        "sealed for village B",
        lambda g: seal(b"PK", [g.b.recipient]),
        ErrorCode.BUNDLE_NOT_FOR_US,
    ),
    Row("age within age", lambda g: g.a.draft.sealed(_honest(g)), ErrorCode.BUNDLE_NOT_A_BUNDLE),
    Row("nothing sealed", lambda g: g.a.draft.sealed(b""), ErrorCode.BUNDLE_NOT_A_BUNDLE),
    Row("A's bundle for the commune at B", _honest, ErrorCode.BUNDLE_NOT_FOR_US, VILLAGE_B),
    Row("A's bundle in a second envelope for B", _for_b, ErrorCode.BUNDLE_NOT_A_BUNDLE, VILLAGE_B),
    Row(
        "the commune's bundle for A at A's neighbour",
        lambda g: g.down.file(),
        ErrorCode.BUNDLE_NOT_FOR_US,
        VILLAGE_B,
    ),
    Row(
        "A's own bundle back at A",
        lambda g: replace(g.a.draft, recipients=[g.a.recipient]).file(),
        ErrorCode.BUNDLE_NOT_FOR_US,
        VILLAGE_A,
    ),
)
