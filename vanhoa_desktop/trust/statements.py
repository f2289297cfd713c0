"""Trust statements and their fold (bundle.md §4).

A growing set, each signed by the root, order-free, no versions.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.domain.enums import UnitKind, has_value
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.trust.envelope import check_recipient
from vanhoa_desktop.trust.keys import KEY_BYTES, SigningKey, check_public_key, device_id
from vanhoa_desktop.trust.signed import Signed, sign_object, verify_object

STATEMENT_TYPE = "vanhoa/trust/1"
MAX_STATEMENT_BYTES = 8_192


class StatementKind(StrEnum):
    """What a statement does; `retire` and `revoke` both end a chain at its last good change."""

    ENROL = "enrol"
    OFFICE = "office"
    RETIRE = "retire"
    REVOKE = "revoke"
    ISSUING_KEY = "issuing_key"
    NEW_ROOT = "new_root"


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A device's enrolment.

    Its keys, its unit for life, its role and first officer, and the request it answers.
    """

    public_key: bytes
    recipient: str
    unit: str
    role: UnitKind
    officer: str
    request: str

    @property
    def device(self) -> str:
        """The device's id."""
        return device_id(self.public_key)


@dataclass(frozen=True, slots=True)
class TrustedDevice:
    """A device as the statements describe it."""

    id: str
    public_key: bytes
    recipient: str
    unit: str
    role: UnitKind
    officer: str
    request: str
    is_revoked: bool

    @property
    def is_commune(self) -> bool:
        """Whether it is a device of the commune."""
        return self.role is UnitKind.COMMUNE


@dataclass(frozen=True, slots=True)
class TrustView:
    """The fold of all statements under a root.

    Devices, the office, and where revoked chains stop being good.
    """

    commune: str
    root: bytes
    devices: Mapping[str, TrustedDevice] = field(default_factory=dict)
    office: str | None = None
    cut_offs: Mapping[str, int] = field(default_factory=dict)

    def recipients_of(self, unit: str) -> list[str]:
        """Reading keys of a unit's current devices; never of a revoked one."""
        return sorted(
            d.recipient for d in self.devices.values() if d.unit == unit and not d.is_revoked
        )

    def active_devices(self, unit: str) -> list[str]:
        """Ids of a unit's current devices."""
        return sorted(d.id for d in self.devices.values() if d.unit == unit and not d.is_revoked)

    def commune_devices(self) -> frozenset[str]:
        """Ids of all devices that ever were the commune's."""
        return frozenset(device.id for device in self.devices.values() if device.is_commune)


def _content(commune: str, kind: StatementKind, parts: Mapping[str, Json]) -> dict[str, Json]:
    return {"commune": commune, "statement": kind.value, "type": STATEMENT_TYPE, **parts}


def enrol_statement(commune: str, enrolment: Enrolment, root: SigningKey) -> bytes:
    """The line that enrols a device."""
    parts: dict[str, Json] = {
        "key_of_device": enrolment.public_key.hex(),
        "officer": enrolment.officer,
        "recipient": enrolment.recipient,
        "request": enrolment.request,
        "role": enrolment.role.value,
        "unit": enrolment.unit,
    }
    return sign_object(_content(commune, StatementKind.ENROL, parts), root)


def office_statement(commune: str, device: str, number: int, root: SigningKey) -> bytes:
    """The line that makes a device the one office of the commune; the highest number holds."""
    return sign_object(
        _content(commune, StatementKind.OFFICE, {"device": device, "number": number}), root
    )


def revoke_statement(
    commune: str, device: str, last_good: Mapping[str, int], reason: str, root: SigningKey
) -> bytes:
    """The line that revokes a device: per chain the last seq that is good (0: none).

    Of two, the lower holds.
    """
    chains: dict[str, Json] = dict(last_good)
    parts: dict[str, Json] = {"chains": chains, "device": device, "reason": reason}
    return sign_object(_content(commune, StatementKind.REVOKE, parts), root)


def verify_statement(line: bytes, commune: str, root: bytes) -> Signed:
    """One statement of this commune signed by this root; raises STATEMENT_INVALID."""
    if len(line) > MAX_STATEMENT_BYTES:
        raise VanHoaError(ErrorCode.STATEMENT_INVALID, why="size")
    signed = verify_object(line, STATEMENT_TYPE, ErrorCode.STATEMENT_INVALID)
    if signed.signer != root:
        raise VanHoaError(ErrorCode.STATEMENT_INVALID, why="not signed by the root")
    if signed.content.get("commune") != commune:
        raise VanHoaError(ErrorCode.STATEMENT_INVALID, why="of another commune")
    if not has_value(StatementKind, signed.content.get("statement")):
        raise VanHoaError(ErrorCode.STATEMENT_INVALID, why="kind")
    if signed.content["statement"] == StatementKind.ENROL.value:
        enrolment_in(signed.content)
    return signed


def enrolment_in(content: Mapping[str, Json]) -> Enrolment:
    """The enrolment that a statement (or a request) carries.

    Raises STATEMENT_INVALID or KEY_INVALID.
    """
    texts = {
        n: content.get(n)
        for n in ("key_of_device", "officer", "recipient", "request", "role", "unit")
    }
    if not all(isinstance(text, str) for text in texts.values()) or not has_value(
        UnitKind, texts["role"]
    ):
        raise VanHoaError(ErrorCode.STATEMENT_INVALID, why="enrolment")
    try:
        key = bytes.fromhex(str(texts["key_of_device"]))
    except ValueError as error:
        raise VanHoaError(ErrorCode.KEY_INVALID, why="hex") from error
    if len(key) != KEY_BYTES:
        raise VanHoaError(ErrorCode.KEY_INVALID, why="length")
    check_public_key(key)
    check_recipient(str(texts["recipient"]))
    return Enrolment(
        public_key=key,
        recipient=str(texts["recipient"]),
        unit=str(texts["unit"]),
        role=UnitKind(str(texts["role"])),
        officer=str(texts["officer"]),
        request=str(texts["request"]),
    )


def trust_view(lines: Iterable[bytes], commune: str, root: bytes) -> TrustView:
    """The fold of a set of statement lines: any order, repeats allowed.

    Raises STATEMENT_INVALID.
    """
    signed = {item.id: item for item in (verify_statement(line, commune, root) for line in lines)}
    contents = [signed[statement_id].content for statement_id in sorted(signed)]
    revoked, cut_offs = _revocations(contents)
    devices: dict[str, TrustedDevice] = {}
    for content in contents:
        if content["statement"] == StatementKind.ENROL.value:
            enrolment = enrolment_in(content)
            # A device belongs to one unit for life: of two enrolments of a key the first by id
            # holds everywhere.
            devices.setdefault(
                enrolment.device, _trusted(enrolment, is_revoked=enrolment.device in revoked)
            )
    return TrustView(commune, root, devices, _office(contents), cut_offs)


def _trusted(enrolment: Enrolment, *, is_revoked: bool) -> TrustedDevice:
    return TrustedDevice(
        id=enrolment.device,
        public_key=enrolment.public_key,
        recipient=enrolment.recipient,
        unit=enrolment.unit,
        role=enrolment.role,
        officer=enrolment.officer,
        request=enrolment.request,
        is_revoked=is_revoked,
    )


def _office(contents: list[Mapping[str, Json]]) -> str | None:
    named: list[tuple[int, str]] = []
    for content in contents:
        number, device = content.get("number"), content.get("device")
        if (
            content["statement"] == StatementKind.OFFICE.value
            and isinstance(number, int)
            and isinstance(device, str)
        ):
            named.append((number, device))
    return max(named)[1] if named else None


def _revocations(contents: list[Mapping[str, Json]]) -> tuple[frozenset[str], dict[str, int]]:
    revoked: set[str] = set()
    cut_offs: dict[str, int] = {}
    for content in contents:
        if content["statement"] not in {StatementKind.REVOKE.value, StatementKind.RETIRE.value}:
            continue
        revoked.add(str(content.get("device", "")))
        chains = content.get("chains")
        for chain, last_good in (chains if isinstance(chains, Mapping) else {}).items():
            if isinstance(last_good, int):
                cut_offs[chain] = min(last_good + 1, cut_offs.get(chain, last_good + 1))
    return frozenset(revoked), cut_offs
