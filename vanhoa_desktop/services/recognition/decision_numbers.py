"""Numbers of decisions: none is given twice in a calendar year, whatever it decides.

The register of papers counts «15», «015» and «15 /QĐ-UBND» as one number, and so does this module:
figures alone have the ending that the commune's decisions usually have.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.enums import LearningModel
from vanhoa_desktop.texts.words.names import fold_text
from vanhoa_desktop.texts.words.plain import plain_line

COMMON_ENDING = "/QĐ-UBND"
_YEAR_DIGITS = 4
_FIGURES_OR_LETTERS = re.compile(r"(\d+)|([^\W\d_]+)")
_CALLED_A_NUMBER = "so"
# Figures alone, as people write them: «15», «số: 015», «15/».
_BARE = re.compile(r"(?:số[\s:.]*)?(\d+)\s*[/.-]?", re.IGNORECASE)
# Behind the figures no further figure: «15/QĐ-UBND-2» was made to be told from another, once.
_WITH_ENDING = re.compile(r"[^\d]*\d+\s*(/[^\d]*[^\W\d_][^\d]*)")


@dataclass(frozen=True, slots=True)
class UsedNumber:
    """The number of a decision that was issued, its day (ISO), and what it decides on."""

    number: str
    decided_on: str
    model: LearningModel = LearningModel.CITIZEN


def used_numbers(reading: Reading) -> tuple[UsedNumber, ...]:
    """The numbers of all decisions of all years."""
    return tuple(
        UsedNumber(decision.number, decision.decided_on or "", decision.model)
        for cycle in reading.units.cycles()
        for decision in reading.recognitions.decisions(cycle.year)
        if decision.number is not None
    )


def usual_ending(used: Iterable[UsedNumber], model: LearningModel) -> str:
    """What a number of figures alone is completed with: «/QĐ-UBND», or what the commune writes.

    The last decision on the same model says it, else the last on any, else it is the common one.
    """
    found = [(item, _WITH_ENDING.fullmatch(item.number)) for item in used]
    endings = [(item.model is model, item.decided_on, hit[1].strip()) for item, hit in found if hit]
    if not endings:
        return COMMON_ENDING
    return max(endings, key=lambda ending: ending[:2])[2]


def completed_number(typed: str, ending: str) -> str:
    """A number in its one form of text; figures alone get an ending: «15» is «15/QĐ-UBND»."""
    number = plain_line(typed)
    bare = _BARE.fullmatch(number)
    return number if bare is None else f"{_plain_figures(bare[1])}{ending}"


def is_same_number(one: str, other: str, ending: str = COMMON_ENDING) -> bool:
    """Whether two numbers of decisions are one: «15/QĐ-UBND» is «015/qd – ubnd» too.

    Capitals, blanks, signs between letters, marks of letters and leading zeros tell none apart.
    Figures alone have the usual ending, and the common one: decisions of before are written so.
    """
    return not _keys(one, ending).isdisjoint(_keys(other, ending))


def earlier_use(
    used: Iterable[UsedNumber], number: str, day: str, ending: str = COMMON_ENDING
) -> UsedNumber | None:
    """The decision that has a number in the calendar year of an ISO day; None if it is free."""
    year = day[:_YEAR_DIGITS]
    return next(
        (
            known
            for known in used
            if known.decided_on[:_YEAR_DIGITS] == year
            and is_same_number(known.number, number, ending)
        ),
        None,
    )


def _keys(number: str, ending: str) -> frozenset[tuple[str, ...]]:
    """What a number may be: one key, of figures alone one for each ending; none of nothing."""
    keys = {_key(completed_number(number, each)) for each in (ending, COMMON_ENDING)}
    return frozenset(keys - {()})


def _plain_figures(figures: str) -> str:
    """Figures of whatever script as 0 to 9."""
    return "".join(str(unicodedata.decimal(figure)) for figure in figures)


def _key(number: str) -> tuple[str, ...]:
    """Runs of figures and runs of letters, in their order; signs only part figures."""
    parts: list[str] = []
    was_letters = False
    for found in _FIGURES_OR_LETTERS.finditer(fold_text(number).replace(" ", "")):
        figures, letters = found[1], found[2]
        if figures:
            parts.append(_plain_figures(figures).lstrip("0"))
        elif was_letters:
            parts[-1] += letters
        else:
            parts.append(letters)
        was_letters = not figures
    return tuple(parts[1:] if parts[:1] == [_CALLED_A_NUMBER] else parts)
