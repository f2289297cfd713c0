"""A name that goes over two columns under one heading: «Họ và tên» over «Nguyễn Văn» | «An».

The heading may be merged over both, or stand over the first with nothing over the second, as it is
left by saving a merged heading as .csv.
"""

from collections.abc import Mapping

from vanhoa_desktop.imports.book.book import Sheet, cell_text
from vanhoa_desktop.imports.cells.name_cells import is_whole_name, without_number
from vanhoa_desktop.imports.words.heading_words import FAMILY_NAME, FULL_NAME, GIVEN_NAME

REST_OF_NAME = "phần sau của họ tên (tên)"
_LONGEST_GIVEN = 2


def split_name(
    sheet: Sheet,
    rows: tuple[int, int],
    texts: Mapping[int, str],
    columns: dict[str, int],
    titles: dict[str, str],
    seconds: dict[int, str],
) -> int | None:
    """Make two columns of the name's one, where it goes over two: the given name stands apart.

    Gives the column without a heading that is read so; None where there is none.
    """
    if GIVEN_NAME in columns or (FULL_NAME in columns and FAMILY_NAME in columns):
        return None
    name = FULL_NAME if FULL_NAME in columns else FAMILY_NAME
    first = columns.get(name, 0)
    is_merged = seconds.get(first + 1) == FULL_NAME and _is_over_two(sheet, rows, first)
    is_left = first > 0 and not texts.get(first + 1) and _goes_on(sheet, rows[1], first)
    if not is_merged and not is_left:
        return None
    del columns[name]
    seconds.pop(first + 1, None)
    title = titles.pop(name)
    columns |= {FAMILY_NAME: first, GIVEN_NAME: first + 1}
    titles |= {FAMILY_NAME: title, GIVEN_NAME: title}
    return None if is_merged else first + 1


def _is_over_two(sheet: Sheet, rows: tuple[int, int], first: int) -> bool:
    return any(
        cells.first_row <= rows[1]
        and cells.last_row >= rows[0]
        and (cells.first_column, cells.last_column) == (first, first + 1)
        for cells in sheet.merged
    )


def _goes_on(sheet: Sheet, last_row: int, first: int) -> bool:
    """Whether the column beside names holds the rest of them, in most rows that have a name."""
    named = halves = 0
    for row in range(last_row + 1, len(sheet.rows) + 1):
        name = without_number(cell_text(sheet.cell(row, first)))
        rest = cell_text(sheet.cell(row, first + 1))
        if not name or any(char.isdigit() for char in name):
            continue
        named += 1
        is_given = rest[:1].isupper() and all(part.isalpha() for part in rest.split())
        is_short = 0 < len(rest.split()) <= _LONGEST_GIVEN
        halves += is_given and is_short and not is_whole_name(name)
    return halves * 2 > named
