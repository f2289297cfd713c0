"""The fold of trust statements: who the devices are, which is the office, what stays good.

Any order and any repeats give the same view.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.domain.enums import UnitKind
from vanhoa_desktop.trust.keys import fingerprint
from vanhoa_desktop.trust.statements import (
    ENDINGS,
    Ending,
    Enrolment,
    LastGood,
    OfficeNamed,
    StatementKind,
    ending_in,
    enrolment_in,
    office_in,
    recovery_in,
    verify_statement,
)


@dataclass(frozen=True, slots=True)
class TrustedDevice:
    """A device as the statements describe it; `is_revoked`: it was retired or revoked."""

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

    @property
    def fingerprint(self) -> str:
        """24 digits, read out when it was approved: of its request, or of its key without one."""
        return fingerprint(bytes.fromhex(self.request) if self.request else self.public_key)


@dataclass(frozen=True, slots=True)
class TrustView:
    """What all statements under a root amount to.

    `last_good`: per chain that a revocation names, where it stops being good. `office_ends`: per
    former office that was handed over, up to which seq of each chain it wrote as the office.
    `lost`: devices that were revoked, and not only retired. `bound`: the device of each chain that
    an enrolment named.
    """

    commune: str
    root: bytes
    devices: Mapping[str, TrustedDevice] = field(default_factory=dict)
    office: str | None = None
    office_number: int = 0
    offices: frozenset[str] = frozenset()
    office_ends: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    last_good: Mapping[str, LastGood] = field(default_factory=dict)
    recovery: str | None = None
    recovery_number: int = 0
    lost: frozenset[str] = frozenset()
    bound: Mapping[str, str] = field(default_factory=dict)

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

    def terms(self, owners: Mapping[str, str | None]) -> dict[str, int]:
        """Per chain of a former office (chain → device in `owners`) the first seq past its term.

        A chain of which nothing was handed over is past it from its first change on. Of an office
        that was lost nobody can say, so all that it wrote counts.
        """
        ends = {device: at for device, at in self.office_ends.items() if device != self.office}
        return {
            chain: ends[device].get(chain, 0) + 1
            for chain, device in owners.items()
            if device is not None and device in ends
        }

    def cut_offs(self, owners: Mapping[str, str | None]) -> dict[str, int]:
        """Per chain (chain → device in `owners`) the first seq that is not good.

        A chain of an ended device that no statement names is not good from its first change on:
        the commune had not seen it.
        """
        found = {chain: last.seq + 1 for chain, last in self.last_good.items()}
        for chain, owner in owners.items():
            device = self.devices.get(owner or "")
            if device is not None and device.is_revoked:
                found.setdefault(chain, 1)
        return found


def trust_view(lines: Iterable[bytes], commune: str, root: bytes) -> TrustView:
    """The fold of a set of statement lines: any order, repeats allowed.

    Raises STATEMENT_INVALID or KEY_INVALID.
    """
    return _view_of(frozenset(lines), commune, root)


# Every reading of the store asks, and statements change a few times in a year.
@lru_cache(maxsize=4)
def _view_of(lines: frozenset[bytes], commune: str, root: bytes) -> TrustView:
    signed = {item.id: item for item in (verify_statement(line, commune, root) for line in lines)}
    contents = [signed[statement_id].content for statement_id in sorted(signed)]
    endings = [ending_in(content) for kind in ENDINGS for content in _of(contents, kind)]
    ended = frozenset(ending.device for ending in endings)
    named = [office_in(content) for content in _of(contents, StatementKind.OFFICE)]
    newest = max(named, key=lambda office: (office.number, office.device), default=None)
    recoveries = [recovery_in(content) for content in _of(contents, StatementKind.RECOVERY)]
    number, recipient = max(recoveries, default=(0, None))
    return TrustView(
        commune=commune,
        root=root,
        devices=_devices(contents, ended),
        office=newest.device if newest else None,
        office_number=newest.number if newest else 0,
        offices=frozenset(office.device for office in named),
        office_ends=_office_ends(named),
        last_good=_last_good(endings),
        recovery=recipient,
        recovery_number=number,
        lost=frozenset(ending_in(item).device for item in _of(contents, StatementKind.REVOKE)),
        bound=_bound(contents),
    )


def enrolment_line(lines: Iterable[bytes], commune: str, root: bytes, device: str) -> bytes | None:
    """Of some statement lines the one that enrols a device and holds; None without one."""
    signed = ((verify_statement(line, commune, root), line) for line in lines)
    found = {
        item.id: line
        for item, line in signed
        if item.content["statement"] == StatementKind.ENROL.value
        and enrolment_in(item.content).device == device
    }
    return found[min(found)] if found else None


def _of(contents: Iterable[Mapping[str, Json]], kind: StatementKind) -> list[Mapping[str, Json]]:
    return [content for content in contents if content["statement"] == kind.value]


def _devices(
    contents: Iterable[Mapping[str, Json]], ended: frozenset[str]
) -> dict[str, TrustedDevice]:
    found: dict[str, TrustedDevice] = {}
    for content in _of(contents, StatementKind.ENROL):
        enrolment = enrolment_in(content)
        # A device belongs to one unit for life: of two enrolments of a key the first by id
        # holds everywhere.
        found.setdefault(
            enrolment.device, _trusted(enrolment, is_revoked=enrolment.device in ended)
        )
    return found


def _bound(contents: Iterable[Mapping[str, Json]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for content in _of(contents, StatementKind.ENROL):
        enrolment = enrolment_in(content)
        if enrolment.chain:
            found.setdefault(enrolment.chain, enrolment.device)
    return found


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


def _office_ends(named: Iterable[OfficeNamed]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for office in named:
        if office.former is None or office.until is None:
            continue
        ends = found.setdefault(office.former, {})
        # A device may have been the office more than once: what it wrote in its last term counts.
        for chain, seq in office.until.items():
            ends[chain] = max(seq, ends.get(chain, 0))
    return found


def _last_good(endings: Iterable[Ending]) -> dict[str, LastGood]:
    found: dict[str, LastGood] = {}
    for ending in endings:
        for chain, last in ending.chains.items():
            found[chain] = min(last, found.get(chain, last))
    return found
