"""Finding the heading row of an office's table and what each of its columns holds.

Offices put titles above, write headings with or without marks and capitals, number their columns
underneath, and split «Năm sinh» into «Nam | Nữ» on a second heading row.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from vanhoa_desktop.domain.enums import TextEncoding
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.imports.book import Cell, Row, Sheet, cell_text
from vanhoa_desktop.texts.names import fold_text

FULL_NAME, FAMILY_NAME, GIVEN_NAME = "full_name", "family_name", "given_name"
BIRTH, BIRTH_OF_MEN, BIRTH_OF_WOMEN = "birth", "birth_of_men", "birth_of_women"
SEX, IS_MALE, IS_FEMALE = "sex", "is_male", "is_female"
NUMBER = "number"
PERSON_FIELDS: Mapping[str, str] = {
    "stt": NUMBER,
    "tt": NUMBER,
    "so tt": NUMBER,
    "so thu tu": NUMBER,
    "ho va ten": FULL_NAME,
    "ho ten": FULL_NAME,
    "ho va ten cong dan": FULL_NAME,
    "ho va ten nhan khau": FULL_NAME,
    "ho va ten khai sinh": FULL_NAME,
    "ho chu dem va ten": FULL_NAME,
    "ten cong dan": FULL_NAME,
    "ho": FAMILY_NAME,
    "ho dem": FAMILY_NAME,
    "ho va dem": FAMILY_NAME,
    "ho va ten dem": FAMILY_NAME,
    "ten": GIVEN_NAME,
    "ngay sinh": BIRTH,
    "nam sinh": BIRTH,
    "ngay thang nam sinh": BIRTH,
    "ngay, thang, nam sinh": BIRTH,
    "sinh nam": BIRTH,
    "nam sinh nam": BIRTH_OF_MEN,
    "nam sinh nu": BIRTH_OF_WOMEN,
    "gioi tinh": SEX,
    "gt": SEX,
    "nam/nu": SEX,
    "nam": IS_MALE,
    "nu": IS_FEMALE,
    "so cccd": "citizen_number",
    "cccd": "citizen_number",
    "cmnd/cccd": "citizen_number",
    "so cmnd/cccd": "citizen_number",
    "cccd/cmnd": "citizen_number",
    "so cccd/cmnd": "citizen_number",
    "so dinh danh": "citizen_number",
    "so dinh danh ca nhan": "citizen_number",
    "ma dinh danh": "citizen_number",
    "so can cuoc": "citizen_number",
    "so can cuoc cong dan": "citizen_number",
    "can cuoc cong dan": "citizen_number",
    "thon": "unit_name",
    "don vi": "unit_name",
    "thon, don vi": "unit_name",
    "thon/don vi": "unit_name",
    "to dan pho": "unit_name",
    "chu ho": "head_name",
    "ho ten chu ho": "head_name",
    "ho va ten chu ho": "head_name",
    "quan he voi chu ho": "relation",
    "quan he": "relation",
    "qh voi chu ho": "relation",
    "so ho": "household_code",
    "ma ho": "household_code",
    "so so ho khau": "household_code",
    "dong ho": "clan_name",
    "nghe nghiep": "occupation",
    "nhom doi tuong": "target_group",
    "doi tuong": "target_group",
    "nhom": "target_group",
    "dien thoai": "phone",
    "so dien thoai": "phone",
    "sdt": "phone",
    "ghi chu": "note",
}
HIGHEST_HEADING_ROW = 40
_LEAST_FOUND = 2
_SUB_HEADINGS = {IS_MALE, IS_FEMALE}
_BRACKETS = re.compile(r"\([^)]*\)")
_ENDS = " .:*"


@dataclass(frozen=True, slots=True)
class Headings:
    """Where a sheet's headings are: index of the last heading row, and the column of each field."""

    sheet: Sheet
    last_row: int
    columns: Mapping[str, int]
    titles: Mapping[str, str]

    def rows(self) -> list[tuple[int, Row]]:
        """The rows below, numbered as the spreadsheet numbers them (from 1)."""
        below = self.sheet.rows[self.last_row + 1 :]
        return list(enumerate(below, self.last_row + 2))

    def cell(self, row: Row, field: str) -> Cell:
        """The cell of a field in a row; '' where there is no such column."""
        column = self.columns.get(field)
        return "" if column is None or column >= len(row) else row[column]


def fold_heading(text: str) -> str:
    """A heading as it is compared: folded, without brackets, full stops and stars."""
    folded = _BRACKETS.sub(" ", fold_text(text))
    folded = re.sub(r"\s*/\s*", "/", folded)
    return re.sub(r"\s+", " ", folded).strip(_ENDS)


def find_headings(
    sheet: Sheet, known: Mapping[str, str], mapping: Mapping[str, str] | None = None
) -> Headings | None:
    """The heading row of a sheet, or None if no row has a name column and one more.

    `known` gives the field of a folded heading; `mapping` gives the heading of a field, by hand.
    """
    by_hand = {fold_heading(heading): field for field, heading in (mapping or {}).items()}
    # A column named by hand stands for its field whatever else looks like it.
    by_itself = {text: field for text, field in known.items() if field not in by_hand.values()}
    fields = {**by_itself, **by_hand}
    best: Headings | None = None
    for index, row in enumerate(sheet.rows[:HIGHEST_HEADING_ROW]):
        found = _headings_of(sheet, index, row, fields)
        if _has_name(found) and (best is None or len(found.columns) > len(best.columns)):
            best = found
    if best is None or len(best.columns) < _LEAST_FOUND:
        return None
    return _with_second_row(best)


def find_in_any_encoding(
    sheet: Sheet,
    known: Mapping[str, str],
    encoding: TextEncoding,
    mapping: Mapping[str, str] | None = None,
) -> Headings | None:
    """The headings of a sheet in the given encoding; AUTO tries Unicode, then the old fonts."""
    del encoding  # the reading room has told it cell by cell
    return find_headings(sheet, known, mapping)


def require_headings(
    sheets: tuple[Sheet, ...],
    known: Mapping[str, str],
    encoding: TextEncoding,
    mapping: Mapping[str, str] | None,
    path: str,
) -> list[Headings]:
    """The headings of every sheet that has them.

    Raises SPREADSHEET_NO_HEADINGS if none has, NOT_FOUND for a heading named by hand that is
    nowhere.
    """
    found = [find_in_any_encoding(sheet, known, encoding, mapping) for sheet in sheets]
    fitting = [headings for headings in found if headings is not None]
    for field, heading in (mapping or {}).items():
        if not any(field in headings.columns for headings in fitting):
            raise VanHoaError(ErrorCode.NOT_FOUND, what="heading", text=heading)
    if not fitting:
        raise VanHoaError(
            ErrorCode.SPREADSHEET_NO_HEADINGS,
            path=path,
            looked_for="Năm sinh, Giới tính, Số CCCD, Thôn, Mã hộ",
        )
    return fitting


def _headings_of(sheet: Sheet, index: int, row: Row, fields: Mapping[str, str]) -> Headings:
    columns: dict[str, int] = {}
    titles: dict[str, str] = {}
    for column, cell in enumerate(row):
        text = cell_text(cell)
        field = fields.get(fold_heading(text))
        if field is not None and field not in columns:
            columns[field] = column
            titles[field] = text
    return Headings(sheet, index, columns, titles)


def _has_name(headings: Headings) -> bool:
    return FULL_NAME in headings.columns or headings.columns.keys() >= {FAMILY_NAME, GIVEN_NAME}


def _with_second_row(headings: Headings) -> Headings:
    """Take in a second heading row that splits a birth or sex column into «Nam» and «Nữ»."""
    below = headings.last_row + 1
    if below >= len(headings.sheet.rows) or not {BIRTH, SEX} & headings.columns.keys():
        return headings
    row = headings.sheet.rows[below]
    second = _headings_of(headings.sheet, below, row, PERSON_FIELDS)
    filled = sum(bool(cell_text(cell)) for cell in row)
    if second.columns.keys() != _SUB_HEADINGS or filled != len(_SUB_HEADINGS):
        return headings
    columns, titles = dict(headings.columns), dict(headings.titles)
    at_birth = columns.get(BIRTH) in second.columns.values()
    names = (BIRTH_OF_MEN, BIRTH_OF_WOMEN) if at_birth else (IS_MALE, IS_FEMALE)
    for name, part in zip(names, (IS_MALE, IS_FEMALE), strict=True):
        columns[name] = second.columns[part]
        titles[name] = f"{titles[BIRTH if at_birth else SEX]} ({second.titles[part]})"
    columns.pop(BIRTH if at_birth else SEX)
    return replace(headings, last_row=below, columns=columns, titles=titles)
