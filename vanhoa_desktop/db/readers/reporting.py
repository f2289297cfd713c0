"""Queries for targets and reports: skills, training, sheets, snapshots."""

from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, select

from vanhoa_desktop.db.encoding import record_id, record_key
from vanhoa_desktop.db.readers.points import PointsReader
from vanhoa_desktop.db.readers.samples import SampleReader
from vanhoa_desktop.db.tables.projections import assessment
from vanhoa_desktop.db.tables.reporting import digital, outside_title, snapshot, training
from vanhoa_desktop.domain.enums import (
    AssessmentStatus,
    LearningModel,
    Outcome,
    TargetGroup,
    has_value,
)
from vanhoa_desktop.domain.targets import (
    BranchTraining,
    Confirmation,
    DigitalBasis,
    DigitalSkills,
    Snapshot,
    SnapshotKind,
)


class Standing(NamedTuple):
    """Where one sheet stands, without its points: cheap to read for a whole commune."""

    subject: str
    model: LearningModel
    unit: str
    status: AssessmentStatus
    outcome: Outcome
    group: TargetGroup | None


def _confirmation(row: Row[Any], name: str) -> Confirmation | None:
    value, basis, on = (getattr(row, f"{name}{part}") for part in ("", "_basis", "_on"))
    if value is None or not has_value(DigitalBasis, basis):
        return None
    return Confirmation(value, DigitalBasis(basis), on)


def _skills(row: Row[Any]) -> DigitalSkills:
    return DigitalSkills(
        record_id(row.person), row.year, _confirmation(row, "skills"), _confirmation(row, "fluency")
    )


def _snapshot(row: Row[Any]) -> Snapshot:
    return Snapshot(
        record_id(row.record),
        row.year,
        row.number,
        SnapshotKind(row.snapshot_kind),
        row.cut_off,
        row.made_on,
        row.sha256,
        row.content,
    )


class ReportingReader:
    """What targets and reports count beside people and titles.

    `samples` are the drawn ones, `points` those of a whole year.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.samples = SampleReader(connection)
        self.points = PointsReader(connection)

    def standings(self, year: int) -> list[Standing]:
        """Where every sheet of a year stands, of all models."""
        columns = assessment.c
        query = select(
            columns.person,
            columns.model,
            columns.unit,
            columns.status,
            columns.outcome,
            columns.target_group,
        ).where(columns.year == year)
        return [
            Standing(
                record_id(row.person),
                LearningModel(row.model),
                record_id(row.unit),
                AssessmentStatus(row.status),
                Outcome(row.outcome),
                TargetGroup(row.target_group) if row.target_group else None,
            )
            for row in self._connection.execute(query)
            if has_value(LearningModel, row.model) and has_value(AssessmentStatus, row.status)
        ]

    def skills(self, year: int) -> dict[str, DigitalSkills]:
        """Digital skills by person."""
        rows = self._connection.execute(select(digital).where(digital.c.year == year))
        return {found.person: found for found in map(_skills, rows)}

    def trainings(self, year: int) -> list[BranchTraining]:
        """Attendance of every branch that said so, by unit id."""
        query = select(training).where(training.c.year == year).order_by(training.c.unit)
        return [
            BranchTraining(record_id(row.unit), row.year, row.attended, row.members)
            for row in self._connection.execute(query)
        ]

    def snapshots(self, year: int | None = None) -> list[Snapshot]:
        """Snapshots of a year or of all, the oldest first."""
        query = select(snapshot).order_by(snapshot.c.year, snapshot.c.number, snapshot.c.record)
        if year is not None:
            query = query.where(snapshot.c.year == year)
        rows = self._connection.execute(query)
        return [_snapshot(row) for row in rows if has_value(SnapshotKind, row.snapshot_kind)]

    def records_of(self, person_id: str) -> list[tuple[str, str]]:
        """(kind, record) of a person's skills, titles from elsewhere and places in samples."""
        drawn = [("sampled_sheet", record) for record in self.samples.records_of(person_id)]
        return drawn + [
            (kind, record_id(row.record))
            for kind, table in (("digital", digital), ("outside_title", outside_title))
            for row in self._connection.execute(
                select(table.c.record).where(table.c.person == record_key(person_id))
            )
        ]
