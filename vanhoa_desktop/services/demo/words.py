"""The words of which made-up people are made (resources/demo/people.toml)."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random

from vanhoa_desktop.domain.enums import Sex
from vanhoa_desktop.paths import resource

OLD_GENERATION_UNTIL = 1990


@dataclass(frozen=True, slots=True)
class DemoWords:
    """Names with their weights, villages, occupations, and the decision of the year."""

    family_names: Mapping[str, int]
    middle_names: Mapping[str, Sequence[str]]
    given_names: Mapping[str, Sequence[str]]
    villages: Sequence[str]
    occupations: Mapping[str, Sequence[str]]
    decision: Mapping[str, str]

    def family_name(self, chance: Random) -> str:
        """A family name by its frequency."""
        names = list(self.family_names)
        return chance.choices(names, weights=list(self.family_names.values()))[0]

    def full_name(self, family: str, sex: Sex, birth_year: int, chance: Random) -> str:
        """A whole name as people of that sex and generation bear it."""
        age = "old" if birth_year < OLD_GENERATION_UNTIL else "young"
        key = f"{sex.value}_{age}"
        middle = chance.choice(self.middle_names[key])
        given = chance.choice([name for name in self.given_names[key] if name not in middle])
        return f"{family} {middle} {given}"

    def village_name(self, number: int) -> str:
        """The name of the village with that number, from 1."""
        return self.villages[number - 1] if number <= len(self.villages) else f"Thôn {number}"


@cache
def demo_words() -> DemoWords:
    """The shipped words."""
    content = tomllib.loads(resource("demo", "people.toml").read_text(encoding="utf-8"))
    return DemoWords(
        family_names=content["family_names"],
        middle_names=content["middle_names"],
        given_names=content["given_names"],
        villages=content["villages"]["names"],
        occupations=content["occupations"],
        decision=content["decision"],
    )
