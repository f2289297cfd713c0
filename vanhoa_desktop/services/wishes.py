"""Where units wish their people to be assessed, before the commune has said so.

What a unit says alone makes nobody another unit's (docs/decisions/0030): the commune grants a wish
by saying it too, or refuses it by saying «at home» (`MoveService.assess_at`).
"""

from dataclasses import dataclass

from vanhoa_desktop.journal.fold import fold
from vanhoa_desktop.journal.kinds import ASSESSING
from vanhoa_desktop.services.session import Session


@dataclass(frozen=True, slots=True)
class AssessingWish:
    """Whom a unit wishes to be assessed elsewhere in a year; units by name."""

    person: str
    full_name: str
    year: int
    home: str
    elsewhere: str


class WishService:
    """Lists wishes."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def wishes(self) -> list[AssessingWish]:
        """All wishes that nobody has answered, by unit and name."""
        with self._session.database.reading() as reading:
            records = reading.journal.records_saying(ASSESSING)
            people = reading.people.people(records)
            names = {unit.id: unit.name for unit in reading.units.units()}
            found = []
            for record, held in reading.journal.of_records(list(people)).items():
                state = fold([item.change for item in held], reading.authority)
                for name, field in state.fields.items():
                    is_open = name.startswith(ASSESSING) and name not in state.vouched
                    if is_open and isinstance(field.value, str):
                        person = people[record]
                        wish = AssessingWish(
                            record,
                            person.full_name,
                            int(name.removeprefix(ASSESSING)),
                            names.get(person.home_unit, ""),
                            names.get(field.value, ""),
                        )
                        found.append(wish)
        return sorted(found, key=lambda w: (w.home, w.full_name, w.person, w.year))
