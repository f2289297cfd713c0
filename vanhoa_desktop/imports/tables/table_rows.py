"""What each row under the headings is: a person, or a heading, a section, a total, a signature."""

import re
from collections.abc import Collection, Mapping

from vanhoa_desktop.domain.import_account import RowBin
from vanhoa_desktop.imports.book.book import Cell, cell_text
from vanhoa_desktop.imports.cells.name_cells import (
    is_whole_name,
    with_given_name,
    without_address,
    without_number,
)
from vanhoa_desktop.imports.headings.foot_rows import is_foot_text
from vanhoa_desktop.imports.headings.headings import Headings
from vanhoa_desktop.imports.words.heading_words import (
    GIVEN_NAME,
    HAMLET,
    HEAD_NAME,
    IS_FEMALE,
    IS_MALE,
    NAME_FIELDS,
    NUMBER,
    PERSON_FIELDS,
    PERSON_ID,
    RELATION,
    UNIT_NAME,
)
from vanhoa_desktop.imports.words.known_headings import FieldOf
from vanhoa_desktop.texts.words.names import clean_name, fold_text

# Headings that are said of people too: «Nam», «Chủ hộ», «Thôn» as the one who scored.
_SAID_OF_PEOPLE = {IS_MALE, IS_FEMALE, HEAD_NAME, UNIT_NAME, HAMLET, "household"}
_OF_PERSONS = frozenset(PERSON_FIELDS.values())
_NUMBER_OF_POINTS = re.compile(r"(?:so )?diem [0-9]+")
_COLUMN_NUMBER = re.compile(r"[(\[]?[0-9]{1,2}[)\]]?|[A-Za-z]")
# «Tổng cộng», never the family name Tống: with its mark, or typed without any mark at all.
# What a page carries to the next one, and the mean of a column, are totals too.
_TOTAL = re.compile(
    r"(?:(?:cộng )?(?:mang|chuyển) sang|trang trước(?: mang| chuyển) sang"
    r"|trung bình|điểm trung bình|bình quân chung|điểm bình quân|(?:điểm )?tb chung|điểm tb"
    r"|(?:điểm )?tối đa|điểm chuẩn|thang điểm|mức điểm|điểm (?:cao|thấp) nhất|điểm tối thiểu"
    r"|tổng(?: số| cộng)?|cộng|cộng dồn|toàn thôn|tong(?: so| cong)|cong)\b(.*)"
)
_AFTER_TOTAL = re.compile(
    r"[\s:.,;=()0-9]*(?:\b(?:người|nguoi|khẩu|hộ|nhân khẩu|thôn|xã|trang|chung|cộng|danh sách"
    r"|danh sach|ds|tất cả|có|gồm|trong đó)\b.*)?"
)
_SECTION_NUMBER = re.compile(r"(?:[IVXL]{1,6}|[A-HK]|[IVXL]{1,6}\.[0-9]{1,2})[.)]?")
_ROMAN = re.compile(r"[IVX]{1,5}\s*[.):/]\s*(?=[^\W\d_])")
_BEFORE_TITLE = re.compile(
    r"(?:(?:[Pp]hần|PHẦN|[Mm]ục|MỤC)\s+)?(?:[IVXL]{1,6}|[A-HK]"
    r"|[0-9]{1,2})\s*[.):/\-–]\s*(?=[^\W\d_])"
)
# With their marks: Hồ, Tô, Ngô, Bàn, Đới, Xa and Trương are families, not «hộ», «tổ», «ngõ», «bản».
_SECTION = re.compile(
    r"(?:thôn|xóm|tổ|đội|khu|khu dân cư|bản|ấp|phố|khối|chi hội|chi bộ|lớp|trường|xã|nhóm|cụm|ngõ"
    r"|hộ|gia đình|danh sách|các hộ|thon|xom|gia dinh|khu dan cu|chi hoi)(?:\s+số)?\s+\S.*"
)


def classify(headings: Headings, row: int, field_of: FieldOf) -> RowBin | None:
    """The bin of a filled row below the headings; None for one that is meant as a person."""
    cells = _filled(headings, row)
    name = written_name(headings, row)
    is_name_fault = any((row, c) in headings.sheet.faults for c in headings.name_columns())
    if _is_heading(cells, name, field_of):
        return RowBin.HEADING
    if _is_total(cells, name):
        return RowBin.TOTAL
    said = {n for n, c in headings.columns.items() if c in cells} - {PERSON_ID}
    about = said - NAME_FIELDS - {NUMBER, UNIT_NAME, HAMLET, RELATION, "note"}
    if is_struck(headings, row):
        return RowBin.SECTION if name and not about and names_a_section(name) else RowBin.STRUCK
    if name or is_name_fault:
        return None if is_name_fault else _of_named(headings, row, name, cells, about)
    if len(cells) > 1 and len({cell_text(cell) for cell in cells.values()}) == 1 and not about:
        return RowBin.SECTION
    if not said - {NUMBER, UNIT_NAME, HAMLET}:
        return _of_nameless(headings, cells)
    return None


def _filled(headings: Headings, row: int) -> dict[int, Cell]:
    cells = headings.sheet.rows[row - 1] if row <= len(headings.sheet.rows) else ()
    return {column: cell for column, cell in enumerate(cells, 1) if cell_text(cell)}


def written_name(headings: Headings, row: int) -> str:
    """The name as it stands in the row: in one cell, or family and given name apart.

    A running number before it is no part of it, nor is «Ông», «Đ/c».
    """
    return without_address(without_number(_whole_name(headings, row)))


def word_of_address(headings: Headings, row: int) -> str:
    """The word of address that stands before the name of a row and is taken off; '' for none."""
    name = without_number(_whole_name(headings, row))
    return "" if without_address(name) == name else name.split()[0].rstrip(":")


def is_numbered_name(headings: Headings, row: int) -> bool:
    """Whether a running number stands in the cell of the name."""
    name = _whole_name(headings, row)
    return without_number(name) != name


def _whole_name(headings: Headings, row: int) -> str:
    texts = [cell_text(headings.sheet.cell(row, c)) for c in headings.name_columns()]
    if len(texts) == 1:
        given = headings.text(row, GIVEN_NAME)
        joined = with_given_name(texts[0], given) if texts[0] and given else None
        return joined or texts[0]
    # A whole name merged over the columns of its parts stands in both.
    if len(set(texts)) == 1 and " " in texts[0]:
        return texts[0]
    return " ".join(text for text in texts if text)


def _is_heading(cells: Mapping[int, Cell], name: str, field_of: FieldOf) -> bool:
    texts = [cell_text(cell) for cell in cells.values()]
    if is_row_of_numbers(texts):
        return bool(name)
    known = [field_of(text) for text in texts if _is_worded(text)]
    said = {found for found in known if found is not None} - _SAID_OF_PEOPLE
    if said & NAME_FIELDS:
        return len(said) > 1
    of_points = said - _OF_PERSONS
    is_whole = not name and len(known) == len(texts) and None not in known
    return len(said) > 2 or len(of_points) > 1 or (is_whole and bool(of_points))  # noqa: PLR2004 - no person says three


def is_row_of_numbers(texts: Collection[str]) -> bool:
    """Whether a row numbers the columns: «(1) | (2) | (3)», «A | B | 1»."""
    return len(texts) > 1 and all(_COLUMN_NUMBER.fullmatch(text) for text in texts)


def _is_worded(text: str) -> bool:
    """Whether a text is more than a number that may be points: «8», «Điểm 8»."""
    return any(map(str.isalpha, text)) and not _NUMBER_OF_POINTS.fullmatch(fold_text(text))


def _is_total(cells: Mapping[int, Cell], name: str) -> bool:
    first = next((cell_text(cell) for _, cell in sorted(cells.items())), "")
    for text in (name, first):
        found = _TOTAL.fullmatch(clean_name(text).casefold())
        if found and _AFTER_TOTAL.fullmatch(found[1]):
            return True
    return False


def is_struck(headings: Headings, row: int) -> bool:
    """Whether the name of a row is struck out."""
    filled = [c for c in headings.name_columns() if cell_text(headings.sheet.cell(row, c))]
    return bool(filled) and all((row, c) in headings.sheet.struck_cells for c in filled)


def _of_named(
    headings: Headings, row: int, name: str, cells: Mapping[int, Cell], about: set[str]
) -> RowBin | None:
    number = headings.text(row, NUMBER)
    texts = {cell_text(cell) for cell in cells.values()}
    is_spread = len(cells) > 2 and len(texts) == 1  # noqa: PLR2004 - one text merged over the row
    if is_spread:
        return RowBin.FOOT if is_foot_text(name) else RowBin.SECTION
    if about:
        return None
    if is_foot_text(name) and not number:
        return RowBin.FOOT
    is_title = not number[:1].isdigit() and names_a_section(name)
    return RowBin.SECTION if is_title or _SECTION_NUMBER.fullmatch(number) else None


def names_a_section(text: str) -> bool:
    """Whether a text reads as the title of a part of the list: «Xóm Đình», «Hộ ông …»."""
    return bool(_SECTION.fullmatch(without_section_number(clean_name(text)).casefold()))


def is_section_number(text: str) -> bool:
    """Whether a cell holds the number of a part and nothing else: «II», «A.»."""
    return bool(_SECTION_NUMBER.fullmatch(text))


def without_section_number(text: str) -> str:
    """The title of a part without its number in the same cell: «II. Thôn B», «A) …»."""
    found = _BEFORE_TITLE.match(text)
    return text if found is None else text[found.end() :]


def is_short_title_of_part(headings: Headings, row: int) -> bool:
    """Whether the cell of the name reads «II. Tây»: a Roman number and less than a whole name."""
    texts = [cell_text(headings.sheet.cell(row, c)) for c in headings.name_columns()]
    found = _ROMAN.match(" ".join(filter(None, texts)))
    return found is not None and not is_whole_name(found.string[found.end() :])


def _of_nameless(headings: Headings, cells: Mapping[int, Cell]) -> RowBin:
    texts = [cell_text(cell) for cell in cells.values()]
    if any(is_foot_text(text) for text in texts):
        return RowBin.FOOT
    number = headings.columns.get(NUMBER)
    at_number = cell_text(cells.get(number, "")) if number is not None else ""
    if at_number and not at_number[:1].isdigit():
        return RowBin.SECTION
    return RowBin.UNFILLED
