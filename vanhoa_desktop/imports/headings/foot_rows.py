"""The signatures below a list: who made it, who signs, their names; never people of the list."""

import re
from collections.abc import Iterable, Mapping

from vanhoa_desktop.imports.book.book import cell_text
from vanhoa_desktop.imports.headings.headings import Headings
from vanhoa_desktop.imports.words.heading_words import (
    BIRTH,
    BIRTH_OF_MEN,
    BIRTH_OF_WOMEN,
    NAME_FIELDS,
    NUMBER,
)
from vanhoa_desktop.texts.words.dates import parse_birth
from vanhoa_desktop.texts.words.names import clean_name, fold_text

_FOOT = re.compile(
    r"(?:nguoi lap|nguoi ghi|nguoi tong hop|lap bang|truong thon|bi thu|chu tich|ky ten|ky va ghi"
    r"|ky, *(?:ghi|dong)|ky ghi|da ky"
    r"|tm|t/m|kt|xac nhan|ghi chu|luu y *:|noi nhan|thu ky|chi hoi truong|can bo|nguoi kiem tra"
    r"|bang chu|an dinh|danh sach nay|danh sach co|ban cong tac|dai dien|ke toan|thu truong)"
    r"(?![a-z])"
)
# With their marks: Tô Trường and Trương Bản are people.
_MARKED_FOOT = re.compile(
    r"(?:trưởng (?:bản|ấp|xóm|khu|khu phố|ban)|tổ trưởng|phó trưởng"
    r"|phó (?:thôn|bản|chủ tịch|bí thư)"
    r"|q\. ?chủ tịch|công chức|duyệt|người duyệt|kiểm tra)\b"
)
_DAY_LINE = re.compile(
    r".*\bngay\b.*\bthang\b.*\bnam\b.*|(?:.*, *)?ngay *[0-9]{1,2}([/.-])[0-9]{1,2}\1[0-9]{4}"
)
_BIRTHS = (BIRTH, BIRTH_OF_MEN, BIRTH_OF_WOMEN)
_OPENING = "([-–*_. "


def is_foot_text(text: str) -> bool:
    """Whether a text stands below lists: an office that signs, a place for signing, a day."""
    folded = fold_text(text).lstrip(_OPENING)
    is_marked = _MARKED_FOOT.match(clean_name(text).casefold().lstrip(_OPENING))
    return bool(is_marked or _FOOT.match(folded) or _DAY_LINE.fullmatch(folded))


def last_listed(headings: Headings, rows: Iterable[int]) -> int | None:
    """The last row that is certainly the list's: it has a number, or a name with particulars.

    None where no row is: then nothing can be told to be below the list.
    """
    listed = [
        row
        for row in rows
        if row > headings.last_row and (_is_numbered(headings, row) or _is_described(headings, row))
    ]
    return max(listed, default=None)


def is_foot_row(headings: Headings, row: int, *, is_signed: bool) -> bool:
    """Whether a row below the list is of its signatures; `is_signed` when the one above it is."""
    texts = _texts(headings, row)
    if not texts or _is_numbered(headings, row) or any(map(_is_particular, texts.values())):
        return False
    if _is_born_in_words(headings, texts):
        return False
    if is_signed or any(map(is_foot_text, texts.values())):
        return True
    is_nameless = not any(column in texts for column in headings.name_columns())
    return is_nameless and len(set(texts.values())) == 1


def _is_described(headings: Headings, row: int) -> bool:
    texts = _texts(headings, row)
    if _is_born_in_words(headings, texts):
        return True
    names = [texts.pop(column) for column in headings.name_columns() if column in texts]
    said = (headings.columns[name] for name in headings.columns.keys() - NAME_FIELDS - {NUMBER})
    return bool(names) and any(_is_particular(texts.get(column, "")) for column in said)


def _is_born_in_words(headings: Headings, texts: Mapping[int, str]) -> bool:
    """Whether a name has a birth such as «ngày 14 tháng 2 năm 1972»: no day of signing."""
    names = [texts[column] for column in headings.name_columns() if column in texts]
    if not names or any(map(is_foot_text, names)):
        return False
    columns = (headings.columns[name] for name in _BIRTHS if name in headings.columns)
    births = (texts.get(column, "") for column in columns)
    return any(parse_birth(text) is not None for text in births)


def _is_numbered(headings: Headings, row: int) -> bool:
    return headings.text(row, NUMBER)[:1].isdigit()


def _texts(headings: Headings, row: int) -> dict[int, str]:
    cells = headings.sheet.rows[row - 1] if row <= len(headings.sheet.rows) else ()
    return {column: text for column, cell in enumerate(cells, 1) if (text := cell_text(cell))}


def _is_particular(text: str) -> bool:
    """Whether a cell tells something of a person: a number, a date, one word such as «Nữ» or «x».

    Names of people who sign and of their offices have several words and no digits.
    """
    if not text or is_foot_text(text):
        return False
    return any(char.isdigit() for char in text) or len(text.split()) == 1
