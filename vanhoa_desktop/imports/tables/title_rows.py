"""Rows between the people that are titles, wherever in the row they stand, and what they say.

A title may begin the people of another thôn, or points of another year. One that is not understood
may say so too.
"""

import re
from collections.abc import Mapping

from vanhoa_desktop.imports.book.book import cell_text
from vanhoa_desktop.imports.cells.name_cells import name_doubt, name_refusal
from vanhoa_desktop.imports.headings.foot_rows import is_foot_text
from vanhoa_desktop.imports.headings.headings import Headings
from vanhoa_desktop.imports.tables.table_rows import (
    is_section_number,
    names_a_section,
    without_section_number,
    written_name,
)
from vanhoa_desktop.imports.words.assessor_words import assessors_of_section
from vanhoa_desktop.imports.words.heading_words import (
    BIRTH,
    BIRTH_OF_MEN,
    BIRTH_OF_WOMEN,
    BIRTH_YEAR,
    IS_FEMALE,
    IS_MALE,
    NUMBER,
    SEX,
)
from vanhoa_desktop.imports.words.name_words import begins_like_name, has_middle_name
from vanhoa_desktop.imports.words.place_words import is_label, is_sort_said
from vanhoa_desktop.imports.words.unit_names import UnitNames
from vanhoa_desktop.texts.words.dates import parse_birth
from vanhoa_desktop.texts.words.names import clean_name, fold_text

_YEAR = re.compile(r"20[0-9]{2}")
_LEAST_OF_NAME = 3
_BIRTHS = (BIRTH, BIRTH_YEAR, BIRTH_OF_MEN, BIRTH_OF_WOMEN)
_INDICATORS = re.compile(r"\b(?:cs|chi so|tieu chi)\s*(?:so\s*)?0*[1-9]")
# What begins a title that goes on with a place's name.
_OPENS_TITLE = re.compile(
    r"(?:bảng|biểu|phiếu|tổng hợp|kết quả|điểm|đơn vị|địa bàn|ds|nhân khẩu|công dân)\b.*"
)
# Parts of a list that are people of a sort, or a part of what is asked of them: no places.
_SORTS_OF_PEOPLE = re.compile(
    r"\b(?:nhóm|đối tượng|cán bộ|công chức|viên chức|công nhân|lao động|học sinh|sinh viên|nông dân"
    r"|người|hộ|các hộ|gia đình|đảng viên|hội viên|đoàn viên|giáo viên|nhân dân|công dân|hưu trí"
    r"|độ tuổi|tuổi|chỉ số|tiêu chí|tiêu chuẩn|nội dung|lĩnh vực|chưa|không|đạt yêu cầu|nghèo"
    r"|thành viên|nhân khẩu|danh sách|bảng|điểm|phiếu|biểu|năm|đánh giá|số liệu|đợt|học kỳ|quý)\b"
    r"|^(?:giới tính:? )?(?:nam|nữ)(?: giới)?$"
)
_OF_PAGES = re.compile(
    r"\(?(?:trang|tờ|page)(?: số)? ?[0-9]+(?: ?/ ?[0-9]+)?\)?|\(?(?:tiếp|tiếp theo|còn nữa|hết)\)?"
    r"|[a-zđ]"
)


def names_indicators(title: str) -> bool:
    """Whether a title says of which indicators the points below it are: «CHỈ SỐ 3 VÀ 4»."""
    return _INDICATORS.search(fold_text(title)) is not None


def texts_of_row(headings: Headings, row: int) -> list[str]:
    """The texts of a row, each once; a label with what it stands before: «Thôn:» | «Đoài»."""
    cells = headings.sheet.rows[row - 1] if row <= len(headings.sheet.rows) else ()
    texts = [text for text in dict.fromkeys(map(cell_text, cells)) if text]
    joined: list[str] = []
    for text in texts:
        if joined and is_label(joined[-1]):
            joined[-1] = f"{joined[-1]} {text}"
        else:
            joined.append(text)
    return joined


def title_of_row(headings: Headings, row: int) -> str:
    """What a row says that may be a title: it has no name, or nothing beside it; '' for others."""
    name = written_name(headings, row)
    texts = [text for text in texts_of_row(headings, row) if not is_section_number(text)]
    lettered = [text for text in texts if any(map(str.isalpha, text))]
    if not name:
        return without_section_number(" – ".join(lettered))
    title = without_section_number(name)
    # «1 | Thôn Tây | 15 | 13»: numbered and with its sums it is a title still, and nobody's name.
    is_place = is_sort_said(title) and names_a_section(title) and not _is_born(headings, row, title)
    is_numbered = headings.text(row, NUMBER)[:1].isdigit()
    is_alone = is_place or (len(texts) == 1 and not is_numbered)
    return title if len(lettered) == 1 and is_alone else ""


def _is_born(headings: Headings, row: int, title: str) -> bool:
    """Whether «Đội Văn Tư», «Thôn Thị Năm» is somebody: with «Văn» or «Thị», and a birth beside."""
    births = (headings.text(row, name) for name in _BIRTHS)
    return has_middle_name(title) and any(parse_birth(text) is not None for text in births)


def is_place_title(title: str, place: int, headings: Headings, units: UnitNames) -> bool:
    """Whether a title is understood as that of a thôn, or of a part of one.

    `place` is the column in which it begins. A unit that is named amid other words is not told
    for certain: «chuyển đến từ thôn Nam».
    """
    said = clean_name(title).casefold()
    named = units.named_in(title)
    if named.other_commune:
        return False
    if names_a_section(title):
        return True
    if not (named.units or named.strange):
        return False
    # «Nam» may be a thôn; among sexes it is none.
    is_sex = place in {headings.columns.get(name) for name in (SEX, IS_MALE, IS_FEMALE)}
    is_name = units.find(title) is not None and not (is_sex and not is_sort_said(title))
    return is_name or (title.isupper() and not is_sex) or bool(_OPENS_TITLE.fullmatch(said))


def is_unclear_title(title: str, headings: Headings, row: int, units: UnitNames) -> bool:
    """Whether a title may begin another thôn for all that is known of its words.

    One that names a thôn amid other words may: «Người dân thôn Nam», «chuyển đến từ thôn Nam».
    """
    if not any(map(str.isalpha, title)) or is_foot_text(title) or _is_person(headings, row, title):
        return False
    named = units.named_in(title)
    if named.other_commune or names_a_section(title):
        return bool(named.other_commune)
    if named.units or named.strange:
        return True
    # «vắng», «khăn, con nhỏ»: the rest of a remark; a title begins with a capital letter.
    if title[:1].islower():
        return False
    said = clean_name(_YEAR.sub(" ", title)).casefold()
    if _OF_PAGES.fullmatch(said) or assessors_of_section(title):
        return False
    return any(map(str.isalpha, said)) and not _SORTS_OF_PEOPLE.search(said)


def _is_person(headings: Headings, row: int, title: str) -> bool:
    """Whether the title stands where names do, and is a whole one.

    Where people are numbered, one without a number has to look like a name of itself.
    """
    if written_name(headings, row) != title:
        return False
    if name_refusal(title, []) is not None or name_doubt(title) is not None:
        return False
    is_long = len(title.split()) >= _LEAST_OF_NAME and NUMBER not in headings.columns
    return is_long or begins_like_name(title)


def year_title(headings: Headings, row: int) -> str:
    """What a row says that may be a title with a year: its only text, or a label and a number."""
    texts = texts_of_row(headings, row)
    if len(texts) == 1:
        return "" if _is_next_number(headings, row, texts[0]) else texts[0]
    if len(texts) > 1 and _YEAR.fullmatch(texts[1]) and fold_text(texts[0]).endswith("nam"):
        return f"{texts[0]} {texts[1]}"
    return title_of_row(headings, row)


def _is_next_number(headings: Headings, row: int, text: str) -> bool:
    """Whether a lone number goes on with those of the rows above: the 2025th of a long list."""
    numbers = (headings.text(above, NUMBER) for above in range(row - 1, headings.last_row, -1))
    last = next(filter(None, numbers), "")
    return text == headings.text(row, NUMBER) and last.isdecimal() and text == str(int(last) + 1)


def first_column(headings: Headings, row: int) -> int:
    """The column of the first text of a row that is no number of a section."""
    cells: Mapping[int, str] = {
        column: cell_text(cell) for column, cell in enumerate(headings.sheet.rows[row - 1], 1)
    }
    return next((c for c, text in cells.items() if text and not is_section_number(text)), 0)
