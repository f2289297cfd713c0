"""Queries over registrations and assessments with their points side by side."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, func, select, true

from vanhoa_desktop.db.batches import batches
from vanhoa_desktop.db.encoding import from_milli, record_id, record_key
from vanhoa_desktop.db.readers.answers import AnsweredSheet, answered_sheets
from vanhoa_desktop.db.readers.begun import is_begun_sheet
from vanhoa_desktop.db.tables.projections import assessment, person, points, registration
from vanhoa_desktop.domain.assessments import Assessment, Registration
from vanhoa_desktop.domain.enums import (
    AssessmentStatus,
    Assessor,
    LearningModel,
    Outcome,
    TargetGroup,
)

Points = Mapping[Assessor, Mapping[str, Decimal]]


def _registration(row: Row[Any]) -> Registration:
    return Registration(
        id=record_id(row.record),
        person=record_id(row.person),
        year=row.year,
        assessing_unit=record_id(row.unit),
        use_consent_on=row.use_consent_on,
        post_consent_on=row.post_consent_on,
    )


def _assessment(row: Row[Any], given: Points) -> Assessment:
    return Assessment(
        id=record_id(row.record),
        person=record_id(row.person),
        year=row.year,
        model=LearningModel(row.model),
        unit=record_id(row.unit),
        status=AssessmentStatus(row.status),
        criteria_sha256=row.criteria,
        target_group=TargetGroup(row.target_group) if row.target_group else None,
        points=given,
        total=None if row.total_milli is None else from_milli(row.total_milli),
        outcome=Outcome(row.outcome),
        return_reason=row.return_reason,
        has_conflict=row.in_conflict,
    )


class AssessmentReader:
    """Registrations and assessments as frozen values."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def registration(self, person_id: str, year: int) -> Registration | None:
        """A person's registration of a year, or None."""
        condition = and_(
            registration.c.person == record_key(person_id), registration.c.year == year
        )
        row = self._connection.execute(select(registration).where(condition)).first()
        return _registration(row) if row else None

    def registrations(self, year: int, unit: str | None = None) -> list[Registration]:
        """All registrations of a year, of one unit or of all."""
        query = select(registration).where(registration.c.year == year)
        if unit is not None:
            query = query.where(registration.c.unit == record_key(unit))
        return [_registration(row) for row in self._connection.execute(query)]

    def assessment(
        self, person_id: str, year: int, model: LearningModel = LearningModel.CITIZEN
    ) -> Assessment | None:
        """A person's sheet of a year, or None."""
        condition = and_(
            assessment.c.person == record_key(person_id),
            assessment.c.year == year,
            assessment.c.model == model.value,
        )
        found = self._read(select(assessment).where(condition))
        return found[0] if found else None

    def by_id(self, record: str) -> Assessment | None:
        """The sheet with this id, or None."""
        found = self._read(select(assessment).where(assessment.c.record == record_key(record)))
        return found[0] if found else None

    def assessments(
        self,
        year: int,
        *,
        unit: str | None = None,
        statuses: Iterable[AssessmentStatus] = (),
        model: LearningModel = LearningModel.CITIZEN,
    ) -> list[Assessment]:
        """Begun sheets of a year in Vietnamese order of their people, of one unit or of all.

        In any or the given statuses.
        """
        conditions = [
            assessment.c.year == year,
            assessment.c.model == model.value,
            is_begun_sheet(),
        ]
        if unit is not None:
            conditions.append(assessment.c.unit == record_key(unit))
        wanted = [status.value for status in statuses]
        if wanted:
            conditions.append(assessment.c.status.in_(wanted))
        joined = assessment.outerjoin(person, person.c.record == assessment.c.person)
        query = select(assessment).select_from(joined).where(*conditions)
        return self._read(query.order_by(person.c.sort_key, assessment.c.person))

    def disputed(self, year: int) -> list[Assessment]:
        """Sheets of a year, of any model, with something that waits for a person."""
        conditions = (assessment.c.year == year, assessment.c.in_conflict)
        return self._read(select(assessment).where(*conditions).order_by(assessment.c.record))

    def of_subjects(
        self, year: int, model: LearningModel, subjects: Iterable[str]
    ) -> list[Assessment]:
        """Those sheets of a year and model that are these subjects'."""
        found: list[Assessment] = []
        for batch in batches(map(record_key, subjects)):
            condition = and_(
                assessment.c.person.in_(batch),
                assessment.c.year == year,
                assessment.c.model == model.value,
            )
            found += self._read(select(assessment).where(condition))
        return found

    def answered(self, year: int) -> Iterator[AnsweredSheet]:
        """The answers that count on the sheet of every citizen in the lists, in one pass."""
        return answered_sheets(self._connection, year, LearningModel.CITIZEN)

    def registrations_of(self, person_id: str) -> list[str]:
        """Ids of all registrations of a person."""
        query = select(registration.c.record).where(registration.c.person == record_key(person_id))
        return [record_id(row.record) for row in self._connection.execute(query)]

    def sheets_of(self, person_id: str) -> list[str]:
        """Ids of all sheets of a person, of any year and model."""
        query = select(assessment.c.record).where(assessment.c.person == record_key(person_id))
        return [record_id(row.record) for row in self._connection.execute(query)]

    def status_counts(self, year: int, unit: str | None = None) -> dict[AssessmentStatus, int]:
        """How many begun sheets of the citizens in the lists stand at each status."""
        listed = assessment.join(person, person.c.record == assessment.c.person)
        query = (
            select(assessment.c.status, func.count())
            .select_from(listed)
            .where(
                assessment.c.year == year,
                assessment.c.model == LearningModel.CITIZEN.value,
                is_begun_sheet(),
            )
        )
        if unit is not None:
            query = query.where(assessment.c.unit == record_key(unit))
        rows = self._connection.execute(query.group_by(assessment.c.status))
        return {AssessmentStatus(status): number for status, number in rows}

    def of_nobody(self, year: int) -> frozenset[str]:
        """Ids of those with a registration or a citizen's sheet of a year, and in no list."""
        found: set[str] = set()
        of_citizens = and_(assessment.c.model == LearningModel.CITIZEN.value, is_begun_sheet())
        for table, condition in ((registration, true()), (assessment, of_citizens)):
            joined = table.outerjoin(person, person.c.record == table.c.person)
            query = select(table.c.person).select_from(joined)
            missing = query.where(table.c.year == year, condition, person.c.record.is_(None))
            found.update(record_id(row.person) for row in self._connection.execute(missing))
        return frozenset(found)

    def _read(self, query: Select[Any]) -> list[Assessment]:
        rows = list(self._connection.execute(query))
        given: dict[bytes, dict[Assessor, dict[str, Decimal]]] = defaultdict(dict)
        for batch in batches(row.record for row in rows):
            for point in self._connection.execute(
                select(points).where(points.c.assessment.in_(batch))
            ):
                by_indicator = given[point.assessment].setdefault(Assessor(point.assessor), {})
                by_indicator[point.indicator] = from_milli(point.points_milli)
        return [_assessment(row, given.get(row.record, {})) for row in rows]
