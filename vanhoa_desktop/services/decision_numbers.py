"""Numbers of decisions: none is given twice in a calendar year, whatever it decides.

The register of papers counts «15», «015» and «15 /QĐ-UBND» as one number, and so does this module.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.texts.names import fold_text

_YEAR_DIGITS = 4
_FIGURES_OR_LETTERS = re.compile(r"(\d+)|([^\W\d_]+)")
_CALLED_A_NUMBER = "so"


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


def is_same_number(one: str, other: str) -> bool:
    """Whether two numbers of decisions are one: «15/QĐ-UBND» is «015/qd – ubnd» too.

    Capitals, blanks, signs between letters, marks of letters and leading zeros tell none apart.
    """
    key = _key(one)
    return bool(key) and key == _key(other)


def earlier_use(used: Iterable[UsedNumber], number: str, day: str) -> UsedNumber | None:
    """The decision that has a number in the calendar year of an ISO day; None if it is free."""
    year = day[:_YEAR_DIGITS]
    return next(
        (
            known
            for known in used
            if known.decided_on[:_YEAR_DIGITS] == year and is_same_number(known.number, number)
        ),
        None,
    )


def _key(number: str) -> tuple[str, ...]:
    """Runs of figures and runs of letters, in their order; signs only part figures."""
    parts: list[str] = []
    was_letters = False
    for found in _FIGURES_OR_LETTERS.finditer(fold_text(number).replace(" ", "")):
        figures, letters = found[1], found[2]
        if figures:
            parts.append("".join(str(unicodedata.decimal(c)) for c in figures).lstrip("0"))
        elif was_letters:
            parts[-1] += letters
        else:
            parts.append(letters)
        was_letters = not figures
    return tuple(parts[1:] if parts[:1] == [_CALLED_A_NUMBER] else parts)
