"""People whom a row may mean whose name was corrected since: the list comes again, mended by hand.

Whoever has another name is somebody else, as a rule. Not so in the same household with the same
birth, where the name is still like the one that is held: «Lê Thị Cúc» was «Lê Thị Cúc Hương» all
along. Taken for somebody new she would be held twice, and nobody would hear of it.

Lists number their households each in its own way: where the household says nothing, a whole day of
birth does, and within one village the year, if the name has only words more or fewer.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.people import Household, Person
from vanhoa_desktop.imports.people.named_rows import NamedRow
from vanhoa_desktop.services.rows.name_corrections import (
    MOST_LETTERS,
    has_words_more,
    may_be_corrected,
)
from vanhoa_desktop.services.rows.row_likeness import (
    are_days,
    births_agree,
    births_same,
    numbers_differ,
    sexes_differ,
)
from vanhoa_desktop.texts.words.name_keys import name_key
from vanhoa_desktop.texts.words.names import clean_name


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
        years = {row.birth.text[:4] for row in rows if row.birth is not None}
        self._at_home: dict[str, list[Person]] = defaultdict(list)
        for person in reading.people.of_households(self._homes.values()):
            self._at_home[person.household or ""].append(person)
        # Of a whole day in any unit, of a year in one's own.
        self._born: dict[tuple[str | None, str], list[Person]] = defaultdict(list)
        for person in reading.people.born_in(years):
            born = person.birth.text if person.birth else ""
            self._born[person.home_unit, born[:4]].append(person)
            if are_days(person.birth):
                self._born[None, born].append(person)
        self._listed: dict[str, list[NamedRow]] = defaultdict(list)
        for row in rows:
            self._listed[name_key(row.full_name)].append(row)

    def of(self, row: NamedRow, unit: str | None) -> list[Person]:
        """Those of a unit, or of all, whom a row may mean under a name that was corrected."""
        home = self._at_home[self._homes.get((unit or "", _folded(row.household_code)), "")]
        birth = row.birth.text if row.birth is not None else ""
        born = self._born[unit, birth if unit is None else birth[:4]]
        near = {person.id: person for person in home if self._may_be(row, person)}
        near |= {
            person.id: person
            for person in born
            if self._may_be(row, person)
            and (_is_of_one_day(row, person) or has_words_more(row.full_name, person.full_name))
        }
        return [p for p in near.values() if unit is None or p.home_unit == unit]

    def _may_be(self, row: NamedRow, person: Person) -> bool:
        return (
            births_same(row.birth, person.birth)
            and not sexes_differ(row, person)
            and not numbers_differ(row, person)
            and may_be_corrected(row.full_name, person.full_name, MOST_LETTERS)
            and not self.is_listed(person)
        )

    def is_listed(self, person: Person) -> bool:
        """Whether the file has somebody of exactly this name, who is more likely meant."""
        named = self._listed.get(name_key(person.full_name), [])
        return any(births_agree(row.birth, person.birth) for row in named)


def _is_of_one_day(row: NamedRow, person: Person) -> bool:
    return are_days(row.birth, person.birth) and row.birth == person.birth


def _folded(code: str | None) -> str:
    return clean_name(code or "").casefold()
