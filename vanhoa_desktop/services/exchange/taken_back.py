"""What the commune took back of a unit's own work: it had merged a file of the unit and undid that.

The unit hears of it with the next file from the commune. Its figures go down without anybody there
having done anything, so it is told of whom and of what.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from vanhoa_desktop.bundles.manifest import Direction
from vanhoa_desktop.bundles.stages import Admissible
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.journal.change import Change, ChangeId, Op
from vanhoa_desktop.journal.fold import fold
from vanhoa_desktop.services.office.gone_people import names_last_written
from vanhoa_desktop.texts.words.names import sort_key


@dataclass(frozen=True, slots=True)
class TakenBack:
    """How many records of each kind are concerned, and the names of the people of them."""

    kinds: Mapping[str, int] = field(default_factory=dict)
    people: tuple[str, ...] = ()


NOTHING_TAKEN_BACK = TakenBack()


def taken_back(reading: Reading, opened: Admissible, unit: str) -> TakenBack:
    """What a file from the commune, not merged yet, takes back of the work of `unit`."""
    if opened.manifest.direction is not Direction.DOWN:
        return NOTHING_TAKEN_BACK
    named = _set_aside(reading, opened)
    records = {record for record, _ in named}
    units = reading.authority.units
    kinds: Counter[str] = Counter()
    people: set[str] = set()
    for record, items in reading.journal.of_records(records).items():
        changes = {item.change.id: item.change for item in items}
        # What was replaced since, or taken back by the unit itself, says nothing already.
        fields = fold(changes.values(), reading.authority).fields.values()
        said = {head for field in fields for head in field.heads}
        own = [
            changes[change]
            for of_record, change in named
            if of_record == record
            and change in said
            and units.get(changes[change].header.chain) == unit
        ]
        if own:
            kinds[own[0].header.kind] += 1
            people.update(_people_of(record, list(changes.values())))
    names = names_last_written(reading, people).values()
    return TakenBack(dict(kinds), tuple(sorted(names, key=sort_key)))


def _set_aside(reading: Reading, opened: Admissible) -> set[tuple[str, ChangeId]]:
    """(record, change) of what new voids in the file name and nothing in it brings back."""
    commune = opened.view.commune_devices()
    voids = [
        change
        for change in opened.changes
        if change.header.op is Op.VOID and opened.owners.get(change.header.chain) in commune
    ]
    held = reading.journal.clocks(change.id for change in voids)
    again = {name for change in voids for name in change.header.names}
    return {
        (change.header.record, name)
        for change in voids
        if change.id not in held and change.id not in again
        for name in change.header.names
    }


def _people_of(record: str, changes: list[Change]) -> set[str]:
    """The person whom a record is, or is about."""
    if changes[0].header.kind == "person":
        return {record}
    said = (change.body.values.get("person") for change in changes if change.body is not None)
    return {person for person in said if isinstance(person, str)}
