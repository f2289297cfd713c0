"""Whom the commune gave to another unit: told there by name, before and after the file is merged.

People leave the list, and sheets that were begun go from the unit's hands, without anybody there
having done anything.
"""

from collections import defaultdict
from dataclasses import dataclass

from vanhoa_desktop.bundles.manifest import Direction
from vanhoa_desktop.bundles.stages import Admissible
from vanhoa_desktop.db.authority import authority_of
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.journal.change import Change
from vanhoa_desktop.journal.fold import Authority, fold
from vanhoa_desktop.services.office.gone_people import names_last_written
from vanhoa_desktop.texts.words.names import sort_key

_OF_A_YEAR = frozenset({"registration", "assessment"})


@dataclass(frozen=True, slots=True)
class GivenAway:
    """Names, in Vietnamese order.

    `people` live elsewhere by the commune's word; `assessed` are assessed elsewhere, though they
    were registered or had a sheet here.
    """

    people: tuple[str, ...] = ()
    assessed: tuple[str, ...] = ()


NOBODY_GIVEN_AWAY = GivenAway()


def given_away(reading: Reading, opened: Admissible, unit: str) -> GivenAway:
    """What a file from the commune, not merged yet, gives to others of what `unit` has."""
    if opened.manifest.direction is not Direction.DOWN:
        return NOBODY_GIVEN_AWAY
    fresh: dict[str, list[Change]] = defaultdict(list)
    for change in opened.changes:
        if change.header.kind in _OF_A_YEAR | {"person"}:
            fresh[change.header.record].append(change)
    then = authority_after(reading, opened)
    people: set[str] = set()
    assessed: set[str] = set()
    for record, items in reading.journal.of_records(sorted(fresh)).items():
        known = [item.change for item in items]
        before = fold(known, reading.authority)
        after = fold([*known, *fresh[record]], then)
        was, now = before.control, after.control
        if was is None or now is None or was.deleted or was.unit != unit or now.unit == unit:
            continue
        if before.kind == "person":
            people.add(record)
        elif before.subject is not None:
            assessed.add(before.subject)
    names = names_last_written(reading, people | assessed)
    return GivenAway(
        *(
            tuple(sorted((names[i] for i in found if i in names), key=sort_key))
            for found in (people, assessed - people)
        )
    )


def authority_after(reading: Reading, opened: Admissible) -> Authority:
    """Trust as it will be with the statements and chains of a file that is not merged yet."""
    owners = {**reading.journal.devices(), **opened.owners}
    return authority_of(opened.view, owners, reading.authority.places)
