"""The closed list of what prerequisites may read: populations of title holders, and named facts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from types import MappingProxyType

from vanhoa_desktop.domain.enums import LearningModel
from vanhoa_desktop.scoring.expressions import Value, ValueKind

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
ENTERED_FACTS: Mapping[LearningModel, Mapping[str, ValueKind]] = MappingProxyType(
    {
        LearningModel.CITIZEN: {},
        LearningModel.FAMILY: {
            "children": ValueKind.NUMBER,
            "children_at_school": ValueKind.NUMBER,
            "has_fund": ValueKind.TRUTH,
        },
        LearningModel.CLAN: {"children_dropped_out": ValueKind.NUMBER, "has_fund": ValueKind.TRUTH},
        LearningModel.COMMUNITY: {
            "children_dropped_out": ValueKind.NUMBER,
            "has_fund": ValueKind.TRUTH,
        },
        LearningModel.UNIT: {"has_fund": ValueKind.TRUTH},
        LearningModel.COMMUNE: {
            "literate_share": ValueKind.NUMBER,
            "has_learning_centre": ValueKind.TRUTH,
        },
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
class KnownFacts:
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


NOTHING_KNOWN = KnownFacts()


@cache
def known_facts(model: LearningModel) -> Mapping[str, ValueKind]:
    """Every fact name that a condition of this model may use, with its kind."""
    counted = {
        f"{name}.{part}": ValueKind.NUMBER for name in POPULATIONS[model] for part in _COUNTS
    }
    return MappingProxyType({**counted, **ENTERED_FACTS[model]})
