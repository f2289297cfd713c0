"""Whether both sides of an exchange make the same of a unit's records.

Every file says what they amount to at its sender. Where both hold the same changes of them, the
receiver must find the same; if not, both send everything once more, and `check` says so.
"""

from collections.abc import Iterable

from vanhoa_desktop.bundles.manifest import Direction, Manifest, StateSeen
from vanhoa_desktop.bundles.stages import Admissible
from vanhoa_desktop.db.local_store import LocalStore
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.services.office.identity_settings import DEVICE
from vanhoa_desktop.services.office.state_hash import state_of
from vanhoa_desktop.services.office.unit_news import UnitNews
from vanhoa_desktop.services.office.version import APP_VERSION
from vanhoa_desktop.texts.words.names import place_key
from vanhoa_desktop.trust.signed import object_id

_DIFFERS = "differs."
# `_SENT`: everything was sent since, and the next file of that device will tell. `_STILL`: it told
# that it differs all the same; that is said until they agree.
_YES, _NO, _SENT, _STILL = "yes", "no", "sent", "still"
_DIFFERING = frozenset({_YES, _STILL})


def differs_from(reading: Reading, devices: Iterable[str]) -> bool:
    """Whether one of these devices held something else when both could have held the same."""
    settings = reading.local.settings()
    return any(settings.get(_DIFFERS + device) in _DIFFERING for device in devices)


def note_everything_sent(reading: Reading, local: LocalStore, devices: Iterable[str]) -> None:
    """Remember that devices that differed were sent everything: their next file tells."""
    settings = reading.local.settings()
    names = (_DIFFERS + device for device in devices)
    local.set_settings({name: _SENT for name in names if settings.get(name) == _YES})


def differing(reading: Reading) -> list[str]:
    """The devices that held something else when both could have held the same, by id.

    Of those that still speak to this one: what an ended device or a former office said last would
    stand for ever.
    """
    settings, trust = reading.local.settings(), reading.trust
    said = sorted(
        name.removeprefix(_DIFFERS)
        for name, answer in settings.items()
        if name.startswith(_DIFFERS) and answer in _DIFFERING
    )
    if trust is None or settings.get(DEVICE) != trust.office:
        return [device for device in said if trust is not None and device == trust.office]
    ended = {device.id for device in trust.devices.values() if device.is_revoked}
    return [device for device in said if device not in ended]


def differing_units(reading: Reading) -> list[str]:
    """The names of the units whose devices held something else."""
    known = {} if reading.trust is None else reading.trust.devices
    units = {known[device].unit for device in differing(reading) if device in known}
    named = (reading.units.unit(unit) for unit in units)
    return sorted((unit.name for unit in named if unit is not None), key=place_key)


def note_agreement(reading: Reading, local: LocalStore, opened: Admissible) -> None:
    """Compare what was just merged with what its sender said of itself, if that can be done."""
    manifest = opened.manifest
    if manifest.state is None or not _is_comparable(reading, opened):
        return
    is_of_unit = manifest.direction is Direction.DOWN
    unit = manifest.addressee if is_of_unit else manifest.sender_unit
    state = state_of(reading, None if unit == manifest.commune else unit)
    ours = StateSeen(state.sha256, state.changes, state.ids_sha256)
    name = _DIFFERS + manifest.sender_device
    was_sent_all = reading.local.settings().get(name) in {_SENT, _STILL}
    said = _STILL if was_sent_all else _YES
    local.set_settings({name: _NO if ours == manifest.state else said})


def _is_comparable(reading: Reading, opened: Admissible) -> bool:
    """Whether both sides, of one version, hold the same statements and the same changes."""
    manifest = opened.manifest
    if manifest.app_version != APP_VERSION:
        return False
    theirs = {object_id(line) for line in opened.statements}
    if theirs != {object_id(line) for line in reading.local.statements()}:
        return False
    if manifest.direction is Direction.DOWN:
        return _is_all_held_there(reading, opened.id, manifest)
    return _is_all_told(reading, manifest)


def _is_all_held_there(reading: Reading, bundle: str, manifest: Manifest) -> bool:
    """Whether the office, when it wrote its newest file, held all that was written here."""
    if reading.ledger.last_down_merged().bundle != bundle or reading.trust is None:
        return False
    unit = manifest.addressee
    devices = [device.id for device in reading.trust.devices.values() if device.unit == unit]
    return _knows_all_of(reading, manifest, devices)


def _knows_all_of(reading: Reading, manifest: Manifest, devices: Iterable[str]) -> bool:
    """Whether the sender held, when it wrote the file, all that these devices wrote as held here.

    A file may be carried after a later one of its sender: then it tells of former days.
    """
    heads = ((c, reading.journal.head(c).seq) for c in reading.chains.of_devices(devices))
    known = {chain: place.seq for chain, place in manifest.known.items()}
    return all(known.get(chain, 0) >= seq for chain, seq in heads)


def _is_all_told(reading: Reading, manifest: Manifest) -> bool:
    """Whether the unit has merged the newest file to it, and only its sender wrote since."""
    sent = reading.ledger.down_bundles(manifest.sender_unit)
    told = manifest.down_merged
    if not sent or (sent[-1].number, sent[-1].bundle) != (told.number, told.id):
        return False
    if not _knows_all_of(reading, manifest, [manifest.sender_device]):
        return False
    owners = reading.journal.devices()
    news = UnitNews(reading, manifest.commune).for_unit(manifest.sender_unit, sent[-1].position)
    return all(owners.get(change.header.chain) == manifest.sender_device for change in news)
