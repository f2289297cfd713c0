"""The shortest way to the title: which indicators to raise, by how much, and what else is lacking.

Shortest means: the fewest points to add in all, then the fewest indicators to change, then those
that come first on the form. It is exact for any list of allowed steps, not only for even ones.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import gcd

from vanhoa_desktop.domain.enums import TargetGroup
from vanhoa_desktop.scoring.criteria import (
    Answer,
    CriteriaSet,
    Indicator,
    Level,
    PrerequisiteSeverity,
)
from vanhoa_desktop.scoring.engine import PointsSideBySide, counted_points, needed_points
from vanhoa_desktop.scoring.facts import NOTHING_KNOWN, KnownFacts
from vanhoa_desktop.scoring.prerequisites import objections, too_early
from vanhoa_desktop.scoring.results import Counted, Reason

_ZERO = Decimal(0)
_PARTS = 1_000  # points have at most three decimals


@dataclass(frozen=True, slots=True)
class Raise:
    """One indicator to raise `to` these points (or answer); `given` is None where unanswered."""

    indicator: str
    answer: Answer
    given: Decimal | None
    to: Decimal

    @property
    def points(self) -> Decimal:
        """The points that it adds; answers to yes/no and level targets add none."""
        return self.to - (self.given or _ZERO) if self.answer is Answer.POINTS else _ZERO


@dataclass(frozen=True, slots=True)
class Way:
    """What lacks for the title: raises in the order of the form, and prerequisites not met."""

    raises: tuple[Raise, ...]
    prerequisites: tuple[Reason, ...]

    @property
    def points(self) -> Decimal:
        """All points that must be added."""
        return sum((step.points for step in self.raises), _ZERO)


def way_to_title(
    criteria: CriteriaSet,
    points: PointsSideBySide,
    group: TargetGroup | None,
    standing: KnownFacts = NOTHING_KNOWN,
    rank: int = 1,
) -> Way | None:
    """The shortest way to the title, or to its level of this rank; nothing to do: an empty way.

    None where no points can help: the rule is unknown, the group is not of this set, there is no
    such level, or the set asks for more than its steps allow.
    """
    is_wrong_group = group is not None and criteria.groups and group not in criteria.groups
    if is_wrong_group or not criteria.is_rule_known or not 1 <= rank <= len(criteria.ranks):
        return None
    counted = counted_points(criteria, points)
    level = criteria.ranks[rank - 1]
    scored = _cheapest(_choices(criteria, counted, level), _gap(criteria, counted, level))
    if scored is None:
        return None
    found = {step.indicator: step for step in (*scored, *_answers(criteria, counted, level))}
    raises = tuple(found[item.code] for item in criteria.indicators if item.code in found)
    return Way(raises, _unmet(criteria, standing, rank))


def _unmet(criteria: CriteriaSet, standing: KnownFacts, rank: int) -> tuple[Reason, ...]:
    found: tuple[Reason, ...] = ()
    for place, level in enumerate(criteria.ranks[:rank]):
        found += objections(criteria, standing, PrerequisiteSeverity.BLOCKING, level.rank)
        if place:
            found += too_early(level, criteria.ranks[place - 1], standing)
    return found


def _answers(
    criteria: CriteriaSet, counted: Mapping[str, Counted], level: Level
) -> tuple[Raise, ...]:
    """Yes/no and level targets that are unanswered or below what the level needs."""
    found: list[Raise] = []
    for item in criteria.indicators:
        if item.answer is Answer.POINTS:
            continue
        given = counted[item.code].points if item.code in counted else None
        needed = needed_points(item, level)
        if given is None or given < needed:
            found.append(Raise(item.code, item.answer, given, needed))
    return tuple(found)


def _gap(criteria: CriteriaSet, counted: Mapping[str, Counted], level: Level) -> int:
    """What the total lacks, in thousandths."""
    if level.threshold is None:
        return 0
    scored = (item for item in criteria.indicators if item.answer is Answer.POINTS)
    total = sum((counted[item.code].points for item in scored if item.code in counted), _ZERO)
    return max(0, int((level.threshold - total) * _PARTS))


@dataclass(frozen=True, slots=True)
class _Choice:
    """What may become of one indicator: gains in thousandths, ascending, with the raise of each.

    `may_stay`: it is answered and has its minimum.
    """

    may_stay: bool
    raises: tuple[tuple[int, Raise], ...]


def _choices(
    criteria: CriteriaSet, counted: Mapping[str, Counted], level: Level
) -> tuple[_Choice, ...]:
    scored = [item for item in criteria.indicators if item.answer is Answer.POINTS]
    return tuple(_choice(item, counted.get(item.code), level) for item in scored)


def _choice(item: Indicator, held: Counted | None, level: Level) -> _Choice:
    given = None if held is None else held.points
    needed = needed_points(item, level)
    higher = [step for step in item.steps if step >= needed and (given is None or step > given)]
    return _Choice(
        may_stay=given is not None and given >= needed,
        raises=tuple(
            (int((step - (given or _ZERO)) * _PARTS), Raise(item.code, item.answer, given, step))
            for step in higher
        ),
    )


def _cheapest(choices: Sequence[_Choice], gap: int) -> tuple[Raise, ...] | None:
    """The raises that gain at least `gap` with the least sum, then the fewest indicators.

    Sums that can be reached are bits of whole numbers, one number per count of changed indicators;
    so even long lists of steps take a few shifts each.
    """
    unit = gcd(*(gain for choice in choices for gain, _ in choice.raises)) or 1
    least = -(-gap // unit)
    stages = [[1]]
    for choice in choices:
        stages.append(_next_stage(stages[-1], choice, unit))
    ends = [
        ((bits >> least & -(bits >> least)).bit_length() - 1 + least, changed)
        for changed, bits in enumerate(stages[-1])
        if bits >> least
    ]
    if not ends:
        return None
    return _trace(choices, stages, unit, *min(ends))


def _next_stage(before: Sequence[int], choice: _Choice, unit: int) -> list[int]:
    after = [*before, 0] if choice.may_stay else [0] * (len(before) + 1)
    for changed, bits in enumerate(before):
        for gain, _ in choice.raises:
            after[changed + 1] |= bits << (gain // unit)
    return after


def _trace(
    choices: Sequence[_Choice], stages: Sequence[Sequence[int]], unit: int, total: int, changed: int
) -> tuple[Raise, ...]:
    """Back from the cheapest end to what leads there, leaving late indicators as they are."""
    found: list[Raise] = []
    for choice, before in zip(reversed(choices), reversed(stages[:-1]), strict=True):
        if choice.may_stay and _is_reached(before, changed, total):
            continue
        total, changed, step = next(
            (total - gain // unit, changed - 1, step)
            for gain, step in choice.raises
            if _is_reached(before, changed - 1, total - gain // unit)
        )
        found.append(step)
    return tuple(reversed(found))


def _is_reached(stage: Sequence[int], changed: int, total: int) -> bool:
    return changed < len(stage) and total >= 0 and bool(stage[changed] >> total & 1)
