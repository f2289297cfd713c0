"""The targets of the plan: numerator, denominator, goal, and what is still missing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.scoring.shares import Share
from vanhoa_desktop.scoring.target_counts import Population, TargetCount, count_target
from vanhoa_desktop.scoring.targets import ChosenTarget, Measure, Role, chosen_targets
from vanhoa_desktop.services.reporting.target_population import CountedYear, PopulationReader
from vanhoa_desktop.services.reporting.year_titles import CountingDay
from vanhoa_desktop.services.setup.target_sets import plan_area, sets_in_force, stated_share

REST_PREFIX = "rest:"


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target with its count in one year.

    `goals` and `national_goals` in percent by milestone year; `note` is what must be said of the
    source beside it.
    """

    id: str
    measure: Measure
    wording: str
    set_id: str
    year: int
    count: TargetCount
    goals: Mapping[int, Decimal] = field(default_factory=dict)
    national_goals: Mapping[int, Decimal] = field(default_factory=dict)
    note: str = ""

    @property
    def share(self) -> Share:
        """Numerator and denominator of the whole."""
        return self.count.share

    @property
    def goal_year(self) -> int | None:
        """The milestone that counts now: the next one, or the last when all have passed."""
        ahead = [year for year in self.goals if year >= self.year]
        return min(ahead) if ahead else max(self.goals, default=None)

    @property
    def goal(self) -> Decimal | None:
        """The goal in percent of that milestone; None where the plan sets none."""
        return None if self.goal_year is None else self.goals[self.goal_year]

    @property
    def missing(self) -> int | None:
        """How many more it needs if the total stays (None without goal or anybody to count)."""
        return None if self.goal is None else self.share.missing(self.goal)

    @property
    def is_met(self) -> bool | None:
        """Whether the exact share reaches the goal."""
        return None if self.goal is None else self.share.meets(self.goal)


def target_rows(reading: Reading, day: CountingDay, counted: CountedYear) -> tuple[TargetRow, ...]:
    """The targets that hold on a day, over the whole commune or the plan's own area and the rest.

    Raises TARGETS_INVALID, VALUE_INVALID for settings that cannot be read.
    """
    sets = sets_in_force(reading, day.cut_off)
    area = plan_area(reading, day.cut_off)
    stated = {
        target.id: TargetCount(share)
        for one in sets
        for target in one.targets
        if target.measure is Measure.STATED
        and (share := stated_share(reading, day.year, target.id)) is not None
    }
    if area is None:
        return _rows(chosen_targets(sets), day.year, counted.population, stated)
    inside = PopulationReader(reading, day, area).counted().population
    others = {unit.id for unit in reading.units.units()} - area
    rest = PopulationReader(reading, day, others).counted().population
    national = [one for one in sets if one.role is Role.NATIONAL]
    return (
        *_rows(chosen_targets(sets), day.year, inside, stated),
        *_rows(chosen_targets(national), day.year, rest, {}, REST_PREFIX),
    )


def _rows(
    chosen: list[ChosenTarget],
    year: int,
    population: Population,
    stated: Mapping[str, TargetCount],
    prefix: str = "",
) -> tuple[TargetRow, ...]:
    return tuple(
        TargetRow(
            id=prefix + item.target.id,
            measure=item.target.measure,
            wording=item.target.wording,
            set_id=item.set_id,
            year=year,
            count=stated.get(item.target.id) or count_target(population, item.target.measure),
            goals=item.target.goals,
            national_goals=item.national_goals,
            note=item.target.grounds.note,
        )
        for item in chosen
    )
