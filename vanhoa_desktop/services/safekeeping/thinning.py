"""Which backups stay: dense for the last days, thinner for the past, a year in all.

By distinct days, weeks and months among the backups themselves, newest first by number: a clock
that was wrong for a day costs one place, never a year of backups.
"""

import datetime as dt
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ThinningPolicy:
    """How many of the newest days, weeks and months keep their last backup."""

    days: int
    weeks: int
    months: int


ONE_YEAR = ThinningPolicy(days=14, weeks=9, months=12)


@dataclass(frozen=True, slots=True)
class DatedBackup:
    """A backup by its running number, which orders, and its date, which is what a clock said."""

    number: int
    made_on: dt.date


def numbers_to_keep(
    backups: Iterable[DatedBackup], policy: ThinningPolicy = ONE_YEAR
) -> frozenset[int]:
    """The numbers of the backups that stay."""
    newest_first = sorted(backups, key=lambda backup: backup.number, reverse=True)
    return (
        _last_of_each(newest_first, lambda on: on, policy.days)
        | _last_of_each(newest_first, lambda on: on.isocalendar()[:2], policy.weeks)
        | _last_of_each(newest_first, lambda on: (on.year, on.month), policy.months)
    )


def _last_of_each(
    newest_first: Iterable[DatedBackup], span: Callable[[dt.date], Hashable], most: int
) -> frozenset[int]:
    kept: dict[Hashable, int] = {}
    for backup in newest_first:
        key = span(backup.made_on)
        if key not in kept and len(kept) < most:
            kept[key] = backup.number
    return frozenset(kept.values())
