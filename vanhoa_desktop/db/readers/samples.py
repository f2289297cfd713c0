"""Queries over verification samples."""

from typing import Any

from sqlalchemy import Connection, Row, select

from vanhoa_desktop.db.encoding import from_milli, record_id, record_key
from vanhoa_desktop.db.tables.reporting import sample, sampled_sheet
from vanhoa_desktop.domain.enums import Outcome, TargetGroup
from vanhoa_desktop.domain.samples import Sample, SampledSheet, SampleFinding


def _sample(row: Row[Any]) -> Sample:
    return Sample(
        record_id(row.record),
        row.year,
        row.seed,
        row.share_percent,
        row.drawn_on,
        row.population,
        row.population_sha256,
    )


def _finding(row: Row[Any]) -> SampleFinding | None:
    if row.found_on is None or row.found_outcome is None:
        return None
    total = None if row.found_total_milli is None else from_milli(row.found_total_milli)
    return SampleFinding(row.found_on, row.found_by, total, Outcome(row.found_outcome), row.note)


def _sheet(row: Row[Any]) -> SampledSheet:
    return SampledSheet(
        record_id(row.record),
        record_id(row.sample),
        record_id(row.person),
        row.unit,
        TargetGroup(row.target_group) if row.target_group else None,
        None if row.total_milli is None else from_milli(row.total_milli),
        Outcome(row.outcome),
        _finding(row),
    )


class SampleReader:
    """Samples and the sheets that they drew."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def samples(self, year: int) -> list[Sample]:
        """The samples of a year, the oldest first."""
        query = select(sample).where(sample.c.year == year)
        query = query.order_by(sample.c.drawn_on, sample.c.record)
        return [_sample(row) for row in self._connection.execute(query)]

    def sheets(self, sample_id: str) -> list[SampledSheet]:
        """The sheets of a sample, by record id."""
        query = select(sampled_sheet).where(sampled_sheet.c.sample == record_key(sample_id))
        rows = self._connection.execute(query.order_by(sampled_sheet.c.record))
        return [_sheet(row) for row in rows]

    def records_of(self, person_id: str) -> list[str]:
        """Ids of a person's places in samples."""
        query = select(sampled_sheet.c.record).where(
            sampled_sheet.c.person == record_key(person_id)
        )
        return [record_id(row.record) for row in self._connection.execute(query)]
