"""Rows: trust statements that come along with a bundle."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tests.builders.weak_keys import WEAK_POINTS, WEAK_SIGNING_KEYS, age_recipient
from tests.bundles.hostile.forging import dumped
from tests.bundles.hostile.ground import Ground
from tests.bundles.hostile.row import Forge, Row
from vanhoa_desktop.canonical import Json
from vanhoa_desktop.domain.enums import UnitKind
from vanhoa_desktop.errors import ErrorCode
from vanhoa_desktop.trust.keys import SigningKey
from vanhoa_desktop.trust.signed import sign_object
from vanhoa_desktop.trust.statements import (
    Ending,
    Enrolment,
    LastGood,
    OfficeNamed,
    StatementKind,
    ending_statement,
    enrol_statement,
    office_statement,
)

TAMPERED = ErrorCode.BUNDLE_TAMPERED
_THOUSANDS = 5_000
_REQUEST = "cd" * 32


def _carries(trust: Callable[[Ground], bytes]) -> Forge:
    """A's bundle, properly signed, with this `trust.jsonl`."""
    return lambda ground: replace(ground.a.draft, trust=trust(ground)).file()


def _adds(line: Callable[[Ground], bytes]) -> Forge:
    return _carries(lambda ground: ground.a.draft.trust + line(ground) + b"\n")


def _stated(change: Callable[[dict[str, Any]], object], kind: str = "enrol") -> Forge:
    """A statement of the root, changed, and signed by the root anew: only its form is wrong."""

    def line(ground: Ground) -> bytes:
        content = json.loads(ground.statement(kind))["object"]
        change(content)
        return sign_object(content, ground.root)

    return _adds(line)


def _wrapped(change: Callable[[dict[str, Any]], object]) -> Forge:
    """The signed line itself changed."""

    def line(ground: Ground) -> bytes:
        outer = json.loads(ground.statement("enrol"))
        change(outer)
        return dumped(outer)

    return _adds(line)


def _enrols(ground: Ground, commune: str, key: SigningKey) -> bytes:
    enrolment = Enrolment(
        ground.stranger.public,
        ground.a.recipient,
        ground.a.unit,
        UnitKind.COMMUNE,
        "Người Lạ",
        _REQUEST,
    )
    return enrol_statement(commune, enrolment, key)


def _ours(ground: Ground) -> str:
    return str(ground.a.draft.manifest["commune"])


def _with_another_name(ground: Ground) -> bytes:
    return ground.statement("enrol").replace(b'"officer":"', b'"officer":"X')


def _unsigned(ground: Ground) -> bytes:
    line = _enrols(ground, _ours(ground), ground.stranger)
    return line + b"\n"


def _with_key(key: str) -> Callable[[dict[str, Any]], object]:
    return lambda content: content.update(key_of_device=key)


def _with_recipient(point: bytes) -> Callable[[dict[str, Any]], object]:
    return lambda content: content.update(recipient=age_recipient(point))


def _bad(name: str, kind: str, **parts: Json) -> Row:
    return Row(f"trust: {name}", _stated(lambda content: content.update(parts), kind), TAMPERED)


ROWS = (
    Row("trust: last line cut", _carries(lambda g: g.a.draft.trust[:-1]), TAMPERED),
    Row("trust: empty line", _adds(lambda _: b""), TAMPERED),
    Row("trust: not JSON", _adds(lambda _: b"x"), TAMPERED),
    Row("trust: not an object", _adds(lambda _: b"[]"), TAMPERED),
    Row(
        "trust: line ends alone", _carries(lambda _: b"\n" * 1_000_000), ErrorCode.BUNDLE_TOO_LARGE
    ),
    Row("trust: 17 MB", _carries(lambda _: b"\n" * 17_000_000), ErrorCode.BUNDLE_TOO_LARGE),
    Row(
        "trust: a line of 70,000 bytes", _stated(lambda c: c.update(officer="x" * 70_000)), TAMPERED
    ),
    Row(
        "trust: enrolled by a stranger", _adds(lambda g: _enrols(g, _ours(g), g.stranger)), TAMPERED
    ),
    Row(
        "trust: enrolled by the office instead of the root",
        _adds(lambda g: _enrols(g, _ours(g), g.commune.key)),
        TAMPERED,
    ),
    Row("trust: enrolled by A", _adds(lambda g: _enrols(g, _ours(g), g.a.key)), TAMPERED),
    Row(
        "trust: a foreign root for our commune",
        _adds(lambda g: _enrols(g, _ours(g), g.foreign_root)),
        TAMPERED,
    ),
    Row(
        "trust: our root for a foreign commune",
        _adds(lambda g: _enrols(g, g.foreign.unit, g.root)),
        TAMPERED,
    ),
    Row(
        "trust: statements of a foreign commune",
        _adds(lambda g: g.foreign.draft.trust.split(b"\n")[0]),
        TAMPERED,
    ),
    Row("trust: a name changed", _adds(_with_another_name), TAMPERED),
    Row(
        "trust: thousands by a stranger",
        _carries(lambda g: g.a.draft.trust + _unsigned(g) * _THOUSANDS),
        TAMPERED,
    ),
    Row(
        "trust: an up-bundle's manifest as a statement",
        _adds(lambda g: g.a.draft.signed_entries()[0].content),
        TAMPERED,
    ),
    Row(
        "trust: a request signed by the root",
        _stated(lambda c: c.update(type="vanhoa/enrol-request/1")),
        TAMPERED,
    ),
    Row(
        "trust: type of a newer form", _stated(lambda c: c.update(type="vanhoa/trust/2")), TAMPERED
    ),
    Row("trust: unknown kind", _stated(lambda c: c.update(statement="crown")), TAMPERED),
    Row("trust: kind is a list", _stated(lambda c: c.update(statement=["enrol"])), TAMPERED),
    Row("trust: role is a list", _stated(lambda c: c.update(role=["commune"])), TAMPERED),
    Row("trust: role unknown", _stated(lambda c: c.update(role="king")), TAMPERED),
    Row("trust: key missing", _stated(lambda c: c.pop("key_of_device")), TAMPERED),
    Row("trust: key not hex", _stated(_with_key("xy" * 32)), TAMPERED),
    Row("trust: key too short", _stated(_with_key("ab" * 31)), TAMPERED),
    *(
        Row(f"trust: key {name}", _stated(_with_key(key.hex())), TAMPERED)
        for name, key in WEAK_SIGNING_KEYS.items()
    ),
    *(
        Row(f"trust: recipient {name}", _stated(_with_recipient(point)), TAMPERED)
        for name, point in WEAK_POINTS.items()
    ),
    _bad("number of the office below zero", "office", number=-1),
    _bad("number of the office is true", "office", number=True),
    _bad("office is no id", "office", device="x"),
    _bad("until is a number", "office", until=7),
    _bad("ending of a list", "revoke", chains=[]),
    _bad("ending with seq -1", "revoke", chains={"ab" * 16: {"id": "", "seq": -1}}),
    _bad("ending without a reason", "revoke", reason=None),
    Row("trust: signature not hex", _wrapped(lambda o: o.update(sig="x" * 128)), TAMPERED),
    Row(
        "trust: signature with spaces",
        _wrapped(lambda o: o.update(sig=" ".join([o["sig"][:64], o["sig"][64:]]))),
        TAMPERED,
    ),
    Row(
        "trust: signature in capitals", _wrapped(lambda o: o.update(sig=o["sig"].upper())), TAMPERED
    ),
    Row("trust: key in capitals", _wrapped(lambda o: o.update(key=o["key"].upper())), TAMPERED),
    Row("trust: something beside", _wrapped(lambda o: o.update(note=1)), TAMPERED),
    Row("trust: object is text", _wrapped(lambda o: o.update(object="x")), TAMPERED),
    Row("trust: A revokes B", _adds(lambda g: _revokes(g, g.a.key)), TAMPERED),
    Row(
        "trust: A makes itself the office",
        _adds(lambda g: office_statement(_ours(g), OfficeNamed(g.a.device, 99), g.a.key)),
        TAMPERED,
    ),
    Row(
        "trust: revoked by what comes along",
        _adds(lambda g: _revokes(g, g.root)),
        ErrorCode.BUNDLE_REVOKED_SENDER,
        is_kept=True,
    ),
)


def _revokes(ground: Ground, key: SigningKey) -> bytes:
    """The end of A's device."""
    chain = next(iter(ground.a.draft.manifest["chains"]))
    ending = Ending(ground.a.device, {chain: LastGood(0)}, "thử")
    return ending_statement(_ours(ground), StatementKind.REVOKE, ending, key)
