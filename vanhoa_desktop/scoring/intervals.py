"""Intervals for what a sample found: exact for counts, Student's for a mean of differences."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from vanhoa_desktop.scoring.robust import log_choose

TAIL = 0.025  # on either side of an interval of 95 %
_TOLERANCE = 1e-10
_TINY = 1e-300
_FRACTION_STEPS = 200  # far more than it needs for degrees of freedom up to a whole commune
_LEAST_FOR_A_SPREAD = 2


@dataclass(frozen=True, slots=True)
class CountInterval:
    """How many of a whole population have a property, judged by a sample of it."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class MeanInterval:
    """A mean with its interval; `low` and `high` are None where one value tells no spread."""

    mean: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class StratumSample:
    """Values found in one stratum of `size` sheets."""

    size: int
    values: Sequence[float]


def count_interval(population: int, drawn: int, found: int) -> CountInterval:
    """The exact interval (hypergeometric, equal tails of 2,5 %) of a count in the population.

    Every number is in it under which a sample this low or this high is not too improbable.
    """
    if not 0 <= found <= drawn <= population:
        raise ValueError((population, drawn, found))
    least, most = found, population - (drawn - found)
    # A higher count makes a sample of at least `found` likelier, of at most `found` less likely.
    low = _first(least, most, lambda k: _is_likely(1 - _at_most(population, k, drawn, found - 1)))
    high = _first(least, most, lambda k: not _is_likely(_at_most(population, k, drawn, found)))
    is_open = _is_likely(_at_most(population, high, drawn, found))
    return CountInterval(low, high if is_open else high - 1)


def _is_likely(tail: float) -> bool:
    """Whether a tail is above 2,5 %; exactly 2,5 % is not, whatever the last bit says."""
    return tail > TAIL * (1 + _TOLERANCE)


def mean_interval(strata: Sequence[StratumSample]) -> MeanInterval | None:
    """The mean of a stratified sample, weighted by the strata; None without any value.

    Strata without a value are left out of the weights. The spread inside strata is pooled, because
    most of them have one or two sheets; sheets that were all looked at leave nothing to guess.
    """
    looked_at = [stratum for stratum in strata if stratum.values]
    total = sum(stratum.size for stratum in looked_at)
    if not total:
        return None
    means = [math.fsum(stratum.values) / len(stratum.values) for stratum in looked_at]
    pairs = list(zip(looked_at, means, strict=True))
    mean = math.fsum(stratum.size * average for stratum, average in pairs) / total
    if all(stratum.size == len(stratum.values) for stratum in looked_at):
        return MeanInterval(mean, mean, mean)
    spread = _pooled_spread(pairs)
    if spread is None:
        return MeanInterval(mean, None, None)
    variance, freedom = spread
    error = math.fsum(
        (stratum.size / total) ** 2
        * (1 - len(stratum.values) / stratum.size)
        * variance
        / len(stratum.values)
        for stratum in looked_at
    )
    reach = student_quantile(freedom) * math.sqrt(error)
    return MeanInterval(mean, mean - reach, mean + reach)


def _pooled_spread(pairs: Sequence[tuple[StratumSample, float]]) -> tuple[float, int] | None:
    """Variance inside the strata and its degrees of freedom.

    Of all values together where no stratum has two; None for a single value.
    """
    values = [value for stratum, _ in pairs for value in stratum.values]
    freedom = len(values) - len(pairs)
    if freedom > 0:
        squares = ((value - mean) ** 2 for stratum, mean in pairs for value in stratum.values)
        return math.fsum(squares) / freedom, freedom
    if len(values) < _LEAST_FOR_A_SPREAD:
        return None
    middle = math.fsum(values) / len(values)
    freedom = len(values) - 1
    return math.fsum((value - middle) ** 2 for value in values) / freedom, freedom


def _first(low: int, high: int, is_true: Callable[[int], bool]) -> int:
    """The first number from low on where a rising condition holds; `high` if it never does."""
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if is_true(middle) else (middle + 1, high)
    return low


def _at_most(population: int, marked: int, drawn: int, found: int) -> float:
    """P(at most `found` marked sheets in the sample), without replacement."""
    least = max(0, drawn - (population - marked))
    whole = log_choose(population, drawn)
    return math.fsum(
        math.exp(log_choose(marked, k) + log_choose(population - marked, drawn - k) - whole)
        for k in range(least, min(found, marked, drawn) + 1)
    )


@cache
def student_quantile(freedom: int) -> float:
    """The value that Student's t with so many degrees of freedom exceeds in 2,5 % of cases."""
    low, high = 0.0, 100.0
    while high - low > _TOLERANCE:
        middle = (low + high) / 2
        x = freedom / (freedom + middle * middle)
        tail = _incomplete_beta(freedom / 2, 0.5, x) / 2
        low, high = (middle, high) if tail > TAIL else (low, middle)
    return (low + high) / 2


def _incomplete_beta(a: float, b: float, x: float) -> float:
    """The regularised incomplete beta function for 0 < x < 1 (Lentz's continued fraction)."""
    if x > (a + 1) / (a + b + 2):
        return 1 - _incomplete_beta(b, a, 1 - x)
    front = math.exp(
        a * math.log(x) + b * math.log1p(-x) + math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    )
    return front / a * _beta_fraction(a, b, x)


def _beta_fraction(a: float, b: float, x: float) -> float:
    c, d = 1.0, 1 / (1 - (a + b) * x / (a + 1))
    fraction = d
    for step in range(1, _FRACTION_STEPS):
        even = step * (b - step) * x / ((a + 2 * step - 1) * (a + 2 * step))
        odd = -(a + step) * (a + b + step) * x / ((a + 2 * step) * (a + 2 * step + 1))
        for term in (even, odd):
            d = 1 / _away_from_zero(1 + term * d)
            c = _away_from_zero(1 + term / c)
            fraction *= d * c
    return fraction


def _away_from_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
