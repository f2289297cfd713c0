"""Which sheets of a book an import looks at."""

from pathlib import Path

from vanhoa_desktop.domain.enums import TextEncoding
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.imports.book import Sheet, SheetState
from vanhoa_desktop.imports.reading_room import read_book
from vanhoa_desktop.texts.names import clean_name


def read_sheets(
    path: Path, sheet_name: str | None = None, encoding: TextEncoding = TextEncoding.AUTO
) -> tuple[Sheet, ...]:
    """All visible sheets of a spreadsheet that hold anything, or the named one.

    Raises what `read_book` raises, SPREADSHEET_EMPTY, NOT_FOUND (no sheet of that name).
    """
    sheets = read_book(path, encoding=encoding).sheets
    if sheet_name is None:
        sheets = tuple(sheet for sheet in sheets if sheet.state is SheetState.READ)
    if sheet_name is not None:
        wanted = clean_name(sheet_name).casefold()
        sheets = tuple(sheet for sheet in sheets if clean_name(sheet.name).casefold() == wanted)
        if not sheets:
            raise VanHoaError(ErrorCode.NOT_FOUND, what="sheet", text=sheet_name)
    filled = tuple(sheet for sheet in sheets if sheet.is_filled)
    if not filled:
        raise VanHoaError(ErrorCode.SPREADSHEET_EMPTY, path=str(path))
    return filled
