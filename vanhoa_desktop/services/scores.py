"""Spreadsheets of points: whose row is it, what may be written, what became of it."""

from dataclasses import dataclass
from pathlib import Path

from vanhoa_desktop.domain.enums import Assessor
from vanhoa_desktop.domain.problems import Problem, Severity
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.imports.scores import ScoreRow, read_scores
from vanhoa_desktop.scoring.criteria import CriteriaSet
from vanhoa_desktop.scoring.engine import check_points
from vanhoa_desktop.services.assessing import AssessingUnits
from vanhoa_desktop.services.assessments import AssessmentService, PointsEntry
from vanhoa_desktop.services.cycles import citizen_criteria, open_cycle
from vanhoa_desktop.services.roster import ImportReport
from vanhoa_desktop.services.row_people import RowPeople, row_error
from vanhoa_desktop.services.session import Session
from vanhoa_desktop.services.undo import import_act
from vanhoa_desktop.texts.errors import sentence


@dataclass(frozen=True, slots=True)
class ScoreImport:
    """A spreadsheet of points: whose points, which year."""

    path: Path
    year: int
    assessor: Assessor
    is_dry_run: bool = False
    is_strict: bool = False


class ScoreService:
    """Imports points."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def import_file(self, request: ScoreImport) -> ImportReport:
        """Import points: a person a row, an indicator a column.

        A row that cannot be placed, or whose sheet is closed, is a located error.

        Raises SPREADSHEET_…, CYCLE_NOT_OPEN, NOT_ENROLLED; IMPORT_HAS_ERRORS when strict and any
        row has an error.
        """
        self._session.require_unit()
        with self._session.database.reading() as reading:
            _, criteria = citizen_criteria(reading, open_cycle(reading, request.year))
        codes = [indicator.code for indicator in criteria.indicators]
        found = read_scores(request.path, codes, self._session.this_year())
        problems = list(found.problems)
        placed = self._entries(request, found.rows, criteria, problems)
        _check_strict(request, problems)
        act = None if request.is_dry_run else import_act(self._session, request.path)
        saved = AssessmentService(self._session).set_many(
            [entry for _, entry in placed], act, is_strict=request.is_strict
        )
        for number, error in saved.closed.items():
            problems.append(row_error(placed[number][0], error.code.value, sentence(error)))
        _check_strict(request, problems)
        open_ones = {
            entry.person.id for n, (_, entry) in enumerate(placed) if n not in saved.closed
        }
        return ImportReport(
            rows=len(placed) - len(saved.closed) + len(_rows_with_errors(problems)),
            created=0,
            updated=len(saved.changed),
            unchanged=len(open_ones - saved.changed),
            problems=tuple(problems),
            is_dry_run=request.is_dry_run,
            import_id=act.id if act is not None and saved.changed else None,
        )

    def _entries(
        self,
        request: ScoreImport,
        rows: tuple[ScoreRow, ...],
        criteria: CriteriaSet,
        problems: list[Problem],
    ) -> list[tuple[ScoreRow, PointsEntry]]:
        """The rows that can be written, each with what it says; the others become problems."""
        finder = RowPeople(self._session, rows)
        with self._session.database.reading() as reading:
            units = AssessingUnits(self._session, reading, request.year)
        entries: list[tuple[ScoreRow, PointsEntry]] = []
        for row in rows:
            person = finder.find(row)
            if isinstance(person, str):
                problems.append(row_error(row, person))
                continue
            try:
                units.of(person)
                for indicator, points in row.points.items():
                    check_points(criteria, indicator, points)
            except VanHoaError as error:
                problems.append(row_error(row, error.code.value, sentence(error)))
                continue
            entry = PointsEntry(person, request.year, request.assessor, dict(row.points))
            entries.append((row, entry))
        return entries


def _rows_with_errors(problems: list[Problem]) -> set[tuple[str, int]]:
    return {(item.sheet, item.row) for item in problems if item.severity is Severity.ERROR}


def _check_strict(request: ScoreImport, problems: list[Problem]) -> None:
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if request.is_strict and errors:
        raise VanHoaError(ErrorCode.IMPORT_HAS_ERRORS, count=len(errors), first=errors[0].message)
