"""Voluntary registration for a year, with its two separate consents (office-practice.md G31)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.db.unit_of_work import UnitOfWork
from vanhoa_desktop.domain.assessments import Registration
from vanhoa_desktop.domain.enums import AssessmentStatus, ConsentKind, LearningModel
from vanhoa_desktop.domain.people import BirthDate, Person
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.journal.identity import assessment_id, registration_id
from vanhoa_desktop.services.assessing import AssessingUnits
from vanhoa_desktop.services.control import control, is_standing
from vanhoa_desktop.services.cycles import open_cycle
from vanhoa_desktop.services.session import Session

# Below this age the legal representative signs (office-practice.md G31).
LEGAL_AGE_YEARS = 16


@dataclass(frozen=True, slots=True)
class Consent:
    """Consents given on one day (ISO date); none is ever assumed."""

    kinds: frozenset[ConsentKind] = frozenset()
    on: str | None = None


@dataclass(frozen=True, slots=True)
class RegistrationPlan:
    """What registering people would mean, to be told before it is done.

    `fresh`: not registered yet. `added`: registered, and a consent that is missing is added.
    `dated`: people of whom a consent that was ticked stands already, with its day, which it keeps.
    `written`: how many get each consent. `children`: under 16, for whom a legal representative
    signs; `ageless`: without a birth date, so nobody knows; both of those for whom anything is
    written.
    """

    people: int
    fresh: int
    added: int
    dated: int
    written: Mapping[ConsentKind, int]
    children: int
    ageless: int

    @property
    def kept(self) -> int:
        """How many stay as they are."""
        return self.people - self.fresh - self.added


@dataclass(frozen=True, slots=True)
class Registered:
    """How many were registered anew, got a consent that was missing, and stayed as they were."""

    fresh: int
    added: int
    kept: int

    @property
    def altered(self) -> int:
        """How many registrations are new or say more."""
        return self.fresh + self.added


def _missing(held: Registration | None, kinds: Collection[ConsentKind]) -> frozenset[ConsentKind]:
    """Which of some consents a registration lacks."""
    given = {
        ConsentKind.USE: held and held.use_consent_on,
        ConsentKind.POST: held and held.post_consent_on,
    }
    return frozenset(kind for kind in kinds if given[kind] is None)


def is_child(birth: BirthDate | None, today: str) -> bool:
    """Whether somebody is under 16 on an ISO day, as far as the birth date is known."""
    if birth is None:
        return False
    of_age = f"{birth.year + LEGAL_AGE_YEARS:04d}{birth.text[4:]}"
    return of_age > today[: len(of_age)]


class RegistrationService:
    """Registers people for a year, and takes registrations back."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def plan(
        self, people: Sequence[Person], year: int, kinds: Collection[ConsentKind] = ()
    ) -> RegistrationPlan:
        """What `register` would do with these people; writes nothing. Raises CYCLE_NOT_OPEN."""
        today = self._session.today()
        with self._session.database.reading() as reading:
            open_cycle(reading, year)
            held = {found.person: found for found in reading.assessments.registrations(year)}
        missing = {person.id: _missing(held.get(person.id), kinds) for person in people}
        fresh = {person.id for person in people if person.id not in held}
        written = [person for person in people if person.id in fresh or missing[person.id]]
        return RegistrationPlan(
            people=len(people),
            fresh=len(fresh),
            added=len(written) - len(fresh),
            dated=sum(len(missing[person.id]) < len(kinds) for person in people),
            written={kind: sum(kind in kinds for kinds in missing.values()) for kind in kinds},
            children=sum(is_child(person.birth, today) for person in written),
            ageless=sum(person.birth is None for person in written),
        )

    def register(
        self, people: Sequence[Person], year: int, consent: Consent | None = None
    ) -> Registered:
        """Register people with the consents they gave; adds what is missing and replaces nothing.

        A consent that stands keeps its day: whoever means another day withdraws, and registers
        anew.

        Raises CYCLE_NOT_OPEN; ASSESSED_ELSEWHERE for somebody whom another unit assesses.
        """
        units = self._units(people, year)
        given = consent or Consent()
        fresh = added = 0
        with self._session.work() as work:
            work.prefetch(registration_id(person.id, year) for person in people)
            for person in people:
                is_fresh = not is_standing(work, registration_id(person.id, year))
                values = self._values(work, person, year, given)
                is_altered = _put(work, person.id, year, units[person.id], values)
                fresh += is_fresh
                added += is_altered and not is_fresh
            work.commit()
        return Registered(fresh, added, len(people) - fresh - added)

    def withdraw(self, people: Sequence[Person], year: int) -> int:
        """«Rút đăng ký»: end registrations with their consents; open sheets rest, points kept.

        Returns how many were registered. Raises CYCLE_NOT_OPEN, ASSESSED_ELSEWHERE, and
        ASSESSMENT_CLOSED where a sheet has left the unit's hands: then nobody is withdrawn.
        """
        units = self._units(people, year)
        with self._session.work() as work:
            withdrawn = sum(_withdraw(work, person, year, units[person.id]) for person in people)
            work.commit()
        return withdrawn

    def restore(self, before: Mapping[str, Registration | None], year: int) -> int:
        """Put registrations, by person, back to what they were; the undo of both other verbs.

        Returns how many were altered. Raises as `withdraw` does.
        """
        with self._session.database.reading() as reading:
            people = reading.people.people(sorted(before))
            now = {found.person: found for found in reading.assessments.registrations(year)}
        units = self._units(list(people.values()), year)
        altered = 0
        with self._session.work() as work:
            for person in people.values():
                was = before[person.id]
                if was is None:
                    altered += _withdraw(work, person, year, units[person.id])
                    continue
                values = self._values_of(person, was, now.get(person.id))
                altered += _put(work, person.id, year, units[person.id], values)
            work.commit()
        return altered

    def _units(self, people: Sequence[Person], year: int) -> dict[str, str]:
        self._session.require_unit()
        with self._session.database.reading() as reading:
            open_cycle(reading, year)
            assessing = AssessingUnits(self._session, reading, year)
            return {person.id: assessing.of(person) for person in people}

    def _values_of(
        self, person: Person, was: Registration, now: Registration | None
    ) -> dict[str, Json]:
        """The consents of an earlier registration, in those fields that differ from now."""
        values: dict[str, Json] = {"person": person.id, "year": was.year}
        for kind, on, on_now in (
            (ConsentKind.USE, was.use_consent_on, now and now.use_consent_on),
            (ConsentKind.POST, was.post_consent_on, now and now.post_consent_on),
        ):
            if on != on_now:
                values[f"{kind.value}_consent"] = None if on is None else self._given(on)
        return values

    def _values(
        self, work: UnitOfWork, person: Person, year: int, consent: Consent
    ) -> dict[str, Json]:
        """What is to be written: of a registration that stands only the consents it lacks."""
        record = registration_id(person.id, year)
        state = work.state(record)
        held = {} if state is None else state.values
        is_fresh = not is_standing(work, record)
        values: dict[str, Json] = {"person": person.id, "year": year}
        for kind in sorted(ConsentKind):
            name = f"{kind.value}_consent"
            if kind in consent.kinds and (is_fresh or held.get(name) is None):
                values[name] = self._given(consent.on or self._session.today())
            elif is_fresh and held.get(name) is not None:
                values[name] = None  # what was signed for a registration that ended is over
        return values

    def _given(self, on: str) -> Json:
        return {"by": self._session.identity.officer, "form": "paper", "on": on}


def _put(work: UnitOfWork, person: str, year: int, unit: str, values: dict[str, Json]) -> bool:
    """Write a registration, anew where there is none; a sheet that rested is open again."""
    record = registration_id(person, year)
    if not is_standing(work, record):
        values |= control(unit)
        _move_sheet(work, person, year, AssessmentStatus.WITHDRAWN, AssessmentStatus.OPEN)
    return work.put_changed("registration", record, values) is not None


def _withdraw(work: UnitOfWork, person: Person, year: int, unit: str) -> bool:
    record = registration_id(person.id, year)
    if not is_standing(work, record):
        return False
    _check_in_hand(work, person, year)
    _move_sheet(work, person.id, year, AssessmentStatus.OPEN, AssessmentStatus.WITHDRAWN)
    ended: dict[str, Json] = {f"{kind.value}_consent": None for kind in ConsentKind}
    work.put_changed("registration", record, ended | control(unit, deleted=True))
    return True


def _check_in_hand(work: UnitOfWork, person: Person, year: int) -> None:
    state = work.state(assessment_id(person.id, year, LearningModel.CITIZEN))
    if state is None or state.control is None:
        return
    if state.control.status not in (AssessmentStatus.OPEN, AssessmentStatus.WITHDRAWN):
        status = state.control.status
        raise VanHoaError(ErrorCode.ASSESSMENT_CLOSED, person=person.full_name, status=status)


def _move_sheet(
    work: UnitOfWork, person: str, year: int, before: AssessmentStatus, after: AssessmentStatus
) -> None:
    record = assessment_id(person, year, LearningModel.CITIZEN)
    state = work.state(record)
    if state is not None and state.control is not None and state.control.status == before:
        work.put_changed("assessment", record, control(state.control.unit, after.value))
