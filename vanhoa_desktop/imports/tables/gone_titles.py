"""Titles that say of everybody below that they died or moved away: «DANH SÁCH NGƯỜI ĐÃ MẤT»."""

import re
from collections.abc import Iterator, Mapping

from vanhoa_desktop.domain.import_account import RowBin
from vanhoa_desktop.imports.headings.headings import Headings
from vanhoa_desktop.imports.tables.opened_tables import TableSheet
from vanhoa_desktop.imports.tables.table_rows import is_section_number
from vanhoa_desktop.imports.tables.title_rows import texts_of_row
from vanhoa_desktop.imports.words.gone_abbreviations import may_be_gone
from vanhoa_desktop.imports.words.gone_remarks import is_only_gone, says_gone
from vanhoa_desktop.texts.words.names import clean_name

# «Không kể người đã mất», «thân nhân của người đã mất», «chuyển đến»: not those who are listed.
_OF_OTHERS = re.compile(
    r"\b(?:không (?:kể|tính|bao gồm|gồm|có người|nhập|kê|ghi|đưa|liệt kê|thống kê)|trừ"
    r"|ngoài (?:người|những|các|số|ra)"
    r"|đã (?:được )?(?:bỏ|loại|đưa ra|xóa (?:tên )?khỏi)|chưa (?!khai tử|báo tử|xóa|xoá|cắt)"
    r"|thân nhân|gia đình|vợ|chồng|con|bố|mẹ"
    r"|tử tuất"
    r"|chuyển (?:\S+ ){0,5}(?:đến|tới))\b"
)
_OF_OTHERS_PLAIN = re.compile(
    r"\b(?:khong (?:ke|tinh|bao gom|gom|co nguoi)|tru|ngoai (?:nguoi|nhung|cac|so|ra)"
    r"|da (?:bo|loai)|chua|than nhan|gia dinh|vo|tu tuat|chuyen (?:\S+ ){0,5}(?:den|toi))\b"
)
_LEFT = re.compile(r"\bchuyển đi\b|\bchuyen di\b")


def doubts_of_titles(table: TableSheet, headings: Headings) -> Mapping[int, str]:
    """By the rows of people, the question that a title above them raises; others are left out.

    The title of the whole list or the sheet's name tells of everybody in it, that of a part of it
    of those up to the next.
    """
    of_all = _of_whole_list(headings)
    over = of_all
    found: dict[int, str] = {}
    for number in sorted({*table.people, *table.rows}):
        if number > headings.last_row and is_title(table, headings, number):
            texts = texts_of_row(headings, number)
            over = next(_doubts(texts, f"Tên phần ở dòng {number}"), of_all)
        elif over and number in table.people:
            found[number] = over
    return found


def is_title(table: TableSheet, headings: Headings, number: int) -> bool:
    """Whether a row is a title, or stands among the people and says nothing but that."""
    if table.rows.get(number) is RowBin.SECTION:
        return True
    texts = [text for text in texts_of_row(headings, number) if not is_section_number(text)]
    return len(texts) == 1 and not texts[0][:1].islower() and is_only_gone(texts[0])


def is_titled_gone(headings: Headings) -> bool:
    """Whether the title of a list or its sheet's name asks about everybody."""
    return bool(_of_whole_list(headings))


def _of_whole_list(headings: Headings) -> str:
    above = (
        doubt
        for row in range(1, headings.first_row)
        for doubt in _doubts(texts_of_row(headings, row), f"Tiêu đề ở dòng {row}")
    )
    of_sheet = _doubts([headings.sheet.whole or headings.sheet.name], "Tên trang")
    return next(above, "") or next(of_sheet, "")


def _doubts(texts: list[str], where: str) -> Iterator[str]:
    for text in texts:
        if may_be_gone(text) or (says_gone(text) and not is_of_others(text)):
            yield (
                f"{where} ghi «{text}». Nếu người này đã mất hoặc không còn ở đây thì chọn «Bỏ "
                "qua»; nếu vẫn cần nhập thì chọn người."
            )


def is_of_others(text: str) -> bool:
    """Whether a text speaks of the dead and gone, and not of those who are listed."""
    line = clean_name(text).casefold()
    others = _OF_OTHERS_PLAIN if line.isascii() else _OF_OTHERS
    # Of «chuyển đi, chuyển đến» nobody can say who is which.
    return bool(others.search(line)) and not _LEFT.search(line)
