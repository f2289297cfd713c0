"""Who is sent what: what the office tells a unit, by section 8 of the page, with everything new."""

from collections.abc import Iterable

from tests.bundles.stranger.fold import Record, is_scoping, past_of
from tests.bundles.stranger.held import Held
from tests.bundles.stranger.lines import Change
from tests.bundles.stranger.page import kinds

MOST_MOVES = 500


def told_to(unit: str, held: Held) -> set[str]:
    """Ids of all changes that the office may tell a unit; of records that were not erased."""
    found: set[str] = set()
    for changes in held.by_record.values():
        record = Record(changes, held)
        holders = kinds()[record.kind].holders
        if holders == "all" or (holders == "unit" and unit in concerned(record)):
            found.update(record.known)
        elif holders == "unit" and unit in record.units:
            found |= _told_of_lost(unit, record, held)
    return found


def concerned(record: Record) -> set[str]:
    """The units that a record concerns."""
    if record.control is None:
        return record.units
    named = record.vouched.values()
    return {record.control["unit"]} | {unit for unit in named if unit is not None}


def _moves(change: Change) -> bool:
    is_put = change.op == "put" and change.body is not None
    return not is_put or any(name == "control" or is_scoping(name) for name in change.values)


def _told_of_lost(unit: str, record: Record, held: Held) -> set[str]:
    moving = {change.id for change in record.order if _moves(change)}
    past = past_of(record.order)
    if len(moving) > MOST_MOVES:
        return _first_loss(unit, record, held)

    def is_its(known: Iterable[str]) -> bool:
        told = [record.known[i] for i in known if i in moving]
        return bool(told) and unit in concerned(Record(told, held))

    own = {i for i in record.known if is_its(past[i]) or is_its(past[i] | {i})}
    found = own.union(*(past[i] for i in own))
    if found and is_its(found):
        shown = {f.shown.id for n, f in record.fields.items() if n == "control" or is_scoping(n)}
        found |= shown.union(*(past[i] for i in shown))
    return set(record.known) if not found or is_its(found) else found


def _first_loss(unit: str, record: Record, held: Held) -> set[str]:
    for change in record.order:
        control = change.values.get("control")
        if control is not None and held.is_communes(change) and control["unit"] != unit:
            return {change.id} | past_of(record.order)[change.id]
    return set()
