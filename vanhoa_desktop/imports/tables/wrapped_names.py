"""Names that may go on in the row below: «Nguyễn Thị» over «Hồng Nhung», one number for both.

Taken row by row, the first half would be somebody: a new person, or a held one of just that name.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from vanhoa_desktop.domain.problems import Problem, Severity
from vanhoa_desktop.imports.book.book import cell_text
from vanhoa_desktop.imports.cells.name_cells import name_doubt, name_refusal
from vanhoa_desktop.imports.headings.headings import Headings
from vanhoa_desktop.imports.tables.table_rows import written_name
from vanhoa_desktop.imports.words.heading_words import (
    HAMLET,
    HEAD_NAME,
    HOUSEHOLD_CODE,
    NUMBER,
    UNIT_NAME,
)
from vanhoa_desktop.imports.words.name_words import begins_like_name

_MOST_WORDS_OF_REST = 2
# What both rows may say of one person.
_SHARED = (UNIT_NAME, HAMLET, HOUSEHOLD_CODE, HEAD_NAME)


@dataclass(frozen=True, slots=True)
class WrappedName:
    """Two rows, one under the other, that may hold one name."""

    row: int
    name: str
    rest: str

    @property
    def said(self) -> str:
        """What may be, and what to do then."""
        return (
            f"Dòng {self.row} và dòng {self.row + 1} («{self.name}», «{self.rest}») có phải một họ "
            f"tên «{self.name} {self.rest}» viết thành hai dòng? Nếu đúng, hãy ghi đủ họ tên trên "
            "một dòng rồi nhập lại"
        )


def wrapped_names(headings: Headings, people: Sequence[int]) -> Iterator[WrappedName]:
    """The names of a table that may go on in the row below; `people` are its rows of people."""
    last = 0
    for above, row in pairwise(people):
        # The rest of a name has no rest of its own.
        if row == above + 1 and above != last and _may_go_on(headings, above, row):
            last = row
            yield WrappedName(above, written_name(headings, above), written_name(headings, row))


def doubts_of_wrapped(headings: Headings, people: Sequence[int]) -> Mapping[int, str]:
    """The question that both rows of each such name raise, by row."""
    doubts: dict[int, str] = {}
    for found in wrapped_names(headings, people):
        doubt = f"{found.said}; nếu là hai người thì chọn người (hoặc «là người mới»)."
        doubts |= {found.row: doubt, found.row + 1: doubt}
    return doubts


def wrapped_problems(headings: Headings, people: Sequence[int]) -> Iterator[Problem]:
    """A line for each such name, where a row of nobody who is held is not asked about."""
    for found in wrapped_names(headings, people):
        sheet, code = headings.sheet.name, "NAME_IN_TWO_ROWS"
        yield Problem(sheet, found.row, None, Severity.WARNING, code, f"{found.said}.")


def _may_go_on(headings: Headings, above: int, row: int) -> bool:
    name, rest = written_name(headings, above), written_name(headings, row)
    if name_refusal(name, []) or name_refusal(rest, []) or _is_merged(headings, above, row):
        return False
    is_numbered = NUMBER in headings.columns
    if is_numbered and not _is_one_number(headings, above, row):
        return False
    first, second = _said(headings, above), _said(headings, row)
    # One person's values stand once: a row that says as much as the one above is its own.
    if first & second or not first | second:
        return False
    words = len(rest.split())
    is_half = is_numbered or name_doubt(name) is not None or not begins_like_name(rest)
    return words == 1 or (words <= _MOST_WORDS_OF_REST and is_half)


def _is_one_number(headings: Headings, above: int, row: int) -> bool:
    """Whether two rows have one number, and the rows below go on from it.

    Below the title of a part, «Đoài», they begin anew.
    """
    number = headings.text(above, NUMBER)
    if not number or headings.text(row, NUMBER):
        return False
    below = (headings.text(n, NUMBER) for n in range(row + 1, len(headings.sheet.rows) + 1))
    following = next(filter(None, below), "")
    if not number.isdecimal() or not following.isdecimal():
        return True
    return int(following) == int(number) + 1


def _said(headings: Headings, row: int) -> set[int]:
    """The columns in which a row says something of its person alone."""
    shared = {headings.columns.get(name) for name in (NUMBER, *_SHARED)}
    left = {*headings.name_columns(), *headings.hamlets, *shared}
    cells = headings.sheet.rows[row - 1]
    return {c for c, cell in enumerate(cells, 1) if cell_text(cell) and c not in left}


def _is_merged(headings: Headings, above: int, row: int) -> bool:
    """Whether one cell of names goes over both rows: that is asked by whoever reads it."""
    columns = headings.name_columns()
    return any(
        cells.first_row <= above < row <= cells.last_row
        and any(cells.first_column <= c <= cells.last_column for c in columns)
        for cells in headings.sheet.merged
    )
