"""Widths of a table's columns: a number is read wrongly when it is broken over two lines."""

import re
from collections.abc import Sequence

from vanhoa_desktop.documents.fonts import Face, text_width

CELL_PADDING = 3
_LEAST_WORDS = 60.0  # points: a column of words is not made narrower
_LEAST_SIZE, _STEP = 6.0, 0.5
_NUMBER = re.compile(r"[\d\s.,/%–-]*\d[\d\s.,/%–-]*")
_NO_BREAK = "\u00a0"


def unbroken(cell: str) -> str:
    """The text of a cell; within a number no line may end («1.234 / 2.000»)."""
    return cell.replace(" ", _NO_BREAK) if _is_number(cell) else cell


def fitting_columns(
    rows: Sequence[Sequence[str]], widths: Sequence[float], size: float
) -> tuple[list[float], float]:
    """Widths in points, and the size of letters, at which no number of the rows is broken.

    What a column of numbers needs is taken from the widest column of words; where that has no
    more to give, the letters shrink.
    """
    numbers = [[row[at] for row in rows if _is_number(row[at])] for at in range(len(widths))]
    while True:
        needed = [
            max((text_width(unbroken(cell), Face.REGULAR, size) for cell in column), default=0.0)
            for column in numbers
        ]
        found = _widened(widths, [need and need + 2 * CELL_PADDING + 0.1 for need in needed])
        if found is not None or size <= _LEAST_SIZE:
            return found or list(widths), size
        size -= _STEP


def _widened(widths: Sequence[float], needed: Sequence[float]) -> list[float] | None:
    """The widths with room for what is needed; None where the columns of words have too little."""
    found = [max(width, need) for width, need in zip(widths, needed, strict=True)]
    lacking = sum(found) - sum(widths)
    if not lacking:
        return found
    givers = [at for at, need in enumerate(needed) if found[at] > max(need, _LEAST_WORDS)]
    for at in sorted(givers, key=lambda place: -found[place]):
        given = min(lacking, found[at] - max(needed[at], _LEAST_WORDS))
        found[at] -= given
        lacking -= given
    return found if round(lacking, 3) <= 0 else None


def _is_number(cell: str) -> bool:
    return _NUMBER.fullmatch(cell) is not None
