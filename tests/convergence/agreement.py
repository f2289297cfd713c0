"""What an installation sees, in a form in which two of them can be compared."""

from tests.builders.offices import YEAR
from vanhoa_desktop.domain.enums import AssessmentStatus
from vanhoa_desktop.services.office.integrity import UNIT_KINDS
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.review.conflicts import ConflictService
from vanhoa_desktop.services.setup.cycles import CycleService


def disputed(session: Session) -> set[str]:
    """Ids of the records with something that waits for a person."""
    return {item.record for item in ConflictService(session).listed().shown}


def statuses(session: Session) -> dict[str, AssessmentStatus]:
    """Where each citizen's sheet stands."""
    with session.database.reading() as reading:
        return {sheet.id: sheet.status for sheet in reading.assessments.assessments(YEAR)}


def differing(session: Session, commune: Session, unit: str | None) -> list[str]:
    """Kind, id and changes of the records that two stores see differently, at each."""
    found: list[dict[str, tuple[bytes, int]]] = []
    for each in (session, commune):
        with each.database.reading() as reading:
            digests = reading.states.digests(unit=unit, kinds=UNIT_KINDS if unit else None)
            held = reading.journal.of_records([item.record for item in digests])
            found.append({d.record: (d.digest, len(held[d.record])) for d in digests})
            kinds = {record: held[record][0].change.header.kind for record in held}
    ours, theirs = found
    return [
        f"{kinds.get(record)} {record}: {ours.get(record)} here, {theirs.get(record)} there"
        for record in sorted(ours.keys() | theirs.keys())
        if ours.get(record) != theirs.get(record)
    ]


def listed(session: Session, unit: str | None) -> set[str]:
    """Ids of what waits for a person, in the records of a unit (None: of all)."""
    waiting = ConflictService(session).listed().shown
    return {item.id for item in waiting if unit is None or item.unit == unit}


def years(session: Session) -> set[int]:
    """The years that a desk lists: told to all, and compared by no file."""
    return {cycle.year for cycle in CycleService(session).cycles()}
