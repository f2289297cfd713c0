"""Rows that hold nothing but words under the name, in a table whose people say more of themselves.

Such a row may be the title of a part («Hội Nông dân», «Đường Lê Lợi»), or somebody of whom nothing
else is known: nobody but the officer can tell.
"""

from collections.abc import Sequence

from vanhoa_desktop.imports.book.book import cell_text
from vanhoa_desktop.imports.cells.none_words import says_none
from vanhoa_desktop.imports.headings.foot_rows import last_listed
from vanhoa_desktop.imports.headings.headings import Headings
from vanhoa_desktop.imports.tables.opened_tables import TableSheet
from vanhoa_desktop.imports.tables.table_rows import written_name
from vanhoa_desktop.imports.words.heading_words import NUMBER
from vanhoa_desktop.imports.words.name_words import begins_like_name, has_middle_name

# One such row to so many others is a rarity.
_RARE = 4
_MOST_SHOWN = 4


def names_alone(table: TableSheet, headings: Headings) -> dict[int, str]:
    """The question of each such row, the same for all of a table.

    In a list of bare names nothing is asked. Elsewhere it is where such rows are rare, or do not
    begin like a name; where people are numbered, «Đường Lê Lợi» too, which only begins like one.
    """
    alone = [row for row in table.people if _is_alone(headings, row)]
    others = sorted(set(table.people) - set(alone))
    if not alone or not others:
        return {}
    is_numbered = _share(headings, others, headings.columns.get(NUMBER, 0)) > 1 / 2
    is_rare = len(alone) * _RARE <= len(others)
    names = {row: written_name(headings, row) for row in alone}
    asked = [
        row
        for row, name in names.items()
        if is_rare or not begins_like_name(name) or (is_numbered and not has_middle_name(name))
    ]
    return dict.fromkeys(asked, _question(headings, others))


def names_below(table: TableSheet, headings: Headings) -> dict[int, str]:
    """The question of names that stand below the list, after an empty row, with no particulars.

    «Trần Văn Một | | Lê Văn Trưởng»: who signs, where all above have a number or a birth.
    """
    last = last_listed(headings, table.people)
    if last is None or any(last_listed(headings, [row]) is None for row in _until(table, last)):
        return {}
    empty = next((row for row in range(last + 1, _end(headings)) if _is_empty(headings, row)), None)
    if empty is None:
        return {}
    doubt = (
        "Dòng này ở dưới bảng, sau dòng trống, không có số thứ tự, năm sinh như các dòng trên. Nếu "
        "là tên người ký, người lập bảng thì chọn «Bỏ qua»; nếu là người của danh sách thì chọn "
        "«là người mới» hoặc chọn người."
    )
    return dict.fromkeys((row for row in table.people if row > empty), doubt)


def _until(table: TableSheet, last: int) -> list[int]:
    return [row for row in table.people if row <= last]


def _end(headings: Headings) -> int:
    return len(headings.sheet.rows) + 1


def _is_empty(headings: Headings, row: int) -> bool:
    return not any(map(cell_text, headings.sheet.rows[row - 1]))


def _is_alone(headings: Headings, row: int) -> bool:
    cells = headings.sheet.rows[row - 1] if row <= len(headings.sheet.rows) else ()
    filled = {c for c, cell in enumerate(cells, 1) if cell_text(cell)}
    said = {c for c in filled if not says_none(cell_text(headings.sheet.cell(row, c)))}
    return bool(said) and said <= set(headings.name_columns())


def _share(headings: Headings, rows: Sequence[int], column: int) -> float:
    """In how many of some rows a column says something."""
    texts = (cell_text(headings.sheet.cell(row, column)) for row in rows)
    return sum(bool(text) and not says_none(text) for text in texts) / len(rows)


def _question(headings: Headings, others: Sequence[int]) -> str:
    columns = sorted(headings.texts.keys() - set(headings.name_columns()))
    usual = [headings.texts[c] for c in columns if _share(headings, others, c) > 1 / 2]
    more = f" còn ghi {', '.join(usual[:_MOST_SHOWN])}" if usual else " ghi nhiều hơn"
    return (
        f"Dòng này chỉ có chữ ở cột họ tên, các dòng khác{more}. Nếu đó là tên một phần của bảng "
        "(hội, đường, dòng họ …) thì chọn «Bỏ qua»; nếu là người thì chọn «là người mới» hoặc chọn "
        "người."
    )
