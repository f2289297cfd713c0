"""Which held person a spreadsheet row means: by identity number, else by name and birth."""

from collections.abc import Sequence

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.people import BirthDate, Person
from vanhoa_desktop.imports.roster import PersonCandidate
from vanhoa_desktop.texts.names import fold_text


def births_agree(left: BirthDate | None, right: BirthDate | None) -> bool:
    """Whether two birth dates can be the same person's.

    Unknown agrees with all, and the coarser one decides.
    """
    if left is None or right is None:
        return True
    length = min(len(left.text), len(right.text))
    return left.text[:length] == right.text[:length]


class PersonMatcher:
    """Matches candidates against the store.

    And against people created earlier in the same import.
    """

    def __init__(self, reading: Reading, candidates: Sequence[PersonCandidate]) -> None:
        numbers = {c.citizen_number for c in candidates if c.citizen_number}
        names = {fold_text(c.full_name) for c in candidates}
        self._by_number = reading.people.by_citizen_numbers(numbers)
        self._by_name = reading.people.by_folded_names(names)

    def match(self, candidate: PersonCandidate, unit: str) -> Person | None:
        """The held person that the row means, or None if it is a new one.

        Another identity number is another person.
        """
        if candidate.citizen_number:
            same_number = self._by_number.get(candidate.citizen_number, [])
            if same_number:
                return min(same_number, key=lambda person: (person.home_unit != unit, person.id))
        fitting = [
            person
            for person in self._by_name.get(fold_text(candidate.full_name), [])
            if person.home_unit == unit and self._can_be(person, candidate)
        ]
        exact = [
            person
            for person in fitting
            if person.birth is not None and person.birth == candidate.birth
        ]
        chosen = exact or fitting
        return min(chosen, key=lambda person: person.id) if chosen else None

    def replace(self, before: Person, now: Person) -> None:
        """Remember what this import made of a held person: a number that is known now decides."""
        for known in (
            self._by_number.get(before.citizen_number or "", []),
            self._by_name.get(fold_text(before.full_name), []),
        ):
            known[:] = [person for person in known if person.id != before.id]
        self.add(now)

    def add(self, person: Person) -> None:
        """Remember a person created by this import, so that a repeated row finds it."""
        if person.citizen_number:
            self._by_number.setdefault(person.citizen_number, []).append(person)
        self._by_name.setdefault(fold_text(person.full_name), []).append(person)

    @staticmethod
    def _can_be(person: Person, candidate: PersonCandidate) -> bool:
        numbers_differ = (
            person.citizen_number
            and candidate.citizen_number
            and person.citizen_number != candidate.citizen_number
        )
        return not numbers_differ and births_agree(person.birth, candidate.birth)
