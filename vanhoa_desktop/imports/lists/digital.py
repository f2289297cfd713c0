"""A spreadsheet of digital skills: a person a row, yes or no and what it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from vanhoa_desktop.domain.ports import Progress, no_progress
from vanhoa_desktop.domain.problems import Problem, Severity
from vanhoa_desktop.domain.targets import DigitalBasis
from vanhoa_desktop.imports.lists.scores import UNUSED_FIELDS
from vanhoa_desktop.imports.people.gone_households import asked_with_their_households
from vanhoa_desktop.imports.people.named_rows import (
    NamedRow,
    RowReadings,
    read_named_person,
    read_rows,
)
from vanhoa_desktop.imports.people.person_cells import RowReading
from vanhoa_desktop.imports.people.remarks_on_points import doubts_of_remarks
from vanhoa_desktop.imports.tables.asked_of_tables import asked_of_tables
from vanhoa_desktop.imports.tables.opened_tables import TableWish
from vanhoa_desktop.imports.tables.tables import open_tables
from vanhoa_desktop.imports.words.heading_words import PERSON_FIELDS
from vanhoa_desktop.imports.words.known_headings import fields_by_words
from vanhoa_desktop.imports.words.title_years import OtherYear
from vanhoa_desktop.imports.words.unit_names import UnitNames
from vanhoa_desktop.texts.words.names import fold_text

SKILLS, FLUENCY, BASIS = "skills", "fluency", "basis"
_HEADINGS: Mapping[str, str] = {
    "Kỹ năng số": SKILLS,
    "Kĩ năng số": SKILLS,
    "Có kỹ năng số": SKILLS,
    "KN số": SKILLS,
    "Thành thạo": FLUENCY,
    "Thành thạo kỹ năng số": FLUENCY,
    "Căn cứ": BASIS,
    "Căn cứ xác nhận": BASIS,
}
_YES = frozenset({"x", "v", "1", "co", "dat", "roi", "✓", "✔"})
_NO = frozenset({"0", "khong", "chua", "chua dat", "chua co"})
_BASES: Mapping[DigitalBasis, tuple[str, ...]] = {
    DigitalBasis.VNEID: ("vneid",),
    DigitalBasis.COURSE: ("khoa hoc", "chung nhan", "chung chi", "lop hoc", "tap huan"),
    DigitalBasis.INDICATOR: ("chi so", "phieu", "cs5"),
    DigitalBasis.OBSERVATION: ("xac nhan", "quan sat", "thon", "don vi", "to cong nghe"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DigitalRow(NamedRow):
    """What one row says of one person; None where a cell says nothing."""

    skills: bool | None
    fluency: bool | None
    basis: DigitalBasis | None


@dataclass(frozen=True, slots=True)
class DigitalReading:
    """The rows that say something, and what became of everything else in the file."""

    rows: tuple[DigitalRow, ...]
    readings: RowReadings

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong or wants to be read, in the order of the file."""
        return self.readings.problems


def read_digital(
    path: Path,
    this_year: int | None = None,
    units: UnitNames | None = None,
    progress: Progress = no_progress,
    *,
    year: int | None = None,
) -> DigitalReading:
    """Read a table of digital skills; one that says of itself that it is of another year is not.

    A file that is called after another year, and says none itself, is asked.

    Raises what `open_tables` raises.
    """
    wish = TableWish(
        field_of=fields_by_words({**PERSON_FIELDS, **_HEADINGS}),
        looked_for="Kỹ năng số, Thành thạo, Căn cứ",
        needed=frozenset({SKILLS, FLUENCY}),
        unused=UNUSED_FIELDS,
        units=units or UnitNames(),
        is_other_year=None if year is None else OtherYear(year),
    )
    tables = open_tables(path, wish, progress)
    asked = asked_of_tables(tables, path.stem, year)

    def read_row(reading: RowReading) -> DigitalRow | None:
        reading.doubts += asked[reading.headings.sheet.name].doubts
        reading.doubts += doubts_of_remarks(reading, None, year)
        return _row(reading)

    rows, readings = read_rows(tables, this_year, read_row)
    return DigitalReading(tuple(asked_with_their_households(rows)), readings)


def _row(reading: RowReading) -> DigitalRow | None:
    skills, fluency = _answer(reading, SKILLS), _answer(reading, FLUENCY)
    if skills is None and fluency is None and not reading.has_error:
        return None
    person = read_named_person(reading)
    return DigitalRow(
        **person,  # type: ignore[arg-type]  # the fields of NamedRow, read together
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
