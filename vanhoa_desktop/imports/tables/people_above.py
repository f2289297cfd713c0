"""People who stand above the heading row: a list sorted with its headings, a table without any."""

from collections.abc import Mapping

from vanhoa_desktop.domain.problems import Problem, Severity
from vanhoa_desktop.imports.book.book import cell_text
from vanhoa_desktop.imports.cells.name_cells import looks_like_name
from vanhoa_desktop.imports.headings.headings import Headings
from vanhoa_desktop.imports.tables.table_remarks import rows_text
from vanhoa_desktop.texts.words.dates import parse_birth
from vanhoa_desktop.texts.words.numbers import count_text

_LEAST_YEAR_DIGITS = 4


def is_person_above(headings: Headings, row: int) -> bool:
    """Whether a row above the headings has a person's name, and a number at its front or a birth.

    What its columns mean nobody has said: it is told and not read.
    """
    cells = headings.sheet.rows[row - 1] if row <= len(headings.sheet.rows) else ()
    filled = {column: text for column, cell in enumerate(cells, 1) if (text := cell_text(cell))}
    return any(
        looks_like_name(text) and _has_more_of_a_person(filled, column, headings)
        for column, text in filled.items()
    )


def _has_more_of_a_person(filled: Mapping[int, str], name: int, headings: Headings) -> bool:
    # A number behind a label is none of a list: «Năm: | 2026 | Trưởng thôn: | Nguyễn Văn Mẫu».
    first = next(iter(filled))
    if first < name and filled[first].isdecimal():
        return True
    births = (text for column, text in filled.items() if column != name and _is_birth(text))
    return name in headings.name_columns() and any(births)


def _is_birth(text: str) -> bool:
    digits = sum(letter.isdecimal() for letter in text)
    return digits >= _LEAST_YEAR_DIGITS and parse_birth(text) is not None


def people_above(headings: Headings, rows: list[int]) -> Problem:
    """What is said of such rows."""
    message = (
        f"{count_text(len(rows))} dòng ({rows_text(rows)}) ở trên dòng tiêu đề cột (dòng "
        f"{headings.first_row}) có vẻ là người nên không nhập: chưa rõ cột nào ghi gì. Hãy đưa "
        "dòng tiêu đề cột lên trên những dòng đó (nếu là bảng khác thì chép sang trang khác) rồi "
        "nhập lại."
    )
    name = headings.sheet.name
    return Problem(name, rows[0], None, Severity.ERROR, "PEOPLE_ABOVE_HEADINGS", message)
