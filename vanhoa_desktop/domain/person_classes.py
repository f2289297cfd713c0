"""Records of one person that the commune linked: never fused, counted once.

Bundle.md §2, rule 6.
"""

from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Mapping

from typing_extensions import override


class PersonClasses:
    """Linked person records as classes, each named by its smallest id.

    `choices`: link by link, which of its two records counts in the year that is looked at.
    """

    def __init__(
        self, links: Iterable[tuple[str, str]] = (), choices: Collection[str] = ()
    ) -> None:
        self._name_of: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}
        self._choices = frozenset(choices)
        for name, members in _classes(links).items():
            self._members[name] = members
            self._name_of.update(dict.fromkeys(members, name))

    @override
    def __repr__(self) -> str:
        return f"PersonClasses({self._members!r})"

    def name_of(self, person: str) -> str:
        """The smallest id of the person's class; the person's own where nothing is linked."""
        return self._name_of.get(person, person)

    def members(self, person: str) -> tuple[str, ...]:
        """All records of the same person, in order of id."""
        return tuple(self._members.get(self.name_of(person), (person,)))

    @property
    def linked(self) -> frozenset[str]:
        """Every record that is linked with another."""
        return frozenset(self._name_of)

    def not_counting(self, held: Container[str], assessed: Container[str]) -> frozenset[str]:
        """The linked records that do not count: all of a class but one.

        That one is, of those that are `held`, what the commune chose, else the first that is
        `assessed`, else the first.
        """

        def order(person: str) -> tuple[bool, bool, bool, str]:
            is_chosen = person in self._choices
            return person not in held, not is_chosen, person not in assessed, person

        return self.linked - {min(members, key=order) for members in self._members.values()}

    def counting(self, candidates: Iterable[str]) -> dict[str, str]:
        """Class → the one of its `candidates` that counts.

        The one that the commune chose, else the smallest id.
        """
        by_class: dict[str, list[str]] = defaultdict(list)
        for person in candidates:
            by_class[self.name_of(person)].append(person)
        return {
            name: min(people, key=lambda person: (person not in self._choices, person))
            for name, people in by_class.items()
        }


def _classes(links: Iterable[tuple[str, str]]) -> Mapping[str, list[str]]:
    """The connected parts of the links, by their smallest member."""
    above: dict[str, str] = {}

    def top(person: str) -> str:
        while (higher := above.setdefault(person, person)) != person:
            above[person] = above[higher]
            person = higher
        return person

    for left, right in links:
        first, second = sorted((top(left), top(right)))
        above[second] = first
    found: dict[str, list[str]] = defaultdict(list)
    for person in sorted(above):
        found[top(person)].append(person)
    return found
