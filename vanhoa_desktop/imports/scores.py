"""A spreadsheet of points: a person a row, an indicator a column."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from vanhoa_desktop.domain.enums import TextEncoding
from vanhoa_desktop.domain.people import BirthDate
from vanhoa_desktop.domain.problems import Problem, Severity
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.imports.book import cell_text
from vanhoa_desktop.imports.headings import (
    PERSON_FIELDS,
    fold_heading,
    require_headings,
)
from vanhoa_desktop.imports.person_cells import (
    RowReading,
    is_person_row,
    read_birth,
    read_citizen_number,
    read_name,
)
from vanhoa_desktop.imports.sheet_choice import read_sheets
from vanhoa_desktop.texts.numbers import parse_decimal

_FLOAT_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """The points of one row by indicator code, and by what its person is found."""

    sheet: str
    row: int
    full_name: str
    birth: BirthDate | None
    citizen_number: str | None
    unit_name: str | None
    points: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class ScoreReading:
    """The rows of a file that hold points, and its problems; rows with errors are left out."""

    rows: tuple[ScoreRow, ...]
    problems: tuple[Problem, ...]


def read_scores(
    path: Path, indicators: Sequence[str], this_year: int | None = None
) -> ScoreReading:
    """Read points for `indicators` (codes such as CS1); an empty cell says nothing.

    `this_year` tells what two digits of a birth year mean.

    Raises what `read_sheets` raises, SPREADSHEET_NO_HEADINGS if no sheet has a name and an
    indicator column.
    """
    known = {**PERSON_FIELDS, **_indicator_headings(indicators)}
    sheets = read_sheets(path)
    with_name = require_headings(sheets, known, TextEncoding.AUTO, None, str(path))
    found = [headings for headings in with_name if headings.columns.keys() & set(indicators)]
    if not found:
        wanted = f"{indicators[0]} … {indicators[-1]}"
        raise VanHoaError(ErrorCode.SPREADSHEET_NO_HEADINGS, path=str(path), looked_for=wanted)
    rows: list[ScoreRow] = []
    problems: list[Problem] = []
    for headings in found:
        for number, row in headings.rows():
            reading = RowReading(headings, number, row, this_year)
            score = _score_row(reading, indicators) if is_person_row(reading) else None
            problems.extend(reading.problems)
            if score is not None and not reading.has_error:
                rows.append(score)
    return ScoreReading(tuple(rows), tuple(problems))


def _indicator_headings(indicators: Sequence[str]) -> dict[str, str]:
    known: dict[str, str] = {}
    for number, code in enumerate(indicators, 1):
        written = (code, f"Chỉ số {number}", f"Tiêu chí {number}", f"CS {number}", str(number))
        known |= {fold_heading(text): code for text in written}
        known |= {fold_heading(f"Điểm {text}"): code for text in written}
    return known


def _score_row(reading: RowReading, indicators: Sequence[str]) -> ScoreRow | None:
    points: dict[str, Decimal] = {}
    for code in indicators:
        written = reading.text(code)
        if not written:
            continue
        value = _decimal(reading, code)
        if value is None:
            message = f"«{written}» không phải điểm. Hãy ghi số, ví dụ 7 hoặc 7,5."
            reading.add(code, Severity.ERROR, "POINTS_INVALID", message)
        else:
            points[code] = value
    if not points and not reading.has_error:
        return None
    return ScoreRow(
        sheet=reading.headings.sheet.name,
        row=reading.number,
        full_name=read_name(reading),
        birth=read_birth(reading),
        citizen_number=read_citizen_number(reading),
        unit_name=reading.text("unit_name") or None,
        points=points,
    )


def _decimal(reading: RowReading, code: str) -> Decimal | None:
    cell = reading.cell(code)
    if isinstance(cell, float) and math.isfinite(cell):
        # 7.5 is exact; what arithmetic left behind (7.499999999999999) is rounded away.
        return parse_decimal(format(round(Decimal(cell), _FLOAT_DECIMALS).normalize(), "f"))
    return parse_decimal(cell_text(cell))
