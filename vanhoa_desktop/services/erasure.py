"""Erasing one person's data: on this device at once, on every other with its next bundle.

Office-practice.md G33: a change of its own kind travels; each device drops the values and salts of
that person's changes, keeps the commitments, and the chains still check. The recognition register
keeps what the law needs (name and title in decisions that were issued).
"""

from collections.abc import Collection
from dataclasses import dataclass

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.db.unit_of_work import UnitOfWork
from vanhoa_desktop.domain.people import Person, home_of
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.journal.change import Op
from vanhoa_desktop.journal.drafting import Wish
from vanhoa_desktop.services.lookup import find_person
from vanhoa_desktop.services.session import Session
from vanhoa_desktop.texts.plain import plain_text

ACCESS_ACTION = "erase-person"


@dataclass(frozen=True, slots=True)
class ErasureReport:
    """What was erased: the person's id, how many records, and titles that the register keeps."""

    person: str
    records: int
    titles_kept: int


class ErasureService:
    """Erases people, at the office only."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def erase(self, person_text: str, reason: str) -> ErasureReport:
        """Erase a person's data: the person, registrations, assessments of all years, evidence.

        Also digital skills, titles from elsewhere and places in verification samples.

        It cannot be undone. Raises ROLE_NOT_ALLOWED, NOT_FOUND, AMBIGUOUS, VALUE_INVALID without a
        reason.
        """
        self._session.require_office()
        why = plain_text(reason)
        if not why:
            raise VanHoaError(ErrorCode.VALUE_INVALID, field="reason", value=reason)
        with self._session.database.reading() as reading:
            person = find_person(reading, person_text)
            records = [("person", person.id), *_records_about(reading, person.id)]
            titles = reading.recognitions.of_person(person.id)
        with self._session.work() as work:
            work.prefetch(record for _, record in records)
            for kind, record in records:
                work.record(Wish(kind, record, Op.ERASE))
            _forget_head(work, person)
            # The reason is the office's own; whom it concerned is told by the id alone.
            detail = f"{person.id}: {why}"
            work.local.log_access(
                self._session.now(), self._session.identity.officer, ACCESS_ACTION, detail
            )
            work.commit()
        return ErasureReport(person.id, len(records), len(titles))


def erase_late(work: UnitOfWork, erased: Collection[str]) -> None:
    """Erase what arrived about people who were erased before (`erased`: their ids).

    A unit that has not heard of it may have begun records of theirs that nobody knew.
    """
    for record in sorted(work.touched) if erased else ():
        state = work.state(record)
        if state is None or state.erased or state.kind == "recognition":
            continue
        if state.values.get("person") in erased:
            work.record(Wish(state.kind, record, Op.ERASE))


def _forget_head(work: UnitOfWork, person: Person) -> None:
    """A household whose head was erased has no named head from now on."""
    named = () if person.household is None else (person.household,)
    home = home_of(person, work.view.people.households_by_id(named))
    if home is not None and home.head_name == person.full_name:
        work.put("household", home.id, {"head_name": None})


def _records_about(reading: Reading, person: str) -> list[tuple[str, str]]:
    """(kind, record) of what names the person, the recognition register excepted."""
    return [
        *(("registration", record) for record in reading.assessments.registrations_of(person)),
        *(("assessment", record) for record in reading.assessments.sheets_of(person)),
        *reading.reporting.records_of(person),
        *(("evidence", record) for record in _evidence_about(reading, person)),
    ]


def _evidence_about(reading: Reading, person: str) -> list[str]:
    """Also what was removed or undone: its changes still say what they said."""
    held = reading.journal.of_records(reading.states.of_kinds(frozenset({"evidence"})))
    bodies = {
        record: [item.change.body for item in changes if item.change.body is not None]
        for record, changes in held.items()
    }
    return sorted(
        record
        for record, said in bodies.items()
        if any(body.values.get("person") == person for body in said)
    )
