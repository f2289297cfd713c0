"""Notes of a table that say some of its people are dead or gone, and not for certain which ones.

«Ghi chú: số 1 đã chết; số 3 chuyển đi» below the list, «Cộng: 45 người, trong đó ông An đã mất»,
«dòng tô xám là người đã mất» beside it, a comment on a heading: only the officer can tell whom they
mean, so the whole table is asked. Who says only how many are gone is told.
"""

import re
from collections.abc import Iterator

from vanhoa_desktop.domain.import_account import RowBin
from vanhoa_desktop.domain.problems import Problem, Severity
from vanhoa_desktop.imports.book.book import cell_text
from vanhoa_desktop.imports.cells.name_cells import name_refusal
from vanhoa_desktop.imports.headings.headings import Headings
from vanhoa_desktop.imports.tables.cell_comments import comments_of_row
from vanhoa_desktop.imports.tables.gone_titles import is_of_others, is_title, is_titled_gone
from vanhoa_desktop.imports.tables.opened_tables import TableSheet
from vanhoa_desktop.imports.tables.table_remarks import column_letters
from vanhoa_desktop.imports.tables.title_rows import texts_of_row
from vanhoa_desktop.imports.words.gone_abbreviations import without_keys
from vanhoa_desktop.imports.words.gone_remarks import says_gone
from vanhoa_desktop.imports.words.name_words import begins_like_name
from vanhoa_desktop.texts.words.names import clean_name

_NOTES = frozenset({RowBin.FOOT, RowBin.UNFILLED, RowBin.TOTAL})
# What explains colours and signs: nobody sees them but who opens the table.
_LEGEND = re.compile(
    r"\b(?:màu|tô|bôi|nền|ô (?:đỏ|xanh|vàng|xám|đen)|dòng (?:đỏ|xanh|vàng|xám|đen)|chữ (?:đỏ|xanh"
    r"|vàng|xám|đậm|nghiêng)|in (?:đậm|nghiêng)|gạch (?:chân|ngang)|đánh dấu|dấu|k[ýí] hiệu)\b"
)
_HEADS = r"(?:người|khẩu|hộ|nhân khẩu|trường hợp|cụ)"
_GONE = r"(?:mất|chết|tử vong|chuyển(?: đi| khẩu)?|đi (?:làm ăn )?xa|(?:tạm )?vắng|giảm)"
_END = r"(?=\s*(?:[;,.)]|$))"
# «Số người chết: 2; chuyển đi: 3 khẩu», «trong đó 2 người đã mất», «đã mất 2»: how many, not who.
_COUNTED = re.compile(
    rf"[^;,.]*[:=]\s*[0-9]+\s*{_HEADS}?{_END}"
    rf"|(?<!số )(?<!stt )(?<!dòng )\b[0-9]+\s*{_HEADS}?\s*(?:(?:đã|bị|mới) )*{_GONE}{_END}"
    rf"|\b{_GONE}\s*[0-9]+\s*{_HEADS}?{_END}"
)
# «Cộng chuyển sang», «trang trước chuyển sang»: a sum that goes on to the next page.
_PAGES = re.compile(r"\b(?:mang|chuyển) (?:sang|trang)\b(?: trang)?(?: sau)?")

_WORDS_OF_NAME = 3
_SEPARATORS = re.compile(r"[_\-–.]+")
# «ds chuyen xa 2026»: a file that goes to the commune.
_TO_COMMUNE = re.compile(
    r"\b(?:đã |da )?(?:chuyển|chuyen) (?:(?:lên|len|cho|về|ve) )?(?:xã|xa)\b", re.IGNORECASE
)


def look_at_notes(table: TableSheet, headings: Headings) -> None:
    """Note the question that such notes raise about everybody, and what is only told of them."""
    for row, where, text in _notes(table, headings):
        said = _said(text)
        if not says_gone(said) or is_of_others(said):
            continue
        more = _COUNTED.sub(" ", said)
        if not says_gone(more):
            table.problems.append(_told_count(table, row, where, text))
        elif not is_of_others(more):
            table.gone_question = table.gone_question or _question(where, text)


def ask_of_file(table: TableSheet, stem: str) -> None:
    """Note the question about everybody in a file that is called after the dead and gone."""
    called = _TO_COMMUNE.sub(" ", _SEPARATORS.sub(" ", clean_name(stem)))
    headings = table.headings
    if headings is None or table.gone_question or not says_gone(called) or is_of_others(called):
        return
    if not is_titled_gone(headings):
        table.gone_question = (
            f"Tên tệp ghi «{stem}». Nếu người này đã mất hoặc không còn ở đây thì chọn «Bỏ qua»; "
            "nếu vẫn cần nhập thì chọn người (hoặc «là người mới»)."
        )


def _question(where: str, text: str) -> str:
    return (
        f"{where} ghi «{text}», không rõ là những dòng nào. Nếu đã bỏ những người đó khỏi bảng, "
        "hoặc vẫn cần nhập cả, thì chọn người (hoặc «là người mới»); nếu chưa thì chọn «Bỏ qua», "
        "ghi rõ vào cột «Ghi chú» ở từng dòng rồi nhập lại."
    )


def _told_count(table: TableSheet, row: int, where: str, text: str) -> Problem:
    """A line about a note that says how many are dead or gone, and not who."""
    message = (
        f"{where} ghi «{text}», không ghi là những ai. Hãy xem những người ấy còn trong bảng "
        "không: mọi dòng của bảng đều được nhập."
    )
    return Problem(table.sheet.name, row, None, Severity.WARNING, "COUNT_OF_GONE", message)


def _said(text: str) -> str:
    """A note in small letters, without what it says of pages and of abbreviations."""
    return _PAGES.sub(" ", without_keys(clean_name(text).casefold()))


def _notes(table: TableSheet, headings: Headings) -> Iterator[tuple[int, str, str]]:
    """Each text that may be such a note, with its row and how people find it."""
    last = max((row for row in table.people if _is_whole_row(headings, row)), default=0)
    people = set(table.people)
    for row in range(1, len(headings.sheet.rows) + 1):
        is_note = _is_note(table, headings, row, last) and row not in people
        is_title_of_part = row <= last and is_title(table, headings, row)
        is_alone = row in people and not is_title_of_part and _is_note_alone(headings, row)
        if is_note or is_alone:
            yield from ((row, f"Dòng {row}", text) for text in texts_of_row(headings, row))
        if row >= headings.first_row:
            yield from _legends(headings, row)
        if row not in people:
            yield from (
                (row, f"Chú thích của ô {c}", text) for c, text in comments_of_row(headings, row)
            )


def _is_note(table: TableSheet, headings: Headings, row: int, last: int) -> bool:
    """Whether a row is a note, or stands as a title below all people."""
    if row <= headings.last_row:
        return False
    row_bin = table.rows.get(row)
    return row_bin in _NOTES or (row_bin is RowBin.SECTION and row > last)


def _is_whole_row(headings: Headings, row: int) -> bool:
    return len(texts_of_row(headings, row)) > 1


def _is_note_alone(headings: Headings, row: int) -> bool:
    """Whether a row that was meant as a person holds one text, which is nobody's name."""
    texts = texts_of_row(headings, row)
    if len(texts) != 1 or begins_like_name(" ".join(texts[0].split()[:_WORDS_OF_NAME])):
        return False
    is_legend = _LEGEND.search(texts[0].casefold()) is not None
    return is_legend or name_refusal(texts[0], []) is not None


def _legends(headings: Headings, row: int) -> Iterator[tuple[int, str, str]]:
    """What explains colours in the headings, or beside the table."""
    fields = set(headings.columns.values())
    for column, cell in enumerate(headings.sheet.rows[row - 1], 1):
        is_beside = row <= headings.last_row or column not in headings.texts
        if column in fields or not is_beside or not isinstance(cell, str):
            continue
        text = cell_text(cell)
        if _LEGEND.search(text.casefold()):
            yield row, f"Ô {column_letters(column)}{row}", text
