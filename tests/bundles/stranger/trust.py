"""Who is who: the statements of the commune's root, section 5 of the page."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NoReturn

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pyrage import RecipientError, x25519

from tests.bundles.stranger.plain import NotCanonicalError, RefusedError, canonical, parsed

MOST_LINE = 65_536
ROLES = ("commune", "village", "school", "station", "agency")
_P = 2**255 - 19
_D = -121665 * pow(121666, -1, _P) % _P
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
# Of small order, as the page lists them: y of a key, u of a recipient.
WEAK_KEYS = (
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
)
WEAK_RECIPIENTS = (
    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
    "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
)


@dataclass(frozen=True)
class Device:
    """An enrolled device."""

    id: str
    key: bytes
    recipient: str
    unit: str
    role: str


@dataclass
class Trust:
    """What a set of statements amounts to."""

    devices: dict[str, Device] = field(default_factory=dict)
    ended: set[str] = field(default_factory=set)
    last_good: dict[str, tuple[int, str]] = field(default_factory=dict)
    offices: dict[str, int] = field(default_factory=dict)
    office: str = ""
    until: dict[str, dict[str, int]] = field(default_factory=dict)
    bound: dict[str, str] = field(default_factory=dict)
    recovery: str = ""

    def is_commune(self, device: str | None) -> bool:
        """Whether a device is one of the commune's."""
        return device in self.devices and self.devices[device].role == "commune"

    def is_past_term(self, device: str | None, chain: str, seq: int) -> bool:
        """Whether a former office was none any more when it wrote this place."""
        if device == self.office or device not in self.until:
            return False
        return seq > self.until[device].get(chain, 0)

    def cut_off(self, chain: str, owner: str | None) -> int | None:
        """The last seq of a chain that stands; None where no statement cuts it off."""
        if chain in self.last_good:
            return self.last_good[chain][0]
        return 0 if owner in self.ended else None

    def readers(self, unit: str) -> list[str]:
        """The recipients of a unit's current devices."""
        current = (d for d in self.devices.values() if d.id not in self.ended)
        return [device.recipient for device in current if device.unit == unit]


def verified(key: bytes, signature: bytes, message: bytes) -> bool:
    """Whether a signature holds."""
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def trust_of(lines: Iterable[bytes], commune: str, root: bytes) -> Trust:
    """The fold of all statements; raises BUNDLE_TAMPERED."""
    objects = {}
    for line in set(lines):
        said = _statement(line, commune, root)
        objects[hashlib.sha256(canonical(said)).hexdigest()] = said
    trust = Trust()
    recovery = 0, ""
    for _, said in sorted(objects.items()):
        kind = said["statement"]
        if kind == "enrol":
            _enrol(trust, said)
        elif kind == "office":
            trust.offices[said["device"]] = max(
                said["number"], trust.offices.get(said["device"], 0)
            )
            _former_office(trust, said["until"])
        elif kind in {"retire", "revoke"}:
            _end(trust, said)
        elif kind == "recovery":
            recovery = max(recovery, (said["number"], said["recipient"]))
    newest = max(((number, device) for device, number in trust.offices.items()), default=(0, ""))
    trust.office, trust.recovery = newest[1], recovery[1]
    return trust


def _enrol(trust: Trust, said: Mapping[str, Any]) -> None:
    key = bytes.fromhex(said["key_of_device"])
    name = hashlib.sha256(key).hexdigest()
    found = Device(name, key, said["recipient"], said["unit"], said["role"])
    trust.devices.setdefault(name, found)
    if "chain" in said:
        trust.bound.setdefault(said["chain"], name)


def _former_office(trust: Trust, until: Mapping[str, Any] | None) -> None:
    if until is not None:
        ends = trust.until.setdefault(until["device"], {})
        for chain, seq in until["chains"].items():
            ends[chain] = max(seq, ends.get(chain, 0))


def _end(trust: Trust, said: Mapping[str, Any]) -> None:
    trust.ended.add(said["device"])
    for chain, last in said["chains"].items():
        place = last["seq"], last["id"]
        trust.last_good[chain] = min(place, trust.last_good.get(chain, place))


def _refuse(why: str) -> NoReturn:
    raise RefusedError("BUNDLE_TAMPERED", f"statement: {why}")


@lru_cache(maxsize=4096)
def _statement(line: bytes, commune: str, root: bytes) -> dict[str, Any]:
    if len(line) > MOST_LINE:
        _refuse("long")
    try:
        whole = parsed(line)
    except NotCanonicalError:
        _refuse("form")
    if not isinstance(whole, dict) or whole.keys() != {"key", "object", "sig"}:
        _refuse("parts")
    said, signature = whole["object"], whole["sig"]
    if not isinstance(said, dict) or said.get("type") != "vanhoa/trust/1":
        _refuse("type")
    if whole["key"] != root.hex() or not _is(signature, "[0-9a-f]{128}"):
        _refuse("root")
    if not verified(root, bytes.fromhex(signature), canonical(said)):
        _refuse("signature")
    if said.get("commune") != commune:
        _refuse("commune")
    _check(said)
    return said


def _is(value: object, form: str) -> bool:
    return isinstance(value, str) and re.fullmatch(form, value) is not None


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _check(said: Mapping[str, Any]) -> None:
    kind = said.get("statement")
    if not isinstance(kind, str):
        _refuse("kind")
    if kind == "enrol":
        good = _is_enrolment(said)
    elif kind == "office":
        good = _is(said.get("device"), "[0-9a-f]{64}") and _is_count(said.get("number"))
        good = good and _is_until(said.get("until"))
    elif kind in {"retire", "revoke"}:
        good = _is(said.get("device"), "[0-9a-f]{64}") and isinstance(said.get("reason"), str)
        good = good and _are_places(said.get("chains"))
    elif kind == "recovery":
        good = _is_count(said.get("number")) and _is_recipient(said.get("recipient"))
    else:
        good = kind in {"issuing_key", "new_root"}
    if not good:
        _refuse("content")


def _is_enrolment(said: Mapping[str, Any]) -> bool:
    texts = [said.get(name) for name in ("officer", "request", "unit")]
    return (
        all(isinstance(text, str) for text in texts)
        and said.get("role") in ROLES
        and _is(said.get("key_of_device"), "[0-9a-f]{64}")
        and is_good_key(bytes.fromhex(said["key_of_device"]))
        and _is_recipient(said.get("recipient"))
        and ("chain" not in said or _is(said["chain"], "[0-9a-f]{32}"))
    )


def _is_until(until: object) -> bool:
    if until is None:
        return True
    if not isinstance(until, dict) or not isinstance(until.get("chains"), dict):
        return False
    chains = until["chains"]
    is_named = _is(until.get("device"), "[0-9a-f]{64}")
    return is_named and all(_is(c, "[0-9a-f]{32}") and _is_count(s) for c, s in chains.items())


def _are_places(chains: object) -> bool:
    return isinstance(chains, dict) and all(
        _is(chain, "[0-9a-f]{32}")
        and isinstance(place, dict)
        and place.keys() == {"id", "seq"}
        and _is_count(place["seq"])
        and _is(place["id"], "([0-9a-f]{64})?")
        for chain, place in chains.items()
    )


def is_good_key(key: bytes) -> bool:
    """Whether this is a canonical point of the curve and not of small order."""
    y = int.from_bytes(key, "little") & (2**255 - 1)
    small = {0, 1, _P - 1, *(int.from_bytes(bytes.fromhex(text), "little") for text in WEAK_KEYS)}
    if len(key) != 32 or y >= _P or y in small:
        return False
    square = (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P
    return pow(square, (_P - 1) // 2, _P) == 1


def _is_recipient(text: object) -> bool:
    if not _is(text, "age1[a-z0-9]{58}"):
        return False
    try:
        x25519.Recipient.from_str(text)
    except RecipientError:
        return False
    number = 0
    for symbol in str(text)[4:56]:
        number = number << 5 | _BECH32.index(symbol)
    u = int.from_bytes((number >> 4).to_bytes(32, "big"), "little")
    small = {0, 1, _P - 1, *(int.from_bytes(bytes.fromhex(t), "little") for t in WEAK_RECIPIENTS)}
    return number & 15 == 0 and u < _P and u not in small
