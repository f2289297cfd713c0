"""Lines around a table of points that say, or let one think, that they are of another year.

«Kết quả năm 2025» below the table, «Năm 2025» beside it, «Vạn Hòa, ngày 30 tháng 12 năm 2025» above
or below: the whole table is asked. (A title above that names another year was refused before.)
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from vanhoa_desktop.domain.import_account import RowBin
from vanhoa_desktop.imports.book.book import cell_text
from vanhoa_desktop.imports.headings.headings import Headings
from vanhoa_desktop.imports.tables.opened_tables import TableSheet
from vanhoa_desktop.imports.tables.title_rows import texts_of_row
from vanhoa_desktop.imports.words.title_years import OtherYear

_REMARKS = frozenset({RowBin.FOOT, RowBin.TOTAL})


class _Line(NamedTuple):
    """A text outside the list, and where it stands."""

    row: int
    where: str
    text: str


def question_of_year(table: TableSheet, wanted: OtherYear) -> str:
    """The question that such a line raises about everybody in a table; '' for none.

    Of the day on which it was made, only where nothing above names the year that is wanted.
    """
    headings = table.headings
    if headings is None:
        return ""
    above = list(_lines(headings, range(1, headings.first_row), "trên bảng"))
    last = _last(table, headings)
    around = [*_beside(headings), *_lines(headings, range(last + 1, _end(headings)), "dưới bảng")]
    between = [row for row in range(headings.last_row + 1, last) if _is_line(table, row)]
    # Other titles between the people have taken the rows below them out.
    remarks = [row for row in between if table.rows.get(row) in _REMARKS]
    said = [
        line
        for line in (*around, *_lines(headings, remarks, "trong bảng"))
        if wanted.of_line(line.text)
    ]
    around += _lines(headings, between, "trong bảng")
    named = (headings.sheet.whole or headings.sheet.name, *headings.texts.values())
    texts = (*named, *(line.text for line in (*above, *around)))
    if not any(map(wanted.is_titled, texts)):
        said += [line for line in (*above, *around) if wanted.of_day(line.text)]
    if not said:
        return ""
    first = said[0]
    return (
        f"Dòng {first.row} {first.where} ghi «{first.text}». Nếu đây là số liệu năm {wanted.year} "
        "thì chọn người; nếu không thì chọn «Bỏ qua»."
    )


def _end(headings: Headings) -> int:
    return len(headings.sheet.rows) + 1


def _lines(headings: Headings, rows: Iterable[int], where: str) -> Iterator[_Line]:
    for row in rows:
        yield from (_Line(row, where, text) for text in texts_of_row(headings, row))


def _is_line(table: TableSheet, row: int) -> bool:
    """Whether a row between the people is nobody."""
    return row in table.rows and table.rows[row] not in {RowBin.LEFT_OUT, RowBin.STRUCK}


def _last(table: TableSheet, headings: Headings) -> int:
    """The last row of somebody, taken or left out; what stands below is about all."""
    left_out = (row for row, row_bin in table.rows.items() if row_bin is RowBin.LEFT_OUT)
    whole = (row for row in table.people if len(texts_of_row(headings, row)) > 1)
    return max((headings.last_row, *left_out, *whole))


def _beside(headings: Headings) -> Iterator[_Line]:
    """Texts beside the list: each alone in a column that is not its."""
    cells = [
        (row, column, text)
        for row, written in enumerate(headings.sheet.rows, 1)
        if row >= headings.first_row
        for column, cell in enumerate(written, 1)
        if (text := cell_text(cell)) and column not in headings.columns.values()
    ]
    filled = Counter(column for _, column, _ in cells)
    for row, column, text in cells:
        is_headed = row <= headings.last_row or column not in headings.texts
        if filled[column] == 1 and is_headed:
            yield _Line(row, "cạnh bảng", text)
