"""Voluntary registration for a year, with its two separate consents (office-practice.md G31)."""

from collections.abc import Sequence
from dataclasses import dataclass

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.domain.enums import ConsentKind
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.journal.identity import registration_id
from vanhoa_desktop.services.assessing import AssessingUnits
from vanhoa_desktop.services.control import control, is_begun
from vanhoa_desktop.services.cycles import open_cycle
from vanhoa_desktop.services.session import Session


@dataclass(frozen=True, slots=True)
class Consent:
    """Consents given on one day (ISO date); none is ever assumed."""

    kinds: frozenset[ConsentKind] = frozenset()
    on: str | None = None


class RegistrationService:
    """Registers people for a year."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def register(self, people: Sequence[Person], year: int, consent: Consent | None = None) -> int:
        """Register people with the consents they gave.

        Returns how many registrations are new or altered.

        Raises CYCLE_NOT_OPEN; ASSESSED_ELSEWHERE for somebody whom another unit assesses.
        """
        self._session.require_unit()
        with self._session.database.reading() as reading:
            open_cycle(reading, year)
            assessing = AssessingUnits(self._session, reading, year)
            units = {person.id: assessing.of(person) for person in people}
        given = consent or Consent()
        registered = 0
        with self._session.work() as work:
            work.prefetch(registration_id(person.id, year) for person in people)
            for person in people:
                record = registration_id(person.id, year)
                values = self._values(person, year, given)
                if not is_begun(work, record):
                    values |= control(units[person.id])
                registered += work.put_changed("registration", record, values) is not None
            work.commit()
        return registered

    def _values(self, person: Person, year: int, consent: Consent) -> dict[str, Json]:
        values: dict[str, Json] = {"person": person.id, "year": year}
        for kind in sorted(consent.kinds):
            values[f"{kind.value}_consent"] = {
                "by": self._session.identity.officer,
                "form": "paper",
                "on": consent.on or self._session.today(),
            }
        return values
