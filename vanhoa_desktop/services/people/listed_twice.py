"""Who passed and may be listed in two places: one certificate, and nobody can hold up another.

Two certificates would go to one person. But whoever knows a name, a birth and an identity number
can write as many twins as he likes. So only the later of two records waits for a person: the later
said to be so in the files that came here. And once two records are said to be two people, no other
record of the other's unit holds either of them (docs/decisions/0030).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.db.journal_reader import HeldChange
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.domain.person_classes import PersonClasses
from vanhoa_desktop.services.rows.row_likeness import births_agree
from vanhoa_desktop.texts.words.names import fold_text

# So many of those before somebody are named: more tell nobody anything.
_NAMED = 3
_IDENTITY = ("full_name", "birth", "citizen_number")


def listed_before(
    reading: Reading, passed: Collection[str], titled: Collection[str], year: int
) -> dict[str, list[Person]]:
    """Who passed → the records for which they wait: few of those that were there before.

    Records of the same identity number, name and birth, that passed too or have the year's title;
    not those that were linked, or said to be two people.
    """
    groups = [group for group in _alike(reading, passed, titled) if len(group) > 1]
    if not groups:
        return {}
    settled = _Settled(reading, year)
    since = _since(reading, [person for group in groups for person in group])
    found: dict[str, list[Person]] = {}
    for group in groups:
        order = sorted(group, key=lambda p: (p.id not in titled, since[p.id], p.id))
        for place, person in enumerate(order):
            if person.id in passed and (held := _before(person, order[:place], settled)):
                found[person.id] = held
    return found


def _alike(
    reading: Reading, passed: Collection[str], titled: Collection[str]
) -> Iterable[list[Person]]:
    """People with the year's points or title by identity number, name and year of birth."""
    groups: dict[tuple[str, str, int], list[Person]] = defaultdict(list)
    for person in reading.people.people({*passed, *titled}).values():
        if person.citizen_number and person.birth is not None:
            name = fold_text(person.full_name)
            groups[person.citizen_number, name, person.birth.year].append(person)
    return groups.values()


def _before(person: Person, earlier: Sequence[Person], settled: "_Settled") -> list[Person]:
    found: list[Person] = []
    for other in earlier:
        if len(found) == _NAMED:
            break
        if births_agree(person.birth, other.birth) and not settled.between(person, other):
            found.append(other)
    return found


class _Settled:
    """What the commune has said of pairs: linked as one person, or two people."""

    def __init__(self, reading: Reading, year: int) -> None:
        self._classes: PersonClasses = reading.people.links.classes(year)
        pairs = _parted(reading)
        people = reading.people.people({record for pair in pairs for record in pair})
        self._parted = {frozenset(pair) for pair in pairs}
        self._from_units = {
            (people[one].id, people[other].home_unit)
            for pair in pairs
            if all(record in people for record in pair)
            for one, other in (pair, pair[::-1])
            if people[one].home_unit != people[other].home_unit
        }

    def between(self, one: Person, other: Person) -> bool:
        """Whether nothing is left to ask of two records."""
        return (
            self._classes.name_of(one.id) == self._classes.name_of(other.id)
            or frozenset((one.id, other.id)) in self._parted
            or (one.id, other.home_unit) in self._from_units
            or (other.id, one.home_unit) in self._from_units
        )


def _parted(reading: Reading) -> list[tuple[str, str]]:
    """The pairs that were said to be two people."""
    found = []
    for held in reading.journal.of_records(reading.states.deleted("same_person")).values():
        said: dict[str, Json] = {}
        for item in held:
            said |= {} if item.change.body is None else item.change.body.values
        if isinstance(said.get("a"), str) and isinstance(said.get("b"), str):
            found.append((str(said["a"]), str(said["b"])))
    return found


def _since(reading: Reading, people: Sequence[Person]) -> Mapping[str, int]:
    """Person → the place of the journal since when name, birth and number are said of the record.

    Not since when there is a record: that could have been anybody's.
    """
    held = reading.journal.of_records([person.id for person in people])
    last = reading.journal.last_position()
    return {person.id: _said_since(person, held.get(person.id, []), last) for person in people}


def _said_since(person: Person, held: Sequence[HeldChange], last: int) -> int:
    first: dict[str, int] = {}
    for item in held:
        values = {} if item.change.body is None else item.change.body.values
        for name in _IDENTITY:
            if name in values and _is_said(person, name, values[name]):
                first[name] = min(item.position, first.get(name, last))
    return max(first.get(name, last) for name in _IDENTITY)


def _is_said(person: Person, name: str, value: Json) -> bool:
    if name == "birth":
        text = value.get("text") if isinstance(value, Mapping) else None
        year = "" if person.birth is None else str(person.birth.year)
        return isinstance(text, str) and text.startswith(year)
    if name == "citizen_number":
        return value == person.citizen_number
    return isinstance(value, str) and fold_text(value) == fold_text(person.full_name)
