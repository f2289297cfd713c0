"""What many cells of a column have in common is told once, with how many they are."""

from collections.abc import Iterable
from dataclasses import replace

from vanhoa_desktop.domain.problems import Problem
from vanhoa_desktop.imports.tables.table_remarks import rows_text

_ONCE = frozenset(
    (
        *("BIRTH_BY_YEAR", "BIRTH_UNKNOWN", "CITIZEN_NUMBER_NONE", "PRESENCE_UNKNOWN"),
        *("POINTS_INVALID", "POINTS_NOT_ALLOWED", "CELL_NONE", "HOUSEHOLD_NONE"),
        *("HOUSEHOLD_AS_DAY", "BIRTH_OF_TWO_DIGITS"),
    )
)


def told_once(problems: Iterable[Problem]) -> list[Problem]:
    """The problems, those of one kind in one column joined at the first of their cells."""
    told: dict[tuple[object, ...], list[Problem]] = {}
    for number, problem in enumerate(problems):
        is_joined = problem.code in _ONCE
        key = (problem.sheet, problem.column, problem.code) if is_joined else (number,)
        told.setdefault(key, []).append(problem)
    return [_joined(same) for same in told.values()]


def _joined(same: list[Problem]) -> Problem:
    first, *others = same
    if not others:
        return first
    rows = rows_text([problem.row for problem in others])
    more = f"Cột này còn {len(others)} ô như vậy ({rows})."
    return replace(first, message=f"{first.message} {more}")
