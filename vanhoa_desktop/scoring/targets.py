"""Targets of a plan: what each measures, its goals, and where that is written.

Sets of targets are data (docs/targets-format.md); these classes hold one that was read and checked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from vanhoa_desktop.scoring.criteria import Grounds


class Measure(StrEnum):
    """What a target counts (office-practice.md C): who is below the line, and who above it."""

    TRAINED = "trained"
    ADULTS_IN_MODELS = "adults_in_models"
    ADULTS_OF_ALL = "adults_of_all"
    ADULTS_IN_REGISTERED_FAMILIES = "adults_in_registered_families"
    STAFF = "staff"
    STAFF_WITHOUT_WORKERS = "staff_without_workers"
    DIGITAL_SKILLS = "digital_skills"
    FLUENT_OF_SKILLED = "fluent_of_skilled"
    FLUENT_OF_HOLDERS = "fluent_of_holders"
    FAMILIES = "families"
    CLANS = "clans"
    COMMUNITIES = "communities"
    UNITS = "units"
    STATED = "stated"  # what no register here can count: the commune states both numbers


class Role(StrEnum):
    """What a set is for: a commune's own plan, or what holds for the whole country."""

    PLAN = "plan"
    NATIONAL = "national"


@dataclass(frozen=True, slots=True)
class Target:
    """One target; `goals` in percent by milestone year, empty for a figure shown beside another."""

    id: str
    measure: Measure
    wording: str
    goals: Mapping[int, Decimal] = field(default_factory=dict)
    grounds: Grounds = field(default_factory=Grounds)


@dataclass(frozen=True, slots=True)
class TargetSet:
    """The targets of one plan or decision, for an area and a time (ISO dates)."""

    id: str
    version: str
    title: str
    area: str
    role: Role
    legal_basis: str
    in_force_from: str
    in_force_until: str | None
    grounds: Grounds
    targets: tuple[Target, ...]

    def is_in_force(self, on: str) -> bool:
        """Whether the set holds on an ISO date."""
        return self.in_force_from <= on and (
            self.in_force_until is None or on <= self.in_force_until
        )


@dataclass(frozen=True, slots=True)
class ChosenTarget:
    """A target with the national goals of the same measure beside it (empty if there are none)."""

    target: Target
    set_id: str
    national_goals: Mapping[int, Decimal] = field(default_factory=dict)


def chosen_targets(sets: Sequence[TargetSet]) -> list[ChosenTarget]:
    """The targets to show: the first set that has a measure states it, the later ones compare.

    The commune's own plan comes first; each measure appears once (stated figures: each by its id),
    so that nothing overlapping can be added up by mistake.
    """
    found: dict[tuple[Measure, str], ChosenTarget] = {}
    for one in sets:
        for target in one.targets:
            key = (target.measure, target.id if target.measure is Measure.STATED else "")
            known = found.get(key)
            if known is None:
                found[key] = ChosenTarget(target, one.id)
            elif not known.national_goals and one.role is Role.NATIONAL:
                found[key] = ChosenTarget(known.target, known.set_id, target.goals)
    return list(found.values())
