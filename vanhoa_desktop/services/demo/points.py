"""Made-up points: plausible pass rates by target group, in steps of half a point."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from vanhoa_desktop.domain.enums import TargetGroup
from vanhoa_desktop.services.demo.people import MadeUpPerson

# Mean points per indicator: with a spread of 0.6 about 60 % of residents, 70 % of workers, 90 % of
# staff and 80 % of students reach 80 of 100 (reports of other districts: domain-facts §1.5).
_MEANS: Mapping[TargetGroup, float] = {
    TargetGroup.RESIDENT: 8.15,
    TargetGroup.WORKER: 8.3,
    TargetGroup.STAFF: 8.75,
    TargetGroup.STUDENT: 8.5,
}
_SPREAD_OF_PEOPLE, _SPREAD_OF_INDICATORS = 0.6, 0.8
_LEAST, _MOST = 3.0, 10.0
_SHARE_UNANSWERED, _SHARE_WEAK, _SHARE_SELF_HIGHER = 0.03, 0.03, 0.35
_WEAK_POINTS = (Decimal("4.5"), Decimal(4), Decimal("3.5"))
_HALF = Decimal("0.5")

Points = Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class MadeUpPoints:
    """What a person gave himself and what the village gave; unanswered indicators are missing."""

    own: Points
    village: Points


def make_points(person: MadeUpPerson, indicators: Sequence[str], chance: Random) -> MadeUpPoints:
    """Points of one person for every indicator, a few unanswered, a few below the least."""
    mean = chance.gauss(_MEANS[person.target_group], _SPREAD_OF_PEOPLE)
    village = {code: _drawn(mean, chance) for code in indicators}
    if chance.random() < _SHARE_WEAK:
        village[chance.choice(indicators)] = chance.choice(_WEAK_POINTS)
    own = {code: _own(points, chance) for code, points in village.items()}
    if chance.random() < _SHARE_UNANSWERED:
        del village[chance.choice(indicators)]
    return MadeUpPoints(own, village)


def _drawn(mean: float, chance: Random) -> Decimal:
    drawn = min(max(chance.gauss(mean, _SPREAD_OF_INDICATORS), _LEAST), _MOST)
    return Decimal(round(drawn * 2)) / 2


def _own(points: Decimal, chance: Random) -> Decimal:
    is_higher = chance.random() < _SHARE_SELF_HIGHER
    return min(points + _HALF, Decimal(10)) if is_higher else points
