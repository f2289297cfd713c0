"""From points to a result with its reasons (QĐ 324/QĐ-KHVN: total ≥ 80 and no indicator below 5)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NoReturn

from vanhoa_desktop.domain.enums import Assessor, Outcome, TargetGroup
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.scoring.criteria import CriteriaSet, Indicator

PASSED = "PASSED"
TOTAL_TOO_LOW = "TOTAL_TOO_LOW"
INDICATOR_TOO_LOW = "INDICATOR_TOO_LOW"
INDICATOR_MISSING = "INDICATOR_MISSING"

PointsSideBySide = Mapping[Assessor, Mapping[str, Decimal]]
# Per indicator the commune's points count, else the village's, never the self-score.
_COUNTING = (Assessor.COMMUNE, Assessor.VILLAGE)


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason of a result: a code, the indicator it is about (if any) and the numbers of its sentence."""

    code: str
    indicator: str | None
    facts: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Counted:
    """The points that count for an indicator, and whose they are."""

    points: Decimal
    assessor: Assessor


@dataclass(frozen=True, slots=True)
class Result:
    """The result of a sheet. `total` sums what counts so far and is None if nothing does."""

    outcome: Outcome
    total: Decimal | None
    counted: Mapping[str, Counted]
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...]


def counted_points(criteria: CriteriaSet, points: PointsSideBySide) -> dict[str, Counted]:
    """Per indicator of the set, the points that count; indicators without any are absent."""
    found: dict[str, Counted] = {}
    for indicator in criteria.indicators:
        for assessor in _COUNTING:
            given = points.get(assessor, {}).get(indicator.code)
            if given is not None:
                found[indicator.code] = Counted(given, assessor)
                break
    return found


def assess(criteria: CriteriaSet, points: PointsSideBySide, group: TargetGroup | None) -> Result:
    """The result under a set: an unanswered indicator makes it «not assessed», never zero points."""
    del group  # the citizen sets in force ask the same points of every group; wording alone differs
    counted = counted_points(criteria, points)
    total = sum((item.points for item in counted.values()), Decimal(0)) if counted else None
    missing = tuple(indicator.code for indicator in criteria.indicators if indicator.code not in counted)
    if missing or total is None:
        reasons = tuple(Reason(INDICATOR_MISSING, code) for code in missing)
        return Result(Outcome.NOT_ASSESSED, total, counted, reasons, missing)
    failures = _failures(criteria, counted, total)
    if failures:
        return Result(Outcome.NOT_PASSED, total, counted, failures, ())
    least = min((indicator.minimum for indicator in criteria.indicators), default=Decimal(0))
    facts: dict[str, object] = {"total": total, "needed": criteria.threshold, "minimum": least}
    return Result(Outcome.PASSED, total, counted, (Reason(PASSED, None, facts),), ())


def _failures(criteria: CriteriaSet, counted: Mapping[str, Counted], total: Decimal) -> tuple[Reason, ...]:
    reasons: list[Reason] = []
    if total < criteria.threshold:
        reasons.append(Reason(TOTAL_TOO_LOW, None, {"total": total, "needed": criteria.threshold}))
    for indicator in criteria.indicators:
        given = counted[indicator.code].points
        if given < indicator.minimum:
            facts: dict[str, object] = {"points": given, "needed": indicator.minimum}
            reasons.append(Reason(INDICATOR_TOO_LOW, indicator.code, facts))
    return tuple(reasons)


def check_points(criteria: CriteriaSet, code: str, points: Decimal | None) -> None:
    """Raise POINTS_NOT_ALLOWED for an unknown indicator or points that it does not allow; None (cleared) is allowed."""
    indicator = criteria.indicator(code)
    if indicator is None:
        _refuse(code, points, None)
    if points is None:
        return
    if not points.is_finite() or not 0 <= points <= indicator.maximum or points % indicator.step != 0:
        _refuse(code, points, indicator)


def _refuse(code: str, points: Decimal | None, indicator: Indicator | None) -> NoReturn:
    raise VanHoaError(
        ErrorCode.POINTS_NOT_ALLOWED,
        indicator=code,
        value=str(points),
        max="–" if indicator is None else str(indicator.maximum),
        step="–" if indicator is None else str(indicator.step),
    )
