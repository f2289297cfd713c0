"""Where units wish their people to be assessed, before the commune has said so.

What a unit says alone makes nobody another unit's (docs/decisions/0030): the commune grants a wish
by saying it too, or refuses it by saying «at home».
"""

from collections.abc import Sequence
from dataclasses import dataclass

from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.people.moving import MoveService
from vanhoa_desktop.texts.words.names import place_key, sort_key


@dataclass(frozen=True, slots=True)
class AssessingWish:
    """Whom a unit wishes to be assessed elsewhere in a year; units by name."""

    person: str
    full_name: str
    year: int
    home: str
    elsewhere: str


@dataclass(frozen=True, slots=True)
class AnsweredWishes:
    """How many wishes were answered, and those that could not be, each with its refusal."""

    answered: int
    refused: tuple[tuple[AssessingWish, VanHoaError], ...] = ()


class WishService:
    """Lists wishes, and answers them at the commune."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def wishes(self) -> list[AssessingWish]:
        """All wishes for open years that nobody has answered, by unit and name."""
        with self._session.database.reading() as reading:
            years = {cycle.year for cycle in reading.units.cycles()}
            said = [wish for wish in reading.people.links.assessing_wishes() if wish.year in years]
            people = reading.people.people([wish.person for wish in said])
            names = {unit.id: unit.name for unit in reading.units.units()}
        found = [
            AssessingWish(
                wish.person,
                people[wish.person].full_name,
                wish.year,
                names.get(people[wish.person].home_unit, ""),
                names[wish.unit],
            )
            for wish in said
            if wish.person in people and wish.unit in names
        ]
        return sorted(
            found, key=lambda w: (place_key(w.home), sort_key(w.full_name), w.person, w.year)
        )

    def answer(self, wishes: Sequence[AssessingWish], *, is_granted: bool) -> AnsweredWishes:
        """Grant wishes, or say that these people are assessed at home; at the commune.

        Each is a change of its own: one that cannot be answered (a decision names the sheet) holds
        up none of the others. Raises ROLE_NOT_ALLOWED.
        """
        self._session.require_commune()
        moving = MoveService(self._session)
        refused: list[tuple[AssessingWish, VanHoaError]] = []
        for wish in wishes:
            try:
                where = wish.elsewhere if is_granted else None
                moving.assess_at(wish.person, wish.year, where)
            except VanHoaError as error:
                refused.append((wish, error.to_keep()))
        return AnsweredWishes(len(wishes) - len(refused), tuple(refused))
