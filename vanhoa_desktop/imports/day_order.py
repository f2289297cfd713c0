"""In which order a column writes day and month: judged by all its cells together.

«03/05/1961» is the third of May where «17/08/1958» stands in the same column, and the fifth of
March where «08/17/1958» does. Excel with American settings turns «03/05/1961» into a day cell of
the fifth of March and leaves «17/08/1958» as text: then no day cell of the column can be trusted.
"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from vanhoa_desktop.imports.book import Cell, cell_text

_DAY = re.compile(r"([0-9]{1,2})\s*[/.\-]\s*([0-9]{1,2})\s*[/.\-]\s*(?:[0-9]{4}|[0-9]{2})")
_FULL_DAY = re.compile(r"(?:.*[/.\-])?(?:18|19|20)[0-9]{2}")
_MONTHS = 12
_EPOCH_1900, _EPOCH_1904 = dt.date(1899, 12, 30), dt.date(1904, 1, 1)
_TYPED_YEARS = range(1900, 2101)
_LAST_EARLY_YEAR = 1915
# With nine of ten days above 12 left out by chance this many times, it is no chance any more.
_LEAST_SUSPICIOUS = 6


class DayOrder(StrEnum):
    """What a column's cells say together."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"
    MIXED = "mixed"  # some can only be the one, some only the other
    UNCERTAIN = "uncertain"  # many, and none decides


@dataclass(frozen=True, slots=True)
class ColumnDays:
    """The order of a column's texts, and whether its day cells may have been turned by Excel.

    `has_early_years` tells that it holds other days of about 1905, so that one of then can be true.
    """

    order: DayOrder = DayOrder.DAY_FIRST
    has_turned_cells: bool = False
    has_early_years: bool = False

    def is_doubtful(self, cell: Cell) -> bool:
        """Whether day and month of this cell cannot be told apart."""
        if isinstance(cell, dt.date):
            return self.has_turned_cells and cell.day <= _MONTHS and cell.day != cell.month
        found = _DAY.fullmatch(cell_text(cell).strip())
        if found is None or self.order is not DayOrder.MIXED:
            return False
        first, second = int(found[1]), int(found[2])
        return first <= _MONTHS and second <= _MONTHS and first != second


def judge_days(column: Iterable[Cell]) -> ColumnDays:
    """What the filled cells of a column say of the order of day and month in it."""
    cells = list(column)
    texts: list[tuple[int, int]] = []
    days: list[dt.date] = []
    for cell in cells:
        if isinstance(cell, dt.date):
            days += [cell] if _is_day_of_its_own(cell) else []
        elif isinstance(cell, str) and (found := _DAY.fullmatch(cell_text(cell).strip())):
            texts.append((int(found[1]), int(found[2])))
    day_first = any(first > _MONTHS >= second for first, second in texts)
    month_first = any(second > _MONTHS >= first for first, second in texts)
    has_turned_cells = bool(
        days and (day_first or month_first) and all(day.day <= _MONTHS for day in days)
    )
    if day_first and month_first:
        order = DayOrder.MIXED
    elif month_first:
        order = DayOrder.MONTH_FIRST
    elif not day_first and len(set(texts)) >= _LEAST_SUSPICIOUS:
        order = DayOrder.UNCERTAIN
    else:
        order = DayOrder.DAY_FIRST
    return ColumnDays(order, has_turned_cells, _has_early_years(cells))


def year_meant(cell: dt.date, *, is_1904: bool) -> int | None:
    """The year that was typed into a cell shown as a day: 1961 shows as 14 May 1905; or None."""
    day = cell.date() if isinstance(cell, dt.datetime) else cell
    is_whole = not isinstance(cell, dt.datetime) or cell.time() == dt.time.min
    serial = (day - (_EPOCH_1904 if is_1904 else _EPOCH_1900)).days
    return serial if is_whole and serial in _TYPED_YEARS else None


def _has_early_years(cells: Iterable[Cell]) -> bool:
    years = [cell.year for cell in cells if _is_day_of_its_own(cell) and isinstance(cell, dt.date)]
    years += [int(cell_text(c)[-4:]) for c in cells if _FULL_DAY.fullmatch(cell_text(c).strip())]
    return any(year <= _LAST_EARLY_YEAR for year in years)


def _is_day_of_its_own(cell: Cell) -> bool:
    return isinstance(cell, dt.date) and all(
        year_meant(cell, is_1904=is_1904) is None for is_1904 in (True, False)
    )


def day_first(text: str, order: DayOrder) -> str:
    """A written date with its day first, whatever the order of its column."""
    found = _DAY.fullmatch(text.strip())
    if found is None or order is not DayOrder.MONTH_FIRST or int(found[2]) > 31:  # noqa: PLR2004 - days of a month
        return text
    year = re.split(r"[/.\-]", text.strip())[2].strip()
    return f"{found[2]}/{found[1]}/{year}"
