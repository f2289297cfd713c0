"""A workbook of LibreOffice (OpenDocument): its tables, heard element by element into drafts."""

import contextlib
import datetime as dt
import math
import re
from dataclasses import dataclass, field

from typing_extensions import override

from vanhoa_desktop.domain.enums import TextEncoding
from vanhoa_desktop.imports.book.book import Book, Cell, CellFault, MergedRange, Sheet, SheetState
from vanhoa_desktop.imports.reading.book_letters import finished_sheets
from vanhoa_desktop.imports.reading.bounds import (
    MAX_CELL_LETTERS,
    MAX_COLUMNS,
    MAX_COMMENT_LETTERS,
    MAX_ROWS,
    MAX_SHEETS,
    TooLargeError,
    UnreadableError,
)
from vanhoa_desktop.imports.reading.days import iso_day
from vanhoa_desktop.imports.reading.grid import Budget, ReadDraft, Run, SheetDraft
from vanhoa_desktop.imports.reading.ods_looks import CELLS, TABLES, TEXTS, StyleListener
from vanhoa_desktop.imports.reading.package import (
    Attributes,
    Package,
    XmlListener,
    listen,
    whole_number,
)

CONTENT, STYLES = "content.xml", "styles.xml"
_CELLS = frozenset({"table-cell", "covered-table-cell"})
_NUMBERS = frozenset({"float", "percentage", "currency"})
_NOT_SHOWN = frozenset({"collapse", "filter"})
_DURATION = re.compile(r"PT(\d{1,9})H(\d{1,9})M(\d{1,9})(?:[.,]\d+)?S", re.ASCII)
_LONGEST = dt.timedelta(days=100_000)
_A_DAY = dt.timedelta(days=1)
_MIDNIGHT = dt.datetime(1900, 1, 1)  # noqa: DTZ001 - of any day


@dataclass
class _Cell:
    """A cell while it is heard."""

    column: int
    repeated: int
    facts: dict[str, str]
    style: str | None
    is_covered: bool
    runs: list[Run] = field(default_factory=list)
    letters: int = 0
    comment: str = ""

    @property
    def text(self) -> str:
        """All its letters."""
        return "".join(run.text for run in self.runs)


@dataclass
class _Line:
    """A row while it is heard: where it stands, how often, and its cells that hold anything."""

    row: int
    repeated: int
    style: str | None
    column: int = 1
    cells: list[_Cell] = field(default_factory=list)


class _ContentListener(XmlListener):
    """Fills a draft for every table of the book."""

    def __init__(self, named_styles: StyleListener) -> None:
        self.sheets: list[Sheet | ReadDraft] = []
        self._styles = StyleListener(named_styles)
        self._budget = Budget()
        self._path: list[str] = []
        self._draft: SheetDraft | None = None
        self._is_shown = True
        self._is_too_large = False
        self._is_1904 = False
        self._row = self._column = 1
        self._columns: list[tuple[int, int, str]] = []
        self._line: _Line | None = None
        self._cell: _Cell | None = None
        self._spans: list[str | None] = []

    @override
    def start(self, name: str, attributes: Attributes) -> None:
        parent = self._path[-1] if self._path else ""
        self._path.append(name)
        facts = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        if self._cell is not None:
            self._start_in_cell(name, facts, parent)
        elif name == "table" and parent == "spreadsheet":
            self._begin_table(facts)
        elif name == "null-date":
            self._is_1904 = facts.get("date-value", "").startswith("1904")
        elif self._draft is None:
            self._styles.start(name, attributes)
        elif name == "table-column":
            self._add_columns(facts)
        elif name == "table-row":
            self._begin_row(facts)
        elif name in _CELLS and self._line is not None:
            self._begin_cell(name, facts, self._line)

    @override
    def end(self, name: str) -> None:
        self._path.pop()
        if self._cell is not None:
            if name in _CELLS and self._path[-1] == "table-row":
                self._end_cell(self._cell)
            elif name in {"span", "a"} and self._spans:
                self._spans.pop()
        elif self._draft is None:
            self._styles.end(name)
        elif name == "table-row":
            self._end_row()
        elif name == "table" and self._path[-1] == "spreadsheet":
            self._end_table(self._draft)

    @override
    def text(self, letters: str) -> None:
        if self._cell is not None and self._is_in_paragraph():
            self._add_text(letters)
        elif self._cell is not None and self._is_in_comment():
            self._cell.comment += letters[: MAX_COMMENT_LETTERS - len(self._cell.comment)]

    def _is_in_comment(self) -> bool:
        """Whether letters are what somebody hung on the cell, and not who did it when."""
        path = self._path
        return "annotation" in path and "p" in path[path.index("annotation") :]

    def _is_in_paragraph(self) -> bool:
        """Whether letters belong to the cell itself and not to a note or a drawing in it."""
        depth = len(self._path) - 1
        while depth > 0 and self._path[depth] in {"span", "a", "s", "tab", "line-break"}:
            depth -= 1
        return depth > 0 and self._path[depth] == "p" and self._path[depth - 1] in _CELLS

    # --- tables, columns and rows ---------------------------------------------------------------

    def _begin_table(self, facts: Attributes) -> None:
        if len(self.sheets) >= MAX_SHEETS:
            raise TooLargeError
        self._draft = SheetDraft(facts.get("name", ""), self._budget)
        self._is_shown = self._styles.look(TABLES, facts.get("style-name")).is_shown
        self._is_too_large = False
        self._row = self._column = 1
        self._columns, self._line = [], None

    def _end_table(self, draft: SheetDraft) -> None:
        state = SheetState.READ if self._is_shown else SheetState.HIDDEN
        whole = ReadDraft(draft, self._is_1904, state)
        self.sheets.append(draft.drop() if self._is_too_large else whole)
        self._draft = None

    def _add_columns(self, facts: Attributes) -> None:
        first = self._column
        last = first + max(whole_number(facts.get("number-columns-repeated"), 1), 1) - 1
        self._column = last + 1
        if facts.get("visibility") in _NOT_SHOWN and self._draft is not None:
            shown_last = min(last, MAX_COLUMNS)
            self._draft.hidden_columns.update(range(first, shown_last + 1))
        if "default-cell-style-name" in facts:
            self._columns.append((first, last, facts["default-cell-style-name"]))

    def _begin_row(self, facts: Attributes) -> None:
        repeated = max(whole_number(facts.get("number-rows-repeated"), 1), 1)
        self._line = _Line(self._row, repeated, facts.get("default-cell-style-name"))
        visibility = facts.get("visibility", "")
        if visibility in _NOT_SHOWN and self._draft is not None:
            last = min(self._row + repeated - 1, MAX_ROWS)
            self._draft.hidden_rows.update(range(self._row, last + 1))
            self._draft.has_filter |= visibility == "filter"

    def _end_row(self) -> None:
        line, self._line = self._line, None
        if line is None:
            return
        self._row = line.row + line.repeated
        try:
            for cell in line.cells:
                for row in range(line.row, line.row + line.repeated):
                    for column in range(cell.column, cell.column + cell.repeated):
                        self._put(row, column, cell)
        except TooLargeError:
            self._is_too_large = True

    # --- cells ----------------------------------------------------------------------------------

    def _begin_cell(self, name: str, facts: Attributes, line: _Line) -> None:
        repeated = max(whole_number(facts.get("number-columns-repeated"), 1), 1)
        style = facts.get("style-name") or line.style or self._column_style(line.column)
        self._cell = _Cell(
            line.column, repeated, facts, style, is_covered=name.startswith("covered")
        )
        self._spans = []

    def _column_style(self, column: int) -> str | None:
        return next((s for first, last, s in self._columns if first <= column <= last), None)

    def _start_in_cell(self, name: str, facts: Attributes, parent: str) -> None:
        if name == "p" and parent in _CELLS and self._cell is not None and self._cell.runs:
            self._add_text("\n")
        elif name in {"span", "a"}:
            self._spans.append(facts.get("style-name"))
        elif self._is_in_paragraph():
            if name == "s":
                self._add_text(" " * min(whole_number(facts.get("c"), 1), MAX_CELL_LETTERS))
            elif name == "tab":
                self._add_text(" ")
            elif name == "line-break":
                self._add_text("\n")

    def _add_text(self, letters: str) -> None:
        cell = self._cell
        if cell is None or cell.letters > MAX_CELL_LETTERS:
            return
        cell.letters += len(letters)
        look = self._styles.look(CELLS, cell.style)
        for span in self._spans:
            if span is not None:
                look = self._styles.look(TEXTS, span).over(look)
        cell.runs.append(Run(letters, look.font, look.is_struck is True))

    def _end_cell(self, cell: _Cell) -> None:
        self._cell = None
        line = self._line
        if line is None:
            return
        line.column = cell.column + cell.repeated
        if cell.comment and self._draft is not None:
            self._draft.comment(line.row, cell.column, cell.comment)
        self._merge(cell, line.row)
        is_faulty = "formula" in cell.facts and "value-type" not in cell.facts
        if not cell.is_covered and (cell.runs or "value-type" in cell.facts or is_faulty):
            line.cells.append(cell)

    def _merge(self, cell: _Cell, row: int) -> None:
        rows = max(whole_number(cell.facts.get("number-rows-spanned"), 1), 1)
        columns = max(whole_number(cell.facts.get("number-columns-spanned"), 1), 1)
        if (rows > 1 or columns > 1) and self._draft is not None and not self._is_too_large:
            found = MergedRange(row, cell.column, row + rows - 1, cell.column + columns - 1)
            try:
                self._draft.merge(found)
            except TooLargeError:
                self._is_too_large = True

    def _put(self, row: int, column: int, cell: _Cell) -> None:
        draft = self._draft
        if draft is None:
            return
        kind = cell.facts.get("value-type", "")
        if kind == "error" or "error" in cell.facts.values():
            draft.put_fault(row, column, CellFault.ERROR_VALUE, cell.text)
        elif not kind and "formula" in cell.facts and not cell.text:
            draft.put_fault(row, column, CellFault.FORMULA_WITHOUT_VALUE)
        else:
            value = _value(kind, cell)
            look = self._styles.look(CELLS, cell.style)
            if value is None:
                text = cell.facts.get("string-value", "")
                runs = cell.runs or [Run(text, look.font, look.is_struck is True)]
                draft.put_runs(row, column, runs)
            else:
                draft.put(row, column, value, is_struck=look.is_struck is True)


def _value(kind: str, cell: _Cell) -> Cell | None:
    """The value of a cell that is no text; None for text, and for what is not what it says."""
    if kind in _NUMBERS:
        return _number(cell)
    if kind == "date":
        return iso_day(cell.facts.get("date-value", ""))
    if kind == "boolean":
        return cell.facts.get("boolean-value") == "true"
    if kind == "time":
        found = _DURATION.fullmatch(cell.facts.get("time-value", ""))
        return None if found is None else _time(*map(int, found.groups()))
    return None


def _number(cell: _Cell) -> Cell | None:
    try:
        number = float(cell.facts.get("value", ""))
    except ValueError:
        return None
    shown = cell.text.strip()
    # «038061012345» in a format of zeros: what is shown is what the office means.
    if shown.isascii() and shown.isdigit() and shown.startswith("0") and float(shown) == number:
        return None
    return number if math.isfinite(number) else None


def _time(hours: int, minutes: int, seconds: int) -> Cell | None:
    with contextlib.suppress(OverflowError):
        length = dt.timedelta(hours=hours, minutes=minutes, seconds=seconds)
        if length < _A_DAY:
            return (_MIDNIGHT + length).time()
        return length if length < _LONGEST else None
    return None


def read_ods(package: Package, encoding: TextEncoding) -> Book:
    """All tables of a workbook; raises UnreadableError, TooLargeError."""
    named = StyleListener()
    if STYLES in package:
        listen(package.pieces(STYLES), named)
    listener = _ContentListener(named)
    listen(package.pieces(CONTENT), listener)
    if not listener.sheets:
        raise UnreadableError
    return Book(finished_sheets(listener.sheets, encoding))
