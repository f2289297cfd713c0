"""What the rows above say in the columns that a ditto mark repeats, read or not."""

from dataclasses import dataclass, field, replace

from vanhoa_desktop.imports.book.book import Cell, cell_text
from vanhoa_desktop.imports.cells.ditto import SHARED_FIELDS, is_ditto
from vanhoa_desktop.imports.headings.headings import Headings
from vanhoa_desktop.imports.tables.table_rows import is_struck


@dataclass
class RowsAbove:
    """Goes down a table: «như trên» means the row next above, though a filter may hide it.

    `cells` by the fields in which a mark is understood, `texts` of the row next above by column.
    """

    headings: Headings
    cells: dict[str, Cell] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        sheet = replace(self.headings.sheet, struck_cells=frozenset())
        self._unstruck = replace(self.headings, sheet=sheet)

    def headings_of(self, row: int) -> Headings:
        """The headings by which a row is read: in one struck out as a whole all cells count."""
        return self._unstruck if is_struck(self.headings, row) else self.headings

    def begin_anew(self) -> None:
        """Forget the rows above: nobody can say whether a mark repeats them across a section."""
        self.cells.clear()
        self.texts = {}

    def note(self, row: int, *, only_filled: bool = False) -> None:
        """Remember what a row says; a cell that is struck out alone says nothing."""
        headings = self.headings_of(row)
        for name in SHARED_FIELDS & headings.columns.keys():
            cell = headings.cell(row, name)
            if is_ditto(cell) or (only_filled and not cell_text(cell)):
                continue
            is_out = (row, headings.columns[name]) in headings.sheet.struck_cells
            self.cells[name] = "" if is_out else cell
        if only_filled:
            return
        written = headings.sheet.rows[row - 1] if row <= len(headings.sheet.rows) else ()
        repeated = {c: self.texts.get(c, "") for c, cell in enumerate(written, 1) if is_ditto(cell)}
        self.texts = {c: cell_text(cell) for c, cell in enumerate(written, 1)} | repeated
