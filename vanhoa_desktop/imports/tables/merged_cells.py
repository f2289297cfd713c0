"""Cells merged over several people: a household, a village they share; all else is one's own."""

from collections import defaultdict

from vanhoa_desktop.domain.import_account import ColumnBin
from vanhoa_desktop.imports.book.book import cell_text
from vanhoa_desktop.imports.headings.headings import Headings
from vanhoa_desktop.imports.headings.indicator_headings import ASSESSOR
from vanhoa_desktop.imports.tables.opened_tables import TableSheet
from vanhoa_desktop.imports.tables.table_rows import written_name
from vanhoa_desktop.imports.words.heading_words import (
    HAMLET,
    HEAD_NAME,
    HOUSEHOLD_CODE,
    NAME_FIELDS,
    NUMBER,
    RELATION,
    UNIT_NAME,
)
from vanhoa_desktop.texts.words.names import fold_text

# What people of neighbouring rows may have in common. Names are asked by whoever reads them.
_SHARED = NAME_FIELDS | {
    *(NUMBER, UNIT_NAME, HAMLET, HOUSEHOLD_CODE, HEAD_NAME, ASSESSOR),
    *("occupation", "target_group", "note"),
}
_HEAD = "chu ho"


def merged_doubts(table: TableSheet, headings: Headings) -> dict[int, list[str]]:
    """The questions of rows whose own values stand in one cell with those of others, by row.

    Cells merged side by side over the same rows are one question.
    """
    fields = {a.column: a.field for a in table.columns if a.bin is ColumnBin.FIELD}
    named = [row for row in table.people if written_name(headings, row)]
    blocks: dict[tuple[int, ...], set[int]] = defaultdict(set)
    for cells in headings.sheet.merged:
        rows = [row for row in named if cells.first_row <= row <= cells.last_row]
        for column in range(cells.first_column, cells.last_column + 1) if rows[1:] else ():
            if column in fields and _is_own(headings, fields[column], column, rows):
                blocks[tuple(rows)].add(column)
    doubts: dict[int, list[str]] = defaultdict(list)
    for rows_of_block, columns in blocks.items():
        names = ", ".join(f"«{headings.texts.get(c, '')}»" for c in sorted(columns))
        doubt = (
            f"Ô {names} gộp chung các dòng {rows_of_block[0]}–{rows_of_block[-1]} nên không rõ là "
            "của ai. Hãy ghi ở từng dòng rồi nhập lại; nếu mọi người trong các dòng đó đúng là như "
            "nhau thì chọn người (hoặc «là người mới»)."
        )
        for row in rows_of_block:
            doubts[row].append(doubt)
    return doubts


def _is_own(headings: Headings, name: str | None, column: int, rows: list[int]) -> bool:
    """Whether a merged cell holds what each person has alone; other values below it are theirs."""
    texts = {cell_text(headings.sheet.cell(row, column)) for row in rows}
    if name is None or name in _SHARED or len(texts) != 1 or texts == {""}:
        return False
    return name != RELATION or fold_text(texts.pop()) == _HEAD
