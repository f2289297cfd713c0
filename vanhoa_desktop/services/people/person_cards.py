"""What a person's own card says: what is held, and who else may be the same person."""

from collections.abc import Mapping
from dataclasses import dataclass

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.people import Household, Person, home_of
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.people.duplicates import suspected_of
from vanhoa_desktop.services.people.person_entry import (
    PersonService,
    TypedPerson,
    alike,
    check_own_person,
    moved_alike,
)
from vanhoa_desktop.services.rows.presence_news import people_with_results


@dataclass(frozen=True, slots=True)
class PersonCard:
    """A person, in words where the record has ids: the code of the household, the unit.

    `has_result`: a sheet lies at the commune, or there is a title, in whatever year. `moved`: that
    the commune gave them to another unit, in words; then the card cannot be opened here.
    """

    person: Person
    household_code: str
    unit_name: str
    has_result: bool = False
    moved: str = ""


class PersonCardService:
    """Reads cards."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def card(self, record: str) -> PersonCard:
        """The card of somebody who is to be corrected here.

        Raises NOT_FOUND (erased, or taken out since), NOT_ENROLLED, ROLE_NOT_ALLOWED (of another
        unit).
        """
        with self._session.database.reading() as reading:
            person = reading.people.person(record)
            if person is None:
                raise VanHoaError(ErrorCode.NOT_FOUND, what="listed person", text="")
            check_own_person(self._session, person)
            has_result = bool(people_with_results(reading, [person.id]))
            households, names = _known(reading)
        return _card(person, households, names, has_result=has_result)

    def look_alikes(self, typed: TypedPerson, unit_text: str | None = None) -> list[PersonCard]:
        """Cards of those who may be the person typed, before he or she is added.

        By the number, or by name and birth as far as both are known; then whoever looks as alike
        as two records that the commune is asked about; last those who left this unit by the
        commune's word. Raises as `PersonService.add` does.
        """
        newcomer = PersonService(self._session).candidate(typed, unit_text)
        with self._session.database.reading() as reading:
            sure = reading.people.people(alike(reading, newcomer)).values()
            found = {person.id: person for person in (*sure, *suspected_of(reading, newcomer))}
            moved = moved_alike(self._session, reading, newcomer)
            households, names = _known(reading)
        return [
            *(_card(person, households, names) for person in found.values()),
            *(PersonCard(item.person, "", item.unit_name, moved=item.told) for item in moved),
        ]


def _known(reading: Reading) -> tuple[Mapping[str, Household], Mapping[str, str]]:
    households = {household.id: household for household in reading.people.households()}
    return households, {unit.id: unit.name for unit in reading.units.units()}


def _card(
    person: Person,
    households: Mapping[str, Household],
    names: Mapping[str, str],
    *,
    has_result: bool = False,
) -> PersonCard:
    home = home_of(person, households)
    code = "" if home is None else home.code
    return PersonCard(person, code, names.get(person.home_unit, ""), has_result)
