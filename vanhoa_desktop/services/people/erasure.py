"""Erasing one person's data: on this device at once, on every other with its next bundle.

Office-practice.md G33: a change of its own kind travels; each device drops the values and salts of
that person's changes, keeps the commitments, and the chains still check. The recognition register
keeps what the law needs (name and title in decisions that were issued).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from vanhoa_desktop.bundles.stages import Admissible
from vanhoa_desktop.canonical import Json
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.db.unit_of_work import UnitOfWork
from vanhoa_desktop.domain.people import Household, Person
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.journal.change import Op
from vanhoa_desktop.journal.drafting import Wish
from vanhoa_desktop.services.office.lookup import find_person
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.office.unit_names import unit_names
from vanhoa_desktop.texts.words.names import place_key
from vanhoa_desktop.texts.words.natural_order import natural_key
from vanhoa_desktop.texts.words.plain import plain_text

ACCESS_ACTION = "erase-person"


@dataclass(frozen=True, slots=True)
class LinkedRecord:
    """Another record of the same person, which stays: its id and the name of its home unit."""

    person: str
    unit_name: str


@dataclass(frozen=True, slots=True)
class ErasureReport:
    """What was erased: the person's id, how many records, and titles that the register keeps.

    `linked`: the other records of this very person, as the commune linked them; they stay.
    `households`: the codes of those that the person was named the head of: no list shows the name
    any more, but what was written of the household still says it.
    """

    person: str
    records: int
    titles_kept: int
    linked: tuple[LinkedRecord, ...] = ()
    households: tuple[str, ...] = ()


class ErasureService:
    """Erases people, at the office only."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def erase(self, person_text: str, reason: str) -> ErasureReport:
        """Erase a person's data: the person, registrations, assessments of all years, evidence.

        Also digital skills, titles from elsewhere and places in verification samples. Other records
        of the same person stay, and are told: each may be somebody else's after all.

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
            linked = _linked_records(reading, person.id, self._session.this_year())
            headed = _headed(reading, person)
        with self._session.work() as work:
            work.prefetch(record for _, record in records)
            for kind, record in records:
                work.record(Wish(kind, record, Op.ERASE))
            _forget_head(work, headed)
            # The reason is the office's own; whom it concerned is told by the id alone.
            detail = f"{person.id}: {why}"
            work.local.log_access(
                self._session.now(), self._session.identity.officer, ACCESS_ACTION, detail
            )
            work.commit()
        codes = tuple(sorted((home.code for home in headed.homes), key=natural_key))
        return ErasureReport(person.id, len(records), len(titles), linked, codes)


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


def erase_again(work: UnitOfWork, opened: Admissible) -> frozenset[str]:
    """Repeat erasings that a unit heard of an office and that do not stand; the people's ids.

    An older copy of the office's folder was put back, and before it knew its keys were renewed, it
    was handed over, or it wrote on: its word is past its end, or forks. The unit has dropped what
    was said, and the signature of the office that wrote it vouches that it was told to: what a
    later one only handed on was erased by nobody. A unit speaks for the records alone that were its
    own ever, or of which nothing is left to lose. Whoever has the keys of a computer that was lost
    erases nobody: what the unit has dropped it gets again.
    """
    unit = opened.manifest.sender_unit
    if unit == opened.manifest.commune:
        return frozenset()
    people = set()
    for change in opened.changes:
        header = change.header
        is_lost = opened.owners[header.chain] in opened.view.lost
        if header.op is not Op.ERASE or is_lost or change.id not in opened.told_by_author:
            continue
        state = work.state(header.record)
        if state is None or state.erased or (state.fields and unit not in state.units):
            continue
        work.record(Wish(header.kind, header.record, Op.ERASE))
        if header.kind == "person":
            people.add(header.record)
    for person in people:
        _erase_about(work, person)
    return frozenset(people)


def keep_erased(work: UnitOfWork, erased: Collection[str]) -> None:
    """Erase again what was erased here: the office that said so was none any more when it did."""
    for record in sorted(erased):
        state = work.state(record)
        if state is not None and not state.erased:
            work.record(Wish(state.kind, record, Op.ERASE))


def _erase_about(work: UnitOfWork, person_id: str) -> None:
    """What names somebody who is erased again, and came into being since."""
    for kind, record in _records_about(work.view, person_id):
        state = work.state(record)
        if state is not None and not state.erased:
            work.record(Wish(kind, record, Op.ERASE))
    person = work.view.people.person(person_id)
    if person is not None:
        _forget_head(work, _headed(work.view, person))


def _linked_records(reading: Reading, person: str, year: int) -> tuple[LinkedRecord, ...]:
    """The other records of somebody that are still there, by the names of their units."""
    members = reading.people.links.classes(year).members(person)
    others = [
        held
        for record in members
        if record != person and (held := reading.people.person(record)) is not None
    ]
    names = unit_names(reading)
    found = [LinkedRecord(other.id, names.get(other.home_unit, "")) for other in others]
    return tuple(sorted(found, key=lambda item: (place_key(item.unit_name), item.person)))


class _Headed(NamedTuple):
    """The households that somebody ever lived in and was named the head of, and under what names.

    Others of that name head other households, which stay as they are.
    """

    names: frozenset[str]
    homes: tuple[Household, ...]


def _headed(reading: Reading, person: Person) -> _Headed:
    names, lived_in = {person.full_name}, {person.household or ""}
    for said in _said_of(reading, person.id):
        names.add(str(said.get("full_name", person.full_name)))
        membership = said.get("membership")
        if isinstance(membership, Mapping):
            lived_in.add(str(membership.get("household") or ""))
    homes = reading.people.households_by_id(sorted(lived_in - {""}))
    found = [
        home
        for home in homes.values()
        if any(said.get("head_name") in names for said in _said_of(reading, home.id))
    ]
    return _Headed(frozenset(names), tuple(found))


def _said_of(reading: Reading, record: str) -> list[Mapping[str, Json]]:
    """What every change of a record says, whether it counts or not."""
    held = reading.journal.of_records([record]).get(record, [])
    return [item.change.body.values for item in held if item.change.body is not None]


def _forget_head(work: UnitOfWork, headed: _Headed) -> None:
    """A household whose head was erased has no named head from now on."""
    for home in headed.homes:
        if home.head_name in headed.names:
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
