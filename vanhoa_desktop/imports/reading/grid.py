"""A sheet while it is read: cells put where they stand, bounded before any grid is made."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple, TypeVar

from vanhoa_desktop.domain.enums import TextEncoding
from vanhoa_desktop.imports.book.book import (
    Cell,
    CellFault,
    MergedRange,
    OtherReading,
    Place,
    Row,
    Sheet,
    SheetState,
)
from vanhoa_desktop.imports.reading.bounds import (
    MAX_CELL_LETTERS,
    MAX_COLUMNS,
    MAX_COMMENT_LETTERS,
    MAX_COMMENTS,
    MAX_FILLED_CELLS,
    MAX_GRID_CELLS,
    MAX_MERGED_RANGES,
    MAX_ROWS,
    TooLargeError,
)
from vanhoa_desktop.imports.reading.letters import Font, old_font
from vanhoa_desktop.texts.words.plain import plain_text

_NO_ROW: Row = ()
Fact = TypeVar("Fact")


class Run(NamedTuple):
    """Letters of one look within a cell."""

    text: str
    font: str | None = None
    is_struck: bool = False


@dataclass
class Budget:
    """What all sheets of a book may still take."""

    filled: int = MAX_FILLED_CELLS
    grid: int = MAX_GRID_CELLS

    def take(self, filled: int, grid: int) -> None:
        """Take cells; raises TooLargeError when there are no more."""
        self.filled -= filled
        self.grid -= grid
        if self.filled < 0 or self.grid < 0:
            raise TooLargeError


@dataclass
class SheetDraft:
    """Collects the cells of one sheet and what they look like; `finished` makes the sheet.

    `fonts` are the old fonts of cells, `mixed` the runs of cells of several fonts.
    """

    name: str
    budget: Budget
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    has_filter: bool = False
    merged: list[MergedRange] = field(default_factory=list)
    converted: dict[Place, TextEncoding] = field(default_factory=dict)
    doubtful: dict[Place, OtherReading] = field(default_factory=dict)
    fonts: dict[Place, Font] = field(default_factory=dict)
    mixed: dict[Place, tuple[Run, ...]] = field(default_factory=dict)
    comments: dict[Place, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._lines: dict[int, list[Cell]] = {}
        self._struck: set[Place] = set()
        self._faults: dict[Place, CellFault] = {}
        self._fault_texts: dict[Place, str] = {}
        self._taken = [0, 0]

    def put(self, row: int, column: int, cell: Cell, *, is_struck: bool = False) -> None:
        """Put a value that is no text."""
        self._put((row, column), cell)
        if is_struck:
            self._struck.add((row, column))

    def put_runs(self, row: int, column: int, runs: Sequence[Run]) -> None:
        """Put a text; nothing happens for one of blanks only."""
        text = "".join(run.text for run in runs)
        if not text or text.isspace():
            return
        place = (row, column)
        self._put(place, text[:MAX_CELL_LETTERS])
        shown = [run for run in runs if run.text and not run.text.isspace()]
        if any(run.is_struck for run in shown):
            self._struck.add(place)
        fonts = {old_font(run.font) for run in shown}
        font = fonts.pop() if len(fonts) == 1 else None
        if font is not None:
            self.fonts[place] = font
        elif fonts:
            self.mixed[place] = tuple(runs)

    def put_fault(self, row: int, column: int, fault: CellFault, text: str = "") -> None:
        """Note a cell that holds something which is not to be had."""
        self._put((row, column), "")
        self._faults[row, column] = fault
        if text:
            self._fault_texts[row, column] = plain_text(text[:MAX_CELL_LETTERS])

    def comment(self, row: int, column: int, text: str) -> None:
        """Note what is hung on a cell, within bounds; the first ones are kept of too many."""
        is_place = 0 < row <= MAX_ROWS and 0 < column <= MAX_COLUMNS
        written = plain_text(text[:MAX_COMMENT_LETTERS]).strip()
        if is_place and written and len(self.comments) < MAX_COMMENTS:
            self.comments[row, column] = written

    def cell(self, row: int, column: int) -> Cell:
        """What was put at a place; '' for nothing."""
        line = self._lines.get(row, [])
        return line[column - 1] if column <= len(line) else ""

    def merge(self, found: MergedRange) -> None:
        """Note a range of cells that is shown as one."""
        if len(self.merged) >= MAX_MERGED_RANGES:
            raise TooLargeError
        is_range = found[:2] != found[2:] and 0 < found.first_row <= found.last_row
        if is_range and 0 < found.first_column <= found.last_column:
            self.merged.append(found)

    def drop(self) -> Sheet:
        """Give back what was taken; the sheet that says it is too large."""
        self.budget.take(-self._taken[0], -self._taken[1])
        return Sheet(self.name, state=SheetState.TOO_LARGE)

    def texts(self) -> Iterator[tuple[Place, str]]:
        """All cells that hold a text, row by row."""
        for row, line in self._lines.items():
            for column, cell in enumerate(line, 1):
                if isinstance(cell, str) and cell:
                    yield (row, column), cell

    def rewrite(self, place: Place, text: str) -> None:
        """Let a text stand where another one was put."""
        self._lines[place[0]][place[1] - 1] = text

    def finished(self, *, is_1904: bool = False, state: SheetState = SheetState.READ) -> Sheet:
        """The sheet with its texts in their one form and its merged ranges spread."""
        for line in self._lines.values():
            line[:] = [plain_text(cell) if isinstance(cell, str) else cell for cell in line]
        self._spread()
        last = max((row for row, line in self._lines.items() if line), default=0)
        rows = tuple(tuple(self._lines.get(row, _NO_ROW)) for row in range(1, last + 1))
        if state is SheetState.READ and not rows:
            state = SheetState.EMPTY
        return Sheet(
            plain_text(self.name),
            rows,
            state,
            hidden_rows=frozenset(row for row in self.hidden_rows if row <= last),
            hidden_columns=frozenset(self.hidden_columns),
            has_filter=self.has_filter,
            struck_cells=frozenset(self._struck),
            merged=tuple(self.merged),
            faults=self._faults,
            fault_texts=self._fault_texts,
            converted=self.converted,
            doubtful=self.doubtful,
            comments=self.comments,
            is_1904=is_1904,
        )

    def _put(self, place: Place, cell: Cell) -> None:
        row, column = place
        if not (0 < row <= MAX_ROWS and 0 < column <= MAX_COLUMNS):
            raise TooLargeError
        line = self._lines.setdefault(row, [])
        missing = max(0, column - len(line))
        self._taken[0] += 1
        self._taken[1] += missing
        self.budget.take(1, missing)
        if missing:
            line.extend([""] * missing)
        line[column - 1] = cell

    def _spread(self) -> None:
        """Let the value of a merged range stand in each of its cells, as far as the sheet goes."""
        last_row = max((row for row, line in self._lines.items() if line), default=0)
        last_column = max(map(len, self._lines.values()), default=0)
        for found in self.merged:
            first = (found.first_row, found.first_column)
            line = self._lines.get(found.first_row, [])
            if found.first_column > len(line):
                continue
            value = line[found.first_column - 1]
            rows = range(found.first_row, min(found.last_row, last_row) + 1)
            columns = range(found.first_column, min(found.last_column, last_column) + 1)
            for place in islice(((r, c) for r in rows for c in columns), 1, None):
                # Some programs leave values under a range: those are nobody's to take away.
                if not self._holds(place):
                    self._put(place, value)
                    self._copy_looks(first, place)

    def _holds(self, place: Place) -> bool:
        line = self._lines.get(place[0], [])
        is_filled = place[1] <= len(line) and line[place[1] - 1] != ""
        return is_filled or place in self._faults

    def _copy_looks(self, first: Place, place: Place) -> None:
        if first in self._struck:
            self._struck.add(place)
        _copy(self._faults, first, place)
        _copy(self._fault_texts, first, place)
        _copy(self.converted, first, place)
        _copy(self.doubtful, first, place)


def _copy(facts: dict[Place, Fact], first: Place, place: Place) -> None:
    if first in facts:
        facts[place] = facts[first]


@dataclass(frozen=True)
class ReadDraft:
    """A sheet that has been heard to its end, to be finished when the whole book is known."""

    draft: SheetDraft
    is_1904: bool = False
    state: SheetState = SheetState.READ

    def finished(self) -> Sheet:
        """The sheet; what spreads over too many cells is dropped."""
        try:
            return self.draft.finished(is_1904=self.is_1904, state=self.state)
        except TooLargeError:
            return self.draft.drop()
