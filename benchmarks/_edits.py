"""The same edits for every side: who changed whose telephone number to what, and the truth."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

EDITED_PART, CONFLICTING_PART, EQUAL_PART = 2, 10, 20


@dataclass(frozen=True, slots=True)
class Edits:
    """New numbers by person on both sides, and the people on whom the sides truly disagree."""

    village: Mapping[str, str]
    commune: Mapping[str, str]
    conflicts: frozenset[str]


def make_edits(people: Sequence[str]) -> Edits:
    """Half of the people edited by the village, the others by the commune, some by both.

    Of those edited by both some were given the same number: nobody must be asked about them.
    """
    half = len(people) // EDITED_PART
    both = people[: max(2, len(people) // CONFLICTING_PART)]
    equal = both[: max(1, len(people) // EQUAL_PART)]
    village = {person: f"091{number:07d}" for number, person in enumerate(people[:half])}
    commune = {person: f"098{number:07d}" for number, person in enumerate(people[half:])}
    commune |= {person: f"097{number:07d}" for number, person in enumerate(both)}
    commune |= {person: village[person] for person in equal}
    return Edits(village, commune, frozenset(both) - frozenset(equal))
