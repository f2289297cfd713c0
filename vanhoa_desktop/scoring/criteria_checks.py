"""Whether the values of a criteria set agree: sums, thresholds, codes, levels, periods."""

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal

from vanhoa_desktop.scoring.criteria import Answer, CriteriaSet, Criterion, Indicator
from vanhoa_desktop.scoring.problems import ProblemCode
from vanhoa_desktop.scoring.toml_table import Table

_ZERO = Decimal(0)


def check_set(document: Table, criteria: CriteriaSet) -> None:
    """Report to the table's findings everything in which the set contradicts itself."""
    _check_codes(document, criteria)
    _check_sums(document, criteria)
    _check_minimums(document, criteria)
    _check_thresholds(document, criteria)
    if criteria.in_force_to is not None and criteria.in_force_to < criteria.in_force_from:
        document.report("in_force_to", ProblemCode.PERIOD_BACKWARDS, until=criteria.in_force_to)
    if not criteria.is_rule_known:
        document.findings.report(("points", "rule_known"), ProblemCode.RULE_UNKNOWN, id=criteria.id)
    for gap in criteria.gaps:
        document.report("gaps", ProblemCode.GAP_DECLARED, gap=gap)


def check_beside(document: Table, criteria: CriteriaSet, others: Iterable[CriteriaSet]) -> None:
    """Report what does not go together with other sets.

    Other content under the same id and version is an error: what is published never changes. Sets
    of one model may be in force on one day, since the one that begins later is used, but it is to
    be known; two that begin on one day leave it open which is meant. Versions of one id may.
    """
    for other in others:
        if other.id == criteria.id:
            is_other_content = bool(criteria.sha256) and other.sha256 != criteria.sha256
            if other.version == criteria.version and is_other_content:
                document.report("version", ProblemCode.VERSION_TAKEN, version=other.version)
            continue
        if other.model is not criteria.model:
            continue
        facts = {"other": other.id, "begins": other.in_force_from}
        if other.in_force_from == criteria.in_force_from:
            document.report("in_force_from", ProblemCode.PERIODS_BEGIN_TOGETHER, **facts)
        elif _overlap(criteria, other):
            document.report("in_force_from", ProblemCode.PERIODS_OVERLAP, **facts)


def _overlap(criteria: CriteriaSet, other: CriteriaSet) -> bool:
    begins_in_time = criteria.in_force_to is None or other.in_force_from <= criteria.in_force_to
    ends_late = other.in_force_to is None or other.in_force_to >= criteria.in_force_from
    return begins_in_time and ends_late


def _scored(indicators: Iterable[Indicator]) -> list[Indicator]:
    return [indicator for indicator in indicators if indicator.answer is Answer.POINTS]


def _sum(indicators: Sequence[Indicator]) -> Decimal:
    return sum((indicator.maximum for indicator in indicators), _ZERO)


def _places(criterion: Criterion) -> list[tuple[str, int]]:
    """Where each indicator of a criterion stands in the file: its list and its place there."""
    scored = len(_scored(criterion.indicators))
    return [
        ("indicators", place) if place < scored else ("targets", place - scored)
        for place in range(len(criterion.indicators))
    ]


def _check_codes(document: Table, criteria: CriteriaSet) -> None:
    _check_once(document, "criteria", [criterion.code for criterion in criteria.criteria])
    _check_once(document, "levels", [level.code for level in criteria.levels])
    _check_once(document, "prerequisites", [item.code for item in criteria.prerequisites])
    counts = Counter(indicator.code for indicator in criteria.indicators)
    seen: set[str] = set()
    for number, criterion in enumerate(criteria.criteria):
        for indicator, place in zip(criterion.indicators, _places(criterion), strict=True):
            if counts[indicator.code] > 1 and indicator.code in seen:
                path = ("criteria", number, *place, "code")
                document.findings.report(path, ProblemCode.CODE_TWICE, code=indicator.code)
            seen.add(indicator.code)


def _check_once(document: Table, key: str, codes: Sequence[str]) -> None:
    seen: set[str] = set()
    for place, code in enumerate(codes):
        if code in seen:
            document.findings.report((key, place, "code"), ProblemCode.CODE_TWICE, code=code)
        seen.add(code)


def _check_sums(document: Table, criteria: CriteriaSet) -> None:
    """The sums that the file states against what its indicators give."""
    for place, criterion in enumerate(criteria.criteria):
        found = _sum(_scored(criterion.indicators))
        if criterion.maximum is not None and criterion.maximum != found:
            path = ("criteria", place, "maximum")
            document.findings.report(
                path,
                ProblemCode.POINTS_DO_NOT_ADD_UP,
                stated=str(criterion.maximum),
                found=found,
            )
    points = document.table("points")
    stated = points.number("sum", is_required=False) if points.has("sum") else None
    found = _sum(_scored(criteria.indicators))
    if stated is not None and stated != found:
        points.report("sum", ProblemCode.POINTS_DO_NOT_ADD_UP, stated=stated, found=found)


def _check_minimums(document: Table, criteria: CriteriaSet) -> None:
    for number, criterion in enumerate(criteria.criteria):
        for indicator, place in zip(criterion.indicators, _places(criterion), strict=True):
            highest = max((level.minimum for level in criteria.levels), default=_ZERO)
            needed = max(indicator.minimum, highest if indicator.answer is Answer.POINTS else _ZERO)
            if needed > indicator.maximum:
                path = ("criteria", number, *place, "minimum")
                document.findings.report(
                    path,
                    ProblemCode.MINIMUM_UNREACHABLE,
                    indicator=indicator.code,
                    minimum=needed,
                    maximum=indicator.maximum,
                )


def _check_thresholds(document: Table, criteria: CriteriaSet) -> None:
    scored = _scored(criteria.indicators)
    reachable = _sum(scored)
    if criteria.is_rule_known and not criteria.indicators:
        document.report("criteria", ProblemCode.NOTHING_ASKED, id=criteria.id)
    if (
        criteria.is_rule_known
        and scored
        and any(level.threshold is None for level in criteria.ranks)
    ):
        document.findings.report(
            ("points", "threshold"), ProblemCode.THRESHOLD_MISSING, id=criteria.id
        )
    thresholds = [level.threshold for level in criteria.ranks]
    if criteria.threshold is not None:
        thresholds.append(criteria.threshold)
    highest = max((threshold for threshold in thresholds if threshold is not None), default=_ZERO)
    if highest > reachable:
        path = ("points", "threshold") if criteria.threshold == highest else ("levels",)
        document.findings.report(
            path,
            ProblemCode.THRESHOLD_UNREACHABLE,
            threshold=highest,
            reachable=reachable,
        )
    for place, (lower, higher) in enumerate(
        zip(criteria.levels, criteria.levels[1:], strict=False), start=1
    ):
        if (higher.threshold or _ZERO) < (
            lower.threshold or _ZERO
        ) or higher.minimum < lower.minimum:
            document.findings.report(
                ("levels", place), ProblemCode.LEVELS_NOT_RISING, level=higher.code
            )
