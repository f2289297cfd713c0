"""What is signed with the keys of an ended device, at places where its end proved something else.

The end of a device names, of each chain, the last good change by its id; each change names the one
before it, so that whoever holds the chain knows every place of it. Something else at such a place
was written in a copy of the folder, or by somebody who has the keys since. Both look alike: it is
taken in for records that concern whoever sends it, and for new ones; of all others, and of what a
stopped device sends itself, the office takes it back at once and says so. Nobody is erased by it
(docs/decisions/0035).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from vanhoa_desktop.bundles.stages import Admissible
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.db.unit_of_work import UnitOfWork
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.journal.change import Change, ChangeId, Op
from vanhoa_desktop.journal.drafting import Wish
from vanhoa_desktop.journal.fold import fold


def disproved_by(reading: Reading, opened: Admissible) -> list[Change]:
    """Those changes of a file, not held yet, that lie where another one is proven.

    Raises BUNDLE_TAMPERED where one of them would erase a record that is none of the sender's.
    """
    found = [
        change
        for chain, changes in _at_held_places(reading, opened).items()
        for change in _off_line(reading, opened, chain, changes)
        if not _is_senders(reading, opened, change.header.record)
    ]
    for change in found:
        if change.header.op is Op.ERASE:
            place = f"{change.header.chain}:{change.header.seq}"
            raise VanHoaError(ErrorCode.BUNDLE_TAMPERED, part=f"chain {place}")
    return found


def take_back(work: UnitOfWork, changes: Iterable[Change]) -> None:
    """Void these changes, which the same unit of work merged, record by record."""
    by_record: dict[tuple[str, str], list[ChangeId]] = defaultdict(list)
    for change in changes:
        by_record[change.header.kind, change.header.record].append(change.id)
    for (kind, record), ids in sorted(by_record.items()):
        work.record(Wish(kind, record, Op.VOID, names=tuple(sorted(ids))))


def _at_held_places(reading: Reading, opened: Admissible) -> Mapping[str, list[Change]]:
    """By ended chain, what is new and lies no further than the end, where another one is held.

    An answer brings thousands of changes that are held: only of the others each place is asked.
    """
    last = opened.view.last_good
    within = [
        change
        for change in opened.changes
        if change.header.chain in last and change.header.seq <= last[change.header.chain].seq
    ]
    held = reading.journal.clocks(change.id for change in within).keys()
    found: dict[str, list[Change]] = defaultdict(list)
    for change in within:
        chain, seq = change.header.chain, change.header.seq
        if change.id not in held and reading.chains.ids_at(chain, seq):
            found[chain].append(change)
    return found


def _off_line(
    reading: Reading, opened: Admissible, chain: str, changes: Sequence[Change]
) -> list[Change]:
    """Those that are not on the line that leads to the last good change, where that is known."""
    previous = {c.id: c.header.prev for c in opened.changes if c.header.chain == chain}
    previous |= {
        held.change.id: held.change.header.prev for held in reading.journal.of_chain(chain, 0)
    }
    last = opened.view.last_good[chain]
    at, seq = bytes.fromhex(last.id), last.seq
    proven: dict[int, ChangeId] = {}
    while at in previous:
        proven[seq] = at
        at, seq = previous[at], seq - 1
    return [c for c in changes if proven.get(c.header.seq, c.id) != c.id]


def _is_senders(reading: Reading, opened: Admissible, record: str) -> bool:
    """Whether a record is new here, or was ever the sender's who was not ended."""
    if opened.view.devices[opened.manifest.sender_device].is_revoked:
        return False
    held = reading.journal.of_records([record]).get(record, [])
    state = fold((item.change for item in held), reading.authority) if held else None
    return state is None or not state.fields or opened.manifest.sender_unit in state.units
