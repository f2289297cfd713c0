"""Figures that do not agree: both values, both authors, both times, in the words of the form."""

from dataclasses import dataclass

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.journal.change import Change
from vanhoa_desktop.journal.fold import Conflict, fold
from vanhoa_desktop.services.session import Session
from vanhoa_desktop.texts.terms import field_term


@dataclass(frozen=True, slots=True)
class RivalValue:
    """One of the values that stand against each other, by whom and when."""

    change: str
    value: Json
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class ListedConflict:
    """A conflict as people read it: whose record, which field, and the rival values."""

    id: str
    record: str
    kind: str
    field: str
    field_label: str
    subject: str
    values: tuple[RivalValue, ...]


class ConflictService:
    """Lists open conflicts."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def conflicts(self) -> list[ListedConflict]:
        """All open conflicts of this installation."""
        with self._session.database.reading() as reading:
            records = [item.record for item in reading.states.to_review()]
            held = reading.journal.of_records(records)
            found: list[ListedConflict] = []
            for record in records:
                changes = {item.change.id: item.change for item in held.get(record, [])}
                state = fold(changes.values(), reading.authority)
                subject = _subject(reading, record, state.values.get("person"))
                found.extend(
                    _listed(conflict, changes, state.kind, record, subject)
                    for conflict in state.conflicts
                )
        return found


def _subject(reading: Reading, record: str, person: Json) -> str:
    found = reading.people.person(person if isinstance(person, str) else record)
    return found.full_name if found else ""


def _listed(
    conflict: Conflict, changes: dict[bytes, Change], kind: str, record: str, subject: str
) -> ListedConflict:
    values = []
    for rival in conflict.rivals:
        body = changes[rival.change].body
        by, at = ("", "") if body is None else (body.actor, body.at)
        values.append(RivalValue(rival.change.hex(), rival.value, by, at))
    return ListedConflict(
        conflict.id,
        record,
        kind,
        conflict.field,
        field_term(conflict.field),
        subject,
        tuple(values),
    )
