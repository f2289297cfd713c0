"""After a restore: who has not answered yet, and what no device holds any more."""

from collections.abc import Mapping
from dataclasses import dataclass

from vanhoa_desktop.bundles.manifest import decode_manifest
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.enums import RestoreSource
from vanhoa_desktop.services.office.identity_settings import DEVICE, RESTORED_CHAIN
from vanhoa_desktop.services.office.office_places import missed_chains
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.office.unit_names import unit_names, whose_devices
from vanhoa_desktop.services.safekeeping.rebuilding import awaited_units, restored_from
from vanhoa_desktop.texts.sentences.rebuilding import whose_text


@dataclass(frozen=True, slots=True)
class SilentDevice:
    """A device that was asked for everything it holds, and has not answered.

    `unit_name` is empty where nobody told it yet; `whose` names its officer then.
    """

    device: str
    unit_name: str
    whose: str


@dataclass(frozen=True, slots=True)
class LostChanges:
    """Changes of a chain that somebody once saw, and that nobody has sent: how many of `last`."""

    chain: str
    device: str
    unit_name: str
    whose: str
    missing: int
    last: int


@dataclass(frozen=True, slots=True)
class RecoveryStatus:
    """Where the rebuilding stands; `lost` is final once nobody is silent.

    `source` is what this office went back to, and `at` when a backup was made. What it wrote since
    and sent to nobody is in no list: no device ever heard of it.
    """

    is_restored: bool
    source: RestoreSource
    at: str
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
            settings = reading.local.settings()
            source, at = restored_from(settings)
            is_restored = RESTORED_CHAIN in settings
            return RecoveryStatus(is_restored, source, at, _silent(reading), _lost(reading))


def _silent(reading: Reading) -> tuple[SilentDevice, ...]:
    names = unit_names(reading)
    return tuple(
        SilentDevice(device.id, unit.name, whose_devices(names, [device]))
        for unit in awaited_units(reading)
        for device in unit.devices
    )


def _lost(reading: Reading) -> tuple[LostChanges, ...]:
    names, trust = unit_names(reading), reading.trust
    devices = {} if trust is None else trust.devices
    last_seen, owners = _last_seen(reading)
    found = []
    for chain, last in sorted(last_seen.items()):
        missing = reading.chains.missing(chain, last)
        if missing:
            owner = devices.get(owners.get(chain, ""))
            name = "" if owner is None else names.get(owner.unit, "")
            whose = whose_text("", ()) if owner is None else whose_devices(names, [owner])
            device = "" if owner is None else owner.id
            found.append(LostChanges(chain, device, name, whose, missing, last))
    return tuple(found)


def _last_seen(reading: Reading) -> tuple[Mapping[str, int], Mapping[str, str]]:
    """The highest place of each chain that is held here or that a merged file ever named.

    And whose device writes the chain, as far as anybody told.
    """
    seen = {chain: head.seq for chain, head in reading.journal.heads().items()}
    owners = {} if reading.trust is None else dict(reading.trust.bound)
    settings = reading.local.settings()
    owners |= dict.fromkeys(missed_chains(settings), settings[DEVICE])
    for merged in reading.ledger.all_merged():
        manifest = decode_manifest(merged.manifest)
        named = {chain: place.seq for chain, place in manifest.known.items()}
        named.update({chain: run.last for chain, run in manifest.chains.items()})
        owners |= {chain: run.device for chain, run in manifest.chains.items()}
        for chain, seq in named.items():
            seen[chain] = max(seq, seen.get(chain, 0))
    held = {chain: device for chain, device in reading.journal.devices().items() if device}
    return seen, owners | held
