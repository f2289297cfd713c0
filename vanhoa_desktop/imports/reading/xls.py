"""A workbook of Excel 97–2003 and before, taken apart by xlrd.

What that library does not tell: charts among the sheets, filters, and formulas whose value was
never stored.
"""

import io
import struct
from typing import Any

from vanhoa_desktop.domain.enums import TextEncoding
from vanhoa_desktop.imports.book.book import (
    Book,
    BookNote,
    Cell,
    CellFault,
    MergedRange,
    NoteKind,
    Sheet,
    SheetState,
)
from vanhoa_desktop.imports.reading.book_letters import finished_sheets
from vanhoa_desktop.imports.reading.bounds import MAX_SHEETS, TooLargeError, UnreadableError
from vanhoa_desktop.imports.reading.days import (
    Shown,
    leading_zeros,
    shown_as,
    shown_cell,
    with_zeros,
)
from vanhoa_desktop.imports.reading.grid import Budget, ReadDraft, Run, SheetDraft
from vanhoa_desktop.imports.reading.xlsx_looks import PLAIN, Look

# xlrd meets damaged files with whatever its parsing runs into.
_BROKEN = (
    *(ValueError, LookupError, ArithmeticError, TypeError, AttributeError, AssertionError),
    *(struct.error, OSError, EOFError, NotImplementedError, RuntimeError),
)


def read_xls(content: bytes, encoding: TextEncoding) -> Book:
    """All sheets of a workbook; raises UnreadableError, TooLargeError."""
    notes: tuple[BookNote, ...] = ()
    try:
        book = _opened(content, with_looks=True)
    except UnreadableError:
        book = _opened(content, with_looks=False)
        notes = (BookNote(NoteKind.VALUES_ONLY),)
    if not 0 < book.nsheets <= MAX_SHEETS:
        raise UnreadableError
    budget = Budget()
    try:
        looks = _Looks(book)
        found = [_sheet(sheet, looks, budget) for sheet in book.sheets()]
    except _BROKEN as error:
        raise UnreadableError from error
    return Book(finished_sheets(found, encoding), notes)


def _opened(content: bytes, *, with_looks: bool) -> Any:  # noqa: ANN401 - xlrd has no types
    import xlrd

    try:
        return xlrd.open_workbook(
            file_contents=content,
            logfile=io.StringIO(),
            formatting_info=with_looks,
            ragged_rows=True,
        )
    except (xlrd.XLRDError, xlrd.compdoc.CompDocError, *_BROKEN) as error:
        raise UnreadableError from error


class _Looks:
    """The looks of a book by the number that cells give."""

    def __init__(self, book: Any) -> None:  # noqa: ANN401 - xlrd has no types
        self.fonts: list[Any] = book.font_list
        self.is_1904 = bool(book.datemode)
        formats = {key: found.format_str for key, found in book.format_map.items()}
        self._looks = [self._look(found, formats) for found in book.xf_list]

    def _look(self, found: Any, formats: dict[int, str]) -> Look:  # noqa: ANN401 - xlrd has no types
        font, is_struck = self.font(found.font_index)
        code = formats.get(found.format_key)
        return Look(shown_as(found.format_key, code), font, is_struck, leading_zeros(code))

    def font(self, index: int) -> tuple[str | None, bool]:
        """The name of a font, and whether it strikes out."""
        if not 0 <= index < len(self.fonts):
            return None, False
        return self.fonts[index].name, bool(self.fonts[index].struck_out)

    def look(self, index: int | None) -> Look:
        """A look; the plain one where there is none."""
        is_known = index is not None and 0 <= index < len(self._looks)
        return self._looks[index] if is_known and index is not None else PLAIN


def _sheet(found: Any, looks: _Looks, budget: Budget) -> Sheet | ReadDraft:  # noqa: ANN401 - xlrd has no types
    draft = SheetDraft(found.name, budget)
    state = SheetState.READ if found.visibility == 0 else SheetState.HIDDEN
    try:
        for row in range(found.nrows):
            for column in range(found.row_len(row)):
                _put(draft, found, row, column, looks)
        for first_row, last_row, first_column, last_column in found.merged_cells:
            draft.merge(MergedRange(first_row + 1, first_column + 1, last_row, last_column))
        for (row, column), note in found.cell_note_map.items():
            draft.comment(row + 1, column + 1, str(note.text))
        draft.hidden_rows = {row + 1 for row, info in found.rowinfo_map.items() if info.hidden}
        draft.hidden_columns = {at + 1 for at, info in found.colinfo_map.items() if info.hidden}
    except TooLargeError:
        return draft.drop()
    return ReadDraft(draft, looks.is_1904, state)


def _put(draft: SheetDraft, found: Any, row: int, column: int, looks: _Looks) -> None:  # noqa: ANN401 - xlrd has no types
    import xlrd

    kind, value = found.cell_type(row, column), found.cell_value(row, column)
    if kind in {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK}:
        return
    place = (row + 1, column + 1)
    look = looks.look(found.cell_xf_index(row, column) if found.formatting_info else None)
    if kind == xlrd.XL_CELL_ERROR:
        text = xlrd.error_text_from_code.get(value, "")
        draft.put_fault(*place, CellFault.ERROR_VALUE, text)
    elif kind == xlrd.XL_CELL_BOOLEAN:
        draft.put(*place, bool(value), is_struck=look.is_struck)
    elif kind == xlrd.XL_CELL_TEXT:
        parts = getattr(found, "rich_text_runlist_map", {}).get((row, column), ())
        draft.put_runs(*place, _runs(str(value), parts, look, looks))
    else:
        # Without looks xlrd tells days from numbers all the same.
        is_day = kind == xlrd.XL_CELL_DATE
        shown = Shown.DAY if is_day and look is PLAIN else look.shown
        cell: Cell = shown_cell(float(value), shown, is_1904=looks.is_1904)
        if look.zeros:
            cell = with_zeros(float(value), look.zeros) or cell
        draft.put(*place, cell, is_struck=look.is_struck)


def _runs(text: str, parts: Any, look: Look, looks: _Looks) -> list[Run]:  # noqa: ANN401 - xlrd has no types
    """The runs of a text: (where it begins, font) for each but the first."""
    runs: list[Run] = []
    begin, font, is_struck = 0, look.font, look.is_struck
    for at, index in parts:
        runs.append(Run(text[begin:at], font, is_struck))
        begin, (font, is_struck) = at, looks.font(index)
    return [*runs, Run(text[begin:], font, is_struck)]
