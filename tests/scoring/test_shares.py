"""Shares of heads are exact: one fewer would miss the goal, and the parts make the whole."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanhoa_desktop.scoring.shares import Share, total

heads = st.integers(0, 100_000)
goals = st.decimals(0, 100, places=2)


@st.composite
def shares(draw: st.DrawFn) -> Share:
    denominator = draw(st.integers(1, 100_000))
    return Share(draw(st.integers(0, denominator)), denominator)


# đạt, tổng số, mục tiêu %, tỷ lệ hiện ra, còn thiếu
CASES = (
    (150, 300, "50", "50.00", 0),
    (149, 300, "50", "49.67", 1),
    (0, 7, "70", "0.00", 5),
    (1, 3, "33.34", "33.33", 1),
    (2, 3, "66.67", "66.67", 1),
    (9_999, 20_000, "50", "50.00", 1),
    (1, 1, "100", "100.00", 0),
    (12, 10, "100", "120.00", 0),
)


@pytest.mark.parametrize(("numerator", "denominator", "goal", "percent", "missing"), CASES)
def test_a_share_with_its_goal(
    numerator: int, denominator: int, goal: str, percent: str, missing: int
) -> None:
    share = Share(numerator, denominator)
    assert share.percent() == Decimal(percent)
    assert share.missing(Decimal(goal)) == missing
    assert share.meets(Decimal(goal)) is (missing == 0)


def test_with_nobody_to_count_there_is_no_percentage_and_no_distance() -> None:
    empty = Share(0, 0)
    assert (empty.percent(), empty.missing(Decimal(70)), empty.meets(Decimal(70))) == (None,) * 3


@given(shares(), goals)
def test_the_heads_that_are_missing_reach_the_goal_and_one_fewer_would_not(
    share: Share, goal: Decimal
) -> None:
    missing = share.missing(goal)
    assert missing is not None
    reached = Share(share.numerator + missing, share.denominator)
    assert reached.meets(goal)
    if missing:
        assert not Share(reached.numerator - 1, share.denominator).meets(goal)


@given(shares(), st.integers(0, 4))
def test_a_shown_percentage_is_the_nearest_step_with_halves_up(share: Share, decimals: int) -> None:
    shown, exact = share.percent(decimals), share.ratio
    assert shown is not None
    assert exact is not None
    error = Fraction(shown) - exact * 100
    half = Fraction(1, 2 * 10**decimals)
    assert -half < error <= half
    assert -shown.as_tuple().exponent == decimals  # type: ignore[operator]  # a finite number


@given(st.lists(shares(), max_size=20))
def test_the_parts_make_the_whole(parts: list[Share]) -> None:
    whole = total(parts)
    assert whole.numerator == sum(part.numerator for part in parts)
    assert whole.denominator == sum(part.denominator for part in parts)
