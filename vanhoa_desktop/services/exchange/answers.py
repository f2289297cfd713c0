"""The answers that a restored office asks for: whole ones, and what witnesses in them vouch for."""

from collections.abc import Iterable

from vanhoa_desktop.bundles.manifest import decode_manifest
from vanhoa_desktop.bundles.stages import Admissible
from vanhoa_desktop.bundles.witness import Witness, ids_in
from vanhoa_desktop.db.journal_reader import JournalReader
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.journal.change import Change, ChangeId
from vanhoa_desktop.services.office.awaited import check_heard, silent_devices


def asks_for_answers(reading: Reading, devices: Iterable[str]) -> bool:
    """Whether this office was restored and one of these devices has not answered since."""
    return bool(silent_devices(reading, devices))


def check_answered(reading: Reading, own_device: str) -> None:
    """Raise ANSWERS_AWAITED while a restored office waits for answers.

    Its former chains end where it holds them once its keys end or the office goes to another; what
    they went on to and only others hold would count no more, and be refused for ever.
    """
    devices = {} if reading.trust is None else reading.trust.devices
    check_heard(reading, [d for d in devices.values() if not d.is_revoked and d.id != own_device])


def is_whole_answer(journal: JournalReader, opened: Admissible) -> bool:
    """Whether all of a unit's answer came with this file, its last, or was held before."""
    if not opened.is_answer or opened.manifest.state is None:
        return False
    earlier = opened.vouched - {change.id for change in opened.changes}
    return journal.clocks(earlier).keys() >= earlier


def is_asked(reading: Reading, office: str | None) -> bool:
    """Whether the newest file of the present office asked this unit for an answer."""
    merged = reading.ledger.merged_of(office or "")
    return bool(merged) and decode_manifest(merged[-1].manifest).asks


def witnesses(reading: Reading) -> list[Witness]:
    """What offices vouched for: every down-bundle that was merged here."""
    return [
        Witness(merged.manifest, merged.signature, merged.ids)
        for merged in reading.ledger.all_merged()
        if merged.ids is not None
    ]


def returned_changes(
    reading: Reading, vouching: Iterable[Witness]
) -> tuple[list[Change], dict[str, str]]:
    """The changes that came from an office, and the device of each of their chains.

    Those of the own key among them: written at another place, by a copy of this folder.
    """
    devices: dict[str, str] = {}
    known: set[ChangeId] = set()
    for witness in vouching:
        known.update(ids_in(witness.ids))
        runs = decode_manifest(witness.manifest).chains
        devices |= {chain: run.device for chain, run in runs.items()}
    held = [item.change for chain in devices for item in reading.journal.of_chain(chain, 0)]
    returned = [change for change in held if change.id in known]
    chains = {change.header.chain for change in returned}
    return returned, {chain: device for chain, device in devices.items() if chain in chains}
