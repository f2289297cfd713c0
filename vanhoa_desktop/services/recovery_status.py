"""After a restore: who has not answered yet, and what no device holds any more."""

from collections.abc import Mapping
from dataclasses import dataclass

from vanhoa_desktop.bundles.manifest import decode_manifest
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.services.answers import silent_devices
from vanhoa_desktop.services.identity_settings import RESTORED_CHAIN
from vanhoa_desktop.services.session import Session
from vanhoa_desktop.texts.names import place_key


@dataclass(frozen=True, slots=True)
class SilentDevice:
    """A device that was asked for everything it holds, and has not answered."""

    device: str
    unit_name: str


@dataclass(frozen=True, slots=True)
class LostChanges:
    """Changes of a chain that somebody once saw, and that nobody has sent: how many of `last`."""

    chain: str
    device: str
    unit_name: str
    missing: int
    last: int


@dataclass(frozen=True, slots=True)
class RecoveryStatus:
    """Where the rebuilding stands; `lost` is final once nobody is silent."""

    is_restored: bool
    waiting: tuple[SilentDevice, ...]
    lost: tuple[LostChanges, ...]


class RecoveryStatusService:
    """Reads how far a restored office has come."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def status(self) -> RecoveryStatus:
        """Silent devices of units, and lost changes by chain; at the office alone."""
        self._session.require_office()
        with self._session.database.reading() as reading:
            is_restored = RESTORED_CHAIN in reading.local.settings()
            return RecoveryStatus(is_restored, _silent(reading), _lost(reading))


def _silent(reading: Reading) -> tuple[SilentDevice, ...]:
    trust = reading.trust
    devices = {} if trust is None else trust.devices
    offices = frozenset() if trust is None else trust.offices
    asked = [d for d in devices.values() if d.id not in offices and not d.is_revoked]
    silent = set(silent_devices(reading, (device.id for device in asked)))
    found = [SilentDevice(d.id, _unit_name(reading, d.unit)) for d in asked if d.id in silent]
    return tuple(sorted(found, key=lambda item: (place_key(item.unit_name), item.device)))


def _lost(reading: Reading) -> tuple[LostChanges, ...]:
    owners = reading.journal.devices()
    found = []
    for chain, last in sorted(_last_seen(reading).items()):
        missing = reading.chains.missing(chain, last)
        if missing:
            device = owners.get(chain) or ""
            found.append(
                LostChanges(chain, device, _name_of_device(reading, device), missing, last)
            )
    return tuple(found)


def _last_seen(reading: Reading) -> Mapping[str, int]:
    """The highest place of each chain that is held here, or that a merged file ever named."""
    seen = {chain: head.seq for chain, head in reading.journal.heads().items()}
    for merged in reading.ledger.all_merged():
        manifest = decode_manifest(merged.manifest)
        named = {chain: place.seq for chain, place in manifest.known.items()}
        named.update({chain: run.last for chain, run in manifest.chains.items()})
        for chain, seq in named.items():
            seen[chain] = max(seq, seen.get(chain, 0))
    return seen


def _name_of_device(reading: Reading, device: str) -> str:
    known = None if reading.trust is None else reading.trust.devices.get(device)
    return "" if known is None else _unit_name(reading, known.unit)


def _unit_name(reading: Reading, unit: str) -> str:
    found = reading.units.unit(unit)
    return "" if found is None else found.name
