"""Tables in text files, as people make them: any delimiter, quotes forgotten, titles above."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from vanhoa_desktop.domain.enums import TextEncoding
from vanhoa_desktop.imports.book.book import Book, BookNote, NoteKind, Place
from vanhoa_desktop.imports.reading.book_letters import finished_sheets
from vanhoa_desktop.imports.reading.bounds import MAX_ROWS, TooLargeError, UnreadableError
from vanhoa_desktop.imports.reading.grid import Budget, ReadDraft, Run, SheetDraft
from vanhoa_desktop.imports.reading.letters import mended
from vanhoa_desktop.imports.reading.name_headings import HEADING_ROWS, NAME_HEADINGS
from vanhoa_desktop.imports.reading.text_bytes import read_letters
from vanhoa_desktop.texts.words.names import fold_text

_DELIMITERS = ";,\t|"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_NAMED_DELIMITER = re.compile(r"sep=(.)[\r\n]+")
# Excel's way to keep the zeros of a number in a text file.
_AS_FORMULA = re.compile(r'="([^"]*)"')
_APOSTROPHE = re.compile(r"'[\d.+\s]+")
_LONGEST_CELL = 1 << 20
# A cell that took in more lines than this was never meant to.
_MOST_LINES_OF_A_CELL = 30
_MOST_OPEN_QUOTES = 50
_UNFINISHED = "unexpected end of data"


def read_text_table(content: bytes, name: str, encoding: TextEncoding) -> Book:
    """The one sheet of a text file; raises EncodingUnknownError, UnreadableError, TooLargeError."""
    letters = read_letters(content, encoding)
    text = letters.text.rstrip("\r\n\t ;,|\x00\x1a")
    if "\x00" in text:
        raise UnreadableError
    named = _NAMED_DELIMITER.match(text)
    if named is not None:
        text = text[named.end() :]
    delimiter = _delimiter(text) if named is None else named[1]
    csv.field_size_limit(_LONGEST_CELL)
    draft = SheetDraft(name, Budget())
    reader = TableReader(text, delimiter)
    wide_rows: list[int] = []
    width: int | None = None
    for row, cells in enumerate(reader.records(), 1):
        if row > MAX_ROWS:
            raise TooLargeError  # something stands further below: blanks at the end are cut off
        for column, cell in enumerate(cells, 1):
            if cell:
                _put(draft, (row, column), _unwrapped(cell), letters.old)
        width = _width_of_headings(draft, row, cells) or width
        if width is not None and any(cell.strip() for cell in cells[width:]):
            wide_rows.append(row)
    is_known = encoding is TextEncoding.UNICODE or letters.old is not None
    known = TextEncoding.UNICODE if is_known else encoding
    (sheet,) = finished_sheets([ReadDraft(draft)], known)
    notes = [
        BookNote(NoteKind.ENCODING, sheet.name, None, letters.encoding),
        BookNote(NoteKind.DELIMITER, sheet.name, None, delimiter),
        *(BookNote(NoteKind.OPEN_QUOTE, sheet.name, row) for row in reader.open_quotes),
        *(BookNote(NoteKind.WIDE_ROW, sheet.name, row) for row in wide_rows),
    ]
    return Book((sheet,), tuple(notes))


def _put(draft: SheetDraft, place: Place, plain: str, old: TextEncoding | None) -> None:
    shown = plain if old is None else mended(plain, old)
    draft.put_runs(*place, (Run(shown),))
    if old is not None and shown != plain:
        draft.converted[place] = old


class TableReader:
    """The records of a delimited text; a quote that is never closed is a letter like others."""

    def __init__(self, text: str, delimiter: str) -> None:
        self._text = text
        self._delimiter = delimiter
        self.open_quotes: list[int] = []
        self._width: int | None = None

    def records(self) -> Iterator[list[str]]:
        """Each record's cells; an empty line is an empty record."""
        place = row = 0
        while place < len(self._text):
            row += 1
            record, after, is_open = self._record(place)
            if is_open and len(self.open_quotes) < _MOST_OPEN_QUOTES:
                self.open_quotes.append(row)
            yield record
            place = after

    def _record(self, place: int) -> tuple[list[str], int, bool]:
        """A record, where the next begins, and whether a quote in it was left open."""
        found = _LINE.match(self._text, place)
        if found is None:
            return [], len(self._text), False
        line, after = found[0], found.end()
        if '"' not in line:
            return line.rstrip("\r\n").split(self._delimiter), after, False
        whole = self._whole_record(place)
        if whole is not None:
            return *whole, False
        lines = [line]
        while not _is_closed(lines, self._delimiter):
            found = _LINE.match(self._text, after)
            if found is None or len(lines) > _MOST_LINES_OF_A_CELL or self._is_row(found[0]):
                return self._literal(line), place + len(line), True
            lines.append(found[0])
            after = found.end()
        try:
            parsed = next(csv.reader(["".join(lines)], delimiter=self._delimiter), [])
        except csv.Error:
            return self._literal(line), place + len(line), True
        return parsed, after, False

    def _whole_record(self, place: int) -> tuple[list[str], int] | None:
        """A record with line breaks in quoted cells, if it is valid and no wider than the table."""
        lines: list[str] = []
        while len(lines) <= _MOST_LINES_OF_A_CELL:
            found = _LINE.match(self._text, place)
            if found is None:
                return None
            lines.append(found[0])
            place = found.end()
            try:
                record = next(csv.reader(lines, delimiter=self._delimiter, strict=True), [])
            except csv.Error as error:
                if _UNFINISHED not in str(error):
                    return None
            else:
                width = self._usual_width()
                inner = [line for cell in record for line in cell.splitlines()[1:]]
                is_swallowed = any(line.count(self._delimiter) >= max(1, width) for line in inner)
                return None if is_swallowed or len(record) > width + 1 else (record, place)
        return None

    def _is_row(self, line: str) -> bool:
        """Whether a line within quotes looks like a row of the table that the quote swallowed."""
        return line.count(self._delimiter) >= max(1, self._usual_width() // 2)

    def _usual_width(self) -> int:
        if self._width is None:
            self._width = self._counted_width()
        return self._width

    def _counted_width(self) -> int:
        lines = islice(_LINE.finditer(self._text), HEADING_ROWS)
        counts = Counter(found[0].count(self._delimiter) for found in lines)
        counts.pop(0, None)
        return max(counts, key=lambda width: (counts[width], width), default=0)

    def _literal(self, line: str) -> list[str]:
        """A line cut at its delimiters, the quote without a partner taken away."""
        return [_without_quote(cell) for cell in line.rstrip("\r\n").split(self._delimiter)]


def _without_quote(cell: str) -> str:
    return cell[1:] if cell.startswith('"') and cell.count('"') == 1 else cell


def _is_closed(lines: Sequence[str], delimiter: str) -> bool:
    """Whether all quoted cells of a record are closed, as csv reads them."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        next(reader, None)
    except csv.Error as error:
        return _UNFINISHED not in str(error)
    return True


def _delimiter(text: str) -> str:
    """The delimiter that cuts the heading row best; else the one that cuts most rows alike."""
    head = [found[0] for found in islice(_LINE.finditer(text), HEADING_ROWS)]
    return max(_DELIMITERS, key=lambda one: (_heading_width(head, one), _evenness(head, one)))


def _heading_width(head: Sequence[str], delimiter: str) -> int:
    widths = [0]
    for line in head:
        cells = [fold_text(cell.strip('" ')) for cell in line.split(delimiter)]
        if len(cells) > 1 and any(cell.startswith(NAME_HEADINGS) for cell in cells):
            widths.append(sum(map(bool, cells)))
    return max(widths)


def _width_of_headings(draft: SheetDraft, row: int, cells: Sequence[str]) -> int | None:
    """How many cells a row of headings has; None for any other row."""
    if row > HEADING_ROWS:
        return None
    texts = [fold_text(str(draft.cell(row, column))) for column in range(1, len(cells) + 1)]
    return len(cells) if any(text.startswith(NAME_HEADINGS) for text in texts) else None


def _evenness(head: Sequence[str], delimiter: str) -> tuple[int, int]:
    counts = Counter(line.count(delimiter) for line in head if line.strip())
    counts.pop(0, None)
    width = max(counts, key=lambda one: (counts[one], one), default=0)
    return counts[width], width


def _unwrapped(cell: str) -> str:
    """«="0380…"» and «'0380…» as the number they keep."""
    found = _AS_FORMULA.fullmatch(cell.strip())
    if found is not None:
        return found[1]
    return cell.lstrip("'") if _APOSTROPHE.fullmatch(cell.strip()) else cell
