"""Where people live and where they are assessed: moves between units, written by the office.

Office-practice.md A2: a person has a home unit and, per year, an assessing unit. Only a control of
the commune moves a record (bundle.md §2, rule 7); the unit that lost it keeps a frozen copy.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.db.unit_of_work import UnitOfWork
from vanhoa_desktop.domain.enums import LearningModel, UnitKind
from vanhoa_desktop.domain.evidence import EvidenceSearch
from vanhoa_desktop.domain.people import Person, Unit
from vanhoa_desktop.domain.sheet_lifecycle import stage_of
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.journal.identity import (
    assessment_id,
    digital_id,
    household_id,
    outside_title_id,
    registration_id,
)
from vanhoa_desktop.journal.kinds import ASSESSING
from vanhoa_desktop.services.office.control import control, is_begun
from vanhoa_desktop.services.office.lookup import find_person, find_unit
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.setup.cycles import open_cycle

_NOTHING: Mapping[str, Json] = {}


@dataclass(frozen=True, slots=True)
class MoveReport:
    """Who was moved where, and how many registrations and sheets went along.

    `is_wish`: a unit said so, and the commune has to say it too. `was_there`: the person lived
    there already, and nothing was written.
    """

    person: str
    unit: str
    records: int
    is_wish: bool = False
    was_there: bool = False


class MoveService:
    """Moves people between units."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def move(self, person_text: str, unit_text: str, household: str | None = None) -> MoveReport:
        """Give a person a new home unit, at the office.

        Registrations and sheets that no decision names go along, unless the person is assessed
        elsewhere in that year. `household`: the code of the household that the person joins;
        without it the person belongs to none until the new unit says. Raises ROLE_NOT_ALLOWED,
        NOT_FOUND, AMBIGUOUS.
        """
        self._session.require_office()
        with self._session.database.reading() as reading:
            person, unit = find_person(reading, person_text), find_unit(reading, unit_text)
            elsewhere = {
                cycle.year: reading.people.links.assessing_unit(person.id, cycle.year)
                for cycle in reading.units.cycles()
            }
            years = [year for year, assessing in elsewhere.items() if assessing is None]
            evidence = _evidence_of(reading, person, years)
        _refuse_commune(unit)
        joined = None if household is None else household_id(unit.id, household)
        with self._session.work() as work:
            if joined is not None and not is_begun(work, joined):
                work.put("household", joined, control(unit.id) | {"code": household})
            values: dict[str, Json] = {}
            if person.home_unit != unit.id or joined is not None:
                values["membership"] = {"household": joined, "relation": None}
            # Before the person: what units wrote about people is judged by where they belong.
            is_new = person.home_unit != unit.id
            records = _give_years(work, person.id, unit.id, evidence) if is_new else 0
            _give(work, "person", person.id, unit.id, values)
            work.commit()
        return MoveReport(person.id, unit.id, records, was_there=not is_new and joined is None)

    def assess_at(self, person_text: str, year: int, unit_text: str | None) -> MoveReport:
        """Say where a person is assessed in a year; None: at home.

        At the commune the year's registration and sheet go along; a unit may say it of its own
        people as long as it has begun nothing for them: a wish, which the commune grants by saying
        it too, and refuses by saying «at home» (`WishService`). Raises CYCLE_NOT_OPEN, NOT_FOUND,
        AMBIGUOUS, ROLE_NOT_ALLOWED, ASSESSMENT_CLOSED if a decision names the sheet.
        """
        own_unit = self._session.require_unit()
        with self._session.database.reading() as reading:
            open_cycle(reading, year)
            person = find_person(reading, person_text)
            unit = None if unit_text is None else find_unit(reading, unit_text)
            if not self._session.identity.is_commune:
                _check_own(reading, person, own_unit, year)
            evidence = _evidence_of(reading, person, [year])
        if unit is not None:
            _refuse_commune(unit)
        target = person.home_unit if unit is None else unit.id
        said = None if target == person.home_unit else target
        with self._session.work() as work:
            _check_undecided(work, person, year)
            records = 0
            if self._session.identity.is_commune:
                records = _give_years(work, person.id, target, evidence)
            _say(
                work,
                person.id,
                f"{ASSESSING}{year}",
                said,
                by_commune=self._session.identity.is_commune,
            )
            work.commit()
        is_wish = said is not None and not self._session.identity.is_commune
        return MoveReport(person.id, target, records, is_wish)


def _say(work: UnitOfWork, person: str, field: str, said: Json, *, by_commune: bool) -> None:
    """What is said already is said again only where it was a wish that the commune grants."""
    state = work.state(person)
    if by_commune and state is not None and field in state.fields and field not in state.vouched:
        work.put("person", person, {field: said})
    else:
        work.put_changed("person", person, {field: said})


def _refuse_commune(unit: Unit) -> None:
    if unit.kind is UnitKind.COMMUNE:
        raise VanHoaError(ErrorCode.VALUE_INVALID, field="unit", value=unit.name)


def _check_own(reading: Reading, person: Person, own_unit: str, year: int) -> None:
    """A unit may say where its people are assessed while it has begun nothing for them."""
    begun = (
        reading.assessments.registration(person.id, year) is not None
        or reading.assessments.assessment(person.id, year) is not None
    )
    if person.home_unit != own_unit or begun:
        raise VanHoaError(ErrorCode.ROLE_NOT_ALLOWED, needed="commune")


def _check_undecided(work: UnitOfWork, person: Person, year: int) -> None:
    state = work.state(assessment_id(person.id, year, LearningModel.CITIZEN))
    held = None if state is None else state.control
    if held is not None and stage_of(held.status).stays:
        raise VanHoaError(ErrorCode.ASSESSMENT_CLOSED, person=person.full_name, status=held.status)


def _evidence_of(reading: Reading, person: Person, years: Iterable[int]) -> dict[int, list[str]]:
    """Year → ids of the evidence that speaks for a person in it, for each of these years."""
    return {
        year: [item.id for item in reading.evidence.search(EvidenceSearch(person.id, year))]
        for year in years
    }


def _give_years(
    work: UnitOfWork, person: str, unit: str, evidence: Mapping[int, Iterable[str]]
) -> int:
    """Give the registrations and undecided sheets of these years to a unit; how many went.

    Evidence (by year), and what is known of the person's skills and titles from elsewhere, goes
    with them, uncounted.
    """
    given = 0
    for year, files in evidence.items():
        for record in files:
            _give(work, "evidence", record, unit)
        given += _give(work, "registration", registration_id(person, year), unit)
        sheet = assessment_id(person, year, LearningModel.CITIZEN)
        given += _give(work, "assessment", sheet, unit)
        _give(work, "digital", digital_id(person, year), unit)
        _give(work, "outside_title", outside_title_id(person, year), unit)
    return given


def _give(
    work: UnitOfWork,
    kind: str,
    record: str,
    unit: str,
    values: Mapping[str, Json] = _NOTHING,
) -> bool:
    """Move one record to a unit, unless it is there already or a decision names it."""
    state = work.state(record)
    held = None if state is None else state.control
    if held is None or held.unit == unit or stage_of(held.status).stays:
        return False
    moved = control(unit, held.status, deleted=held.deleted)
    work.put(kind, record, moved | dict(values), covers=True)
    return True
