"""Cells that describe a person: names, births, identity numbers, sex, target group."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from vanhoa_desktop.domain.enums import Sex, TargetGroup
from vanhoa_desktop.domain.people import BirthDate
from vanhoa_desktop.domain.problems import Problem, Severity
from vanhoa_desktop.imports.book import Cell, Row, cell_text
from vanhoa_desktop.imports.headings import (
    BIRTH,
    BIRTH_OF_MEN,
    BIRTH_OF_WOMEN,
    FAMILY_NAME,
    FULL_NAME,
    GIVEN_NAME,
    IS_FEMALE,
    IS_MALE,
    NUMBER,
    SEX,
    Headings,
)
from vanhoa_desktop.texts.dates import birth_of_day, birth_of_number, parse_birth
from vanhoa_desktop.texts.names import fold_text, mask_citizen_number, mend_capitals
from vanhoa_desktop.texts.terms import target_group_term

MAX_NAME_LENGTH = 120
NEW_NUMBER_DIGITS, OLD_NUMBER_DIGITS = 12, 9
_NOT_IN_NUMBERS = re.compile(r"[\s.\-']")
_COLUMN_NUMBER = re.compile(r"\(?\d{1,2}\)?")
_TOTALS = ("tong cong", "tong so", "cong", "tong")
_MALE, _FEMALE = {"nam", "m", "male", "1"}, {"nu", "f", "female", "0"}
_TICKS = {"x", "v", "1", "✓", "✔"}
# domain-facts §1.2: which words belong to which form of QĐ 324/QĐ-KHVN.
_GROUP_WORDS: Mapping[TargetGroup, tuple[str, ...]] = {
    TargetGroup.STUDENT: ("hoc sinh", "sinh vien", "hoc vien", "hs", "sv"),
    TargetGroup.STAFF: ("can bo", "cong chuc", "vien chuc", "doanh nhan", "cong nhan vien"),
    TargetGroup.WORKER: ("nguoi lao dong", "cong nhan", "tho", "tieu thu cong", "lao dong"),
    TargetGroup.RESIDENT: (
        *("nguoi dan", "nong dan", "noi tro", "nguoi cao tuoi", "huu tri", "lao dong tu do"),
        "lao dong nong thon",
    ),
}


@dataclass
class RowReading:
    """One row under its headings, with the problems found while it is read.

    `this_year` tells what two digits of a year mean; without it they are no date.
    """

    headings: Headings
    number: int
    row: Row
    this_year: int | None = None
    problems: list[Problem] = field(default_factory=list)

    def text(self, name: str) -> str:
        """A field's cell as text."""
        return cell_text(self.cell(name))

    def cell(self, name: str) -> Cell:
        """A field's cell as it came."""
        return self.headings.cell(self.row, name)

    def add(self, name: str | None, severity: Severity, code: str, message: str) -> None:
        """Note a problem of this row, at a field's column or at the whole row."""
        column = None if name is None else self.headings.titles.get(name)
        sheet = self.headings.sheet.name
        self.problems.append(Problem(sheet, self.number, column, severity, code, message))

    @property
    def has_error(self) -> bool:
        """Whether the row has to be left out."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)


def is_person_row(reading: RowReading) -> bool:
    """Whether a row is meant as a person: not empty, no total, no column numbers, no signature."""
    name = written_name(reading)
    filled = {name_ for name_ in reading.headings.columns if reading.text(name_)}
    if not filled or _COLUMN_NUMBER.fullmatch(name):
        return False
    if fold_text(name).rstrip(" :") in _TOTALS or fold_text(name).startswith("tong cong"):
        return False
    about_person = filled - {NUMBER, "unit_name", "note", FULL_NAME, FAMILY_NAME, GIVEN_NAME}
    if not name:
        return bool(about_person & {*_BIRTHS, "citizen_number"})
    # Below the table stand signatures («Người lập biểu»): a name alone, without its number.
    has_numbers = NUMBER in reading.headings.columns
    return bool(about_person) or not has_numbers or NUMBER in filled


_BIRTHS = (BIRTH, BIRTH_OF_MEN, BIRTH_OF_WOMEN)


def written_name(reading: RowReading) -> str:
    """The name as it stands in the row: in one cell, or family and given name apart."""
    if FULL_NAME in reading.headings.columns:
        return reading.text(FULL_NAME)
    return f"{reading.text(FAMILY_NAME)} {reading.text(GIVEN_NAME)}".strip()


def read_name(reading: RowReading) -> str:
    """The person's name, all-capitals mended; '' with an error noted if it cannot be one."""
    name = written_name(reading)
    column = FULL_NAME if FULL_NAME in reading.headings.columns else GIVEN_NAME
    if not name:
        reading.add(column, Severity.ERROR, "NAME_MISSING", "Thiếu họ và tên.")
    elif not any(char.isalpha() for char in name) or any(char.isdigit() for char in name):
        message = f"«{name}» không phải họ tên người. Hãy sửa ô này."
        reading.add(column, Severity.ERROR, "NAME_INVALID", message)
    elif len(name) > MAX_NAME_LENGTH:
        message = f"Họ tên dài quá {MAX_NAME_LENGTH} chữ cái. Hãy sửa ô này."
        reading.add(column, Severity.ERROR, "NAME_TOO_LONG", message)
    else:
        return mend_capitals(name)
    return ""


def read_birth(reading: RowReading) -> BirthDate | None:
    """The birth date as far as it is written; an error is noted for one that cannot be."""
    name = next((name for name in _BIRTHS if reading.text(name)), None)
    if name is None:
        return None
    cell = reading.cell(name)
    birth = _birth_of(cell, reading.this_year)
    if birth is None:
        message = (
            f"«{cell_text(cell)}» không phải ngày sinh có thật. "
            "Hãy ghi ngày/tháng/năm, hoặc chỉ ghi năm."
        )
        reading.add(name, Severity.ERROR, "BIRTH_INVALID", message)
    return birth


def _birth_of(cell: Cell, this_year: int | None) -> BirthDate | None:
    if isinstance(cell, dt.datetime):
        return birth_of_day(cell.date())
    if isinstance(cell, dt.date):
        return birth_of_day(cell)
    if isinstance(cell, float):
        return birth_of_number(cell)
    return parse_birth(cell_text(cell), this_year)


def read_sex(reading: RowReading) -> Sex | None:
    """The sex by «Giới tính», by a ticked column, or by the column in which the birth stands."""
    for name, sex in ((BIRTH_OF_MEN, Sex.MALE), (BIRTH_OF_WOMEN, Sex.FEMALE)):
        if reading.text(name):
            return sex
    for name, sex in ((IS_MALE, Sex.MALE), (IS_FEMALE, Sex.FEMALE)):
        if reading.text(name).casefold() in _TICKS:
            return sex
    written = fold_text(reading.text(SEX))
    if written in _MALE:
        return Sex.MALE
    if written in _FEMALE:
        return Sex.FEMALE
    if written:
        message = (
            f"Không rõ giới tính «{reading.text(SEX)}»: hãy ghi Nam hoặc Nữ. Ô này được bỏ qua."
        )
        reading.add(SEX, Severity.WARNING, "SEX_UNKNOWN", message)
        return None
    # A list with a column «Nữ» to tick and none for men means: no tick, a man.
    is_ticked_list = IS_FEMALE in reading.headings.columns and SEX not in reading.headings.columns
    return Sex.MALE if is_ticked_list else None


def read_citizen_number(reading: RowReading) -> str | None:
    """The identity number with its digits; a lost leading zero is put back with a warning."""
    written = reading.text("citizen_number")
    digits = _NOT_IN_NUMBERS.sub("", written)
    if not digits:
        return None
    if digits.isascii() and digits.isdigit():
        if len(digits) in {NEW_NUMBER_DIGITS, OLD_NUMBER_DIGITS}:
            return digits
        if len(digits) in {NEW_NUMBER_DIGITS - 1, OLD_NUMBER_DIGITS - 1}:
            mended = "0" + digits
            shown = mask_citizen_number(mended)
            message = f"Số CCCD thiếu số 0 ở đầu, đã sửa thành {shown}. Hãy xem lại."
            reading.add("citizen_number", Severity.WARNING, "CITIZEN_NUMBER_PADDED", message)
            return mended
    message = (
        f"«{written}» không phải số CCCD (12 chữ số). Người này được nhập không có số; hãy sửa sau."
    )
    reading.add("citizen_number", Severity.WARNING, "CITIZEN_NUMBER_INVALID", message)
    return None


def read_target_group(reading: RowReading) -> TargetGroup | None:
    """The target group by its number (1 to 4) or its words."""
    written = reading.text("target_group")
    if not written:
        return None
    folded = fold_text(written)
    groups = list(TargetGroup)
    if folded.isdigit() and 1 <= int(folded) <= len(groups):
        return groups[int(folded) - 1]
    for group in groups:
        if folded in {group.value, fold_text(target_group_term(group))}:
            return group
    found = [group for group, words in _GROUP_WORDS.items() if folded in words]
    found += [g for g, words in _GROUP_WORDS.items() if any(word in folded for word in words)]
    if not found:
        message = f"Không rõ nhóm đối tượng «{written}». Ô này được bỏ qua."
        reading.add("target_group", Severity.WARNING, "TARGET_GROUP_UNKNOWN", message)
        return None
    return found[0]
