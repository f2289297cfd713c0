"""Hints find what is unusual, name the people, and keep quiet where nothing is wrong."""

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanhoa_desktop.scoring.hints import (
    LEAST_SHEETS,
    LEAST_STRAIGHT,
    Hint,
    HintCode,
    HintSheet,
    find_hints,
)
from vanhoa_desktop.scoring.robust import binomial_tail, fisher_two_sided, spread

THRESHOLD = 80_000
Scores = Sequence[float]


def sheet(
    person: str, scores: Scores, unit: str = "a", own: Scores | None = None, group: str = "resident"
) -> HintSheet:
    """A sheet with the unit's points; the citizen's own are a little higher unless given."""
    milli = tuple(int(points * 1_000) for points in scores)
    higher = tuple(min(10_000, points + 500) for points in milli)
    return HintSheet(
        person=person,
        unit=unit,
        group=group,
        own=higher if own is None else tuple(int(points * 1_000) for points in own),
        given=milli,
        total=sum(milli),
        threshold=THRESHOLD,
        is_passed=sum(milli) >= THRESHOLD and min(milli) >= 5_000,
    )


def honest(unit: str, size: int, mean: float, chance: random.Random) -> list[HintSheet]:
    """A unit that looked at everybody: points of people differ, and of their indicators too."""
    found = []
    for number in range(size):
        level = chance.gauss(mean, 0.6)
        scores = [round(min(10.0, max(3.0, chance.gauss(level, 0.8))) * 2) / 2 for _ in range(10)]
        found.append(sheet(f"{unit}-{number:04d}", scores, unit))
    return found


def commune(units: int, seed: int, size: int = 60) -> list[HintSheet]:
    """A commune in which nothing is wrong: units differ a little, as they do."""
    chance = random.Random(seed)
    return [
        one
        for number in range(units)
        for one in honest(f"u{number:02d}", size, 8.2 + chance.gauss(0, 0.1), chance)
    ]


def codes(hints: Sequence[Hint], unit: str = "") -> set[HintCode]:
    return {hint.code for hint in hints if unit in {"", hint.unit}}


def altered(
    sheets: Sequence[HintSheet], unit: str, change: Callable[[HintSheet], HintSheet]
) -> list[HintSheet]:
    return [change(one) if one.unit == unit else one for one in sheets]


@pytest.mark.parametrize("units", [1, 2, 5, 10, 30])
def test_a_commune_in_which_nothing_is_wrong_sees_next_to_no_hint(units: int) -> None:
    communes = 12
    found = sum(len(find_hints(commune(units, seed))) for seed in range(communes))
    assert found <= communes / 6


@pytest.mark.parametrize(("mean", "is_high"), [(9.6, True), (6.9, False)])
def test_a_unit_whose_pass_rate_is_far_from_all_others_is_named(
    mean: float, *, is_high: bool
) -> None:
    chance = random.Random(3)
    sheets = [*commune(10, 3), *honest("zz", 60, mean, chance)]
    (hint,) = [one for one in find_hints(sheets) if one.code is HintCode.PASS_RATE_FAR]
    assert hint.unit == "zz"
    rate = Fraction(int(hint.facts["passed"]), int(hint.facts["sheets"]))
    assert (rate > hint.facts["usual"]) is is_high
    by_person = {one.person: one for one in sheets}
    assert hint.people
    assert all(by_person[name].is_passed is is_high for name in hint.people)


def test_a_small_unit_is_never_far() -> None:
    best = [sheet(f"zz-{n}", [10.0] * 9 + [9.5], "zz") for n in range(LEAST_SHEETS - 1)]
    assert codes(find_hints([*commune(10, 4), *best]), "zz") <= {HintCode.STRAIGHT_LINE}


def test_staff_are_compared_with_staff_and_not_with_farmers() -> None:
    chance = random.Random(5)
    schools = [
        replace(one, group="staff")
        for name in ("s1", "s2", "s3")
        for one in honest(name, 40, 9.3, chance)
    ]
    found = find_hints([*commune(10, 5), *schools])
    assert HintCode.PASS_RATE_FAR not in codes(found)


def test_a_unit_that_turned_since_last_year_is_named_and_one_that_did_not_is_not() -> None:
    sheets = commune(2, 6)
    passed = {
        unit: sum(one.is_passed for one in sheets if one.unit == unit) for unit in ("u00", "u01")
    }
    last_year = {"u00": (5, 60), "u01": (passed["u01"], 60)}
    found = [one for one in find_hints(sheets, last_year) if one.code is HintCode.PASS_RATE_CHANGED]
    assert [one.unit for one in found] == ["u00"]
    assert found[0].facts["before"] == Fraction(5, 60)


def test_a_turn_that_chance_explains_is_no_hint() -> None:
    sheets = commune(1, 8, size=LEAST_SHEETS)
    passed = sum(one.is_passed for one in sheets)
    last_year = {"u00": (passed - 4, LEAST_SHEETS)}
    assert HintCode.PASS_RATE_CHANGED not in codes(find_hints(sheets, last_year))


def test_units_of_another_form_are_not_compared_indicator_by_indicator() -> None:
    def short(one: HintSheet) -> HintSheet:
        return replace(one, given=one.given[:5])

    sheets = commune(8, 9)
    for unit in ("u00", "u01"):
        sheets = altered(sheets, unit, short)
    assert HintCode.PROFILE_FAR not in codes(find_hints(sheets))


def test_sheets_that_the_commune_filled_say_nothing_of_the_unit_s_points() -> None:
    def unfilled(one: HintSheet) -> HintSheet:
        return replace(one, given=(None,) * 10)

    found = find_hints(altered(commune(10, 10), "u00", unfilled))
    assert codes(found, "u00") == set()


def test_a_unit_that_reads_the_indicators_differently_is_named() -> None:
    def other_way(one: HintSheet) -> HintSheet:
        given = tuple(
            min(10_000, points + 2_000) if place % 2 else max(3_000, points - 2_000)
            for place, points in enumerate(points or 0 for points in one.given)
        )
        return replace(one, given=given)

    found = find_hints(altered(commune(10, 7), "u04", other_way))
    assert [one.unit for one in found if one.code is HintCode.PROFILE_FAR] == ["u04"]


@pytest.mark.parametrize(
    ("straight", "others", "is_hint"), [(10, 10, True), (10, 11, False), (9, 0, False)]
)
def test_half_of_a_unit_in_straight_lines_is_a_hint(
    straight: int, others: int, *, is_hint: bool
) -> None:
    sheets = [sheet(f"s{n:03d}", [8.0] * 10) for n in range(straight)]
    sheets += [sheet(f"o{n:03d}", [8.0] * 9 + [7.0]) for n in range(others)]
    found = [one for one in find_hints(sheets) if one.code is HintCode.STRAIGHT_LINE]
    assert bool(found) is is_hint
    if found:
        assert found[0].people == tuple(f"s{n:03d}" for n in range(straight))


@pytest.mark.parametrize(
    ("copied", "others", "is_hint"), [(20, 1, True), (19, 0, False), (20, 2, False)]
)
def test_points_that_repeat_the_citizen_s_own_for_nearly_all_are_a_hint(
    copied: int, others: int, *, is_hint: bool
) -> None:
    scores = [8.0] * 9 + [7.5]
    sheets = [sheet(f"c{n:03d}", scores, own=scores) for n in range(copied)]
    sheets += [sheet(f"o{n:03d}", scores) for n in range(others)]
    found = [one for one in find_hints(sheets) if one.code is HintCode.SELF_COPIED]
    assert bool(found) is is_hint
    if found:
        assert len(found[0].people) == copied


def test_many_totals_at_exactly_80_and_few_beside_it_are_a_hint() -> None:
    at = [sheet(f"t{n:03d}", [8.5, 7.5, *[8.0] * 8]) for n in range(12)]
    beside = [sheet(f"b{n:03d}", [*[8.0] * 9, 7.5]) for n in range(3)]
    (hint,) = [one for one in find_hints([*at, *beside]) if one.code is HintCode.AT_THRESHOLD]
    assert hint.people == tuple(one.person for one in at)
    assert hint.facts == {"count": 12, "near": 15, "threshold": Fraction(80)}


def test_as_many_at_80_as_around_it_mean_nothing() -> None:
    totals = (78, 79, 80, 81, 82)
    sheets = [
        sheet(f"{total}-{n:03d}", [total - 72.5, 8.5, *[8.0] * 8])
        for total in totals
        for n in range(15)
    ]
    assert HintCode.AT_THRESHOLD not in codes(find_hints(sheets))


scores = st.lists(st.integers(6, 20).map(lambda half: half / 2), min_size=10, max_size=10)
some_sheets = st.lists(
    st.builds(
        sheet,
        person=st.integers(0, 10**6).map(str),
        scores=scores,
        unit=st.sampled_from(["a", "b", "c"]),
        group=st.sampled_from(["resident", "staff", ""]),
    ),
    max_size=60,
    unique_by=lambda one: one.person,
)


@given(some_sheets, st.randoms(use_true_random=False))
def test_hints_name_people_of_their_unit_and_do_not_hang_on_the_order(
    sheets: list[HintSheet], chance: random.Random
) -> None:
    found = find_hints(sheets)
    unit_of = {one.person: one.unit for one in sheets}
    for hint in found:
        assert hint.people
        assert {unit_of[name] for name in hint.people} == {hint.unit}
    shuffled = list(sheets)
    chance.shuffle(shuffled)
    assert find_hints(shuffled) == found


@given(st.integers(1, LEAST_STRAIGHT - 1), scores)
def test_a_handful_of_sheets_is_never_a_hint(size: int, same: list[float]) -> None:
    assert find_hints([sheet(f"p{n}", same, own=same) for n in range(size)]) == []


def test_no_sheets_no_hints() -> None:
    assert find_hints([]) == []


@given(st.integers(0, 12), st.integers(1, 12), st.integers(0, 12), st.integers(1, 12))
def test_fisher_s_test_is_the_sum_over_all_tables_as_rare_as_the_one_seen(
    hits: int, size: int, other_hits: int, other_size: int
) -> None:
    hits, other_hits = min(hits, size), min(other_hits, other_size)
    whole = hits + other_hits
    ways = {
        k: math.comb(size, k) * math.comb(other_size, whole - k)
        for k in range(max(0, whole - other_size), min(size, whole) + 1)
    }
    exact = Fraction(
        sum(count for count in ways.values() if count <= ways[hits]), sum(ways.values())
    )
    found = fisher_two_sided((hits, size), (other_hits, other_size))
    assert found == pytest.approx(float(exact))


@given(st.integers(0, 40), st.integers(0, 40), st.fractions(Fraction(1, 10), Fraction(9, 10)))
def test_the_binomial_tail_is_the_sum_of_its_terms(
    trials: int, least: int, chance: Fraction
) -> None:
    exact = sum(
        (
            math.comb(trials, k) * chance**k * (1 - chance) ** (trials - k)
            for k in range(least, trials + 1)
        ),
        start=Fraction(0),
    )
    assert binomial_tail(trials, least, float(chance)) == pytest.approx(float(exact), abs=1e-12)


@given(st.lists(st.floats(-100, 100), min_size=3, max_size=30))
def test_one_wild_value_cannot_blow_up_the_spread(values: list[float]) -> None:
    wild = [*values, 1e9]
    assert spread(wild) <= 1.4826 * (max(values) - min(values)) + 1e-6
