"""Which people are compared with each other: work linear in the people, whatever they are called.

People who have something in common that one person's two records hardly lack stand in one group. A
small group is compared whole. In a large one, which no commune has unless a list is full of made-up
people, each is compared with those next to him by birth, by name and by household alone.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, islice

from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.services.rows.row_likeness import are_days
from vanhoa_desktop.texts.words.names import fold_spelling, given_name

# Of one year and given name: in a commune of 30,000 people the largest group has some twenty-five.
MOST_COMPARED = 40
_NEXT = 10
Pair = tuple[Person, Person]


class FoldedNames(dict[str, str]):
    """Name → its folded spelling, each folded once."""

    def __missing__(self, name: str) -> str:
        self[name] = folded = fold_spelling(name)
        return folded


def groups(people: Iterable[Person], names: FoldedNames) -> list[list[Person]]:
    """People who have something in common.

    The same number, the same name, the same given name and year of birth, or home and day of birth.
    """
    found: dict[Hashable, list[Person]] = defaultdict(list)
    for person in people:
        folded = names[person.full_name]
        if person.citizen_number:
            found["number", person.citizen_number].append(person)
        found["name", folded].append(person)
        if (year := _year(person)) is not None:
            found["given", year, names[given_name(person.full_name)]].append(person)
        if person.household is not None and are_days(person.birth):
            found["home", person.household, _birth(person)].append(person)
    return [group for group in found.values() if len(group) > 1]


def compared(group: Sequence[Person], names: FoldedNames) -> Iterator[Pair]:
    """Pairs of a group, the smaller id first; of a large group some come more than once."""
    if len(group) <= MOST_COMPARED:
        yield from _all_pairs(group)
        return
    for born in _by_year(group).values():
        if len(born) <= MOST_COMPARED:
            yield from _all_pairs(born)
        else:
            yield from _next_to(born, lambda p: (_birth(p), names[p.full_name], p.id))
            yield from _next_to(born, lambda p: (names[p.full_name], _birth(p), p.id))
    yield from _next_to(group, lambda p: (p.household or "", p.phone or "", p.id))


def is_crowd(group: Sequence[Person]) -> bool:
    """Whether not everybody in a group was compared with everybody who may be the same."""
    return any(len(born) > MOST_COMPARED for born in _by_year(group).values())


def _all_pairs(people: Iterable[Person]) -> Iterator[Pair]:
    return combinations(sorted(people, key=lambda person: person.id), 2)


def _next_to(
    people: Iterable[Person], order: Callable[[Person], tuple[str, ...]]
) -> Iterator[Pair]:
    row = sorted(people, key=order)
    for place, person in enumerate(row):
        for other in row[place + 1 : place + 1 + _NEXT]:
            yield (person, other) if person.id < other.id else (other, person)


def _by_year(people: Iterable[Person]) -> dict[int | None, list[Person]]:
    found: dict[int | None, list[Person]] = defaultdict(list)
    for person in people:
        found[_year(person)].append(person)
    return found


def _year(person: Person) -> int | None:
    return None if person.birth is None else person.birth.year


def _birth(person: Person) -> str:
    return "" if person.birth is None else person.birth.text


class Namesakes:
    """People by something that they have in common, for a few of whom anybody is compared."""

    def __init__(self, by_key: Mapping[str, Sequence[Person]]) -> None:
        self._all = by_key
        self._by_year: dict[tuple[str, int | None], list[Person]] = {}
        for key, people in by_key.items():
            for year, born in _by_year(people).items():
                self._by_year[key, year] = born

    def of(self, key: str, person: Person) -> Iterator[Person]:
        """Those whom somebody is compared with, at most so many born in one year or not known."""
        if person.birth is None:
            yield from islice(self._all.get(key, ()), MOST_COMPARED)
            return
        for year in (person.birth.year, None):
            yield from islice(self._by_year.get((key, year), ()), MOST_COMPARED)
