"""Spreadsheets as offices keep them: several sheets, merges, hidden and struck rows, formulas."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font


@dataclass(frozen=True)
class MessySheet:
    """One sheet: rows of cells ('' is empty), and what its rows and cells look like (from 1)."""

    name: str
    rows: Sequence[Sequence[object]]
    hidden_rows: Sequence[int] = ()
    struck_rows: Sequence[int] = ()
    merged: Sequence[str] = ()
    is_hidden: bool = False


def write_messy(path: Path, *sheets: MessySheet) -> Path:
    """An .xlsx of these sheets. A text «=…» is a formula without a stored value."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for wanted in sheets:
        sheet = book.create_sheet(wanted.name)
        for row in wanted.rows:
            sheet.append([None if cell == "" else cell for cell in row])
        for number in wanted.hidden_rows:
            sheet.row_dimensions[number].hidden = True
        for number in wanted.struck_rows:
            for cell in sheet[number]:
                cell.font = Font(strike=True)
        for cells in wanted.merged:
            sheet.merge_cells(cells)
        if wanted.is_hidden:
            sheet.sheet_state = "hidden"
    book.save(path)
    return path
