"""Tables of points of another contest: «GIA ĐÌNH HỌC TẬP» above, on the sheet or the file.

Points of a family become nobody's title: what certainly is another contest's is not read, and what
may be is asked.
"""

from collections.abc import Collection, Iterator

from vanhoa_desktop.domain.import_account import RowBin
from vanhoa_desktop.imports.book.book import cell_text
from vanhoa_desktop.imports.headings.headings import Headings
from vanhoa_desktop.imports.tables.opened_tables import TableSheet
from vanhoa_desktop.imports.tables.title_rows import texts_of_row
from vanhoa_desktop.imports.words.contest_words import names_citizens, names_contest

_ENDS = "Nếu đây là điểm «Công dân học tập» thì chọn người; nếu không thì chọn «Bỏ qua»."


def title_of_contest(headings: Headings, points: Collection[str]) -> str:
    """What says for certain that a table is of another contest, not of citizens; '' for none.

    `points` are the fields whose columns may stand below one heading that says so.
    """
    titles = [*(text for _, text in _titles(headings)), *_over_points(headings, points)]
    if any(map(names_citizens, titles)):
        return ""
    return next((text for text in titles if names_contest(text, certainly=True)), "")


def question_of_contest(headings: Headings, stem: str) -> str:
    """The question of everybody in a table that may be another contest's; '' for none."""
    titles = list(_titles(headings))
    has_citizens = any(names_citizens(text) for _, text in titles)
    if not has_citizens:
        titles.append(("Tên tệp", stem))
        has_citizens = names_citizens(stem)
    for where, text in titles:
        is_weak = not has_citizens and names_contest(text, certainly=False)
        if is_weak or names_contest(text, certainly=True):
            return f"{where} ghi «{text}», có thể là điểm của cuộc bình xét khác. {_ENDS}"
    return ""


def doubts_of_contest_parts(table: TableSheet, headings: Headings) -> dict[int, str]:
    """By the rows of people, the question that the title of a part above them raises."""
    over = ""
    found: dict[int, str] = {}
    for number in sorted({*table.people, *table.rows}):
        texts = texts_of_row(headings, number)
        is_title = number > headings.last_row and (
            table.rows.get(number) is RowBin.SECTION or len(texts) == 1
        )
        if is_title and any(names_contest(text, certainly=True) for text in texts):
            over = (
                f"Tên phần ở dòng {number} ghi «{texts[-1]}», có thể là điểm của cuộc bình xét "
                f"khác. {_ENDS}"
            )
        elif is_title and any(map(names_citizens, texts)):
            over = ""
        elif over and number in table.people:
            found[number] = over
    return found


def _over_points(headings: Headings, points: Collection[str]) -> Iterator[str]:
    """The headings in the rows above the last one, over columns of points."""
    columns = sorted(column for name, column in headings.columns.items() if name in points)
    for row in range(headings.first_row, headings.last_row):
        texts = (cell_text(headings.sheet.cell(row, column)) for column in columns)
        yield from dict.fromkeys(filter(None, texts))


def _titles(headings: Headings) -> Iterator[tuple[str, str]]:
    """The texts above a table and the name of its sheet, each with where it stands."""
    for row, cells in enumerate(headings.sheet.rows[: headings.first_row - 1], 1):
        texts = dict.fromkeys(text for cell in cells if (text := cell_text(cell)))
        yield from ((f"Tiêu đề ở dòng {row}", text) for text in texts)
    yield "Tên trang", headings.sheet.whole or headings.sheet.name
