"""Headings that come again below the first ones, and those that begin another table.

Only headings that say the same in every column are passed over. Whoever reads on below others gives
people the values of another column.
"""

from collections.abc import Callable
from dataclasses import dataclass

from vanhoa_desktop.imports.headings.headings import Headings, find_headings, headings_at
from vanhoa_desktop.imports.words.heading_words import NUMBER, is_address_heading
from vanhoa_desktop.imports.words.known_headings import FieldOf
from vanhoa_desktop.imports.words.title_years import is_year_of_points


@dataclass(frozen=True, slots=True)
class HeadingsAgain:
    """Headings further down: their last row, and the first column that says otherwise.

    `said` and `before` are what that column is headed here and in the table above; `column` is 0
    where all say the same.
    """

    last_row: int
    column: int = 0
    said: str = ""
    before: str = ""


class FirstHeadings:
    """The headings of a sheet as they were found, before columns of others were taken out."""

    def __init__(
        self, headings: Headings, field_of: FieldOf, is_other_year: Callable[[str], bool] | None
    ) -> None:
        self._sheet = headings.sheet
        self._first = find_headings(headings.sheet, field_of) or headings
        self._field_of = field_of
        self._is_other_year = is_other_year

    def again(self, row: int) -> HeadingsAgain:
        """What the headings that begin at a row say beside the first ones."""
        found = headings_at(self._sheet, row, self._field_of)
        if found is None:
            cells = self._sheet.rows[row - 1]
            column = next(c for c, cell in enumerate(cells, 1) if cell != "")
            return HeadingsAgain(row, column, str(cells[column - 1]), self._text(column))
        for column in sorted({*self._first.texts, *found.texts}):
            text = found.texts.get(column, "")
            if not self._says_same(column, found):
                return HeadingsAgain(found.last_row, column, text, self._text(column))
        return HeadingsAgain(found.last_row)

    def _text(self, column: int) -> str:
        return self._first.texts.get(column, "")

    def _says_same(self, column: int, found: Headings) -> bool:
        before, text = self._text(column), found.texts.get(column, "")
        if self._is_other_year is not None and self._is_other_year(text):
            return False
        if before.casefold() == text.casefold():
            return True
        kind = _kind(self._first, column)
        return kind == _kind(found, column) or (not text and kind == NUMBER)


def _kind(headings: Headings, column: int) -> str:
    """What a column is read as; '' for one that nothing is read from."""
    fields = {c: name for name, c in headings.columns.items()} | dict(headings.seconds)
    text = headings.texts.get(column, "")
    if column in fields:
        return fields[column]
    if is_year_of_points(text):
        return "year of points"
    return "address" if is_address_heading(text) else ""
