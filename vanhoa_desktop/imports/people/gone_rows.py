"""Rows whose cells say that somebody died or moved away, in whatever column they say it."""

import re

from vanhoa_desktop.imports.book.book import cell_text
from vanhoa_desktop.imports.cells.ditto import is_ditto
from vanhoa_desktop.imports.cells.none_words import says_none
from vanhoa_desktop.imports.people.person_cells import NO_TICKS, RowReading
from vanhoa_desktop.imports.tables.cell_comments import comments_of_row
from vanhoa_desktop.imports.tables.table_remarks import column_letters
from vanhoa_desktop.imports.words.gone_abbreviations import may_be_gone
from vanhoa_desktop.imports.words.gone_remarks import is_only_gone, says_gone
from vanhoa_desktop.imports.words.heading_words import (
    BIRTH_FIELDS,
    CITIZEN_NUMBER,
    HEAD_NAME,
    HOUSEHOLD_CODE,
    NAME_FIELDS,
    PERSON_FIELDS,
    PERSON_ID,
    PHONE,
    PRESENCE,
    RELATION,
    UNIT_NAME,
    fold_heading,
)
from vanhoa_desktop.texts.words.names import clean_name

# Names are names, a place that is not known is asked anyway, and a birth that is none is refused.
_NOT_LOOKED_AT = NAME_FIELDS | BIRTH_FIELDS | {HEAD_NAME, UNIT_NAME, PERSON_ID}
_OF_PEOPLE = frozenset(PERSON_FIELDS.values())
# «Mất» under a number: the card or the telephone is lost.
_MAY_BE_LOST = frozenset({CITIZEN_NUMBER, PHONE})
_GONE_HEADING = re.compile(
    r"(?:(?:ngay|thang|nam|thoi gian|thoi diem|ly do|noi)[ ,/]*)*"
    r"(?:da )?(?:mat|chet|tu tran|qua doi|chuyen di|chuyen khau|tam vang|di vang)"
    r"(?: nam| ngay| tu)?"
    # Where somebody went to, though no column says when.
    r"|(?:noi|dia chi|dia diem) (?:da |se )?(?:chuyen )?den|chuyen di dau|di dau"
)
# «Họ tên chồng»: what stands under it is said of the husband.
_OF_KIN = re.compile(
    r"(?:ho (?:va )?)?ten (?:cua )?(?:vo|chong|bo|cha|me|ong|ba|con|nguoi|chu ho)\b"
    r"|(?:vo|chong|bo|cha|me|vo chong|chong vo|bo me)(?: \(.*)?"
)
_REMARKS = frozenset({"note", PRESENCE})
_OF_REMARKS = re.compile(
    r"(?:ghi chu|chu thich|bien dong|dien bien|thay doi|tang|giam|tinh trang|hien trang|trang thai"
    r"|hien (?:nay|tai)|ly do|theo doi|cu tru|noi o hien|thong tin khac|khac)\b"
)
_STILL_HERE = frozenset(("còn", "còn sống", "chưa", "sống", "có mặt"))
_KIN_GONE = re.compile(
    r"(?:chồng|vợ|bố|mẹ|cha|ông|bà|con|con trai|con gái|con dâu|con rể|cháu|anh|chị|em|chủ hộ)"
    r"[ ,(\-–]+(.+?)[)]?"
)
_LOST = re.compile(r"(?:đã |bị |mới |vừa )*mất\b.*")


def gone_in_row(reading: RowReading) -> tuple[str, str]:
    """The doubt about somebody whom a cell calls dead or gone, and what it says; '' for none."""
    headings = reading.headings
    skipped = {c for name, c in headings.columns.items() if _is_skipped(reading, name)}
    fields = {column: name for name, column in headings.columns.items()}
    for column in range(1, len(headings.sheet.rows[reading.number - 1]) + 1):
        cell = headings.sheet.cell(reading.number, column)
        written = cell_text(cell)
        text = reading.texts_above.get(column, "") if is_ditto(cell) else written
        heading = headings.texts.get(column, "")
        name = fields.get(column)
        is_of_kin = name is None and _OF_KIN.fullmatch(fold_heading(heading)) is not None
        if column in skipped or is_of_kin or not text:
            continue
        is_headed = column not in fields and _is_dated(heading, text)
        meant = may_be_gone(text) if _is_of_remarks(heading, name) else ""
        if not (is_headed or meant or _says_gone(text, name) or text == reading.gone_words):
            continue
        where = f"Cột «{heading}»" if heading else f"Cột {column_letters(column)}"
        above = "" if text == written else f" (như trên: «{text}»)"
        above += f" (có thể là {meant})" if meant and not _says_gone(text, name) else ""
        doubt = (
            f"{where} ghi «{written}»{above}. Nếu người này đã mất hoặc không còn ở đây thì chọn "
            "«Bỏ qua»; nếu vẫn cần nhập thì chọn người."
        )
        return doubt, text
    return _gone_in_comments(reading)


def _gone_in_comments(reading: RowReading) -> tuple[str, str]:
    """The same of what hangs on the cells of a row."""
    for cell, text in comments_of_row(reading.headings, reading.number):
        if says_gone(text) or may_be_gone(text):
            doubt = (
                f"Chú thích của ô {cell} ghi «{text}». Nếu người này đã mất hoặc không còn ở đây "
                "thì chọn «Bỏ qua»; nếu vẫn cần nhập thì chọn người."
            )
            return doubt, text
    return "", ""


def _is_of_remarks(heading: str, name: str | None) -> bool:
    """Whether abbreviations of a column may tell of somebody gone: not what is under «Trình độ»."""
    if name is not None:
        return name in _REMARKS
    return not heading or _OF_REMARKS.match(fold_heading(heading)) is not None


def _is_dated(heading: str, text: str) -> bool:
    """Whether a column such as «Năm mất» or «Tạm vắng» says something of a row."""
    is_of_gone = bool(_GONE_HEADING.fullmatch(fold_heading(heading)))
    is_said = not says_none(text) and clean_name(text).casefold() not in NO_TICKS | _STILL_HERE
    return is_of_gone and is_said


def _says_gone(text: str, name: str | None) -> bool:
    if name in _MAY_BE_LOST and _LOST.fullmatch(clean_name(text).casefold()):
        return False
    if name == RELATION and (kin := _KIN_GONE.fullmatch(clean_name(text).casefold())):
        # Under «Quan hệ với chủ hộ» «Chồng đã mất» is said of the one in the row.
        return says_gone(kin[1])
    # «Hộ ông An (đã mất)» says it of whom a household is called after.
    return is_only_gone(text) if name == HOUSEHOLD_CODE else says_gone(text)


def _is_skipped(reading: RowReading, name: str) -> bool:
    """Whether a column says nothing of the kind, or is understood already."""
    if name == PRESENCE:
        return reading.presence is not None
    return name in _NOT_LOOKED_AT or name not in _OF_PEOPLE
