"""All points of a year at once, as plain numbers: for looking at a whole commune."""

from collections import defaultdict
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, select

from vanhoa_desktop.db.encoding import record_id
from vanhoa_desktop.db.tables.projections import assessment, points
from vanhoa_desktop.domain.enums import LearningModel, Outcome

PointsMilli = dict[str, int]


class PlainSheet(NamedTuple):
    """A citizen's complete sheet with the points of each assessor, in thousandths."""

    person: str
    unit: str
    group: str
    criteria_sha256: str
    total_milli: int
    is_passed: bool
    points: dict[str, PointsMilli]


class PointsReader:
    """Reads the sheets of a year without making a value of every point."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def complete_sheets(self, year: int) -> list[PlainSheet]:
        """Every citizen's sheet of a year that is passed or not passed."""
        wanted = (
            assessment.c.year == year,
            assessment.c.model == LearningModel.CITIZEN.value,
            assessment.c.outcome != Outcome.NOT_ASSESSED.value,
            assessment.c.total_milli.is_not(None),
        )
        given: dict[bytes, dict[str, PointsMilli]] = defaultdict(dict)
        joined = points.join(assessment, assessment.c.record == points.c.assessment)
        query = select(
            points.c.assessment, points.c.assessor, points.c.indicator, points.c.points_milli
        ).select_from(joined)
        for record, assessor, indicator, milli in self._connection.execute(query.where(*wanted)):
            given[record].setdefault(assessor, {})[indicator] = milli
        rows = self._connection.execute(select(assessment).where(*wanted))
        return [_sheet(row, given.get(row.record, {})) for row in rows]

    def pass_counts(self, year: int) -> dict[str, tuple[int, int]]:
        """(passed, assessed) of citizens by assessing unit."""
        query = select(assessment.c.unit, assessment.c.outcome).where(
            assessment.c.year == year,
            assessment.c.model == LearningModel.CITIZEN.value,
            assessment.c.outcome != Outcome.NOT_ASSESSED.value,
        )
        found: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
        for unit, outcome in self._connection.execute(query):
            name = record_id(unit)
            passed, assessed = found[name]
            found[name] = (passed + (outcome == Outcome.PASSED.value), assessed + 1)
        return dict(found)


def _sheet(row: Row[Any], given: dict[str, PointsMilli]) -> PlainSheet:
    return PlainSheet(
        record_id(row.person),
        record_id(row.unit),
        row.target_group or "",
        row.criteria,
        row.total_milli,
        row.outcome == Outcome.PASSED.value,
        given,
    )
