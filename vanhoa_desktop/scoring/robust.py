"""Robust and exact statistics for small communes: medians instead of means, exact tails."""

import math
import statistics
from collections.abc import Sequence

# 1.4826 makes the median deviation of normal values equal to their standard deviation.
MAD_SCALE = 1.4826
_AS_LIKELY = 1 + 1e-9


def spread(values: Sequence[float]) -> float:
    """The median absolute deviation, scaled like a standard deviation; a few outliers do not count.

    Raises StatisticsError for no values.
    """
    middle = statistics.median(values)
    return MAD_SCALE * statistics.median([abs(value - middle) for value in values])


def log_choose(n: int, k: int) -> float:
    """The logarithm of the number of ways to choose k of n."""
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)


def binomial_tail(trials: int, least: int, chance: float) -> float:
    """The exact probability of at least `least` hits; `chance` lies strictly between 0 and 1."""
    log_hit, log_miss = math.log(chance), math.log1p(-chance)
    terms = (
        math.exp(log_choose(trials, k) + k * log_hit + (trials - k) * log_miss)
        for k in range(max(least, 0), trials + 1)
    )
    return min(1.0, math.fsum(terms))


def fisher_two_sided(first: tuple[int, int], second: tuple[int, int]) -> float:
    """Fisher's exact test: how improbable two pairs (hits, all) are if chances are the same.

    The sum over all tables that are not likelier than the one seen.
    """
    (hits, size), (other_hits, other_size) = first, second
    all_hits, everything = hits + other_hits, size + other_size
    whole = log_choose(everything, all_hits)

    def log_chance(k: int) -> float:
        return log_choose(size, k) + log_choose(other_size, all_hits - k) - whole

    limit = math.exp(log_chance(hits)) * _AS_LIKELY
    chances = (
        math.exp(log_chance(k))
        for k in range(max(0, all_hits - other_size), min(size, all_hits) + 1)
    )
    return min(1.0, math.fsum(chance for chance in chances if chance <= limit))
