"""A spreadsheet of digital skills: a person a row, yes or no and what it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from vanhoa_desktop.domain.enums import TextEncoding
from vanhoa_desktop.domain.people import BirthDate
from vanhoa_desktop.domain.problems import Problem, Severity
from vanhoa_desktop.domain.targets import DigitalBasis
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.imports.headings import PERSON_FIELDS, require_headings
from vanhoa_desktop.imports.person_cells import (
    RowReading,
    is_person_row,
    read_birth,
    read_citizen_number,
    read_name,
)
from vanhoa_desktop.imports.sheet_choice import read_sheets
from vanhoa_desktop.texts.names import fold_text

SKILLS, FLUENCY, BASIS = "skills", "fluency", "basis"
_HEADINGS: Mapping[str, str] = {
    "ky nang so": SKILLS,
    "co ky nang so": SKILLS,
    "kn so": SKILLS,
    "thanh thao": FLUENCY,
    "thanh thao ky nang so": FLUENCY,
    "can cu": BASIS,
    "can cu xac nhan": BASIS,
}
_YES = frozenset({"x", "v", "1", "co", "dat", "roi", "✓", "✔"})
_NO = frozenset({"0", "khong", "chua", "chua dat", "chua co"})
_BASES: Mapping[DigitalBasis, tuple[str, ...]] = {
    DigitalBasis.VNEID: ("vneid",),
    DigitalBasis.COURSE: ("khoa hoc", "chung nhan", "chung chi", "lop hoc", "tap huan"),
    DigitalBasis.INDICATOR: ("chi so", "phieu", "cs5"),
    DigitalBasis.OBSERVATION: ("xac nhan", "quan sat", "thon", "don vi", "to cong nghe"),
}


@dataclass(frozen=True, slots=True)
class DigitalRow:
    """What one row says of one person; None where a cell says nothing."""

    sheet: str
    row: int
    full_name: str
    birth: BirthDate | None
    citizen_number: str | None
    unit_name: str | None
    skills: bool | None
    fluency: bool | None
    basis: DigitalBasis | None


@dataclass(frozen=True, slots=True)
class DigitalReading:
    """The rows that say something, and the problems; rows with errors are left out."""

    rows: tuple[DigitalRow, ...]
    problems: tuple[Problem, ...]


def read_digital(path: Path, this_year: int | None = None) -> DigitalReading:
    """Read a table of digital skills.

    Raises what `read_sheets` raises, SPREADSHEET_NO_HEADINGS if no sheet has a name and a column
    of skills or fluency.
    """
    known = {**PERSON_FIELDS, **_HEADINGS}
    with_name = require_headings(read_sheets(path), known, TextEncoding.AUTO, None, str(path))
    found = [headings for headings in with_name if headings.columns.keys() & {SKILLS, FLUENCY}]
    if not found:
        looked_for = "Kỹ năng số, Thành thạo, Căn cứ"
        raise VanHoaError(ErrorCode.SPREADSHEET_NO_HEADINGS, path=str(path), looked_for=looked_for)
    rows: list[DigitalRow] = []
    problems: list[Problem] = []
    for headings in found:
        for number, cells in headings.rows():
            reading = RowReading(headings, number, cells, this_year)
            row = _row(reading) if is_person_row(reading) else None
            problems.extend(reading.problems)
            if row is not None and not reading.has_error:
                rows.append(row)
    return DigitalReading(tuple(rows), tuple(problems))


def _row(reading: RowReading) -> DigitalRow | None:
    skills, fluency = _answer(reading, SKILLS), _answer(reading, FLUENCY)
    if skills is None and fluency is None and not reading.has_error:
        return None
    return DigitalRow(
        sheet=reading.headings.sheet.name,
        row=reading.number,
        full_name=read_name(reading),
        birth=read_birth(reading),
        citizen_number=read_citizen_number(reading),
        unit_name=reading.text("unit_name") or None,
        skills=skills,
        fluency=fluency,
        basis=_basis(reading),
    )


def _answer(reading: RowReading, name: str) -> bool | None:
    written = reading.text(name)
    folded = fold_text(written)
    if not folded or folded in _YES | _NO:
        return None if not folded else folded in _YES
    message = f"«{written}» không rõ là có hay không. Hãy ghi x hoặc không; chưa rõ thì để trống."
    reading.add(name, Severity.ERROR, "ANSWER_UNCLEAR", message)
    return None


def _basis(reading: RowReading) -> DigitalBasis | None:
    written = reading.text(BASIS)
    folded = fold_text(written)
    for basis, words in _BASES.items():
        if any(word in folded for word in words):
            return basis
    if folded:
        message = f"«{written}»: hãy ghi VNeID, khóa học, chỉ số 5 hoặc thôn xác nhận."
        reading.add(BASIS, Severity.ERROR, "BASIS_UNKNOWN", message)
    return None
