"""Reading spreadsheets: .xlsx, .xls, .ods and .csv become sheets of plain rows."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.files import read_limited
from vanhoa_desktop.imports.book import Cell, Row, Sheet

MAX_FILE_BYTES = 64 << 20
MAX_UNPACKED_BYTES = 512 << 20
_CSV_DELIMITERS = ",;\t"
_CSV_SAMPLE_CHARACTERS = 4096
_TEXT_ENCODINGS = ("utf-8-sig", "utf-16")


def read_grids(path: Path) -> list[tuple[str, tuple[Row, ...]]]:
    """Names and rows of all visible sheets of a spreadsheet.

    Raises FILE_MISSING, FILE_UNREADABLE, FILE_TOO_LARGE, SPREADSHEET_UNREADABLE.
    """
    content = read_limited(path, MAX_FILE_BYTES)
    is_text = path.suffix.casefold() in {".csv", ".tsv", ".txt"}
    sheets = _text_sheets(path, content) if is_text else _workbook_sheets(path, content)
    return [(sheet.name, sheet.rows) for sheet in sheets]


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
            Sheet(name, _rows(workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)))
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
    return [Sheet(path.name, _rows(rows))]


def _rows(rows: Sequence[Sequence[Cell]]) -> tuple[Row, ...]:
    return tuple(tuple(row) for row in rows)


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
