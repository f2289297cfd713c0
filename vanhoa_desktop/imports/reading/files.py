"""What a file is, told by its content, and the reader of its kind."""

from dataclasses import replace

from vanhoa_desktop.domain.enums import TextEncoding
from vanhoa_desktop.imports.book.book import Book, BookNote, Cell, NoteKind, Sheet
from vanhoa_desktop.imports.reading.bounds import UnreadableError
from vanhoa_desktop.imports.reading.ods import CONTENT, read_ods
from vanhoa_desktop.imports.reading.package import Package
from vanhoa_desktop.imports.reading.text_table import read_text_table
from vanhoa_desktop.imports.reading.xls import read_xls
from vanhoa_desktop.imports.reading.xlsx import read_xlsx

TEXT_SUFFIXES = frozenset({".csv", ".tsv", ".txt"})
_ZIP = b"PK"
_LOST = "\ufffd"
# Compound files of Excel 97–2003, and the bare records of Excel 2 to 4.
_OLD_WORKBOOKS = (b"\xd0\xcf\x11\xe0", b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08")


def read_file(content: bytes, name: str, suffix: str, encoding: TextEncoding) -> Book:
    """A book; raises UnreadableError, EncodingUnknownError, TooLargeError."""
    book = _read(content, name, suffix, encoding)
    lost = [
        BookNote(NoteKind.UNREADABLE_LETTERS, sheet.name, row)
        for sheet in book.sheets
        if (row := _first_with_lost_letters(sheet)) is not None
    ]
    return replace(book, notes=(*book.notes, *lost))


def _read(content: bytes, name: str, suffix: str, encoding: TextEncoding) -> Book:
    is_text = suffix.casefold() in TEXT_SUFFIXES
    if content.startswith(_ZIP) and not (is_text and not content.startswith(b"PK\x03\x04")):
        package = Package(content)
        return read_ods(package, encoding) if CONTENT in package else read_xlsx(package, encoding)
    if content.startswith(_OLD_WORKBOOKS) and not (is_text and content[:1] == b"\x09"):
        return read_xls(content, encoding)
    if not is_text:
        raise UnreadableError
    return read_text_table(content, name, encoding)


def _first_with_lost_letters(sheet: Sheet) -> int | None:
    """The first row with the sign that programs put for a letter that they could not save."""
    rows = enumerate(sheet.rows, 1)
    return next((number for number, row in rows if any(map(_has_lost_letters, row))), None)


def _has_lost_letters(cell: Cell) -> bool:
    return isinstance(cell, str) and _LOST in cell
