"""One sheet of a workbook, heard element by element into a draft."""

import math
import re

from typing_extensions import override

from vanhoa_desktop.imports.book.book import Cell, CellFault, MergedRange
from vanhoa_desktop.imports.reading.bounds import MAX_CELL_LETTERS, MAX_COLUMNS, MAX_ROWS
from vanhoa_desktop.imports.reading.days import iso_day, shown_cell, with_zeros
from vanhoa_desktop.imports.reading.grid import Run, SheetDraft
from vanhoa_desktop.imports.reading.package import Attributes, XmlListener, whole_number
from vanhoa_desktop.imports.reading.xlsx_looks import Look, Looks
from vanhoa_desktop.imports.reading.xlsx_strings import SharedText, TextCollector, unescaped

_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
_TRUE = frozenset({"1", "true"})
_FILTERS = frozenset({"autoFilter", "tableParts"})


class SheetListener(XmlListener):
    """Fills a draft with the cells of a sheet, and with which of them are not shown."""

    def __init__(
        self, draft: SheetDraft, looks: Looks, texts: list[SharedText], *, is_1904: bool
    ) -> None:
        self._draft = draft
        self._looks = looks
        self._texts = texts
        self._is_1904 = is_1904
        self._row = self._column = 0
        self._collector = TextCollector()
        self._inline: SharedText = ""
        self._is_in_inline = self._is_in_value = False
        self._begin_cell({})

    @override
    def start(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            self._begin_cell(attributes)
            self._place_cell(attributes.get("r"))
        elif name == "v":
            self._is_in_value = True
        elif name == "f":
            self._is_formula = True
        elif name == "row":
            self._begin_row(attributes)
        elif name == "is":
            self._is_in_inline = True
        elif self._is_in_inline:
            self._collector.start(name, attributes)
        else:
            self._hear_of_sheet(name, attributes)

    @override
    def end(self, name: str) -> None:
        if name == "v":
            self._is_in_value = False
        elif name == "is":
            self._inline = self._collector.taken()
            self._is_in_inline = False
        elif self._is_in_inline:
            self._collector.end(name)
        elif name == "c":
            self._put_cell()

    @override
    def text(self, letters: str) -> None:
        if self._is_in_value:
            self._value += letters[:MAX_CELL_LETTERS]
        elif self._is_in_inline:
            self._collector.text(letters)

    def _hear_of_sheet(self, name: str, attributes: Attributes) -> None:
        if name == "mergeCell":
            found = _range(attributes.get("ref", ""))
            if found is not None:
                self._draft.merge(found)
        elif name == "col" and attributes.get("hidden", "") in _TRUE:
            first = whole_number(attributes.get("min"), 1)
            last = min(whole_number(attributes.get("max"), first), MAX_COLUMNS)
            self._draft.hidden_columns.update(range(max(first, 1), last + 1))
        elif name in _FILTERS or (name == "sheetPr" and attributes.get("filterMode", "") in _TRUE):
            self._draft.has_filter = True

    def _begin_row(self, attributes: Attributes) -> None:
        self._row = whole_number(attributes.get("r"), self._row + 1)
        self._column = 0
        if attributes.get("hidden", "") in _TRUE and self._row <= MAX_ROWS:
            self._draft.hidden_rows.add(self._row)

    def _begin_cell(self, attributes: Attributes) -> None:
        self._kind = attributes.get("t", "n")
        self._style = whole_number(attributes.get("s"))
        self._value, self._inline = "", ""
        self._is_formula = False

    def _place_cell(self, written: str | None) -> None:
        """A cell without a place stands behind the one before."""
        found = None if written is None else cell_place(written)
        if found is None:
            self._column += 1
        else:
            self._row, self._column = found

    def _put_cell(self) -> None:
        row, column, value = self._row, self._column, self._value
        look = self._looks.look(self._style)
        if self._kind == "e":
            self._draft.put_fault(row, column, CellFault.ERROR_VALUE, value)
        elif self._is_formula and not value and self._kind not in {"str", "inlineStr"}:
            self._draft.put_fault(row, column, CellFault.FORMULA_WITHOUT_VALUE)
        elif self._kind == "s":
            number = whole_number(value, len(self._texts))
            self._put_text(self._texts[number] if number < len(self._texts) else "", look)
        elif self._kind == "inlineStr":
            self._put_text(self._inline, look)
        elif value:
            self._put_value(look)

    def _put_value(self, look: Look) -> None:
        cell = self._number(look) if self._kind == "n" else self._other()
        if cell is None:
            self._put_text(unescaped(self._value), look)
        else:
            self._draft.put(self._row, self._column, cell, is_struck=look.is_struck)

    def _number(self, look: Look) -> Cell | None:
        written = self._value.strip()
        number = float(written) if _NUMBER.fullmatch(written) else math.inf
        if not math.isfinite(number):
            return None
        if look.zeros:
            return with_zeros(number, look.zeros) or number
        return shown_cell(number, look.shown, is_1904=self._is_1904)

    def _other(self) -> Cell | None:
        if self._kind == "b":
            return self._value.strip() in _TRUE
        if self._kind == "d":
            return iso_day(self._value)
        return None

    def _put_text(self, text: SharedText, look: Look) -> None:
        if isinstance(text, str):
            runs: tuple[Run, ...] = (Run(text, look.font, look.is_struck),)
        else:
            runs = tuple(
                Run(run.text, look.font, run.is_struck or look.is_struck)
                if run.font is None
                else Run(run.text, run.font or look.font, run.is_struck)
                for run in text
            )
        self._draft.put_runs(self._row, self._column, runs)


def cell_place(written: str) -> tuple[int, int] | None:
    """Row and column of «B6»; None for what is no place."""
    found = _PLACE.fullmatch(written)
    return None if found is None else (int(found[2]), column_number(found[1]))


def column_number(letters: str) -> int:
    """«A» is 1, «AA» is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _range(reference: str) -> MergedRange | None:
    first, _, last = reference.partition(":")
    corners = [_PLACE.fullmatch(corner.strip()) for corner in (first, last or first)]
    if corners[0] is None or corners[1] is None:
        return None
    places = [(int(corner[2]), column_number(corner[1])) for corner in corners if corner]
    return MergedRange(*places[0], *places[1])
