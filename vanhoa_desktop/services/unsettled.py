"""Records with something that a person must settle, each told once, by name."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from vanhoa_desktop.domain.enums import LearningModel
from vanhoa_desktop.services.conflicts import ConflictService, OpenItem, OpenPlace
from vanhoa_desktop.services.disputes import LEFT_THE_UNIT
from vanhoa_desktop.services.gone_people import gone_people, names_last_written
from vanhoa_desktop.services.session import Session
from vanhoa_desktop.texts.names import sort_key


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


def arisen(session: Session, before: OpenPlace) -> tuple[UnsettledRecord, ...]:
    """The records with items that were not open at a place."""
    return unsettled_records(ConflictService(session).arisen_since(before))


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
