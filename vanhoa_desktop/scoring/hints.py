"""What an appraiser may want to look at again: hints with their people, never a verdict.

Each rule has a named threshold with its reason beside it. All are set so that a commune in which
nothing is wrong sees next to none: a hint that is wrong too often is not read any more.
"""

import math
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from vanhoa_desktop.scoring.robust import binomial_tail, fisher_two_sided, spread

# Fewer sheets say too little of a unit: one family more or less would turn the picture.
LEAST_SHEETS = 20
# The spread of fewer units says next to nothing of how far apart honest ones lie.
LEAST_UNITS = 8
# Iglewicz and Hoaglin's usual limit for a median deviation.
FAR = 3.5
# Where the spread of units is unknown, chance alone has to be left far behind.
FAR_WITHOUT_SPREAD = 4.5
# A difference that no officer would act on is no hint, however certain it is.
LEAST_RATE_DIFFERENCE = 0.15
LEAST_RATE_DIFFERENCE_WITHOUT_SPREAD = 0.3
LEAST_POINTS_DIFFERENCE = 1.0
# One wrong hint in a thousand units per rule and year.
RARE = 0.001
# Whole rows of one number happen; half of a unit's sheets do not.
LEAST_STRAIGHT, STRAIGHT_SHARE = 10, Fraction(1, 2)
# «Take over the self-score» is allowed; for nearly everybody it means that nobody looked.
LEAST_COPIED, COPIED_SHARE = 20, Fraction(95, 100)
# Around the threshold totals should be smooth. Whole points are likelier than halves, so of the
# five whole totals from 78 to 82 up to a third may lie at 80 without meaning anything.
LEAST_AT_THRESHOLD, CHANCE_AT_THRESHOLD = 10, 1 / 3
WINDOW_MILLI = 2_000
MAX_NEAREST = 20
POINT_MILLI = 1_000


class HintCode(StrEnum):
    """What looks unusual."""

    PASS_RATE_FAR = "PASS_RATE_FAR"  # noqa: S105 - a code, not a secret
    PASS_RATE_CHANGED = "PASS_RATE_CHANGED"  # noqa: S105 - a code, not a secret
    PROFILE_FAR = "PROFILE_FAR"
    STRAIGHT_LINE = "STRAIGHT_LINE"
    SELF_COPIED = "SELF_COPIED"
    AT_THRESHOLD = "AT_THRESHOLD"


Facts = Mapping[str, int | Fraction]


@dataclass(frozen=True, slots=True)
class HintSheet:
    """A complete sheet: points by indicator in thousandths, None where an assessor gave none.

    `own` are the citizen's points, `given` the unit's; `total` and `threshold` in thousandths.
    """

    person: str
    unit: str
    group: str
    own: tuple[int | None, ...]
    given: tuple[int | None, ...]
    total: int
    threshold: int
    is_passed: bool


@dataclass(frozen=True, slots=True)
class Hint:
    """Something to look at again in one unit: whom, and the numbers of its explanation."""

    code: HintCode
    unit: str
    people: tuple[str, ...]
    facts: Facts = field(default_factory=dict)


PassCounts = Mapping[str, tuple[int, int]]


def find_hints(sheets: Iterable[HintSheet], last_year: PassCounts | None = None) -> list[Hint]:
    """All hints, by unit and rule; `last_year`: (passed, assessed) by unit where it is known."""
    by_unit: dict[str, list[HintSheet]] = defaultdict(list)
    for sheet in sorted(sheets, key=lambda one: one.person):
        by_unit[sheet.unit].append(sheet)
    found = [
        *_pass_rates(by_unit),
        *_changes(by_unit, last_year or {}),
        *_profiles(by_unit),
    ]
    for unit, members in by_unit.items():
        found += [*_straight_lines(unit, members), *_copies(unit, members)]
        found += _threshold_heaps(unit, members)
    return sorted(found, key=lambda hint: (hint.unit, hint.code))


def _passed(sheets: Sequence[HintSheet]) -> int:
    return sum(sheet.is_passed for sheet in sheets)


def _large(by_unit: Mapping[str, Sequence[HintSheet]]) -> dict[str, Sequence[HintSheet]]:
    return {unit: found for unit, found in by_unit.items() if len(found) >= LEAST_SHEETS}


def _pass_rates(by_unit: Mapping[str, Sequence[HintSheet]]) -> Iterator[Hint]:
    """Units whose pass rate is far from what their groups of people have elsewhere.

    A school with its staff is compared with staff, not with farmers. The usual spread of units and
    the chance of so many sheets both widen the limit, so a small unit is seldom far.
    """
    large = _large(by_unit)
    everywhere = _group_counts(sheet for sheets in by_unit.values() for sheet in sheets)
    expected = {unit: _expected_rate(sheets, everywhere) for unit, sheets in large.items()}
    excess = {
        unit: _passed(sheets) / len(sheets) - rate
        for unit, sheets in large.items()
        if (rate := expected[unit]) is not None
    }
    has_spread = len(excess) >= LEAST_UNITS
    for unit, difference in excess.items():
        others = [value for other, value in excess.items() if other != unit]
        usual = statistics.median(others) if has_spread else 0.0
        between = spread(others) if has_spread else 0.0
        rate, size = expected[unit] or 0.0, len(large[unit])
        rest = sum(map(len, by_unit.values())) - size
        error = math.hypot(between, _rate_error(rate, size), _rate_error(rate, rest))
        distance = difference - usual
        limit, least = (
            (FAR, LEAST_RATE_DIFFERENCE)
            if has_spread
            else (FAR_WITHOUT_SPREAD, LEAST_RATE_DIFFERENCE_WITHOUT_SPREAD)
        )
        if abs(distance) >= max(least, limit * error):
            yield _rate_hint(unit, large[unit], rate + usual)


def _group_counts(sheets: Iterable[HintSheet]) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for sheet in sheets:
        passed, size = found[sheet.group]
        found[sheet.group] = (passed + sheet.is_passed, size + 1)
    return found


def _expected_rate(
    sheets: Sequence[HintSheet], everywhere: Mapping[str, tuple[int, int]]
) -> float | None:
    """The rate that these people would have if each passed like the group elsewhere.

    None where no other unit has people of these groups.
    """
    expected, size = 0.0, 0
    for group, (passed, own_size) in _group_counts(sheets).items():
        all_passed, all_size = everywhere[group]
        if all_size > own_size:
            expected += own_size * (all_passed - passed) / (all_size - own_size)
            size += own_size
    # A unit that is mostly of groups found nowhere else cannot be compared.
    return expected / size if size >= len(sheets) / 2 else None


def _rate_error(rate: float, size: int) -> float:
    """The standard error of a rate, never zero: a few more sheets could always differ."""
    chance = (rate * size + 0.5) / (size + 1)
    return math.sqrt(chance * (1 - chance) / size)


def _rate_hint(unit: str, sheets: Sequence[HintSheet], usual: float) -> Hint:
    passed = _passed(sheets)
    is_high = passed / len(sheets) > usual
    seen = [sheet for sheet in sheets if sheet.is_passed is is_high]
    facts: Facts = {"passed": passed, "sheets": len(sheets), "usual": _rounded(usual)}
    return Hint(HintCode.PASS_RATE_FAR, unit, _nearest(seen), facts)


def _nearest(sheets: Sequence[HintSheet]) -> tuple[str, ...]:
    """Those nearest to the threshold: where a closer look may turn the result."""
    ordered = sorted(sheets, key=lambda sheet: (abs(sheet.total - sheet.threshold), sheet.person))
    return tuple(sheet.person for sheet in ordered[:MAX_NEAREST])


def _rounded(rate: float) -> Fraction:
    return Fraction(round(max(0.0, min(1.0, rate)) * 1_000), 1_000)


def _changes(by_unit: Mapping[str, Sequence[HintSheet]], last_year: PassCounts) -> Iterator[Hint]:
    """Units whose pass rate differs from last year's more than chance explains."""
    for unit, sheets in _large(by_unit).items():
        before_passed, before = last_year.get(unit, (0, 0))
        passed, size = _passed(sheets), len(sheets)
        if before < LEAST_SHEETS:
            continue
        difference = abs(passed / size - before_passed / before)
        if difference < LEAST_RATE_DIFFERENCE:
            continue
        if fisher_two_sided((passed, size), (before_passed, before)) < RARE:
            facts: Facts = {
                "passed": passed,
                "sheets": size,
                "before": Fraction(before_passed, before),
            }
            is_higher = passed * before > before_passed * size
            seen = [sheet for sheet in sheets if sheet.is_passed is is_higher]
            yield Hint(HintCode.PASS_RATE_CHANGED, unit, _nearest(seen), facts)


def _profiles(by_unit: Mapping[str, Sequence[HintSheet]]) -> Iterator[Hint]:
    """Units whose mean points, indicator by indicator, lie far from the other units'."""
    means = {unit: _mean_points(sheets) for unit, sheets in _large(by_unit).items()}
    means = {unit: profile for unit, profile in means.items() if profile}
    widths = Counter(len(profile) for profile in means.values())
    width = widths.most_common(1)[0][0] if widths else 0
    means = {unit: profile for unit, profile in means.items() if len(profile) == width}
    if len(means) < LEAST_UNITS:
        return
    usual = [statistics.median(column) for column in zip(*means.values(), strict=True)]
    distances = {
        unit: math.fsum(abs(a - b) for a, b in zip(profile, usual, strict=True)) / width
        for unit, profile in means.items()
    }
    for unit, distance in distances.items():
        others = [value for other, value in distances.items() if other != unit]
        limit = statistics.median(others) + FAR * spread(others)
        if distance > max(limit, LEAST_POINTS_DIFFERENCE):
            people = tuple(sheet.person for sheet in by_unit[unit])
            facts: Facts = {"sheets": len(people), "distance": Fraction(round(distance * 100), 100)}
            yield Hint(HintCode.PROFILE_FAR, unit, people, facts)


def _mean_points(sheets: Sequence[HintSheet]) -> tuple[float, ...]:
    """Mean points by indicator, in points; empty where no sheet is filled by the unit."""
    filled = [sheet.given for sheet in sheets if sheet.given and None not in sheet.given]
    if len(filled) < LEAST_SHEETS or len({len(row) for row in filled}) != 1:
        return ()
    columns = zip(*filled, strict=True)
    return tuple(
        sum(value for value in column if value is not None) / len(filled) / POINT_MILLI
        for column in columns
    )


def _straight_lines(unit: str, sheets: Sequence[HintSheet]) -> Iterator[Hint]:
    """The same points for every indicator, for half of the people: hardly a look at each."""
    filled = [sheet for sheet in sheets if sheet.given and None not in sheet.given]
    straight = [sheet.person for sheet in filled if len(set(sheet.given)) == 1]
    if len(straight) >= LEAST_STRAIGHT and len(straight) >= STRAIGHT_SHARE * len(filled):
        facts = {"count": len(straight), "sheets": len(filled)}
        yield Hint(HintCode.STRAIGHT_LINE, unit, tuple(straight), facts)


def _copies(unit: str, sheets: Sequence[HintSheet]) -> Iterator[Hint]:
    """The unit's points equal the citizen's own for nearly everybody."""
    compared = [
        sheet
        for sheet in sheets
        if None not in sheet.own and None not in sheet.given and sheet.own and sheet.given
    ]
    same = [sheet.person for sheet in compared if sheet.own == sheet.given]
    if len(compared) >= LEAST_COPIED and len(same) >= COPIED_SHARE * len(compared):
        facts = {"count": len(same), "sheets": len(compared)}
        yield Hint(HintCode.SELF_COPIED, unit, tuple(same), facts)


def _threshold_heaps(unit: str, sheets: Sequence[HintSheet]) -> Iterator[Hint]:
    """Many totals at exactly the threshold, and few just beside it."""
    near = [sheet for sheet in sheets if abs(sheet.total - sheet.threshold) <= WINDOW_MILLI]
    at = [sheet.person for sheet in near if sheet.total == sheet.threshold]
    if len(at) < LEAST_AT_THRESHOLD:
        return
    if binomial_tail(len(near), len(at), CHANCE_AT_THRESHOLD) < RARE:
        facts: Facts = {
            "count": len(at),
            "near": len(near),
            "threshold": Fraction(sheets[0].threshold, POINT_MILLI),
        }
        yield Hint(HintCode.AT_THRESHOLD, unit, tuple(at), facts)
