"""Numbers of decisions: none is given twice in a calendar year, whatever it decides."""

from collections.abc import Iterable
from dataclasses import dataclass

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.texts.plain import plain_line

_YEAR_DIGITS = 4


@dataclass(frozen=True, slots=True)
class UsedNumber:
    """The number of a decision that was issued, and its day (ISO)."""

    number: str
    decided_on: str


def used_numbers(reading: Reading) -> tuple[UsedNumber, ...]:
    """The numbers of all decisions of all years."""
    return tuple(
        UsedNumber(decision.number, decision.decided_on or "")
        for cycle in reading.units.cycles()
        for decision in reading.recognitions.decisions(cycle.year)
        if decision.number is not None
    )


def earlier_use(used: Iterable[UsedNumber], number: str, day: str) -> UsedNumber | None:
    """The decision that has a number in the calendar year of an ISO day; None if it is free.

    What is typed is compared in the form in which it would be written.
    """
    wanted, year = plain_line(number), day[:_YEAR_DIGITS]
    return next(
        (
            known
            for known in used
            if known.number == wanted and known.decided_on[:_YEAR_DIGITS] == year
        ),
        None,
    )
