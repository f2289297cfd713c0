"""From points and known facts to a result with its reasons.

The rule of QĐ 324/QĐ-KHVN (total ≥ 80, no indicator below 5) and all others are data of the set.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import NoReturn

from vanhoa_desktop.domain.enums import Assessor, Outcome, TargetGroup
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.scoring.criteria import (
    Answer,
    CriteriaSet,
    Indicator,
    Level,
    PrerequisiteSeverity,
)
from vanhoa_desktop.scoring.facts import NOTHING_KNOWN, KnownFacts
from vanhoa_desktop.scoring.prerequisites import objections, too_early
from vanhoa_desktop.scoring.results import Counted, Reason, ReasonCode, Result

__all__ = [
    "Counted",
    "PointsSideBySide",
    "Reason",
    "Result",
    "assess",
    "check_points",
    "counted_points",
    "invalid_points",
    "needed_points",
]

PointsSideBySide = Mapping[Assessor, Mapping[str, Decimal]]
# Per indicator the commune's points count, else the village's, never the self-score.
_COUNTING = (Assessor.COMMUNE, Assessor.VILLAGE)
_NO_POINTS: Mapping[str, Decimal] = {}
_ZERO = Decimal(0)


def assess(
    criteria: CriteriaSet,
    points: PointsSideBySide,
    group: TargetGroup | None,
    standing: KnownFacts = NOTHING_KNOWN,
) -> Result:
    """The result under a set: an unanswered indicator makes it «not assessed», never zero points.

    Points that the set does not allow, a group that it does not list, an unknown rule and an
    unknown blocking prerequisite do so too; prerequisites that are not met are listed all the same.
    A person whose group is not known yet is assessed: groups differ in wording, not in points.
    """
    counted = counted_points(criteria, points)
    total = _total(criteria, counted)
    missing = tuple(item.code for item in criteria.indicators if item.code not in counted)
    invalid = invalid_points(criteria, points)
    warnings = objections(criteria, standing, PrerequisiteSeverity.WARNING, 1)
    undecided = _undecided(criteria, group, missing, invalid)
    blocking = objections(criteria, standing, PrerequisiteSeverity.BLOCKING, 1)
    is_unknown = any(reason.code == ReasonCode.PREREQUISITE_UNKNOWN for reason in blocking)
    if undecided or is_unknown:
        reasons = undecided + blocking
        return Result(Outcome.NOT_ASSESSED, total, counted, reasons, missing, None, warnings)
    lowest = criteria.ranks[0]
    failures = _shortfalls(criteria, counted, total, lowest) + blocking
    if failures:
        return Result(Outcome.NOT_PASSED, total, counted, failures, (), None, warnings)
    level, against = _climb(criteria, counted, total, standing)
    for rank in range(2, level.rank + 1):
        warnings += objections(criteria, standing, PrerequisiteSeverity.WARNING, rank)
    reasons = (_passed(criteria, total, level), *against)
    return Result(Outcome.PASSED, total, counted, reasons, (), level.code or None, warnings)


def counted_points(criteria: CriteriaSet, points: PointsSideBySide) -> dict[str, Counted]:
    """Per indicator of the set, the points that count; indicators without any are absent.

    Points that the set does not allow (they came in a file: nobody can type them) never count.
    """
    deciding = _deciding(criteria, points)
    return {item.code: found for item, found in deciding if item.allows(found.points)}


def invalid_points(criteria: CriteriaSet, points: PointsSideBySide) -> dict[str, Counted]:
    """Per indicator of the set, points that would count, and that the set does not allow."""
    deciding = _deciding(criteria, points)
    return {item.code: found for item, found in deciding if not item.allows(found.points)}


def _deciding(
    criteria: CriteriaSet, points: PointsSideBySide
) -> Iterator[tuple[Indicator, Counted]]:
    given = [(assessor, points.get(assessor, _NO_POINTS)) for assessor in _COUNTING]
    for indicator in criteria.indicators:
        for assessor, by_code in given:
            answer = by_code.get(indicator.code)
            if answer is not None:
                yield indicator, Counted(answer, assessor)
                break


def check_points(criteria: CriteriaSet, code: str, points: Decimal | None) -> None:
    """Raise POINTS_NOT_ALLOWED unless the indicator is known and allows the points; None clears."""
    indicator = criteria.indicator(code)
    if indicator is None:
        _refuse(code, points, None, "INDICATOR_UNKNOWN")
    if points is None:
        return
    if not points.is_finite():
        _refuse(code, points, indicator, "NOT_A_NUMBER")
    if not 0 <= points <= indicator.maximum:
        _refuse(code, points, indicator, "OUT_OF_RANGE")
    if not indicator.allows(points):
        _refuse(code, points, indicator, "NOT_ON_STEP")


def _refuse(code: str, points: Decimal | None, indicator: Indicator | None, why: str) -> NoReturn:
    raise VanHoaError(
        ErrorCode.POINTS_NOT_ALLOWED,
        indicator=code,
        value=str(points),
        why=why,
        max="–" if indicator is None else format(indicator.maximum.normalize(), "f"),
        step="–" if indicator is None else format(indicator.step.normalize(), "f"),
    )


def needed_points(indicator: Indicator, level: Level) -> Decimal:
    """The least points or answer that an indicator needs for a level."""
    if indicator.answer is Answer.LEVEL:
        return Decimal(level.rank)
    if indicator.answer is Answer.YES_NO:
        return indicator.minimum
    return max(indicator.minimum, level.minimum)


def _total(criteria: CriteriaSet, counted: Mapping[str, Counted]) -> Decimal | None:
    scored = [
        counted[item.code].points
        for item in criteria.indicators
        if item.answer is Answer.POINTS and item.code in counted
    ]
    return sum(scored, _ZERO) if scored else None


def _undecided(
    criteria: CriteriaSet,
    group: TargetGroup | None,
    missing: tuple[str, ...],
    invalid: Mapping[str, Counted],
) -> tuple[Reason, ...]:
    if group is not None and criteria.groups and group not in criteria.groups:
        return (Reason(ReasonCode.WRONG_GROUP, None, {"group": group.value}),)
    if not criteria.is_rule_known:
        return (Reason(ReasonCode.RULE_UNKNOWN, None, {"criteria": criteria.id}),)
    return tuple(
        Reason(ReasonCode.POINTS_NOT_VALID, code, {"points": invalid[code].points})
        if code in invalid
        else Reason(ReasonCode.INDICATOR_MISSING, code)
        for code in missing
    )


def _shortfalls(
    criteria: CriteriaSet, counted: Mapping[str, Counted], total: Decimal | None, level: Level
) -> tuple[Reason, ...]:
    """What the points lack for a level: the total first, then indicators as the form has them."""
    reasons: list[Reason] = []
    if level.threshold is not None and (total is None or total < level.threshold):
        facts: dict[str, object] = {"total": total, "needed": level.threshold}
        reasons.append(Reason(ReasonCode.TOTAL_TOO_LOW, None, facts))
    for indicator in criteria.indicators:
        needed = needed_points(indicator, level)
        given = counted[indicator.code].points
        if given < needed:
            is_scored = indicator.answer is Answer.POINTS
            code = ReasonCode.INDICATOR_TOO_LOW if is_scored else ReasonCode.TARGET_NOT_MET
            reasons.append(Reason(code, indicator.code, {"points": given, "needed": needed}))
    return tuple(reasons)


def _climb(
    criteria: CriteriaSet,
    counted: Mapping[str, Counted],
    total: Decimal | None,
    standing: KnownFacts,
) -> tuple[Level, tuple[Reason, ...]]:
    """The highest level reached in order from the lowest, and what stands against the next one."""
    reached = criteria.ranks[0]
    for level in criteria.ranks[1:]:
        against = (
            *_shortfalls(criteria, counted, total, level),
            *objections(criteria, standing, PrerequisiteSeverity.BLOCKING, level.rank),
            *too_early(level, reached, standing),
        )
        if against:
            named = (replace(item, facts={**item.facts, "level": level.code}) for item in against)
            return reached, tuple(named)
        reached = level
    return reached, ()


def _passed(criteria: CriteriaSet, total: Decimal | None, level: Level) -> Reason:
    named: dict[str, object] = {"level": level.code, "title": level.title} if level.code else {}
    if total is None:
        return Reason(ReasonCode.ALL_MET, None, named)
    scored = [item for item in criteria.indicators if item.answer is Answer.POINTS]
    least = min(needed_points(item, level) for item in scored)
    facts: dict[str, object] = {"total": total, "needed": level.threshold, "minimum": least}
    return Reason(ReasonCode.PASSED, None, facts | named)
