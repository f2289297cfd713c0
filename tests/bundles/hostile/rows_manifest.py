"""Rows: what the manifest says and who signed it."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tests.bundles.hostile.forged_zip import ForgedArchive, ForgedEntry
from tests.bundles.hostile.forging import Draft, dumped
from tests.bundles.hostile.ground import Ground, Side
from tests.bundles.hostile.row import VILLAGE_A, VILLAGE_B, Forge, Row, from_a
from vanhoa_desktop.errors import ErrorCode

TAMPERED, NOT_FOR_US = ErrorCode.BUNDLE_TAMPERED, ErrorCode.BUNDLE_NOT_FOR_US
SIGNATURE, UNKNOWN = ErrorCode.BUNDLE_SIGNATURE, ErrorCode.BUNDLE_UNKNOWN_SENDER
REVOKED, NOT_A_BUNDLE = ErrorCode.BUNDLE_REVOKED_SENDER, ErrorCode.BUNDLE_NOT_A_BUNDLE
OTHER_ID = "01a20e61-26b0-7c11-97b7-2583d1c43848"
_ZEROS = "0" * 64


def _says(**parts: Any) -> Forge:
    """A's manifest with other parts, properly signed."""
    return from_a(lambda draft: draft.with_manifest(**parts))


def _manifest_bytes(change: Callable[[bytes], bytes]) -> Forge:
    """The bytes of A's manifest changed, then signed."""

    def forge(ground: Ground) -> bytes:
        draft = ground.a.draft
        return draft.file(change(draft.signed_entries()[0].content))

    return forge


def _changed(change: Callable[[dict[str, Any]], object]) -> Forge:
    """A's manifest as an object, changed in place, then signed."""

    def rewrite(encoded: bytes) -> bytes:
        manifest = json.loads(encoded)
        change(manifest)
        return dumped(manifest)

    return _manifest_bytes(rewrite)


def _first_run(**parts: Any) -> Forge:
    return _changed(lambda manifest: next(iter(manifest["chains"].values())).update(parts))


def _first_entry(**parts: Any) -> Forge:
    return _changed(lambda manifest: manifest["entries"][0].update(parts))


def _of(side: str) -> Forge:
    """The bundle of another device, sealed for our commune."""

    def forge(ground: Ground) -> bytes:
        found: Side = getattr(ground, side)
        return replace(found.draft, recipients=ground.a.draft.recipients).file()

    return forge


def _signed_by(key: Callable[[Ground], Any]) -> Forge:
    return lambda ground: replace(ground.a.draft, key=key(ground)).file()


def _signature(change: Callable[[bytes], bytes]) -> Forge:
    def forge(ground: Ground) -> bytes:
        entries = ground.a.draft.signed_entries()
        signature = change(entries[1].content)
        entries[1] = ForgedEntry(b"manifest.sig", signature)
        return ground.a.draft.sealed(ForgedArchive(entries).encode())

    return forge


def _order_of_curve_added(signature: bytes) -> bytes:
    """The malleable twin of an Ed25519 signature: S plus the order of the group."""
    order = 2**252 + 27742317777372353535851937790883648493
    number = int.from_bytes(signature[32:], "little") + order
    return signature[:32] + number.to_bytes(32, "little")


def _for(receiver: str, draft: Callable[[Ground], Draft]) -> Forge:
    return lambda g: replace(draft(g), recipients=[getattr(g, receiver).recipient]).file()


def _picture(ground: Ground, content: bytes, name: str) -> bytes:
    return replace(ground.a.draft, evidence={name: content}).file()


def _swapped(ground: Ground) -> bytes:
    """A's manifest of one bundle with the signature of another one of A's."""
    entries = ground.a.draft.signed_entries()
    other = ground.a.draft.with_manifest(created="2020").signed_entries()
    return ground.a.draft.sealed(ForgedArchive([entries[0], other[1], *entries[2:]]).encode())


def _not_json(name: str, encoded: bytes) -> Row:
    return Row(f"manifest: {name}", _manifest_bytes(lambda _: encoded), TAMPERED)


def _bad(name: str, **parts: Any) -> Row:
    return Row(f"manifest: {name}", _says(**parts), TAMPERED)


ROWS = (
    _not_json("empty", b""),
    _not_json("not JSON", b"{"),
    _not_json("not UTF-8", b'{"a":"\xff"}'),
    _not_json("byte order mark", b"\xef\xbb\xbf{}"),
    _not_json("NaN", b'{"a":NaN}'),
    _not_json("deeply nested", b"[" * 100_000 + b"]" * 100_000),
    _not_json("a list", b"[]"),
    _not_json("a number of 100,000 digits", b"9" * 100_000),
    Row(
        "manifest: indented",
        _manifest_bytes(lambda m: json.dumps(json.loads(m), indent=1).encode()),
        TAMPERED,
    ),
    Row("manifest: line end at the end", _manifest_bytes(lambda m: m + b"\n"), TAMPERED),
    Row(
        "manifest: a key twice",
        _manifest_bytes(lambda m: m.replace(b'{"addressee"', b'{"addressee":"x","addressee"', 1)),
        TAMPERED,
    ),
    Row("manifest: 9 MB", _says(app_version="x" * 9_000_000), ErrorCode.BUNDLE_TOO_LARGE),
    Row("manifest: no type", _changed(lambda m: m.pop("type")), NOT_A_BUNDLE),
    Row("manifest: type of an invite", _says(type="vanhoa/invite/1"), NOT_A_BUNDLE),
    Row("manifest: type is a list", _says(type=[]), NOT_A_BUNDLE),
    Row("manifest: format 0", _says(type="vanhoa/bundle/0"), NOT_A_BUNDLE),
    Row("manifest: format 1.5", _says(type="vanhoa/bundle/1.5"), NOT_A_BUNDLE),
    Row("manifest: format with a superscript", _says(type="vanhoa/bundle/²"), NOT_A_BUNDLE),
    Row("manifest: format in Arabic digits", _says(type="vanhoa/bundle/٢"), NOT_A_BUNDLE),
    Row(
        "manifest: format of 5,000 digits", _says(type="vanhoa/bundle/" + "9" * 5_000), NOT_A_BUNDLE
    ),
    Row("manifest: format 2", _says(type="vanhoa/bundle/2"), ErrorCode.BUNDLE_NEWER_FORMAT),
    Row(
        "manifest: format 2 with other keys",
        _manifest_bytes(lambda _: b'{"type":"vanhoa/bundle/2"}'),
        ErrorCode.BUNDLE_NEWER_FORMAT,
    ),
    Row("manifest: unknown key", _says(extra=1), TAMPERED),
    Row("manifest: key missing", _changed(lambda m: m.pop("known")), TAMPERED),
    _bad("direction sideways", direction="sideways"),
    _bad("direction is a list", direction=["up"]),
    _bad("direction is an object", direction={}),
    _bad("direction is null", direction=None),
    _bad("up with a number", down={"number": 1, "since": 0}),
    _bad("down without a number", direction="down"),
    _bad("commune is no UUID", commune="x"),
    _bad("commune in capitals", commune=OTHER_ID.upper()),
    _bad("sender is text", sender="x"),
    _bad("chains is a list", chains=[]),
    _bad("chain is no id", chains={"x": {}}),
    _bad("known with seq 0", known={"ab" * 16: {"id": _ZEROS, "seq": 0}}),
    _bad("known with true", known={"ab" * 16: {"id": _ZEROS, "seq": True}}),
    _bad("known with 2^53", known={"ab" * 16: {"id": _ZEROS, "seq": 2**53}}),
    _bad("down_merged below zero", down_merged=-1),
    _bad("down_merged is a float", down_merged=1.5),
    _bad("criteria is no hash", criteria=["x"]),
    _bad("moment with a line end", created="2026\n"),
    _bad("moment of 81 characters", created="x" * 81),
    Row("manifest: entry with a path upwards", _first_entry(path="../trust.jsonl"), TAMPERED),
    Row("manifest: entry is the manifest", _first_entry(path="manifest.json"), TAMPERED),
    Row(
        "manifest: entry listed twice",
        _changed(lambda m: m["entries"].append(m["entries"][0])),
        TAMPERED,
    ),
    Row("manifest: entry not listed", _changed(lambda m: m["entries"].pop()), TAMPERED),
    Row(
        "manifest: entry that is not there",
        _changed(
            lambda m: m["entries"].append(
                {"path": "evidence/" + _ZEROS, "sha256": _ZEROS, "size": 0}
            )
        ),
        TAMPERED,
    ),
    Row("manifest: hash of another content", _first_entry(sha256=_ZEROS), TAMPERED),
    Row("manifest: size of another content", _first_entry(size=1), TAMPERED),
    Row("manifest: run begins later", _first_run(first=2), TAMPERED),
    Row("manifest: run ends later", _first_run(last=9_999), TAMPERED),
    Row("manifest: run ends elsewhere", _first_run(after=_ZEROS), TAMPERED),
    Row("manifest: run begins elsewhere", _first_run(before=_ZEROS), TAMPERED),
    Row("manifest: no run stated", _says(chains={}), TAMPERED),
    Row(
        "manifest: chain of another device",
        lambda g: _first_run(device=g.b.device)(g),
        ErrorCode.BUNDLE_OUT_OF_SCOPE,
    ),
    Row(
        "manifest: sender of another unit",
        lambda g: g.a.draft.with_manifest(sender={"device": g.a.device, "unit": g.b.unit}).file(),
        TAMPERED,
    ),
    Row(
        "manifest: A says it is B",
        lambda g: g.a.draft.with_manifest(sender={"device": g.b.device, "unit": g.b.unit}).file(),
        SIGNATURE,
    ),
    Row("manifest: for another unit", _says(addressee=OTHER_ID), NOT_FOR_US),
    Row("manifest: of another commune", _says(commune=OTHER_ID), NOT_FOR_US),
    Row(
        "down-bundle from a village",
        lambda g: g.a.draft.with_manifest(direction="down", down={"number": 1, "since": 0}).file(),
        ErrorCode.BUNDLE_OUT_OF_SCOPE,
    ),
    Row(
        "the office's bundle for A sealed for B", _for("b", lambda g: g.down), NOT_FOR_US, VILLAGE_B
    ),
    Row("A's bundle sealed for B", _for("b", lambda g: g.a.draft), NOT_FOR_US, VILLAGE_B),
    Row(
        "A plays the office for B",
        _for(
            "b",
            lambda g: g.a.draft.with_manifest(
                direction="down", addressee=g.b.unit, down={"number": 1, "since": 0}
            ),
        ),
        ErrorCode.BUNDLE_OUT_OF_SCOPE,
        VILLAGE_B,
    ),
    Row(
        "the office's bundle signed by A",
        lambda g: replace(g.down, key=g.a.key).file(),
        SIGNATURE,
        VILLAGE_A,
    ),
    Row(
        "unknown device",
        lambda g: (
            replace(g.a.draft, key=g.stranger)
            .with_manifest(
                sender={"device": hashlib.sha256(g.stranger.public).hexdigest(), "unit": g.a.unit}
            )
            .file()
        ),
        UNKNOWN,
    ),
    Row("device of a foreign commune", _of("foreign"), TAMPERED),
    Row(
        "device of a foreign commune without its trust",
        lambda g: replace(g.foreign.draft, trust=b"", recipients=g.a.draft.recipients).file(),
        UNKNOWN,
    ),
    Row("revoked device", _of("revoked"), REVOKED, is_kept=True),
    Row("retired device", _of("retired"), REVOKED, is_kept=True),
    Row(
        "revoked device with a wrong signature",
        lambda g: replace(g.revoked.draft, key=g.a.key).file(),
        SIGNATURE,
    ),
    Row("signed by B", _signed_by(lambda g: g.b.key), SIGNATURE),
    Row("signed by a stranger", _signed_by(lambda g: g.stranger), SIGNATURE),
    Row("signed by the root", _signed_by(lambda g: g.root), SIGNATURE),
    Row("signed by the office", _signed_by(lambda g: g.commune.key), SIGNATURE),
    Row("signature of zeros", _signature(lambda _: bytes(64)), SIGNATURE),
    Row("signature empty", _signature(lambda _: b""), SIGNATURE),
    Row("signature one byte longer", _signature(lambda s: s + b"\0"), SIGNATURE),
    Row("signature in hex", _signature(lambda s: s.hex().encode()), SIGNATURE),
    Row("signature with S beyond the order", _signature(_order_of_curve_added), SIGNATURE),
    Row("signature of another manifest", _swapped, SIGNATURE),
    Row("picture under another name", lambda g: _picture(g, b"x", "ab" * 32), TAMPERED),
)
