"""Counting targets: from people, bodies and branches to shares, exactly (office-practice.md C)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from vanhoa_desktop.domain.enums import LearningModel, Sex, TargetGroup
from vanhoa_desktop.scoring.shares import Share, total
from vanhoa_desktop.scoring.targets import Measure


class Dimension(StrEnum):
    """By what a target is split; every head is in exactly one part of each."""

    UNIT = "unit"
    GROUP = "group"
    SEX = "sex"
    AGE = "age"


ELDERLY, YOUNGER = "60_and_over", "under_60"
UNKNOWN_PART = "unknown"


@dataclass(frozen=True, slots=True)
class Head:
    """One person as the targets see him or her; linked records of one person are one head.

    `unit`: where he or she lives. `staffs`: the recognised learning unit of which he or she is
    staff. `is_adult`: an adult who counts in a village. `skills` and `fluency` are None while
    nobody has said.
    """

    unit: str = ""
    group: TargetGroup | None = None
    sex: Sex | None = None
    is_elderly: bool | None = None
    is_adult: bool = False
    in_models: bool = False
    in_registered_family: bool = False
    staffs: str | None = None
    is_holder: bool = False
    skills: bool | None = None
    fluency: bool | None = None


@dataclass(frozen=True, slots=True)
class CountedBody:
    """A family, clan, village or unit that counts: where it is, and whether it has the title."""

    model: LearningModel
    unit: str
    has_title: bool


@dataclass(frozen=True, slots=True)
class Attendance:
    """A branch: all cadres and members, and how many attended a session."""

    unit: str
    attended: int
    members: int


@dataclass(frozen=True, slots=True)
class Population:
    """All that the targets of one year count."""

    heads: Sequence[Head] = ()
    bodies: Sequence[CountedBody] = ()
    branches: Sequence[Attendance] = ()


@dataclass(frozen=True, slots=True)
class TargetCount:
    """The share of one target, its parts, and what is to be known of it.

    `unknown`: heads of the denominator of whom nobody has said. `overstated`: branches that state
    more attending than members (counted as all of them).
    """

    share: Share
    parts: Mapping[Dimension, Mapping[str, Share]] = field(default_factory=dict)
    unknown: int = 0
    overstated: int = 0


class _Rule(NamedTuple):
    """Which heads are counted, which of them are in the numerator, of which nobody has said."""

    counts: Callable[[Head], bool]
    reaches: Callable[[Head], bool]
    is_unknown: Callable[[Head], bool] = lambda _: False
    unit: Callable[[Head], str] = lambda head: head.unit


def _is_holder(head: Head) -> bool:
    return head.is_holder


def _is_skilled_holder(head: Head) -> bool:
    return head.is_holder and head.skills is True


def _is_fluent(head: Head) -> bool:
    return head.skills is True and head.fluency is True


def _staffed(head: Head) -> str:
    return head.staffs or ""


_RULES: Mapping[Measure, _Rule] = {
    Measure.ADULTS_IN_MODELS: _Rule(lambda head: head.is_adult and head.in_models, _is_holder),
    Measure.ADULTS_OF_ALL: _Rule(lambda head: head.is_adult, _is_holder),
    Measure.ADULTS_IN_REGISTERED_FAMILIES: _Rule(
        lambda head: head.is_adult and head.in_registered_family, _is_holder
    ),
    Measure.STAFF: _Rule(lambda head: head.staffs is not None, _is_holder, unit=_staffed),
    Measure.STAFF_WITHOUT_WORKERS: _Rule(
        lambda head: head.staffs is not None and head.group is not TargetGroup.WORKER,
        _is_holder,
        unit=_staffed,
    ),
    Measure.DIGITAL_SKILLS: _Rule(
        _is_holder, lambda head: head.skills is True, lambda head: head.skills is None
    ),
    Measure.FLUENT_OF_SKILLED: _Rule(
        _is_skilled_holder, _is_fluent, lambda head: head.fluency is None
    ),
    Measure.FLUENT_OF_HOLDERS: _Rule(
        _is_holder, _is_fluent, lambda head: head.skills is None or head.fluency is None
    ),
}
_BODIES: Mapping[Measure, LearningModel] = {
    Measure.FAMILIES: LearningModel.FAMILY,
    Measure.CLANS: LearningModel.CLAN,
    Measure.COMMUNITIES: LearningModel.COMMUNITY,
    Measure.UNITS: LearningModel.UNIT,
}


def count_target(population: Population, measure: Measure) -> TargetCount:
    """One measure over a population, as a whole and by its parts.

    Nothing for figures that are stated: they are not counted.
    """
    if measure in _RULES:
        return _count_heads(population.heads, _RULES[measure])
    if measure in _BODIES:
        return _count_bodies(population.bodies, _BODIES[measure])
    if measure is Measure.TRAINED:
        return _count_attendance(population.branches)
    return TargetCount(Share())


def _count_bodies(bodies: Iterable[CountedBody], model: LearningModel) -> TargetCount:
    return _by_unit(
        (body.unit, Share(int(body.has_title), 1)) for body in bodies if body.model is model
    )


def _count_attendance(branches: Sequence[Attendance]) -> TargetCount:
    counted = _by_unit(_attendance(branches))
    overstated = sum(branch.attended > branch.members for branch in branches)
    return TargetCount(counted.share, counted.parts, overstated=overstated)


def _attendance(branches: Iterable[Attendance]) -> Iterator[tuple[str, Share]]:
    for branch in branches:
        # What one branch overstates must not make up for what another lacks.
        yield branch.unit, Share(min(branch.attended, branch.members), branch.members)


def _by_unit(shares: Iterable[tuple[str, Share]]) -> TargetCount:
    by_unit: dict[str, list[Share]] = defaultdict(list)
    for unit, share in shares:
        by_unit[unit].append(share)
    parts = {unit: total(found) for unit, found in sorted(by_unit.items())}
    return TargetCount(total(parts.values()), {Dimension.UNIT: parts})


def _count_heads(heads: Iterable[Head], rule: _Rule) -> TargetCount:
    counted = [head for head in heads if rule.counts(head)]
    parts: dict[Dimension, dict[str, list[int]]] = {
        dimension: defaultdict(lambda: [0, 0]) for dimension in Dimension
    }
    for head in counted:
        for dimension, name in _parts_of(head, rule).items():
            part = parts[dimension][name]
            part[0] += rule.reaches(head)
            part[1] += 1
    return TargetCount(
        Share(sum(map(rule.reaches, counted)), len(counted)),
        {
            dimension: {name: Share(*found) for name, found in sorted(by_name.items())}
            for dimension, by_name in parts.items()
        },
        unknown=sum(map(rule.is_unknown, counted)),
    )


def _parts_of(head: Head, rule: _Rule) -> dict[Dimension, str]:
    age = UNKNOWN_PART if head.is_elderly is None else ELDERLY if head.is_elderly else YOUNGER
    return {
        Dimension.UNIT: rule.unit(head),
        Dimension.GROUP: head.group.value if head.group else UNKNOWN_PART,
        Dimension.SEX: head.sex.value if head.sex else UNKNOWN_PART,
        Dimension.AGE: age,
    }
