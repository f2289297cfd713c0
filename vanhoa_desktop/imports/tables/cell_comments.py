"""Comments that hang on cells: looked through for the dead and gone, else only told."""

from collections.abc import Iterator

from vanhoa_desktop.domain.problems import Problem, Severity
from vanhoa_desktop.imports.book.book import Sheet
from vanhoa_desktop.imports.headings.headings import Headings
from vanhoa_desktop.imports.tables.table_remarks import column_letters, rows_text
from vanhoa_desktop.texts.words.numbers import count_text


def comment_problems(sheet: Sheet) -> Iterator[Problem]:
    """One line for all comments of a sheet: nothing of them is taken in."""
    rows = sorted({row for row, _ in sheet.comments})
    if not rows:
        return
    message = (
        f"{count_text(len(sheet.comments))} ô có chú thích gắn vào ô ({rows_text(rows)}): chương "
        "trình chỉ xem chú thích có ghi người đã mất, đã chuyển đi không, ngoài ra không lấy gì từ "
        "đó. Hãy mở bảng đọc lại các chú thích."
    )
    yield Problem(sheet.name, rows[0], None, Severity.WARNING, "CELL_COMMENTS", message)


def comments_of_row(headings: Headings, row: int) -> Iterator[tuple[str, str]]:
    """The comments of a row: on which cell each hangs («B6»), and what it says."""
    comments = headings.sheet.comments
    if not comments:
        return
    cells = headings.sheet.rows[row - 1] if row <= len(headings.sheet.rows) else ()
    for column in range(1, max(len(cells), *headings.texts, 1) + 1):
        text = comments.get((row, column))
        if text is not None:
            yield f"{column_letters(column)}{row}", text
