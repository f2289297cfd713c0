"""Voluntary registration for a year, with its two separate consents (office-practice.md G31)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.db.unit_of_work import UnitOfWork
from vanhoa_desktop.domain.assessments import Registration
from vanhoa_desktop.domain.enums import ActKind, AssessmentStatus, ConsentKind, LearningModel
from vanhoa_desktop.domain.people import BirthDate, Person
from vanhoa_desktop.domain.sheet_lifecycle import may_register
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.journal.identity import assessment_id, registration_id
from vanhoa_desktop.services.office.acts import registering_act
from vanhoa_desktop.services.office.control import control, is_standing
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.people.assessing import AssessingUnits
from vanhoa_desktop.services.people.registered_sheets import fit_sheet
from vanhoa_desktop.services.setup.cycles import open_cycle
from vanhoa_desktop.texts.sentences.holding import names_text

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
    """How many were registered anew, got a consent that was missing, and stayed as they were.

    `act`: the id under which it can be undone as a whole; None where nothing was written.
    """

    fresh: int
    added: int
    kept: int
    act: str | None = field(default=None, compare=False)

    @property
    def altered(self) -> int:
        """How many registrations are new or say more."""
        return self.fresh + self.added


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """How many registrations ended; `act` as of `Registered`."""

    people: int
    act: str | None = field(default=None, compare=False)


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
        fresh: list[str] = []
        added: list[str] = []
        with self._session.work() as work:
            work.prefetch(registration_id(person.id, year) for person in people)
            for person in people:
                is_fresh = not is_standing(work, registration_id(person.id, year))
                values = self._values(work, person, year, given)
                if _put(work, person.id, year, units[person.id], values):
                    (fresh if is_fresh else added).append(person.id)
            kind = ActKind.REGISTRATION if fresh else ActKind.CONSENT
            act = self._note(work, kind, year, [*fresh, *added])
            work.commit()
        kept = len(people) - len(fresh) - len(added)
        return Registered(len(fresh), len(added), kept, act)

    def withdraw(self, people: Sequence[Person], year: int) -> Withdrawn:
        """«Rút đăng ký»: end registrations with their consents; open sheets rest, points kept.

        Raises CYCLE_NOT_OPEN, ASSESSED_ELSEWHERE, and ASSESSMENT_CLOSED where a sheet has left the
        unit's hands: then nobody is withdrawn.
        """
        units = self._units(people, year)
        with self._session.work() as work:
            ended = [
                person.id for person in people if _withdraw(work, person, year, units[person.id])
            ]
            act = self._note(work, ActKind.WITHDRAWAL, year, ended)
            work.commit()
        return Withdrawn(len(ended), act)

    def check_withdrawal(self, people: Sequence[Person], year: int) -> None:
        """Find out before it is asked whether `withdraw` may be done; nothing is written.

        Raises what `withdraw` raises, naming everybody whose sheet stands at the same place.
        """
        self._units(people, year)
        asked = {person.id: person.full_name for person in people}
        with self._session.database.reading() as reading:
            gone = frozenset(s for s in AssessmentStatus if not may_register(s))
            closed = [
                sheet
                for sheet in reading.assessments.assessments(year, statuses=gone)
                if sheet.person in asked
            ]
        if closed:
            # What a decision names can be helped least: that is told first.
            decided = [sheet for sheet in closed if sheet.status is AssessmentStatus.RECOGNISED]
            told = decided or closed
            names = names_text([asked[sheet.person] for sheet in told], what="người")
            status = told[0].status.value
            raise VanHoaError(ErrorCode.ASSESSMENT_CLOSED, person=names, status=status)

    def _note(
        self, work: UnitOfWork, kind: ActKind, year: int, people: Sequence[str]
    ) -> str | None:
        """Make what was written undoable as a whole; None where nothing was."""
        if not people:
            return None
        act = registering_act(self._session, kind, year, people)
        work.note_act(act)
        return act.id

    def _units(self, people: Sequence[Person], year: int) -> dict[str, str]:
        self._session.require_unit()
        with self._session.database.reading() as reading:
            open_cycle(reading, year)
            assessing = AssessingUnits(self._session, reading, year)
            return {person.id: assessing.of(person) for person in people}

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
    is_fresh = not is_standing(work, record)
    if is_fresh:
        values |= control(unit)
    is_changed = work.put_changed("registration", record, values) is not None
    if is_fresh:
        fit_sheet(work, person, year)
    return is_changed


def _withdraw(work: UnitOfWork, person: Person, year: int, unit: str) -> bool:
    record = registration_id(person.id, year)
    if not is_standing(work, record):
        return False
    _check_in_hand(work, person, year)
    ended: dict[str, Json] = {f"{kind.value}_consent": None for kind in ConsentKind}
    work.put_changed("registration", record, ended | control(unit, deleted=True))
    fit_sheet(work, person.id, year)
    return True


def _check_in_hand(work: UnitOfWork, person: Person, year: int) -> None:
    state = work.state(assessment_id(person.id, year, LearningModel.CITIZEN))
    if state is None or state.control is None:
        return
    if not may_register(state.control.status):
        status = state.control.status
        raise VanHoaError(ErrorCode.ASSESSMENT_CLOSED, person=person.full_name, status=status)
