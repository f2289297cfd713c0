"""A spreadsheet of people as candidates for the roster, with located problems."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from vanhoa_desktop.domain.enums import Sex, TargetGroup, TextEncoding
from vanhoa_desktop.domain.people import BirthDate
from vanhoa_desktop.domain.problems import Problem, Severity
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.imports.headings import PERSON_FIELDS, Headings, require_headings
from vanhoa_desktop.imports.person_cells import (
    RowReading,
    is_person_row,
    read_birth,
    read_citizen_number,
    read_name,
    read_sex,
    read_target_group,
)
from vanhoa_desktop.imports.sheet_choice import read_sheets
from vanhoa_desktop.texts.names import fold_text, mend_capitals

_LIMITS = {
    "head_name": 120,
    "phone": 40,
    "occupation": 120,
    "note": 2000,
    "relation": 60,
    "household_code": 120,
}
_HEAD = "chu ho"


@dataclass(frozen=True, slots=True)
class RosterOptions:
    """How to read a file: one sheet or all, headings by hand ({field: heading}), old fonts.

    `this_year` tells what two digits of a birth year mean.
    """

    sheet: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    encoding: TextEncoding = TextEncoding.AUTO
    this_year: int | None = None


@dataclass(frozen=True, slots=True)
class PersonCandidate:
    """What one row says about a person; None where it says nothing. `row` counts from 1."""

    sheet: str
    row: int
    full_name: str
    birth: BirthDate | None = None
    sex: Sex | None = None
    citizen_number: str | None = None
    unit_name: str | None = None
    household_code: str | None = None
    head_name: str | None = None
    relation: str | None = None
    occupation: str | None = None
    target_group: TargetGroup | None = None
    phone: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class RosterReading:
    """The people of a file in its order, and its problems; rows with errors are not among them."""

    candidates: tuple[PersonCandidate, ...]
    problems: tuple[Problem, ...]


def read_roster(path: Path, options: RosterOptions) -> RosterReading:
    """Read the people of a spreadsheet.

    Raises what `read_sheets` and `require_headings` raise; VALUE_INVALID for an unknown field in
    the mapping.
    """
    known_fields = set(PERSON_FIELDS.values())
    for name in options.mapping:
        if name not in known_fields:
            raise VanHoaError(ErrorCode.VALUE_INVALID, field="mapping", value=name)
    sheets = read_sheets(path, options.sheet, options.encoding)
    found = require_headings(sheets, PERSON_FIELDS, options.encoding, options.mapping, str(path))
    candidates: list[PersonCandidate] = []
    problems: list[Problem] = []
    for headings in found:
        _read_sheet(headings, options.this_year, candidates, problems)
    _warn_of_twins(candidates, problems)
    return RosterReading(tuple(candidates), tuple(sorted(problems, key=lambda p: (p.sheet, p.row))))


def _read_sheet(
    headings: Headings,
    this_year: int | None,
    candidates: list[PersonCandidate],
    problems: list[Problem],
) -> None:
    household = _OpenHousehold()
    for number, row in headings.rows():
        reading = RowReading(headings, number, row, this_year)
        if not is_person_row(reading):
            continue
        candidate = _candidate(reading, household)
        problems.extend(reading.problems)
        if not reading.has_error:
            candidates.append(candidate)


@dataclass
class _OpenHousehold:
    """The household of the row above: its code is often written (or merged) only once."""

    code: str | None = None
    head_name: str | None = None

    def of(self, reading: RowReading, name: str) -> tuple[str | None, str | None, str | None]:
        """Code, name of the head, and relation of this row."""
        relation = _limited(reading, "relation")
        code = _limited(reading, "household_code")
        head_name = mend_capitals(_limited(reading, "head_name") or "") or None
        is_head = relation is not None and fold_text(relation) == _HEAD
        if code is None and relation is not None and not is_head:
            return self.code, head_name or self.head_name, relation
        if head_name is None and is_head:
            head_name = name or None
        if code is not None and code == self.code and head_name is None:
            head_name = self.head_name
        self.code, self.head_name = code, head_name
        return code, head_name, relation


def _candidate(reading: RowReading, household: _OpenHousehold) -> PersonCandidate:
    name = read_name(reading)
    code, head_name, relation = household.of(reading, name)
    return PersonCandidate(
        sheet=reading.headings.sheet.name,
        row=reading.number,
        full_name=name,
        birth=read_birth(reading),
        sex=read_sex(reading),
        citizen_number=read_citizen_number(reading),
        unit_name=reading.text("unit_name") or None,
        household_code=code,
        head_name=head_name,
        relation=relation,
        occupation=_limited(reading, "occupation"),
        target_group=read_target_group(reading),
        phone=_phone(reading),
        note=_limited(reading, "note"),
    )


def _limited(reading: RowReading, name: str) -> str | None:
    text = reading.text(name)
    limit = _LIMITS[name]
    if len(text) > limit:
        message = f"Ô này dài quá {limit} chữ; phần sau được bỏ."
        reading.add(name, Severity.WARNING, "TEXT_TOO_LONG", message)
    return text[:limit].strip() or None


def _phone(reading: RowReading) -> str | None:
    text = _limited(reading, "phone")
    # A number cell loses the leading zero: Vietnamese numbers have ten digits with it.
    is_shortened = text is not None and text.isdigit() and len(text) == len("912345678")
    return f"0{text}" if is_shortened else text


def _warn_of_twins(candidates: list[PersonCandidate], problems: list[Problem]) -> None:
    """Say where two rows will be taken as one person."""
    seen: dict[tuple[object, ...], PersonCandidate] = {}
    for candidate in candidates:
        key: tuple[object, ...] = (candidate.citizen_number,)
        if candidate.citizen_number is None:
            if candidate.birth is None:
                continue
            unit = fold_text(candidate.unit_name or "")
            key = (candidate.full_name.casefold(), candidate.birth.text, unit)
        first = seen.setdefault(key, candidate)
        if first is not candidate:
            problems.append(
                Problem(
                    candidate.sheet,
                    candidate.row,
                    None,
                    Severity.WARNING,
                    "ROW_REPEATED",
                    f"{candidate.full_name}: trùng với dòng {first.row}, được coi là một người. "
                    "Nếu là hai người, hãy ghi số CCCD của từng người.",
                )
            )
