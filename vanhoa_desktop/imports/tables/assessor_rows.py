"""Rows that are somebody else's points by what stands above them: «ĐIỂM TỰ CHẤM» in the list."""

from collections.abc import Iterator

from vanhoa_desktop.domain.enums import Assessor
from vanhoa_desktop.domain.import_account import RowBin
from vanhoa_desktop.domain.problems import Problem, Severity
from vanhoa_desktop.imports.book.book import cell_text
from vanhoa_desktop.imports.headings.headings import Headings
from vanhoa_desktop.imports.tables.opened_tables import TableSheet
from vanhoa_desktop.imports.tables.table_remarks import rows_text
from vanhoa_desktop.imports.tables.table_rows import without_section_number
from vanhoa_desktop.imports.tables.title_rows import title_of_row
from vanhoa_desktop.imports.words.assessor_words import assessors_of_section
from vanhoa_desktop.imports.words.heading_words import NUMBER
from vanhoa_desktop.texts.words.numbers import count_text


def section_of_points(headings: Headings, row: int) -> tuple[str, set[Assessor]]:
    """What a row says that may be a title, and whose points it says the next rows are."""
    number = headings.columns.get(NUMBER)
    cells = headings.sheet.rows[row - 1] if row <= len(headings.sheet.rows) else ()
    texts = {t for c, cell in enumerate(cells, 1) if (t := cell_text(cell)) and c != number}
    if not texts and number is not None:
        texts = {headings.text(row, NUMBER)}
    text = texts.pop() if len(texts) == 1 else title_of_row(headings, row)
    return text, assessors_of_section(without_section_number(text))


def leave_out_others(table: TableSheet, headings: Headings, wanted: Assessor) -> Iterator[Problem]:
    """Take the people below a section of somebody else out of a table, until a section of theirs.

    Yields a line for each such section that had people.
    """
    section: tuple[int, str] | None = None
    below: dict[tuple[int, str], list[int]] = {}
    for row in sorted({*table.people, *table.rows}):
        if row <= headings.last_row:
            continue
        text, named = section_of_points(headings, row)
        if named:
            section = None if wanted in named else (row, text)
            if row in table.people:
                table.people.remove(row)
                table.rows[row] = RowBin.HEADING
        elif section is not None and row in table.people:
            table.people.remove(row)
            table.rows[row] = RowBin.LEFT_OUT
            below.setdefault(section, []).append(row)
    for (row, text), rows in below.items():
        message = (
            f"«{text}»: {count_text(len(rows))} dòng dưới đó ({rows_text(rows)}) là "
            "điểm của người chấm khác nên không nhập."
        )
        name = table.sheet.name
        yield Problem(name, row, None, Severity.WARNING, "ROWS_OTHER_ASSESSOR", message)
