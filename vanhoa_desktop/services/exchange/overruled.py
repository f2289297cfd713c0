"""What a unit took back although the commune had written more of it: told before and after merging.

The unit undid what it had brought in and knew nothing of the commune's word, which goes with the
record. Who brings the same people in again makes new records, and these say nothing of it.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping

from vanhoa_desktop.bundles.manifest import Direction
from vanhoa_desktop.bundles.stages import Admissible
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.journal.change import Change, Op
from vanhoa_desktop.journal.fold import RecordState, fold
from vanhoa_desktop.services.office.gone_people import last_written, names_last_written
from vanhoa_desktop.services.review.later_work import later_fields, what_text
from vanhoa_desktop.texts.words.names import sort_key


def overruled(reading: Reading, opened: Admissible) -> tuple[str, ...]:
    """«Lê Thị Hà: biến động»: of each record that goes with a file of a unit, what is lost.

    What the commune wrote into it, and who lives in a household that is there no more.
    """
    if opened.manifest.direction is not Direction.UP:
        return ()
    fresh: dict[str, list[Change]] = defaultdict(list)
    for change in opened.changes:
        fresh[change.header.record].append(change)
    voided = {r for r, said in fresh.items() if any(c.header.op is Op.VOID for c in said)}
    held = reading.journal.of_records(voided)
    gone: dict[str, tuple[RecordState, Collection[bytes]]] = {}
    for record, items in held.items():
        changes = [item.change for item in items]
        before = fold(changes, reading.authority)
        after = fold([*changes, *fresh[record]], reading.authority)
        if before.control is not None and not before.hidden_by_delete and after.control is None:
            gone[record] = before, _of_units(reading, changes)
    return tuple(_told(reading, gone))


def _of_units(reading: Reading, changes: Collection[Change]) -> frozenset[bytes]:
    """The changes that the commune did not write."""
    commune = reading.authority.commune_chains
    return frozenset(change.id for change in changes if change.header.chain not in commune)


def _told(reading: Reading, gone: Mapping[str, tuple[RecordState, Collection[bytes]]]) -> list[str]:
    lost = {
        record: [what_text(name) for name in later_fields(state, of_units, {})]
        for record, (state, of_units) in gone.items()
    }
    homes = [record for record, (state, _) in gone.items() if state.kind == "household"]
    for item in reading.resting.on(homes):
        if item.kind == "person" and item.record not in gone:
            (name,) = names_last_written(reading, [item.record]).values() or ("",)
            lost[item.subject].append(f"hộ của {name}")
    about = {record: str(state.values.get("person", record)) for record, (state, _) in gone.items()}
    names = names_last_written(reading, about.values())
    homes_named = {r: f"Hộ {code}" for r, code in last_written(reading, homes, "code").items()}
    labels = {r: names.get(whom) or homes_named.get(r, "") for r, whom in about.items()}
    lines = [f"{labels[r]}: {', '.join(dict.fromkeys(what))}" for r, what in lost.items() if what]
    return sorted(lines, key=sort_key)
