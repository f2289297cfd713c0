"""Reading spreadsheets: .xlsx, .xls, .ods and .csv become sheets of plain rows."""

import csv
import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.files import read_limited
from vanhoa_desktop.texts.names import clean_name

Cell = str | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta
Row = Sequence[Cell]

MAX_FILE_BYTES = 64 << 20
MAX_UNPACKED_BYTES = 512 << 20
_CSV_DELIMITERS = ",;\t"
_CSV_SAMPLE_CHARACTERS = 4096
_TEXT_ENCODINGS = ("utf-8-sig", "utf-16")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name and all its rows from the first one; empty cells are ''."""

    name: str
    rows: tuple[Row, ...]


def read_sheets(path: Path, sheet_name: str | None = None) -> tuple[Sheet, ...]:
    """All visible sheets of a spreadsheet that hold anything, or the named one.

    Raises FILE_MISSING, FILE_UNREADABLE, FILE_TOO_LARGE, SPREADSHEET_UNREADABLE,
    SPREADSHEET_EMPTY, NOT_FOUND (no sheet of that name).
    """
    content = read_limited(path, MAX_FILE_BYTES)
    is_text = path.suffix.casefold() in {".csv", ".tsv", ".txt"}
    sheets = _text_sheets(path, content) if is_text else _workbook_sheets(path, content)
    if sheet_name is not None:
        wanted = clean_name(sheet_name).casefold()
        sheets = [sheet for sheet in sheets if clean_name(sheet.name).casefold() == wanted]
        if not sheets:
            raise VanHoaError(ErrorCode.NOT_FOUND, what="sheet", text=sheet_name)
    filled = tuple(sheet for sheet in sheets if any(map(is_filled, sheet.rows)))
    if not filled:
        raise VanHoaError(ErrorCode.SPREADSHEET_EMPTY, path=str(path))
    return filled


def is_filled(row: Row) -> bool:
    """Whether any cell of a row holds something."""
    return any(cell_text(cell) for cell in row)


def cell_text(cell: Cell) -> str:
    """A cell as text: NFC, spaces collapsed; whole numbers without «.0», days as ISO dates."""
    if isinstance(cell, str):
        return clean_name(cell)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    return str(cell)


def _workbook_sheets(path: Path, content: bytes) -> list[Sheet]:
    _refuse_zip_bomb(path, content)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        visible = [
            meta.name
            for meta in workbook.sheets_metadata
            if meta.visible == SheetVisibleEnum.Visible
        ]
        return [
            Sheet(name, tuple(workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)))
            for name in visible
            if name in workbook.sheet_names
        ]
    except (CalamineError, ValueError, OSError) as error:
        raise VanHoaError(ErrorCode.SPREADSHEET_UNREADABLE, path=str(path)) from error


def _refuse_zip_bomb(path: Path, content: bytes) -> None:
    """An .xlsx or .ods that unpacks to more than any roster needs is not opened."""
    if not content.startswith(b"PK"):
        return
    try:
        with ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(entry.file_size for entry in packed.infolist())
    except BadZipFile as error:
        raise VanHoaError(ErrorCode.SPREADSHEET_UNREADABLE, path=str(path)) from error
    if unpacked > MAX_UNPACKED_BYTES:
        raise VanHoaError(ErrorCode.FILE_TOO_LARGE, path=str(path))


def _text_sheets(path: Path, content: bytes) -> list[Sheet]:
    text = _decoded(path, content)
    try:
        dialect: type[csv.Dialect] = csv.Sniffer().sniff(
            text[:_CSV_SAMPLE_CHARACTERS], _CSV_DELIMITERS
        )
        delimiter = dialect.delimiter
    except csv.Error:
        first_line = text.partition("\n")[0]
        delimiter = max(_CSV_DELIMITERS, key=first_line.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False))
    except csv.Error as error:
        raise VanHoaError(ErrorCode.SPREADSHEET_UNREADABLE, path=str(path)) from error
    return [Sheet(path.name, tuple(rows))]


def _decoded(path: Path, content: bytes) -> str:
    encodings: tuple[str, ...] = _TEXT_ENCODINGS
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ("utf-16",)
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise VanHoaError(ErrorCode.SPREADSHEET_UNREADABLE, path=str(path))
