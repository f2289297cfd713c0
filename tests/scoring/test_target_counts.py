"""What each target counts: a table that a secretary can read, and rules that hold for any commune.

The table is in target_people.txt: a person a row, and the targets that count him or her.
"""

from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanhoa_desktop.domain.enums import LearningModel, Sex, TargetGroup
from vanhoa_desktop.scoring.shares import Share, total
from vanhoa_desktop.scoring.target_counts import (
    Attendance,
    CountedBody,
    Dimension,
    Head,
    Population,
    count_target,
)
from vanhoa_desktop.scoring.targets import Measure

MEASURES = {
    "T2": Measure.ADULTS_IN_MODELS,
    "T2-all": Measure.ADULTS_OF_ALL,
    "T2-registered": Measure.ADULTS_IN_REGISTERED_FAMILIES,
    "T3": Measure.STAFF,
    "T3-strict": Measure.STAFF_WITHOUT_WORKERS,
    "T4": Measure.DIGITAL_SKILLS,
    "T5": Measure.FLUENT_OF_SKILLED,
    "T5-all": Measure.FLUENT_OF_HOLDERS,
}
GROUPS = {
    "dân": TargetGroup.RESIDENT,
    "học sinh": TargetGroup.STUDENT,
    "cán bộ": TargetGroup.STAFF,
    "lao động": TargetGroup.WORKER,
}
SAID = {"có": True, "không": False, "?": None}


@dataclass(frozen=True)
class Row:
    """One person of the table and what the targets make of it."""

    head: Head
    counted: dict[str, str]


def read_row(line: str) -> Row:
    adult, models, family, staff, group, holder, skills, fluency, counted = (
        cell.strip() for cell in line.split("|")
    )
    head = Head(
        unit="Thôn Ngọc Bản",
        group=GROUPS[group],
        is_adult=adult == "có",
        in_models=models == "có",
        in_registered_family=family == "có",
        staffs="Trường" if staff == "có" else None,
        is_holder=holder == "có",
        skills=SAID[skills],
        fluency=SAID[fluency],
    )
    pairs = [part.split() for part in counted.split(",") if part.strip()]
    return Row(head, dict(pairs))


TABLE = Path(__file__).with_name("target_people.txt").read_text(encoding="utf-8")
ROWS = [read_row(line) for line in TABLE.splitlines() if not line.startswith("#")]


@pytest.mark.parametrize("row", ROWS, ids=[f"người {n}" for n in range(1, len(ROWS) + 1)])
def test_each_person_of_the_table_is_counted_where_the_table_says(row: Row) -> None:
    found = {}
    for name, measure in MEASURES.items():
        share = count_target(Population([row.head]), measure).share
        if share.denominator:
            found[name] = "t" if share.numerator else "m"
    assert found == row.counted


def test_all_of_the_table_together() -> None:
    population = Population([row.head for row in ROWS])
    found = {name: count_target(population, measure).share for name, measure in MEASURES.items()}
    assert found == {
        "T2": Share(1, 2),
        "T2-all": Share(7, 8),
        "T2-registered": Share(2, 2),
        "T3": Share(2, 3),
        "T3-strict": Share(1, 2),
        "T4": Share(5, 9),
        "T5": Share(3, 5),
        "T5-all": Share(3, 9),
    }


def test_who_was_never_asked_stays_below_the_line_and_is_named() -> None:
    holders = [Head(is_holder=True), Head(is_holder=True, skills=True)]
    counted = count_target(Population(holders), Measure.DIGITAL_SKILLS)
    assert (counted.share, counted.unknown) == (Share(1, 2), 1)


def test_training_adds_branches_and_what_one_overstates_does_not_help_another() -> None:
    branches = [Attendance("a", 12, 10), Attendance("b", 8, 10)]
    counted = count_target(Population(branches=branches), Measure.TRAINED)
    assert counted.share == Share(18, 20)
    assert counted.overstated == 1
    assert counted.parts[Dimension.UNIT] == {"a": Share(10, 10), "b": Share(8, 10)}


def test_bodies_are_counted_by_their_own_model() -> None:
    bodies = [
        CountedBody(LearningModel.FAMILY, "a", has_title=True),
        CountedBody(LearningModel.FAMILY, "b", has_title=False),
        CountedBody(LearningModel.CLAN, "", has_title=True),
    ]
    population = Population(bodies=bodies)
    assert count_target(population, Measure.FAMILIES).share == Share(1, 2)
    assert count_target(population, Measure.CLANS).share == Share(1, 1)
    assert count_target(population, Measure.UNITS).share == Share(0, 0)


units = st.sampled_from(["a", "b", "c"])
heads = st.builds(
    Head,
    unit=units,
    group=st.none() | st.sampled_from(TargetGroup),
    sex=st.none() | st.sampled_from(Sex),
    is_elderly=st.none() | st.booleans(),
    is_adult=st.booleans(),
    in_models=st.booleans(),
    in_registered_family=st.booleans(),
    staffs=st.none() | units,
    is_holder=st.booleans(),
    skills=st.none() | st.booleans(),
    fluency=st.none() | st.booleans(),
)
bodies = st.builds(
    CountedBody,
    model=st.sampled_from(
        [LearningModel.FAMILY, LearningModel.CLAN, LearningModel.COMMUNITY, LearningModel.UNIT]
    ),
    unit=units,
    has_title=st.booleans(),
)
branches = st.builds(
    Attendance, unit=units, attended=st.integers(0, 50), members=st.integers(0, 50)
)
populations = st.builds(
    Population,
    heads=st.lists(heads, max_size=30),
    bodies=st.lists(bodies, max_size=20),
    branches=st.lists(branches, max_size=5),
)


@given(populations, st.sampled_from(Measure))
def test_every_dimension_adds_up_to_the_whole(population: Population, measure: Measure) -> None:
    counted = count_target(population, measure)
    for parts in counted.parts.values():
        assert total(parts.values()) == counted.share


@given(populations, st.sampled_from(Measure))
def test_nobody_is_above_the_line_without_being_below_it(
    population: Population, measure: Measure
) -> None:
    counted = count_target(population, measure)
    assert 0 <= counted.share.numerator <= counted.share.denominator
    assert counted.unknown <= counted.share.denominator - counted.share.numerator


@given(populations, st.sampled_from(Measure), st.randoms(use_true_random=False))
def test_the_order_of_the_roster_does_not_matter(
    population: Population, measure: Measure, random: object
) -> None:
    shuffled = list(population.heads)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # Hypothesis' random
    other = Population(shuffled, population.bodies[::-1], population.branches[::-1])
    assert count_target(other, measure) == count_target(population, measure)
