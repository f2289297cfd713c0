"""A spreadsheet of points: a person a row, an indicator a column."""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from vanhoa_desktop.domain.enums import Assessor
from vanhoa_desktop.domain.ports import Progress, no_progress
from vanhoa_desktop.domain.problems import Problem, Severity
from vanhoa_desktop.imports.book.book import Cell, cell_text
from vanhoa_desktop.imports.headings.indicator_headings import (
    ASSESSOR,
    TOTAL,
    columns_for,
    field_of_points,
    indicator_fields,
    unclear_fields,
    wanted_points,
)
from vanhoa_desktop.imports.people.gone_households import asked_with_their_households
from vanhoa_desktop.imports.people.named_rows import (
    NamedRow,
    RowReadings,
    read_named_person,
    read_rows,
)
from vanhoa_desktop.imports.people.person_cells import RowReading
from vanhoa_desktop.imports.people.remarks_on_points import doubts_of_remarks
from vanhoa_desktop.imports.tables.asked_of_tables import AskedOfTable, asked_of_tables
from vanhoa_desktop.imports.tables.opened_tables import TableWish
from vanhoa_desktop.imports.tables.tables import open_tables
from vanhoa_desktop.imports.words.assessor_words import assessors_named
from vanhoa_desktop.imports.words.heading_words import (
    BIRTH_FIELDS,
    CITIZEN_NUMBER,
    HEAD_NAME,
    HOUSEHOLD_CODE,
    IS_FEMALE,
    IS_MALE,
    NAME_FIELDS,
    NUMBER,
    PERSON_FIELDS,
    PERSON_ID,
    SEX,
    UNIT_NAME,
)
from vanhoa_desktop.imports.words.title_years import OtherYear, is_year_of_points
from vanhoa_desktop.imports.words.unit_names import UnitNames
from vanhoa_desktop.texts.words.numbers import decimal_text, parse_decimal

_FLOAT_DECIMALS = 6
_YEAR = re.compile(r"(?<![0-9])20[0-9]{2}(?![0-9])")
# From here on a cell holds a slip and no points, and rounding it is more than decimals can do.
_MOST_POINTS = 1e12
# What finds a person in a table that only adds to people who are held.
FINDING_FIELDS = frozenset(
    {
        *(CITIZEN_NUMBER, HEAD_NAME, HOUSEHOLD_CODE, IS_FEMALE, IS_MALE, NUMBER, PERSON_ID, SEX),
        UNIT_NAME,
        *(*NAME_FIELDS, *BIRTH_FIELDS),
    }
)
UNUSED_FIELDS = frozenset(PERSON_FIELDS.values()) - FINDING_FIELDS


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRow(NamedRow):
    """The points of one row by indicator code, and by what its person is found."""

    points: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class ScoreReading:
    """The rows of a file that hold points, and what became of everything else in it."""

    rows: tuple[ScoreRow, ...]
    readings: RowReadings

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong or wants to be read, in the order of the file."""
        return self.readings.problems


@dataclass(frozen=True, slots=True)
class ScoreOptions:
    """Whose points and which year are wanted, one sheet or all.

    `this_year` tells what two digits of a birth year mean, `units` which names are units'.
    `refusal` gives the sentence about points that an indicator does not allow; `wordings` are the
    texts of the criteria set, of which headings may say a part. Without an assessor or a year every
    column and sheet will do.
    """

    assessor: Assessor | None = None
    year: int | None = None
    sheet: str | None = None
    this_year: int | None = None
    units: UnitNames = field(default_factory=UnitNames)
    refusal: Callable[[str, Decimal], str | None] | None = None
    wordings: tuple[str, ...] = ()


def read_scores(
    path: Path,
    indicators: Sequence[str],
    options: ScoreOptions = ScoreOptions(),
    progress: Progress = no_progress,
) -> ScoreReading:
    """Read points for `indicators` (codes such as CS1); an empty cell says nothing.

    Where a table holds the points of several («Tự chấm», «Thôn chấm»), only those of the assessor
    wanted are read. A sheet that says of itself that it is of another year, or holds somebody
    else's points, is not.

    Raises what `open_tables` raises.
    """
    wanted = {field_of_points(code, options.assessor) for code in indicators} | {*indicators}
    every = {field_of_points(code, who) for code in indicators for who in Assessor}
    totals = {TOTAL, *(field_of_points(TOTAL, who) for who in Assessor)}
    wish = TableWish(
        field_of=indicator_fields(indicators, options.wordings),
        looked_for=f"{indicators[0]} … {indicators[-1]}",
        sheet=options.sheet,
        needed=frozenset(wanted) | unclear_fields(indicators),
        unused=UNUSED_FIELDS | totals | (every - wanted) | unclear_fields(indicators),
        units=options.units,
        is_other_year=None if options.year is None else OtherYear(options.year),
        points=wanted_points(indicators, options.assessor),
        is_of_citizens=True,
    )
    tables = open_tables(path, wish, progress)
    asked = asked_of_tables(tables, path.stem, options.year, wish.points, of_citizens=True)
    rows, readings = read_rows(
        tables, options.this_year, lambda reading: _score_row(reading, indicators, options, asked)
    )
    return ScoreReading(tuple(asked_with_their_households(rows)), readings)


def _score_row(
    reading: RowReading,
    indicators: Sequence[str],
    options: ScoreOptions,
    asked: Mapping[str, AskedOfTable],
) -> ScoreRow | None:
    of_table = asked[reading.headings.sheet.name]
    reading.doubts += of_table.doubts
    reading.doubts += of_table.of_rows.get(reading.number, ())
    reading.asked_of_table = of_table.fields
    _check_assessor(reading, options.assessor)
    _check_year(reading, options.year)
    reading.doubts += doubts_of_remarks(reading, options.assessor, options.year)
    points: dict[str, Decimal] = {}
    fields = columns_for(reading.headings.columns, indicators, options.assessor)
    for code, name in fields.items():
        written = reading.text(name)
        if not written:
            continue
        value = _decimal(reading, name)
        if value is None:
            message = f"«{written}» không phải điểm. Hãy ghi số, ví dụ 7 hoặc 7,5."
            reading.add(name, Severity.ERROR, "POINTS_INVALID", message)
            continue
        refusal = None if options.refusal is None else options.refusal(code, value)
        if refusal is not None:
            reading.add(name, Severity.ERROR, "POINTS_NOT_ALLOWED", refusal)
        else:
            points[code] = value
    if not points and not reading.has_error:
        return None
    if not reading.has_error:
        _compare_total(reading, points, options)
    person = read_named_person(reading)
    return ScoreRow(**person, points=points)  # type: ignore[arg-type]  # fields of NamedRow


def _check_assessor(reading: RowReading, wanted: Assessor | None) -> None:
    """Refuse a row whose own cell says that the points are somebody else's."""
    if wanted is None or ASSESSOR not in reading.headings.columns:
        return
    written = reading.text(ASSESSOR)
    named = assessors_named(written)
    if named and wanted not in named:
        message = f"Dòng này ghi «{written}»: là điểm của người chấm khác nên không nhập."
        reading.add(ASSESSOR, Severity.ERROR, "ROW_OTHER_ASSESSOR", message)
    elif not named:
        shown = f"ghi «{written}», không rõ" if written else "không ghi"
        message = (
            f"Dòng này {shown} là điểm của ai chấm; được nhập là điểm của người đang nhập. "
            "Hãy xem lại."
        )
        reading.add(ASSESSOR, Severity.WARNING, "ROW_ASSESSOR_UNKNOWN", message)


def _check_year(reading: RowReading, wanted: int | None) -> None:
    """Refuse a row whose own cell says that the points are of another year."""
    headings = reading.headings
    used = headings.columns.values()
    columns = [c for c, t in headings.texts.items() if c not in used and is_year_of_points(t)]
    for column in columns if wanted is not None else []:
        written = cell_text(headings.sheet.cell(reading.number, column))
        found = _YEAR.search(written)
        if found is not None and int(found[0]) != wanted:
            message = (
                f"Cột «{headings.texts[column]}» ghi «{written}»: là điểm của năm khác, không phải "
                f"năm {wanted}, nên không nhập dòng này."
            )
            reading.add(None, Severity.ERROR, "ROW_OTHER_YEAR", message)


def _compare_total(
    reading: RowReading, points: Mapping[str, Decimal], options: ScoreOptions
) -> None:
    """Warn where a written total is not the sum of the points that were read.

    Beside the points of somebody else nobody can say whose total it is.
    """
    columns = reading.headings.columns
    fields = [name for name in columns if not name.startswith(TOTAL)]
    named = {who for who in Assessor for name in fields if name.endswith(field_of_points("", who))}
    column = columns.get(TOTAL)
    sheet = reading.headings.sheet
    if (
        column is None
        or named - {options.assessor}
        or (reading.number, column) in sheet.struck_cells
    ):
        return
    total = _decimal_of(sheet.cell(reading.number, column))
    added = sum(points.values(), Decimal(0))
    if total is not None and total != added:
        message = (
            f"Tổng điểm ghi {decimal_text(total)}, cộng các chỉ số đọc được {decimal_text(added)}. "
            "Điểm từng chỉ số được lấy như đã ghi; hãy xem lại."
        )
        reading.add(TOTAL, Severity.WARNING, "TOTAL_DISAGREES", message)


def _decimal(reading: RowReading, name: str) -> Decimal | None:
    return _decimal_of(reading.cell(name))


def _decimal_of(cell: Cell) -> Decimal | None:
    if isinstance(cell, bool):
        return None
    if isinstance(cell, float) and math.isfinite(cell):
        if abs(cell) >= _MOST_POINTS:
            return None
        # 7.5 is exact; what arithmetic left behind (7.499999999999999) is rounded away.
        return parse_decimal(format(round(Decimal(cell), _FLOAT_DECIMALS).normalize(), "f"))
    return parse_decimal(cell_text(cell))
