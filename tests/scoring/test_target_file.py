"""Targets as files: the shipped ones say what the plans say, faults are told at their lines."""

from dataclasses import replace
from decimal import Decimal

import pytest

from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.scoring.problems import ProblemCode
from vanhoa_desktop.scoring.target_file import check_targets_file, parse_targets, shipped_targets
from vanhoa_desktop.scoring.targets import ChosenTarget, Measure, TargetSet, chosen_targets

GOOD = """format = "vanhoa/targets/1"
id = "KH-01-2027"
version = "1"
role = "plan"
title = "Kế hoạch mới"
area = "Cả xã"
legal_basis = "Kế hoạch số 01/KH-UBND"
in_force_from = 2027-01-01
milestones = [2030]

[[targets]]
id = "T2"
measure = "adults_in_models"
wording = "Người lớn"
goal_2030 = "72.5%"
"""
# Kế hoạch 35, QĐ 677 và QĐ 387: mục tiêu 2025 | 2030 | của cả nước 2025 | 2030
GOALS = """
T1        | 100 | 100 | 100 |
T2        | 50  | 70  | 40  | 60
T3        | 70  | 90  | 60  | 80
T4        | 80  | 90  | 70  | 90
T5        | 70  | 80  | 60  | 80
GDHT      | 70  | 80  |     |
DHHT      | 65  | 75  |     |
CDHT-thon | 65  | 75  |     |
DVHT      | 80  | 90  |     |
"""


def shipped(name: str) -> TargetSet:
    return next(one for one in shipped_targets() if one.id == name)


def all_chosen() -> dict[str, ChosenTarget]:
    sets = [shipped("KH-35-2022"), shipped("QD-677-2022"), shipped("QD-387-2022")]
    return {item.target.id: item for item in chosen_targets(sets)}


@pytest.mark.parametrize("line", GOALS.strip().splitlines())
def test_the_shipped_goals_are_those_of_the_plan_and_of_the_decisions(line: str) -> None:
    name, *numbers = (cell.strip() for cell in line.split("|"))
    item = all_chosen()[name]
    goals = [item.target.goals.get(year) for year in (2025, 2030)]
    goals += [item.national_goals.get(year) for year in (2025, 2030)]
    assert goals == [Decimal(number) if number else None for number in numbers]


def test_each_measure_is_shown_once_the_commune_s_own_plan_first() -> None:
    chosen = all_chosen()
    measures = [item.target.measure for item in chosen.values()]
    assert [one for one in measures if one is not Measure.STATED] == list(Measure)[:-1]
    assert measures.count(Measure.STATED) == 2
    assert chosen["T2"].set_id == "KH-35-2022"


def test_a_third_set_neither_replaces_the_plan_nor_the_first_comparison() -> None:
    third = replace(shipped("QD-677-2022"), id="QD-999-2029", targets=(
        replace(shipped("QD-677-2022").targets[1], goals={2030: Decimal(1)}),
    ))  # fmt: skip
    sets = [shipped("KH-35-2022"), shipped("QD-677-2022"), third]
    item = next(one for one in chosen_targets(sets) if one.target.id == "T2")
    assert item.national_goals[2030] == Decimal(60)


def test_every_shipped_target_says_where_it_comes_from() -> None:
    for one in shipped_targets():
        assert one.grounds.source
        assert one.legal_basis


def test_a_good_file_is_read_exactly() -> None:
    found = parse_targets(GOOD, "new.toml")
    assert check_targets_file(GOOD) == []
    assert found.targets[0].goals == {2030: Decimal("72.5")}
    assert found.is_in_force("2027-01-01")
    assert not found.is_in_force("2026-12-31")


FAULTS = (
    ("adults_in_models", "adults", 13, ProblemCode.VALUE_NOT_KNOWN),
    ('"72.5%"', '"172%"', 15, ProblemCode.VALUE_OUT_OF_RANGE),
    ('goal_2030 = "72.5%"', 'goal_2031 = "72.5%"', 15, ProblemCode.KEY_UNKNOWN),
    ("[2030]", "[2030, 2025]", 9, ProblemCode.VALUE_OUT_OF_RANGE),
    ('"vanhoa/targets/1"', '"vanhoa/targets/9"', 1, ProblemCode.FORMAT_UNKNOWN),
    ('id = "KH-01-2027"', 'id = "kế hoạch"', 2, ProblemCode.CODE_MALFORMED),
    ("[2030]", "[2030]\nin_force_until = 2026-01-01", 10, ProblemCode.PERIOD_BACKWARDS),
    ('area = "Cả xã"\n', "", 1, ProblemCode.VALUE_MISSING),
    ("[[targets]]", "[[targets", 11, ProblemCode.NOT_TOML),
)


@pytest.mark.parametrize(("good", "bad", "line", "code"), FAULTS)
def test_a_fault_is_told_at_its_line(good: str, bad: str, line: int, code: ProblemCode) -> None:
    broken = GOOD.replace(good, bad)
    found = [(problem.line, problem.code) for problem in check_targets_file(broken)]
    assert (line, code) in found
    with pytest.raises(VanHoaError) as refusal:
        parse_targets(broken, "new.toml")
    assert refusal.value.code is ErrorCode.TARGETS_INVALID


def test_a_measure_that_is_stated_twice_is_a_fault() -> None:
    second = GOOD + GOOD[GOOD.index("[[targets]]") :].replace('"T2"', '"T9"')
    assert [p.code for p in check_targets_file(second)] == [ProblemCode.CODE_TWICE]


def test_several_figures_may_be_stated_each_under_its_own_id() -> None:
    stated = '\n[[targets]]\nid = "X{}"\nmeasure = "stated"\nwording = "Số xã ghi"\n'
    assert check_targets_file(GOOD + stated.format(1) + stated.format(2)) == []
    twice = check_targets_file(GOOD + stated.format(1) + stated.format(1))
    assert [problem.code for problem in twice] == [ProblemCode.CODE_TWICE]


def test_a_file_without_targets_is_a_fault() -> None:
    empty = GOOD[: GOOD.index("[[targets]]")]
    assert [p.code for p in check_targets_file(empty)] == [ProblemCode.VALUE_MISSING]
