"""A book on its way from the child: plain JSON, checked for its shape.

A child that a file took over could send whatever it likes; nothing of that runs here.
"""

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum

import msgspec

from vanhoa_desktop.domain.enums import TextEncoding
from vanhoa_desktop.imports.book.book import (
    Book,
    BookNote,
    Cell,
    CellFault,
    MergedRange,
    NoteKind,
    OtherReading,
    Place,
    Row,
    Sheet,
    SheetState,
)


class BookRefusal(StrEnum):
    """Why there is no book."""

    UNREADABLE = "unreadable"
    ENCODING_UNKNOWN = "encoding-unknown"
    TOO_HEAVY = "too-heavy"


class ReadingQuestion(msgspec.Struct, frozen=True):
    """What the child is asked, followed by the content of the file."""

    name: str
    suffix: str
    encoding: TextEncoding


class _Day(msgspec.Struct, frozen=True):
    """A cell that is a day or a time, which JSON has no form for."""

    row: int
    column: int
    kind: str
    text: str


class _SheetWire(msgspec.Struct, frozen=True):
    """A sheet as it travels: lists and plain values only."""

    name: str
    state: SheetState
    rows: list[tuple[str | float | bool, ...]]
    days: list[_Day]
    hidden_rows: list[int]
    hidden_columns: list[int]
    has_filter: bool
    struck: list[Place]
    merged: list[tuple[int, int, int, int]]
    faults: list[tuple[int, int, CellFault]]
    fault_texts: list[tuple[int, int, str]]
    converted: list[tuple[int, int, TextEncoding]]
    doubtful: list[tuple[Place, OtherReading]]
    comments: list[tuple[int, int, str]]
    is_1904: bool


class _NoteWire(msgspec.Struct, frozen=True):
    """A note as it travels."""

    kind: NoteKind
    sheet: str
    row: int | None
    value: str


class ReadingAnswer(msgspec.Struct, frozen=True):
    """What the child says: a refusal, or sheets and notes."""

    refusal: BookRefusal | None = None
    sheets: list[_SheetWire] = []
    notes: list[_NoteWire] = []

    def book(self) -> Book:
        """The book; raises ValueError for days that are none."""
        notes = tuple(BookNote(note.kind, note.sheet, note.row, note.value) for note in self.notes)
        return Book(tuple(map(_sheet, self.sheets)), notes)


def answer_of(book: Book) -> ReadingAnswer:
    """A book in the form in which it travels."""
    notes = [_NoteWire(note.kind, note.sheet, note.row, note.value) for note in book.notes]
    return ReadingAnswer(None, list(map(_wire, book.sheets)), notes)


def _wire(sheet: Sheet) -> _SheetWire:
    return _SheetWire(
        name=sheet.name,
        state=sheet.state,
        rows=[_plain_row(row) for row in sheet.rows],
        days=list(_days(sheet)),
        hidden_rows=sorted(sheet.hidden_rows),
        hidden_columns=sorted(sheet.hidden_columns),
        has_filter=sheet.has_filter,
        struck=sorted(sheet.struck_cells),
        merged=list(sheet.merged),
        faults=[(*place, fault) for place, fault in sheet.faults.items()],
        fault_texts=[(*place, text) for place, text in sheet.fault_texts.items()],
        converted=[(*place, encoding) for place, encoding in sheet.converted.items()],
        doubtful=list(sheet.doubtful.items()),
        comments=[(*place, text) for place, text in sheet.comments.items()],
        is_1904=sheet.is_1904,
    )


def _plain_row(row: Row) -> tuple[str | float | bool, ...]:
    return tuple(cell if isinstance(cell, str | float) else _plain_cell(cell) for cell in row)


def _plain_cell(cell: Cell) -> str | float | bool:
    return cell if isinstance(cell, bool) else ""


def _days(sheet: Sheet) -> Iterator[_Day]:
    for number, row in enumerate(sheet.rows, 1):
        for column, cell in enumerate(row, 1):
            if isinstance(cell, str | float | bool):
                continue
            if isinstance(cell, dt.timedelta):
                yield _Day(number, column, "timedelta", str(int(cell.total_seconds())))
            else:
                yield _Day(number, column, type(cell).__name__, cell.isoformat())


def _cell_of(day: _Day) -> Cell:
    if day.kind == "timedelta":
        return dt.timedelta(seconds=int(day.text[:12]))
    if day.kind == "time":
        return dt.time.fromisoformat(day.text)
    if day.kind == "datetime":
        return dt.datetime.fromisoformat(day.text)
    return dt.date.fromisoformat(day.text)


def _sheet(wire: _SheetWire) -> Sheet:
    rows: list[Row] = list(wire.rows)
    by_row: dict[int, list[_Day]] = {}
    for day in wire.days:
        by_row.setdefault(day.row, []).append(day)
    for number, days in by_row.items():
        cells = list(rows[number - 1])
        for day in days:
            cells[day.column - 1] = _cell_of(day)
        rows[number - 1] = tuple(cells)
    return Sheet(
        name=wire.name,
        rows=tuple(rows),
        state=wire.state,
        hidden_rows=frozenset(wire.hidden_rows),
        hidden_columns=frozenset(wire.hidden_columns),
        has_filter=wire.has_filter,
        struck_cells=frozenset(wire.struck),
        merged=tuple(MergedRange(*found) for found in wire.merged),
        faults={(row, column): fault for row, column, fault in wire.faults},
        fault_texts={(row, column): text for row, column, text in wire.fault_texts},
        converted={(row, column): encoding for row, column, encoding in wire.converted},
        doubtful=dict(wire.doubtful),
        comments={(row, column): text for row, column, text in wire.comments},
        is_1904=wire.is_1904,
    )
