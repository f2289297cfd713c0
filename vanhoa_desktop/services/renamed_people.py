"""People whom a row may mean whose name was corrected since: the list comes again, mended by hand.

Whoever has another name is somebody else, as a rule. Not so in the same household with the same
birth, where the name is still like the one that is held: «Lê Thị Cúc» was «Lê Thị Cúc Hương» all
along. Taken for somebody new she would be held twice, and nobody would hear of it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.people import Household, Person
from vanhoa_desktop.imports.named_rows import NamedRow
from vanhoa_desktop.services.name_corrections import MOST_LETTERS, may_be_corrected
from vanhoa_desktop.services.row_likeness import (
    are_days,
    births_agree,
    births_same,
    numbers_differ,
    sexes_differ,
)
from vanhoa_desktop.texts.name_keys import name_key
from vanhoa_desktop.texts.names import clean_name


class RenamedPeople:
    """Everybody of the households, and of the days of birth, that a file speaks of."""

    def __init__(
        self, reading: Reading, rows: Sequence[NamedRow], households: Iterable[Household]
    ) -> None:
        codes = {_folded(row.household_code) for row in rows if row.household_code}
        self._homes = {
            (house.unit, _folded(house.code)): house.id
            for house in households
            if _folded(house.code) in codes
        }
        days = {row.birth.text for row in rows if row.birth is not None and are_days(row.birth)}
        self._at_home: dict[str, list[Person]] = defaultdict(list)
        for person in reading.people.of_households(self._homes.values()):
            self._at_home[person.household or ""].append(person)
        self._born: dict[str, list[Person]] = defaultdict(list)
        for person in reading.people.born_on(days):
            self._born[person.birth.text if person.birth else ""].append(person)
        self._listed: dict[str, list[NamedRow]] = defaultdict(list)
        for row in rows:
            self._listed[name_key(row.full_name)].append(row)

    def of(self, row: NamedRow, unit: str | None) -> list[Person]:
        """Those of a unit, or of all, whom a row may mean under a name that was corrected."""
        home = self._homes.get((unit or "", _folded(row.household_code)), "")
        day = row.birth.text if row.birth is not None and are_days(row.birth) else ""
        near = {person.id: person for person in (*self._at_home[home], *self._born[day])}
        return [
            person
            for person in near.values()
            if (unit is None or person.home_unit == unit) and self._may_be(row, person)
        ]

    def _may_be(self, row: NamedRow, person: Person) -> bool:
        return (
            births_same(row.birth, person.birth)
            and not sexes_differ(row, person)
            and not numbers_differ(row, person)
            and may_be_corrected(row.full_name, person.full_name, MOST_LETTERS)
            and not self._is_listed(person)
        )

    def _is_listed(self, person: Person) -> bool:
        """Whether the file has somebody of exactly this name, who is more likely meant."""
        named = self._listed.get(name_key(person.full_name), [])
        return any(births_agree(row.birth, person.birth) for row in named)


def _folded(code: str | None) -> str:
    return clean_name(code or "").casefold()
