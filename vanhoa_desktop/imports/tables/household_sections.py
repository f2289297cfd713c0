"""Sections that are households («Hộ 1: Lò Văn An»): nobody is put into one by them; it is told."""

import re
from collections.abc import Iterator

from vanhoa_desktop.domain.import_account import RowBin
from vanhoa_desktop.domain.problems import Problem, Severity
from vanhoa_desktop.imports.book.book import cell_text
from vanhoa_desktop.imports.headings.headings import Headings
from vanhoa_desktop.imports.tables.opened_tables import TableSheet
from vanhoa_desktop.imports.tables.table_remarks import rows_text
from vanhoa_desktop.imports.tables.table_rows import without_section_number
from vanhoa_desktop.imports.words.heading_words import HOUSEHOLD_CODE
from vanhoa_desktop.imports.words.name_words import begins_like_name
from vanhoa_desktop.texts.words.names import clean_name
from vanhoa_desktop.texts.words.numbers import count_text

_HOUSEHOLD = re.compile(
    r"(?:(?:chủ |mã )?hộ|hộ gia đình|gia đình|hgđ|nhà)(?:\s*[:.–-]\s*|\s+)"
    r"(?P<called>(?P<sort>ông|bà|anh|chị|cụ|cô|chú|bác|khẩu|số|thứ|[0-9])?.*)",
    re.IGNORECASE,
)


def household_sections(table: TableSheet, headings: Headings) -> Iterator[Problem]:
    """One line for all such sections of a table in which no row has a code of a household."""
    column = headings.columns.get(HOUSEHOLD_CODE)
    if any(headings.text(row, HOUSEHOLD_CODE) for row in table.people):
        return
    rows = [
        row
        for row, found in table.rows.items()
        if found in {RowBin.SECTION, RowBin.UNFILLED} and _is_household(headings, row)
    ]
    if not rows:
        return
    where = f"Bảng chia theo {count_text(len(rows))} phần là hộ ({rows_text(rows)})"
    message = (
        f"{where} nhưng không có cột «Mã hộ» («Số hộ») nên không xếp ai vào hộ. Muốn xếp hộ, hãy "
        "thêm cột «Mã hộ» rồi nhập lại."
    )
    if column is not None:
        message = (
            f"{where} nhưng cột «{headings.texts[column]}» để trống nên không xếp ai vào hộ. Muốn "
            "xếp hộ, hãy ghi cột đó ở từng người rồi nhập lại."
        )
    sheet, code = headings.sheet.name, "HOUSEHOLD_SECTIONS"
    yield Problem(sheet, rows[0], None, Severity.WARNING, code, message)


def _is_household(headings: Headings, row: int) -> bool:
    texts = [clean_name(cell_text(cell)) for cell in headings.sheet.rows[row - 1]]
    return any(_is_title(without_section_number(text)) for text in texts if text)


def _is_title(text: str) -> bool:
    """Whether a title is one household's: numbered, or called after somebody; no «Hộ nghèo»."""
    found = _HOUSEHOLD.fullmatch(text)
    if found is None:
        return False
    return bool(found["sort"]) or begins_like_name(found["called"])
