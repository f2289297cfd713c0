"""The form of a manifest: section 4 of the page."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from tests.bundles.stranger.lines import UUID
from tests.bundles.stranger.plain import NotCanonicalError, RefusedError, parsed

KEYS = frozenset(
    [
        "addressee",
        "app_version",
        "asks",
        "chains",
        "commune",
        "created",
        "criteria",
        "direction",
        "down",
        "down_merged",
        "entries",
        "evidence_wanted",
        "ids",
        "known",
        "sender",
        "type",
    ]
)
LATER = frozenset({"installation", "state"})
NEWEST = frozenset({"waymarks"})
MOST_WAYMARKS = 100
_SHA, _SHA_OR_NONE, _CHAIN = "[0-9a-f]{64}", "([0-9a-f]{64})?", "[0-9a-f]{32}"
_PATH = "(trust|changes|witness)[.]jsonl|evidence/[0-9a-f]{64}"

Check = Callable[[Any], bool]


def _text(form: str) -> Check:
    return lambda value: isinstance(value, str) and re.fullmatch(form, value) is not None


def _count(least: int) -> Check:
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and value >= least


def _parts(**checks: Check) -> Check:
    return lambda value: (
        isinstance(value, dict)
        and value.keys() == checks.keys()
        and all(check(value[name]) for name, check in checks.items())
    )


def _each(check: Check) -> Check:
    return lambda value: isinstance(value, list) and all(check(item) for item in value)


def _by_chain(check: Check) -> Check:
    return lambda value: (
        isinstance(value, dict)
        and all(re.fullmatch(_CHAIN, chain) and check(item) for chain, item in value.items())
    )


def _or_null(check: Check) -> Check:
    return lambda value: value is None or check(value)


_RUN = _parts(
    after=_text(_SHA),
    before=_text(_SHA_OR_NONE),
    device=_text(_SHA),
    first=_count(1),
    last=_count(1),
)
_WAYMARK = _parts(
    chain=_text(_CHAIN), id=_text(_SHA), seq=_count(1), signature=_text("[0-9a-f]{128}")
)


def _waymarks(value: Any) -> bool:
    if not _each(_WAYMARK)(value):
        return False
    chains = [waymark["chain"] for waymark in value]
    return chains == sorted(set(chains)) and len(chains) <= MOST_WAYMARKS


_SHORT = _text("[^\x00-\x1f]{0,80}")
_CHECKS: Mapping[str, Check] = {
    "addressee": _text(UUID),
    "app_version": _SHORT,
    "asks": lambda value: isinstance(value, bool),
    "chains": _by_chain(_RUN),
    "commune": _text(UUID),
    "created": _SHORT,
    "criteria": _each(_text(_SHA)),
    "direction": _text("up|down"),
    "down": _or_null(_parts(number=_count(1), since=_count(0))),
    "down_merged": _parts(id=_text(_SHA_OR_NONE), number=_count(0)),
    "entries": _each(_parts(path=_text(_PATH), sha256=_text(_SHA), size=_count(0))),
    "evidence_wanted": lambda value: _each(_text(_SHA))(value) and value == sorted(set(value)),
    "ids": _text(_SHA),
    "installation": _text(_CHAIN),
    "known": _by_chain(_parts(id=_text(_SHA), seq=_count(1))),
    "waymarks": _waymarks,
    "sender": _parts(device=_text(_SHA), unit=_text(UUID)),
    "state": _or_null(_parts(changes=_count(0), ids=_text(_SHA), sha256=_text(_SHA))),
    "type": lambda _: True,
}


def read_manifest(encoded: bytes) -> dict[str, Any]:
    """What a manifest says, its form checked."""
    try:
        said = parsed(encoded)
    except NotCanonicalError as error:
        raise RefusedError("BUNDLE_TAMPERED", "manifest") from error
    if not isinstance(said, dict):
        raise RefusedError("BUNDLE_TAMPERED", "manifest is no object")
    _check_type(said.get("type"))
    if said.keys() not in (KEYS, KEYS | LATER, KEYS | LATER | NEWEST):
        raise RefusedError("BUNDLE_TAMPERED", "keys of the manifest")
    for name, value in said.items():
        if not _CHECKS[name](value):
            raise RefusedError("BUNDLE_TAMPERED", name)
    if (said["down"] is None) != (said["direction"] == "up"):
        raise RefusedError("BUNDLE_TAMPERED", "down")
    return said


def _check_type(kind: Any) -> None:
    if kind == "vanhoa/bundle/1":
        return
    found = re.fullmatch("vanhoa/bundle/([1-9][0-9]{0,5})", kind) if isinstance(kind, str) else None
    raise RefusedError("BUNDLE_NEWER_FORMAT" if found else "BUNDLE_NOT_A_BUNDLE")
