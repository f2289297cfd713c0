"""Results of a year: recomputed from points and criteria, counted by group.

And spreadsheets of points.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from vanhoa_desktop.domain.enums import Assessor, Outcome
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.domain.problems import Problem, Severity
from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.imports.scores import ScoreRow, read_scores
from vanhoa_desktop.scoring.criteria import CriteriaSet
from vanhoa_desktop.scoring.engine import assess, check_points
from vanhoa_desktop.services.assessing import AssessingUnits
from vanhoa_desktop.services.assessments import AssessmentService, PointsEntry
from vanhoa_desktop.services.cycles import citizen_criteria, open_cycle
from vanhoa_desktop.services.matching import births_agree
from vanhoa_desktop.services.roster import ImportReport
from vanhoa_desktop.services.session import Session
from vanhoa_desktop.services.undo import import_act
from vanhoa_desktop.texts.errors import sentence
from vanhoa_desktop.texts.names import clean_name, fold_text

UNKNOWN_GROUP = "unknown"


@dataclass(frozen=True, slots=True)
class GroupCount:
    """Assessed and passed citizens of one target group."""

    assessed: int
    passed: int


@dataclass(frozen=True, slots=True)
class ScoreReport:
    """Citizens with a complete sheet and those that pass, in any state; by target group."""

    assessed: int
    passed: int
    by_group: Mapping[str, GroupCount]


@dataclass(frozen=True, slots=True)
class ScoreImport:
    """A spreadsheet of points: whose points, which year."""

    path: Path
    year: int
    assessor: Assessor
    is_dry_run: bool = False


class ScoreService:
    """Counts results and imports points."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def score(self, year: int) -> ScoreReport:
        """Recompute every sheet of a year from its points and its own criteria set, and count."""
        assessed: Counter[str] = Counter()
        passed: Counter[str] = Counter()
        with self._session.database.reading() as reading:
            open_cycle(reading, year)
            for sheet in reading.assessments.assessments(year):
                criteria = reading.criteria.of(sheet.criteria_sha256)
                if criteria is None:
                    continue
                result = assess(criteria, sheet.points, sheet.target_group)
                group = sheet.target_group.value if sheet.target_group else UNKNOWN_GROUP
                assessed[group] += result.outcome is not Outcome.NOT_ASSESSED
                passed[group] += result.outcome is Outcome.PASSED
        by_group = {group: GroupCount(assessed[group], passed[group]) for group in sorted(assessed)}
        return ScoreReport(assessed.total(), passed.total(), by_group)

    def import_file(self, request: ScoreImport) -> ImportReport:
        """Import points: a person a row, an indicator a column.

        A row that cannot be placed is a located error.

        Raises SPREADSHEET_…, CYCLE_NOT_OPEN, NOT_ENROLLED.
        """
        self._session.require_unit()
        with self._session.database.reading() as reading:
            _, criteria = citizen_criteria(reading, open_cycle(reading, request.year))
        codes = [indicator.code for indicator in criteria.indicators]
        found = read_scores(request.path, codes, self._session.this_year())
        problems = list(found.problems)
        entries = self._entries(request, found.rows, criteria, problems)
        act = None if request.is_dry_run else import_act(self._session, request.path)
        changed = 0
        if act is not None:
            changed = AssessmentService(self._session).set_many(entries, act)
        errors = {
            (problem.sheet, problem.row)
            for problem in problems
            if problem.severity is Severity.ERROR
        }
        return ImportReport(
            rows=len(entries) + len(errors),
            created=0,
            updated=len(entries) if request.is_dry_run else changed,
            unchanged=0 if request.is_dry_run else len(entries) - changed,
            problems=tuple(problems),
            is_dry_run=request.is_dry_run,
            import_id=act.id if act is not None and changed else None,
        )

    def _entries(
        self,
        request: ScoreImport,
        rows: tuple[ScoreRow, ...],
        criteria: CriteriaSet,
        problems: list[Problem],
    ) -> list[PointsEntry]:
        finder = _PersonFinder(self._session, rows)
        with self._session.database.reading() as reading:
            units = AssessingUnits(self._session, reading, request.year)
        entries: list[PointsEntry] = []
        for row in rows:
            person = finder.find(row)
            if isinstance(person, str):
                problems.append(_row_error(row, person))
                continue
            try:
                units.of(person)
                for indicator, points in row.points.items():
                    check_points(criteria, indicator, points)
            except VanHoaError as error:
                problems.append(_row_error(row, error.code.value, sentence(error)))
                continue
            entries.append(PointsEntry(person, request.year, request.assessor, dict(row.points)))
        return entries


_ROW_MESSAGES = {
    "PERSON_UNKNOWN": "Chưa có người này trong danh sách. "
    "Hãy nhập danh sách trước, hoặc sửa họ tên, ngày sinh.",
    "PERSON_AMBIGUOUS": "Có nhiều người trùng tên này. Hãy ghi thêm số CCCD hoặc ngày sinh.",
}


def _row_error(row: ScoreRow, code: str, message: str | None = None) -> Problem:
    text = message or f"{row.full_name}: {_ROW_MESSAGES[code]}"
    return Problem(row.sheet, row.row, None, Severity.ERROR, code, text)


class _PersonFinder:
    """Finds the person of a row.

    Identity number, else name + birth + unit, else the only one of that name.
    """

    def __init__(self, session: Session, rows: tuple[ScoreRow, ...]) -> None:
        with session.database.reading() as reading:
            self._by_number = reading.people.by_citizen_numbers(
                {r.citizen_number for r in rows if r.citizen_number}
            )
            self._by_name = reading.people.by_folded_names(
                {fold_text(row.full_name) for row in rows}
            )
            self._units = {
                unit.id: clean_name(unit.name).casefold() for unit in reading.units.units()
            }

    def find(self, row: ScoreRow) -> Person | str:
        """The person, or the code of why there is none."""
        same_number = self._by_number.get(row.citizen_number or "", [])
        if len(same_number) == 1:
            return same_number[0]
        found = [
            p
            for p in self._by_name.get(fold_text(row.full_name), [])
            if births_agree(p.birth, row.birth)
        ]
        unit = clean_name(row.unit_name or "").casefold()
        if len(found) > 1 and unit:
            found = [person for person in found if self._units.get(person.home_unit) == unit]
        if len(found) > 1:
            found = [p for p in found if clean_name(p.full_name) == clean_name(row.full_name)]
        if not found:
            return "PERSON_UNKNOWN"
        return found[0] if len(found) == 1 else "PERSON_AMBIGUOUS"
