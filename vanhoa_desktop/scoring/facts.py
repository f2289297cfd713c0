"""The closed list of what prerequisites may read: populations of title holders, and named facts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from types import MappingProxyType

from vanhoa_desktop.domain.enums import LearningModel
from vanhoa_desktop.scoring.expressions import Kind, Value

# Who counts for whom (office-practice.md A1): the name of a population and the model whose title
# its members hold.
POPULATIONS: Mapping[LearningModel, Mapping[str, LearningModel]] = MappingProxyType(
    {
        LearningModel.CITIZEN: {},
        LearningModel.FAMILY: {
            "adults": LearningModel.CITIZEN,
            "registered_adults": LearningModel.CITIZEN,
        },
        LearningModel.CLAN: {"families": LearningModel.FAMILY, "adults": LearningModel.CITIZEN},
        LearningModel.COMMUNITY: {
            "families": LearningModel.FAMILY,
            "clans": LearningModel.CLAN,
            "adults": LearningModel.CITIZEN,
        },
        LearningModel.UNIT: {"staff": LearningModel.CITIZEN, "learners": LearningModel.CITIZEN},
        LearningModel.COMMUNE: {
            "adults": LearningModel.CITIZEN,
            "families": LearningModel.FAMILY,
            "clans": LearningModel.CLAN,
            "communities": LearningModel.COMMUNITY,
            "units": LearningModel.UNIT,
        },
    }
)

# Facts that people enter beside the points.
ENTERED_FACTS: Mapping[LearningModel, Mapping[str, Kind]] = MappingProxyType(
    {
        LearningModel.CITIZEN: {},
        LearningModel.FAMILY: {
            "children": Kind.NUMBER,
            "children_at_school": Kind.NUMBER,
            "has_fund": Kind.TRUTH,
        },
        LearningModel.CLAN: {"children_dropped_out": Kind.NUMBER, "has_fund": Kind.TRUTH},
        LearningModel.COMMUNITY: {"children_dropped_out": Kind.NUMBER, "has_fund": Kind.TRUTH},
        LearningModel.UNIT: {"has_fund": Kind.TRUTH},
        LearningModel.COMMUNE: {"literate_share": Kind.NUMBER, "has_learning_centre": Kind.TRUTH},
    }
)

# What every population gives: how many, how many hold the title, how many do not, and the share
# (nothing of none).
_COUNTS = ("count", "titled", "lacking", "share")


@dataclass(frozen=True, slots=True)
class Tally:
    """A population: its `count`, and how many of them hold their title."""

    count: int
    titled: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known about a subject beside its points.

    `tallies` by population; `entered` facts by name; `months_since`: months since recognition by
    level code.
    """

    tallies: Mapping[str, Tally] = field(default_factory=dict)
    entered: Mapping[str, Value] = field(default_factory=dict)
    months_since: Mapping[str, int] = field(default_factory=dict)

    def facts(self) -> dict[str, Value]:
        """All facts by the names that conditions use; what is not known is absent."""
        known: dict[str, Value] = dict(self.entered)
        for name, tally in self.tallies.items():
            known[f"{name}.count"] = Fraction(tally.count)
            known[f"{name}.titled"] = Fraction(tally.titled)
            known[f"{name}.lacking"] = Fraction(tally.count - tally.titled)
            known[f"{name}.share"] = Fraction(tally.titled, tally.count) if tally.count else None
        return known


NOTHING_KNOWN = Standing()


@cache
def known_facts(model: LearningModel) -> Mapping[str, Kind]:
    """Every fact name that a condition of this model may use, with its kind."""
    counted = {f"{name}.{part}": Kind.NUMBER for name in POPULATIONS[model] for part in _COUNTS}
    return MappingProxyType({**counted, **ENTERED_FACTS[model]})
