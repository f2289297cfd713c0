"""Shares of heads, exact: what is shown is rounded, what is compared with a goal never is."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

SHOWN_DECIMALS = 2


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many; nothing to divide by is no percentage, neither 0 nor 100."""

    numerator: int = 0
    denominator: int = 0

    @property
    def ratio(self) -> Fraction | None:
        """The exact share from 0 to 1, None without a denominator."""
        return None if self.denominator == 0 else Fraction(self.numerator, self.denominator)

    def percent(self, decimals: int = SHOWN_DECIMALS) -> Decimal | None:
        """The share in percent, rounded once, half up as spreadsheets do; None if undefined."""
        ratio = self.ratio
        if ratio is None:
            return None
        # Whole numbers all the way: half up of n/d is ⌊(2n + d) / 2d⌋.
        scaled = ratio * 100 * 10**decimals
        steps = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
        return Decimal(steps).scaleb(-decimals)

    def meets(self, goal_percent: Decimal) -> bool | None:
        """Whether the exact share reaches a goal in percent; None without a denominator."""
        ratio = self.ratio
        return None if ratio is None else ratio * 100 >= Fraction(goal_percent)

    def missing(self, goal_percent: Decimal) -> int | None:
        """How many heads more the goal needs if the total stays: max(0, ⌈goal · D⌉ − N)."""
        if self.denominator == 0:
            return None
        needed = math.ceil(Fraction(goal_percent) * self.denominator / 100)
        return max(0, needed - self.numerator)


def total(shares: Iterable[Share]) -> Share:
    """The share of several disjoint parts taken together."""
    parts = list(shares)
    return Share(sum(part.numerator for part in parts), sum(part.denominator for part in parts))
