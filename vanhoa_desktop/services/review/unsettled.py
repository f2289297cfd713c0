"""Records with something that a person must settle, each told once, by name."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.enums import LearningModel
from vanhoa_desktop.journal.fold import Authority, fold
from vanhoa_desktop.services.office.gone_people import gone_people, names_last_written
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.review.conflicts import (
    Authors,
    ConflictService,
    OpenItem,
    OpenRecord,
    items_of,
    open_records,
)
from vanhoa_desktop.services.sheets.disputes import LEFT_THE_UNIT
from vanhoa_desktop.texts.words.names import sort_key


@dataclass(frozen=True, slots=True)
class UnsettledRecord:
    """A record that waits for a person: whose, of which unit, and how much of it is open.

    `contradictions` counts fields with rival values, `late` those where only something waits that
    came too late, or from a laptop that no longer counts. `is_gone`: a person who is in no list any
    more though a sheet of theirs lies at the commune; nothing else is open then.
    """

    record: str
    kind: str
    subject: str
    unit_name: str
    contradictions: int
    late: int
    is_gone: bool = False


def vanished(session: Session) -> dict[str, UnsettledRecord]:
    """Who is in no list any more though a sheet lies at the commune, by id; at a unit nobody."""
    if not session.identity.is_commune:
        return {}
    with session.database.reading() as reading:
        unit_of = {
            sheet.person: sheet.unit
            for cycle in reading.units.cycles()
            for sheet in reading.assessments.assessments(
                cycle.year, statuses=LEFT_THE_UNIT, model=LearningModel.CITIZEN
            )
        }
        names = names_last_written(reading, gone_people(reading, unit_of))
        units = {unit.id: unit.name for unit in reading.units.units()}
    return {
        person: UnsettledRecord(
            person, "person", name, units.get(unit_of[person], ""), 0, 0, is_gone=True
        )
        for person, name in sorted(names.items(), key=lambda item: (sort_key(item[1]), item[0]))
    }


@dataclass(frozen=True, slots=True)
class OpenPlace:
    """A place of the journal, and by record how many fields waited for a person there."""

    position: int
    authority: Authority
    reviews: Mapping[str, int]


def open_place(session: Session) -> OpenPlace:
    """Where the journal stands and what waits there: later it tells what arose since."""
    with session.database.reading() as reading:
        reviews = ConflictService(session).reviews(reading)
        return OpenPlace(reading.journal.last_position(), reading.authority, reviews)


def records_in_question(session: Session) -> frozenset[str]:
    """The records of which something waits for a person."""
    with session.database.reading() as reading:
        return frozenset(ConflictService(session).reviews(reading))


def arisen(session: Session, before: OpenPlace) -> tuple[UnsettledRecord, ...]:
    """The records with something that waits for a person and did not at a place.

    Looked at are records alone to which something came, or of which another number of fields waits;
    all of them where devices ended, or left the office.
    """
    found: list[OpenItem] = []
    with session.database.reading() as reading:
        now = ConflictService(session).reviews(reading)
        touched = {record for record, count in now.items() if before.reviews.get(record) != count}
        touched.update(reading.journal.records_since(before.position))
        if not _is_judged_alike(reading, before):
            touched.update(now)
        # Where people belong is asked of the store, and the reading of then has ended.
        then = replace(before.authority, places=reading.authority.places)
        units = Authors(reading).units
        for held in open_records(reading, sorted(touched & now.keys())):
            known = _open_then(held, before, then)
            found.extend(item for item in items_of(held, units) if item.id not in known)
    return unsettled_records(found)


def _open_then(held: OpenRecord, before: OpenPlace, authority: Authority) -> frozenset[str]:
    """The ids of what of a record waited at a place."""
    if held.state.record not in before.reviews:
        return frozenset()
    then = [c for key, c in held.changes.items() if held.places[key] <= before.position]
    return frozenset(item.id for item in fold(then, authority).review) if then else frozenset()


def _is_judged_alike(reading: Reading, before: OpenPlace) -> bool:
    """Whether records to which nothing came are judged as they were at a place.

    A chain that began since is named by nothing older.
    """
    now, then = reading.authority, before.authority
    if (now.cut_offs, now.terms) != (then.cut_offs, then.terms):
        return False
    if any(now.units.get(chain) != unit for chain, unit in then.units.items()):
        return False
    if then.commune_chains - now.commune_chains:
        return False
    new = (now.units.keys() - then.units.keys()) | (now.commune_chains - then.commune_chains)
    begun = (reading.journal.of_chain(chain, 0)[:1] for chain in new)
    return all(first.position > before.position for items in begun for first in items)


def unsettled_records(items: Iterable[OpenItem]) -> tuple[UnsettledRecord, ...]:
    """These items by record: by unit, then by name, in Vietnamese order."""
    by_record: dict[str, list[OpenItem]] = defaultdict(list)
    for item in items:
        by_record[item.record].append(item)
    found = [_record(of_record) for of_record in by_record.values()]
    return tuple(
        sorted(found, key=lambda r: (sort_key(r.unit_name), sort_key(r.subject), r.record))
    )


def _record(items: list[OpenItem]) -> UnsettledRecord:
    first = items[0]
    rivals = sum(item.is_contradiction for item in items)
    return UnsettledRecord(
        first.record, first.kind, first.subject, first.unit_name, rivals, len(items) - rivals
    )
