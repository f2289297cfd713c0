"""What a year's results would be under another set, threshold or minimum: nothing is saved.

Both pictures are of the same subjects, so a citizen who would lose the title takes it from the
family, the clan and the village too, as it would be in earnest.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from vanhoa_desktop.domain.enums import LearningModel, Outcome
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.scoring.criteria import Answer, CriteriaSet, Criterion
from vanhoa_desktop.scoring.graph import ResultGraph
from vanhoa_desktop.scoring.results import Result
from vanhoa_desktop.scoring.subjects import MODEL_ORDER, Subject, SubjectKey


class Turn(StrEnum):
    """What the other rule would mean for a subject."""

    GAINS = "gains"
    LOSES = "loses"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Contrast:
    """One subject's result as it is and as it would be; None where there is no set for it."""

    key: SubjectKey
    before: Result | None
    after: Result | None
    turn: Turn


@dataclass(frozen=True, slots=True)
class Counts:
    """Subjects of one label: assessed and passed before and after, and how many would turn."""

    assessed_before: int
    assessed_after: int
    passed_before: int
    passed_after: int
    gains: int
    loses: int


def contrasts(
    subjects: Iterable[Subject], other_sets: Mapping[LearningModel, CriteriaSet]
) -> tuple[Contrast, ...]:
    """All results side by side with those under other sets, by model and id.

    A model that is not in `other_sets` keeps its sets. A higher level counts as a gain.
    """
    now = tuple(subjects)
    graph = ResultGraph(now)
    before = dict(graph.results)
    ranks = {key: _rank(subject, before.get(key)) for key, subject in graph.subjects.items()}
    # What a change does not reach keeps its result: the graph gives the same as one made anew.
    graph.put(_under(subject, other_sets) for subject in now if subject.key.model in other_sets)
    return tuple(
        _contrast(key, before.get(key), ranks[key], graph)
        for key in sorted(graph.subjects, key=_in_order)
    )


def count_by(found: Iterable[Contrast], label: Callable[[SubjectKey], str]) -> dict[str, Counts]:
    """Counts per label (a target group, a unit, a model), by label."""
    counters: dict[str, Counter[str]] = {}
    for item in found:
        counter = counters.setdefault(label(item.key), Counter())
        counter["assessed_before"] += _is_assessed(item.before)
        counter["assessed_after"] += _is_assessed(item.after)
        counter["passed_before"] += _is_passed(item.before)
        counter["passed_after"] += _is_passed(item.after)
        counter[item.turn.value] += 1
    return {name: _counts(counters[name]) for name in sorted(counters)}


def adjusted(
    criteria: CriteriaSet, *, threshold: Decimal | None = None, minimum: Decimal | None = None
) -> CriteriaSet:
    """The set with another threshold, or another minimum of every scored indicator.

    With levels the lowest level's threshold changes. Raises VALUE_INVALID where the set sums no
    points or could never reach the value.
    """
    scored = [item for item in criteria.indicators if item.answer is Answer.POINTS]
    if threshold is not None:
        reachable = sum((item.maximum for item in scored), Decimal(0))
        _require(scored and 0 <= threshold <= reachable, "threshold", threshold)
        lowest = tuple(replace(level, threshold=threshold) for level in criteria.levels[:1])
        criteria = replace(criteria, threshold=threshold, levels=(*lowest, *criteria.levels[1:]))
    if minimum is not None:
        possible = min((item.maximum for item in scored), default=Decimal(-1))
        _require(0 <= minimum <= possible, "minimum", minimum)
        criteria = replace(
            criteria, criteria=tuple(_with_minimum(item, minimum) for item in criteria.criteria)
        )
    return criteria


def _require(is_possible: object, field: str, value: Decimal) -> None:
    if not is_possible:
        raise VanHoaError(ErrorCode.VALUE_INVALID, field=field, value=str(value))


def _with_minimum(criterion: Criterion, minimum: Decimal) -> Criterion:
    indicators = tuple(
        replace(item, minimum=minimum) if item.answer is Answer.POINTS else item
        for item in criterion.indicators
    )
    return replace(criterion, indicators=indicators)


def _under(subject: Subject, other_sets: Mapping[LearningModel, CriteriaSet]) -> Subject:
    if subject.criteria is None:
        return subject
    return replace(subject, criteria=other_sets.get(subject.key.model, subject.criteria))


def _in_order(key: SubjectKey) -> tuple[int, str]:
    return MODEL_ORDER.index(key.model), key.id


def _contrast(key: SubjectKey, old: Result | None, old_rank: int, graph: ResultGraph) -> Contrast:
    new = graph.results.get(key)
    new_rank = _rank(graph.subjects[key], new)
    if new_rank > old_rank:
        return Contrast(key, old, new, Turn.GAINS)
    return Contrast(key, old, new, Turn.LOSES if new_rank < old_rank else Turn.SAME)


def _rank(subject: Subject, result: Result | None) -> int:
    """0 without the title, else the rank of its level."""
    if result is None or subject.criteria is None or result.outcome is not Outcome.PASSED:
        return 0
    return next(item.rank for item in subject.criteria.ranks if item.code == (result.level or ""))


def _is_assessed(result: Result | None) -> bool:
    return result is not None and result.outcome is not Outcome.NOT_ASSESSED


def _is_passed(result: Result | None) -> bool:
    return result is not None and result.outcome is Outcome.PASSED


def _counts(counter: Counter[str]) -> Counts:
    return Counts(
        assessed_before=counter["assessed_before"],
        assessed_after=counter["assessed_after"],
        passed_before=counter["passed_before"],
        passed_after=counter["passed_after"],
        gains=counter[Turn.GAINS.value],
        loses=counter[Turn.LOSES.value],
    )
