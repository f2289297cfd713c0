"""What the reading room answers: a book of sheets, cell by cell, and what was found on the way.

All rows and columns are counted from 1, as spreadsheets show them, but for the tuples themselves:
`sheet.rows[0]` is row 1. A row ends at its last filled cell; `Sheet.cell` answers '' beyond.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple

from vanhoa_desktop.domain.enums import TextEncoding
from vanhoa_desktop.texts.words.names import clean_name

# Text as it was typed (already Unicode, NFC), a number, yes or no, a day (1904 books are taken into
# account), a day with a time, a time of day, a length of time. '' is an empty cell.
Cell = str | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta
Row = tuple[Cell, ...]
Place = tuple[int, int]


class SheetState(StrEnum):
    """Whether a sheet's rows were read, or why it has none."""

    READ = "read"
    EMPTY = "empty"
    HIDDEN = "hidden"  # its rows are there for whoever asks for the sheet by its name
    CHART = "chart"  # a chart, a dialog or macros instead of cells
    TOO_LARGE = "too-large"
    DAMAGED = "damaged"


class CellFault(StrEnum):
    """Why a cell that holds something came as ''."""

    FORMULA_WITHOUT_VALUE = "formula-without-value"
    ERROR_VALUE = "error-value"  # #N/A, #REF!, #DIV/0! …


class MergedRange(NamedTuple):
    """A range of cells shown as one; its value stands in every one of its empty cells."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


class OtherReading(NamedTuple):
    """What a cell's letters would say in another encoding, where nobody can tell which is meant.

    `is_likely` tells that all around speaks for it as much as for what was taken, so that a name is
    asked about; otherwise all around speaks for what was taken, and it is only told.
    """

    text: str
    encoding: TextEncoding
    is_likely: bool = True


class NoteKind(StrEnum):
    """What was decided while a file was read."""

    ENCODING = "encoding"  # of a text file; `value` names it: «UTF-8», «windows-1258», «TCVN3» …
    DELIMITER = "delimiter"  # of a text file: `value` is the character
    OPEN_QUOTE = "open-quote"  # `row` is the line of the quote that is never closed
    WIDE_ROW = "wide-row"  # of a text file: `row` has more cells than the headings
    UNREADABLE_LETTERS = "unreadable-letters"  # `row` is the first line that holds one
    VALUES_ONLY = "values-only"  # formats were not to be had: nothing is known of struck cells


# A number so large is told as Excel shows it (1e+300), not with all its digits.
_NO_DIGITS_FROM = 1e21


@dataclass(frozen=True, slots=True)
class BookNote:
    """One such decision; `row` is a row of `sheet`, or None where the whole file is meant."""

    kind: NoteKind
    sheet: str = ""
    row: int | None = None
    value: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet with all its rows from the first one, and what its cells looked like.

    `hidden_rows` are those that the file does not show; `has_filter` tells that a filter may be
    what hides them. `faults` say why a cell came as '' (`fault_texts` what the office sees there:
    «#N/A»), `converted` from which old encoding a cell's text came, `doubtful` how else a cell may
    be read. `comments` are the notes that office programs hang on cells, also on empty ones.
    `is_1904` matters for plain numbers that are meant as days; day cells have been counted
    right already. `whole` is the name of the sheet in the file where this is one of several tables
    in it.
    """

    name: str
    rows: tuple[Row, ...] = ()
    state: SheetState = SheetState.READ
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    has_filter: bool = False
    struck_cells: frozenset[Place] = frozenset()
    merged: tuple[MergedRange, ...] = ()
    faults: Mapping[Place, CellFault] = field(default_factory=dict)
    fault_texts: Mapping[Place, str] = field(default_factory=dict)
    converted: Mapping[Place, TextEncoding] = field(default_factory=dict)
    doubtful: Mapping[Place, OtherReading] = field(default_factory=dict)
    comments: Mapping[Place, str] = field(default_factory=dict)
    is_1904: bool = False
    whole: str = ""

    def cell(self, row: int, column: int) -> Cell:
        """The cell at a row and column counted from 1; '' beyond what is filled."""
        cells = self.rows[row - 1] if 0 < row <= len(self.rows) else ()
        return cells[column - 1] if 0 < column <= len(cells) else ""

    def head(self, count: int) -> "Sheet":
        """The same sheet with its first rows only: enough to find the headings."""
        return replace(self, rows=self.rows[:count])

    @property
    def is_filled(self) -> bool:
        """Whether any cell holds something, or held something that could not be read."""
        return bool(self.faults) or any(map(is_filled, self.rows))


@dataclass(frozen=True, slots=True)
class Book:
    """A file: all its sheets in its order, also those without rows, and the notes about it."""

    sheets: tuple[Sheet, ...]
    notes: tuple[BookNote, ...] = ()


def is_filled(row: Row) -> bool:
    """Whether any cell of a row holds something."""
    return any(cell_text(cell) for cell in row)


def cell_text(cell: Cell) -> str:
    """A cell as text: NFC, spaces collapsed; whole numbers without «.0», days as ISO dates."""
    if isinstance(cell, str):
        return clean_name(cell)
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _NO_DIGITS_FROM:
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    return str(cell)
