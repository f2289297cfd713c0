"""A sheet while it is read: cells put where they stand, bounded before any grid is made."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple, TypeVar

from vanhoa_desktop.domain.enums import TextEncoding
from vanhoa_desktop.imports.book import Cell, CellFault, MergedRange, Place, Row, Sheet, SheetState
from vanhoa_desktop.imports.reading.bounds import (
    MAX_CELL_LETTERS,
    MAX_COLUMNS,
    MAX_FILLED_CELLS,
    MAX_GRID_CELLS,
    MAX_MERGED_RANGES,
    MAX_ROWS,
    TooLargeError,
)
from vanhoa_desktop.imports.reading.letters import (
    Font,
    Verdict,
    common_encoding,
    fits,
    is_open_to_doubt,
    is_surely_unicode,
    mended,
    old_font,
    verdict_of,
)
from vanhoa_desktop.texts.plain import plain_text

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
    """Collects the cells of one sheet and what they look like; `finished` makes the sheet."""

    name: str
    budget: Budget
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    has_filter: bool = False
    merged: list[MergedRange] = field(default_factory=list)
    converted: dict[Place, TextEncoding] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._lines: dict[int, list[Cell]] = {}
        self._fonts: dict[Place, Font] = {}
        self._mixed: dict[Place, tuple[Run, ...]] = {}
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
            self._fonts[place] = font
        elif fonts:
            self._mixed[place] = tuple(runs)

    def put_fault(self, row: int, column: int, fault: CellFault, text: str = "") -> None:
        """Note a cell that holds something which is not to be had."""
        self._put((row, column), "")
        self._faults[row, column] = fault
        if text:
            self._fault_texts[row, column] = plain_text(text[:MAX_CELL_LETTERS])

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

    def finished(
        self,
        encoding: TextEncoding,
        *,
        is_1904: bool = False,
        state: SheetState = SheetState.READ,
    ) -> Sheet:
        """The sheet with its letters in Unicode and its merged ranges spread."""
        self._mend_letters(encoding)
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

    def _mend_letters(self, encoding: TextEncoding) -> None:
        doubtful: dict[int, list[tuple[Place, Verdict]]] = defaultdict(list)
        for row, line in self._lines.items():
            for column, cell in enumerate(line, 1):
                if not isinstance(cell, str) or cell.isascii():
                    self._mend_capitals((row, column), encoding)
                elif not self._is_mended(row, column, cell, encoding):
                    doubtful[column].append(((row, column), _verdict(cell)))
        for found in doubtful.values():
            self._mend_column(found)
        for line in self._lines.values():
            line[:] = [plain_text(cell) if isinstance(cell, str) else cell for cell in line]

    def _is_mended(self, row: int, column: int, cell: str, encoding: TextEncoding) -> bool:
        """Mend a cell whose encoding is named, by the officer or by its font."""
        place = (row, column)
        if encoding is TextEncoding.UNICODE:
            return True
        if place in self._mixed:
            self._set(place, "".join(_mended_run(run) for run in self._mixed[place]))
            fonts = (old_font(run.font) for run in self._mixed[place])
            self.converted[place] = next(font.encoding for font in fonts if font is not None)
            return True
        font = self._fonts.get(place)
        if font is None and encoding is TextEncoding.AUTO:
            return False  # its words and its column have to tell
        named = encoding if encoding is not TextEncoding.AUTO or font is None else font.encoding
        if is_surely_unicode(cell) or not is_open_to_doubt(cell) or not fits(cell, named):
            return True
        is_capitals = font is not None and font.is_capitals
        self._convert(place, cell, named, is_capitals=is_capitals)
        return True

    def _mend_capitals(self, place: Place, encoding: TextEncoding) -> None:
        """Letters without marks look the same everywhere, but for a font of capitals."""
        font = self._fonts.get(place)
        if font is not None and font.is_capitals and encoding is not TextEncoding.UNICODE:
            cell = self._lines[place[0]][place[1] - 1]
            self._set(place, cell.upper() if isinstance(cell, str) else cell)

    def _mend_column(self, found: Sequence[tuple[Place, Verdict]]) -> None:
        common = common_encoding(verdict for _, verdict in found)
        for place, verdict in found:
            encoding = verdict.encoding if verdict.is_certain else common
            cell = self._lines[place[0]][place[1] - 1]
            is_named = verdict.is_certain or fits(str(cell), common)
            if encoding is not TextEncoding.UNICODE and is_named:
                self._convert(place, str(cell), encoding)

    def _convert(
        self, place: Place, cell: str, encoding: TextEncoding, *, is_capitals: bool = False
    ) -> None:
        self._set(place, mended(cell, encoding, is_capitals=is_capitals))
        self.converted[place] = encoding

    def _set(self, place: Place, cell: Cell) -> None:
        self._lines[place[0]][place[1] - 1] = cell

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


def _verdict(cell: str) -> Verdict:
    return verdict_of(cell) if is_open_to_doubt(cell) else Verdict(TextEncoding.UNICODE)


def _copy(facts: dict[Place, Fact], first: Place, place: Place) -> None:
    if first in facts:
        facts[place] = facts[first]


def _mended_run(run: Run) -> str:
    font = old_font(run.font)
    if font is None or is_surely_unicode(run.text):
        return run.text
    return mended(run.text, font.encoding, is_capitals=font.is_capitals)
