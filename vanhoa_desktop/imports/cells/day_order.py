"""In which order a column writes day and month: judged by all its cells together.

«03/05/1961» is the third of May where «17/08/1958» stands in the same column, and the fifth of
March where «08/17/1958» does. Excel with American settings turns «03/05/1961» into a day cell of
the fifth of March and leaves «17/08/1958» as text: then no day cell of the column can be trusted.
Where texts such as «03/05/1961» stand beside them, nothing was turned. One row that can only have
its month first («12/25/1991») is a slip, and turns no column around by itself.
"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from vanhoa_desktop.imports.book.book import Cell, cell_text
from vanhoa_desktop.texts.words.dates import bare_date, date_in_digits

_DAY = re.compile(r"([0-9]{1,2})\s*[/.\-]\s*([0-9]{1,2})\s*[/.\-]\s*(?:[0-9]{4}|[0-9]{2})")
_FULL_DAY = re.compile(r"(?:.*[/.\-])?(?:18|19|20)[0-9]{2}")
_MONTHS = 12
_EPOCH_1900, _EPOCH_1904 = dt.date(1899, 12, 30), dt.date(1904, 1, 1)
_TYPED_YEARS = range(1900, 2101)
_LAST_EARLY_YEAR = 1915
# With nine of ten days above 12 left out by chance this many times, it is no chance any more.
_LEAST_SUSPICIOUS = 6
# How many times as many rows must say the other order before what is left counts as slips: fewer
# for the order in which the country writes.
_DAYS_PREVAIL, _MONTHS_PREVAIL = 2, 3
# Of days written at random two of five are no greater than 12: Excel would have turned these.
_TURNED_SHARE = 4


class DayOrder(StrEnum):
    """What a column's cells say together."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"
    MIXED = "mixed"  # no order prevails
    UNCERTAIN = "uncertain"  # many, and none decides


@dataclass(frozen=True, slots=True)
class ColumnDays:
    """The order of a column's texts, and whether its day cells may have been turned by Excel.

    `has_early_years` tells that it holds other days of about 1905, so that one of then can be true.
    `odd` is the place in the column, and the text, of the first cell with its month first where
    that is what makes the order doubtful.
    """

    order: DayOrder = DayOrder.DAY_FIRST
    has_turned_cells: bool = False
    has_early_years: bool = False
    odd: tuple[int, str] | None = field(default=None, compare=False)

    def is_doubtful(self, cell: Cell) -> bool:
        """Whether day and month of this cell cannot be told apart."""
        if isinstance(cell, dt.date):
            return self.has_turned_cells and cell.day <= _MONTHS and cell.day != cell.month
        found = _DAY.fullmatch(bare_date(cell_text(cell)))
        if found is None or self.order is not DayOrder.MIXED:
            return False
        first, second = int(found[1]), int(found[2])
        return first <= _MONTHS and second <= _MONTHS and first != second


def judge_days(column: Iterable[Cell]) -> ColumnDays:
    """What the filled cells of a column say of the order of day and month in it."""
    cells = list(column)
    days = [cell for cell in cells if isinstance(cell, dt.date) and _is_day_of_its_own(cell)]
    told = _Told()
    for place, cell in enumerate(cells):
        if isinstance(cell, str):
            told.hear(place, bare_date(cell_text(cell)))
    decided = told.day_first + told.month_first
    has_turned_cells = (
        0 < decided <= _TURNED_SHARE * len(days)
        and not told.open
        and all(day.day <= _MONTHS for day in days)
    )
    order = told.order()
    odd = told.odd if order is DayOrder.MIXED else None
    return ColumnDays(order, has_turned_cells, _has_early_years(cells), odd)


@dataclass
class _Told:
    """How many texts of a column can only be the one or the other; those that can be both."""

    day_first: int = 0
    month_first: int = 0
    open: list[tuple[int, int]] = field(default_factory=list)
    odd: tuple[int, str] | None = None

    def hear(self, place: int, text: str) -> None:
        """Count one text; a date in words says that people write the day first here."""
        found = _DAY.fullmatch(text)
        if found is None:
            self.day_first += _DAY.fullmatch(date_in_digits(text)) is not None
            return
        first, second = int(found[1]), int(found[2])
        if first > _MONTHS >= second:
            self.day_first += 1
        elif second > _MONTHS >= first:
            self.month_first += 1
            self.odd = self.odd or (place, text)
        elif first <= _MONTHS and second <= _MONTHS:
            self.open.append((first, second))

    def order(self) -> DayOrder:
        """What they say together."""
        if not self.month_first:
            is_suspicious = not self.day_first and len(set(self.open)) >= _LEAST_SUSPICIOUS
            return DayOrder.UNCERTAIN if is_suspicious else DayOrder.DAY_FIRST
        if self.day_first:
            if self.day_first >= _DAYS_PREVAIL * self.month_first:
                return DayOrder.DAY_FIRST
            is_turned = self.month_first >= _MONTHS_PREVAIL * self.day_first
            return DayOrder.MONTH_FIRST if is_turned else DayOrder.MIXED
        # Nothing speaks for the day first: a single row may be a slip among many that say nothing.
        is_slip = self.month_first == 1 and len(set(self.open)) > 1
        return DayOrder.MIXED if is_slip else DayOrder.MONTH_FIRST


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
    found = _DAY.fullmatch(bare_date(text))
    if found is None or order is not DayOrder.MONTH_FIRST or int(found[2]) > 31:  # noqa: PLR2004 - days of a month
        return text
    year = re.split(r"[/.\-]", bare_date(text))[2].strip()
    return f"{found[2]}/{found[1]}/{year}"
