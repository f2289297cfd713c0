"""A stranger in the place of an office: he holds what its store holds, told in lines alone."""

from pathlib import Path
from typing import Any

from tests.builders.offices import Office
from tests.bundles.stranger.fold import Record, state_of
from tests.bundles.stranger.held import Held
from tests.bundles.stranger.lines import read_lines
from tests.bundles.stranger.manifest import read_manifest
from tests.bundles.stranger.plain import RefusedError
from tests.bundles.stranger.reader import Opened, read_bundle, take_file
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.journal.wire import encode_lines
from vanhoa_desktop.services.exchange.exchange import ExchangeService
from vanhoa_desktop.services.exchange.held_view import StoreHeldState
from vanhoa_desktop.services.office import state_hash
from vanhoa_desktop.services.office.session import Session

_MOST_FILES = 50
_MOST_BYTES = 4 * 1024 * 1024
# What age says no more of than that it does not open is «tampered» to a stranger (page, section 1).
_AGE_ONLY = {"BUNDLE_TRUNCATED": "BUNDLE_TAMPERED"}
ACCEPTED = "accepted"


def is_strangers_word(code: str, file: bytes, held: Held) -> bool:
    """Whether the stranger, who holds `held`, says the same to a file: a code or «accepted»."""
    return word_of_stranger(file, held) == _AGE_ONLY.get(code, code)


def word_of_stranger(file: bytes, held: Held) -> str:
    """What the stranger says to a file: a code, or «accepted»."""
    try:
        read_bundle(file, held)
    except RefusedError as refused:
        return _AGE_ONLY.get(refused.code, refused.code)
    return ACCEPTED


def held_at(office: Office) -> Held:
    """What an office holds, in the stranger's hands."""
    with office.open(writing=False) as session:
        return held_in(session)


def held_in(session: Session) -> Held:
    """What an open store holds, in the stranger's hands."""
    with session.database.reading() as reading:
        store = StoreHeldState(session, reading)
        found = Held(store.commune, store.unit, store.root, list(store.identities))
        last = reading.journal.last_position()
        changes = [item.change for item in reading.journal.in_range(1, last)]
        merged = reading.ledger.last_down_merged()
        owners = {chain: device for chain, device in reading.journal.devices().items() if device}
        files_from_above = reading.ledger.manifests_from_above(_MOST_FILES)
    changes.sort(key=lambda change: (change.header.chain, change.header.seq, change.id))
    told = read_lines(encode_lines(changes), _MOST_BYTES)
    found.take(told, owners, store.statements)
    found.down_merged = (merged.number, merged.bundle)
    for manifest in files_from_above:
        found.hear(read_manifest(manifest).get("waymarks", ()))
    return found


def taken_by_both(office: Office, *files: Path) -> list[Opened]:
    """An office merges files, and a stranger in its place: they come to the same, or it fails."""
    with office.open() as session:
        held = held_in(session)
        opened = [take_file(file.read_bytes(), held) for file in files]
        report = ExchangeService(session).merge(list(files))
        assert report.refused == []
        assert difference(session, held) == []
    return opened


def difference(session: Session, held: Held) -> list[str]:
    """What an open store and a stranger make otherwise of what they hold."""
    with session.database.reading() as reading:
        digests = reading.states.all_digests()
        ids = sorted(change.hex() for change in reading.journal.ids())
        units = {device.unit for device in held.trust.devices.values()} - {held.commune}
        states = {unit: said_of(reading, unit) for unit in (None, *units)}
    folded = {record: Record(changes, held) for record, changes in held.by_record.items()}
    found = [
        f"{folded[record].kind} {record}"
        for record, digest in digests.items()
        if record not in folded or folded[record].digest() != digest
    ]
    found += [f"state of {unit}" for unit, said in states.items() if said != state_of(held, unit)]
    return found if ids == sorted(held.changes) else [*found, "changes"]


def said_of(reading: Reading, unit: str | None) -> dict[str, Any]:
    """What the program says of a unit's records, as a manifest would."""
    state = state_hash.state_of(reading, unit)
    return {"changes": state.changes, "ids": state.ids_sha256, "sha256": state.sha256}


def said_of_unit(session: Session, unit: str) -> dict[str, Any]:
    """The same, of an open store."""
    with session.database.reading() as reading:
        return said_of(reading, unit)


def says_its_state(opened: Opened, sender: Office) -> bool:
    """Whether a manifest states what a stranger makes of the sender's store, asked afterwards."""
    manifest = opened.manifest
    unit = manifest["addressee"] if manifest["down"] else manifest["sender"]["unit"]
    return bool(manifest["state"] == state_of(held_at(sender), unit))
