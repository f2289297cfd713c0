"""A sample that anyone can draw again, and the intervals of what it finds."""

import hashlib
import math
import re
from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.architecture.source_tree import ROOT
from vanhoa_desktop.scoring.intervals import (
    CountInterval,
    StratumSample,
    count_interval,
    mean_interval,
    student_quantile,
)
from vanhoa_desktop.scoring.sampling import (
    Candidate,
    draw,
    place_in_order,
    population_sha256,
    sample_size,
)

SEED = "Xổ số 24/11/2026: 07142"
UNIT_1, UNIT_2 = (f"{d * 8}-{d * 4}-7{d * 3}-8{d * 3}-{d * 12}" for d in "12")
STRATA = (
    *((n, UNIT_1, "resident") for n in (1, 2, 3)),
    (4, UNIT_1, "staff"),
    *((n, UNIT_2, "resident") for n in (5, 6)),
    (7, UNIT_2, ""),
)


def person(number: int) -> str:
    return f"00000000-0000-7000-8000-{number:012d}"


EXAMPLE = [Candidate(person(number), unit, group) for number, unit, group in STRATA]


def test_the_worked_example_of_the_page_is_what_the_program_draws() -> None:
    page = (ROOT / "docs" / "sampling.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d) \| .* \| `([0-9a-f]{16})` \| (yes|) ?\|$", page, re.MULTILINE)
    assert len(rows) == len(EXAMPLE)
    drawn = {name for people in draw(EXAMPLE, 30, SEED).values() for name in people}
    for number, digits, said in rows:
        name = person(int(number))
        assert place_in_order(SEED, name).hex()[:16] == digits
        assert (name in drawn) is (said == "yes")
    assert population_sha256(EXAMPLE) in page


def test_the_order_is_plain_sha256_as_any_other_program_computes_it() -> None:
    expected = hashlib.sha256(f"{SEED}\n{person(1)}".encode()).digest()
    assert place_in_order(SEED, person(1)) == expected


def test_a_seed_counts_by_its_letters_and_not_by_how_they_are_composed() -> None:
    decomposed = "Xo\u0302\u0309 so\u0302\u0301 24/11/2026: 07142"
    assert draw(EXAMPLE, 30, decomposed) == draw(EXAMPLE, 30, SEED)


candidates = st.lists(
    st.builds(
        Candidate,
        person=st.integers(0, 10**6).map(person),
        unit=st.sampled_from([UNIT_1, UNIT_2]),
        group=st.sampled_from(["resident", "staff", ""]),
    ),
    max_size=60,
    unique_by=lambda candidate: candidate.person,
)
seeds = st.text(min_size=1, max_size=20)


@given(candidates, st.integers(1, 100), seeds, st.randoms(use_true_random=False))
def test_the_draw_does_not_hang_on_the_order_of_the_list(
    population: list[Candidate], share: int, seed: str, random: object
) -> None:
    shuffled = list(population)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # Hypothesis' random
    assert draw(shuffled, share, seed) == draw(population, share, seed)
    assert population_sha256(shuffled) == population_sha256(population)


@given(candidates, st.integers(1, 100), seeds)
def test_every_stratum_gives_at_least_its_share_and_never_a_whole_head_more(
    population: list[Candidate], share: int, seed: str
) -> None:
    sizes = Counter((one.unit, one.group) for one in population)
    drawn = draw(population, share, seed)
    assert drawn.keys() == sizes.keys()
    for stratum, people in drawn.items():
        wanted = Fraction(sizes[stratum] * share, 100)
        assert wanted <= len(people) < wanted + 1
        assert len(set(people)) == len(people)


@given(candidates, seeds, st.integers(1, 99))
def test_a_larger_share_keeps_whom_the_smaller_one_drew(
    population: list[Candidate], seed: str, share: int
) -> None:
    smaller, larger = draw(population, share, seed), draw(population, share + 1, seed)
    for stratum, people in smaller.items():
        assert list(larger[stratum][: len(people)]) == list(people)


@pytest.mark.parametrize(
    ("size", "share", "drawn"), [(1, 1, 1), (10, 10, 1), (11, 10, 2), (100, 100, 100), (7, 30, 3)]
)
def test_the_size_of_a_stratum_s_sample(size: int, share: int, drawn: int) -> None:
    assert sample_size(size, share) == drawn


def at_most(population: int, marked: int, drawn: int, found: int) -> Fraction:
    """P(at most `found` marked ones), by counting every possible sample."""
    ways = sum(
        math.comb(marked, k) * math.comb(population - marked, drawn - k)
        for k in range(min(found, drawn) + 1)
    )
    return Fraction(ways, math.comb(population, drawn))


def test_a_tail_of_exactly_one_in_forty_is_too_improbable() -> None:
    assert count_interval(40, 1, 0) == CountInterval(0, 38)
    assert count_interval(40, 1, 1) == CountInterval(2, 40)


@given(st.data())
def test_the_interval_of_a_count_holds_exactly_the_numbers_that_are_not_too_improbable(
    data: st.DataObject,
) -> None:
    population = data.draw(st.integers(1, 40))
    drawn = data.draw(st.integers(1, population))
    found = data.draw(st.integers(0, drawn))
    alpha = Fraction(25, 1000)
    possible = [
        marked
        for marked in range(found, population - (drawn - found) + 1)
        if at_most(population, marked, drawn, found) > alpha
        and 1 - at_most(population, marked, drawn, found - 1) > alpha
    ]
    assert count_interval(population, drawn, found) == CountInterval(possible[0], possible[-1])


def test_an_impossible_finding_is_a_fault_of_the_caller() -> None:
    with pytest.raises(ValueError, match="5"):
        count_interval(10, 5, 6)


# Table values of Student's t, two-sided 95 %.
@pytest.mark.parametrize(
    ("freedom", "value"),
    [(1, 12.706), (2, 4.303), (5, 2.571), (10, 2.228), (30, 2.042), (120, 1.980)],
)
def test_student_s_quantiles_are_those_of_the_tables(freedom: int, value: float) -> None:
    assert student_quantile(freedom) == pytest.approx(value, abs=5e-4)


def test_a_mean_weighs_strata_by_their_size() -> None:
    found = mean_interval([StratumSample(90, [-1.0, -1.0]), StratumSample(10, [-11.0, -11.0])])
    assert found is not None
    assert found.mean == pytest.approx(-2.0)


def test_when_everything_was_looked_at_nothing_is_left_to_guess() -> None:
    found = mean_interval([StratumSample(2, [-1.0, -3.0]), StratumSample(1, [0.0])])
    assert found is not None
    assert found.low == found.mean == found.high


def test_one_value_tells_no_spread_and_none_tells_nothing() -> None:
    single = mean_interval([StratumSample(5, [-1.0])])
    assert single is not None
    assert (single.mean, single.low, single.high) == (-1.0, None, None)
    assert mean_interval([StratumSample(5, [])]) is None


def test_strata_of_one_sheet_each_share_the_spread_of_all() -> None:
    found = mean_interval([StratumSample(10, [-1.0]), StratumSample(10, [-3.0])])
    assert found is not None
    assert found.high == pytest.approx(-2 + 12.706 * math.sqrt(0.9 * 2 / 2), abs=1e-2)


def test_a_simple_sample_gives_the_interval_of_the_textbook() -> None:
    """Four of 100: mean −2, s² = 8/3; t(3) = 3.182; √(0.96 · 8/3 / 4) = 0.8."""
    found = mean_interval([StratumSample(100, [0.0, -2.0, -2.0, -4.0])])
    assert found is not None
    assert found.high == pytest.approx(-2 + 3.182 * 0.8, abs=1e-3)
    assert found.low == pytest.approx(-2 - 3.182 * 0.8, abs=1e-3)
