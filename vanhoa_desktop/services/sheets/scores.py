"""Spreadsheets of points: whose row is it, what may be written, what became of it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from vanhoa_desktop.domain.enums import Assessor
from vanhoa_desktop.domain.import_account import FieldChange, RowAccount, RowBin
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.domain.ports import Progress, no_progress
from vanhoa_desktop.domain.problems import Problem, Severity
from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.imports.lists.scores import ScoreOptions, ScoreRow, read_scores
from vanhoa_desktop.imports.words.unit_names import UnitNames
from vanhoa_desktop.scoring.criteria import CriteriaSet
from vanhoa_desktop.scoring.engine import check_points
from vanhoa_desktop.services.office.acts import import_act
from vanhoa_desktop.services.office.file_doors import door
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.people.assessing import AssessingUnits
from vanhoa_desktop.services.rows.import_report import (
    NO_ANSWERS,
    Answers,
    ImportReport,
    account_of,
    check_strict,
    in_file_order,
)
from vanhoa_desktop.services.rows.row_people import PlacedRows, RowPeople
from vanhoa_desktop.services.rows.row_units import spelt_otherwise, table_unit_names
from vanhoa_desktop.services.setup.cycles import citizen_criteria, open_cycle
from vanhoa_desktop.services.sheets.assessments import AssessmentService, PointsEntry
from vanhoa_desktop.texts.errors.catalogue import sentence
from vanhoa_desktop.texts.words.numbers import decimal_text

POINTS_DISAGREE = "POINTS_DISAGREE"


@dataclass(frozen=True, slots=True)
class ScoreImport:
    """A spreadsheet of points: whose points, which year; one sheet or all, answers to questions."""

    path: Path
    year: int
    assessor: Assessor
    sheet: str | None = None
    answers: Answers = NO_ANSWERS
    is_dry_run: bool = False
    is_strict: bool = False


class ScoreService:
    """Imports points."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def import_file(self, request: ScoreImport, progress: Progress = no_progress) -> ImportReport:
        """Import points: a person a row, an indicator a column.

        A row that cannot be placed, whose sheet is closed, or that says other points of a person
        than another row does, is a located error; one that may mean somebody else is asked.

        Raises SPREADSHEET_…, CYCLE_NOT_OPEN, NOT_ENROLLED; IMPORT_HAS_ERRORS when strict and any
        row has an error or waits for an answer.
        """
        self._session.require_unit()
        with self._session.database.reading() as reading:
            _, criteria = citizen_criteria(reading, open_cycle(reading, request.year))
            units = table_unit_names(self._session, reading)
        codes = [indicator.code for indicator in criteria.indicators]
        options = ScoreOptions(
            request.assessor,
            request.year,
            request.sheet,
            self._session.this_year(),
            units,
            lambda code, points: _refusal(criteria, code, points),
            _wordings(criteria),
        )
        with door(request.path, None):
            found = read_scores(request.path, codes, options, progress)
        people = RowPeople(self._session, found.rows, request.path.stem)
        placed = people.place(found.rows, found.readings, request.answers)
        entries = self._entries(request, placed)
        placed.problems += [*_repeated(entries), *_spelt(units, placed)]
        told = [*found.problems, *placed.problems]
        check_strict(told, is_strict=request.is_strict)
        act = None if request.is_dry_run else import_act(self._session, request.path)
        saved = AssessmentService(self._session).set_many(
            [entry for _, entry in entries], act, is_strict=request.is_strict
        )
        before = len(placed.problems)
        for number, error in saved.closed.items():
            placed.refuse(entries[number][0], error.code.value, sentence(error))
        check_strict(placed.problems[before:], is_strict=request.is_strict)
        for number, (row, entry) in enumerate(entries):
            if number not in saved.closed:
                placed.accounts[row.place] = _account(row, entry, saved.before[number])
        return ImportReport(
            account=account_of(found.readings, placed.accounts),
            asked_rows=tuple(placed.asked),
            problems=in_file_order(found.readings, [*found.problems, *placed.problems]),
            is_dry_run=request.is_dry_run,
            import_id=act.id if act is not None and saved.changed else None,
        )

    def _entries(
        self, request: ScoreImport, placed: PlacedRows[ScoreRow]
    ) -> list[tuple[ScoreRow, PointsEntry]]:
        """The rows that can be written, each with what it says; the others become problems."""
        with self._session.database.reading() as reading:
            units = AssessingUnits(self._session, reading, request.year)
        disputed = _disputed(placed.rows)
        entries: list[tuple[ScoreRow, PointsEntry]] = []
        for row, person in placed.rows:
            if person.id in disputed:
                placed.refuse(row, POINTS_DISAGREE, _disputed_text(row, disputed[person.id]))
                continue
            try:
                units.of(person)
            except VanHoaError as error:
                placed.refuse(row, error.code.value, sentence(error))
                continue
            entry = PointsEntry(person, request.year, request.assessor, dict(row.points))
            entries.append((row, entry))
        return entries


def _wordings(criteria: CriteriaSet) -> tuple[str, ...]:
    """The texts of a set by which offices head their columns."""
    texts = [criterion.title for criterion in criteria.criteria]
    for indicator in criteria.indicators:
        texts += [indicator.wording, *indicator.wording_by_group.values()]
    return tuple(texts)


def _refusal(criteria: CriteriaSet, code: str, points: Decimal) -> str | None:
    """The sentence about points that an indicator does not allow, or None."""
    try:
        check_points(criteria, code, points)
    except VanHoaError as error:
        return sentence(error)
    return None


def _disputed(rows: Sequence[tuple[ScoreRow, Person]]) -> Mapping[str, list[ScoreRow]]:
    """The rows of each person of whom two rows do not say the same."""
    by_person: dict[str, list[ScoreRow]] = defaultdict(list)
    for row, person in rows:
        by_person[person.id].append(row)
    return {record: found for record, found in by_person.items() if _disagree(found)}


def _disagree(rows: Sequence[ScoreRow]) -> bool:
    """Whether rows say other points, or one fills in what another of the same sheet leaves open.

    Two half rows of one name can be two people: joined, they would make one whole sheet. A sheet
    for each group of indicators is another matter.
    """
    said: dict[str, Decimal] = {}
    in_sheet: dict[str, ScoreRow] = {}
    return any(
        in_sheet.setdefault(row.sheet, row).points != row.points
        or any(said.setdefault(code, points) != points for code, points in row.points.items())
        for row in rows
    )


def _spelt(units: UnitNames, placed: PlacedRows[ScoreRow]) -> list[Problem]:
    """A line for each short spelling of a unit in the rows whose people were found."""
    named = [(row, units.find(row.unit_name, row.unit_heading)) for row, _ in placed.rows]
    return spelt_otherwise(units, [(row, unit) for row, unit in named if unit is not None])


def _repeated(entries: Sequence[tuple[ScoreRow, PointsEntry]]) -> list[Problem]:
    """A line for each row that says nothing which a row above does not say of the same person."""
    first: dict[str, ScoreRow] = {}
    said: dict[str, set[str]] = defaultdict(set)
    problems = []
    for row, entry in entries:
        other = first.setdefault(entry.person.id, row)
        is_new = not row.points.keys() <= said[entry.person.id]
        said[entry.person.id] |= row.points.keys()
        if not is_new:
            where = "" if other.sheet == row.sheet else f" trang «{other.sheet}»"
            message = (
                f"{row.full_name}: đã có ở dòng {other.row}{where}, điểm như nhau nên tính một "
                "lần. Nếu là hai người khác nhau, hãy ghi ngày sinh rồi nhập lại."
            )
            problem = Problem(row.sheet, row.row, None, Severity.WARNING, "ROW_SAID_AGAIN", message)
            problems.append(problem)
    return problems


def _disputed_text(row: ScoreRow, rows: Sequence[ScoreRow]) -> str:
    others = [
        f"dòng {other.row}" + ("" if other.sheet == row.sheet else f" trang «{other.sheet}»")
        for other in rows
        if other is not row
    ]
    where = ", ".join(others)
    is_other = any(
        row.points[code] != other.points[code]
        for other in rows
        for code in row.points.keys() & other.points.keys()
    )
    if is_other:
        return (
            f"{row.full_name}: {where} ghi điểm khác cho cùng người này nên không nhập dòng nào. "
            "Hãy giữ lại một dòng rồi nhập lại."
        )
    return (
        f"{row.full_name}: {where} cũng mang tên này mà ghi những chỉ số khác, nên không nhập dòng "
        "nào. Nếu là một người, hãy ghi đủ điểm trên một dòng; nếu là hai người, hãy ghi ngày sinh "
        "ở cả hai dòng rồi nhập lại."
    )


def _account(row: ScoreRow, entry: PointsEntry, before: Mapping[str, Decimal]) -> RowAccount:
    changes = tuple(
        FieldChange(
            code, decimal_text(before[code]) if code in before else "", decimal_text(points)
        )
        for code, points in row.points.items()
        if before.get(code) != points
    )
    row_bin = RowBin.UPDATED if changes else RowBin.UNCHANGED
    return RowAccount(row.row, row_bin, row.full_name, "", changes, entry.person.id)
