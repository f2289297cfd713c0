"""Queries over evidence: what speaks for whom, which files are named, which have not come."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, select

from vanhoa_desktop.db.batches import batches
from vanhoa_desktop.db.encoding import optional_id, optional_key, record_id, record_key
from vanhoa_desktop.db.tables.evidence import evidence, evidence_file, evidence_name
from vanhoa_desktop.domain.evidence import Evidence, EvidenceSearch

_with_file = evidence.outerjoin(evidence_file, evidence_file.c.sha256 == evidence.c.sha256)
_columns = (*evidence.c, evidence_file.c.size)


def _evidence(row: Row[Any]) -> Evidence:
    return Evidence(
        id=record_id(row.record),
        person=optional_id(row.person),
        year=row.year,
        indicator=row.indicator,
        unit=record_id(row.unit),
        sha256=None if row.sha256 is None else row.sha256.hex(),
        note=row.note,
        bytes=row.size,
    )


class EvidenceReader:
    """Live records of evidence as frozen values."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def evidence(self, record: str) -> Evidence | None:
        """The evidence with this id, or None."""
        query = select(*_columns).select_from(_with_file)
        row = self._connection.execute(query.where(evidence.c.record == record_key(record))).first()
        return _evidence(row) if row else None

    def search(self, wanted: EvidenceSearch) -> list[Evidence]:
        """All evidence that fits, by year, indicator and record."""
        pairs = (
            (evidence.c.person, optional_key(wanted.person)),
            (evidence.c.year, wanted.year),
            (evidence.c.indicator, wanted.indicator),
            (evidence.c.unit, optional_key(wanted.unit)),
        )
        query = select(*_columns).select_from(_with_file)
        query = query.where(*(column == value for column, value in pairs if value is not None))
        if wanted.is_missing:
            query = query.where(evidence.c.sha256.is_not(None), evidence_file.c.sha256.is_(None))
        query = query.order_by(evidence.c.year, evidence.c.indicator, evidence.c.record)
        return [_evidence(row) for row in self._connection.execute(query)]

    def with_file(self, beginning: str) -> list[Evidence]:
        """All evidence whose file's SHA-256 begins with these hex digits."""
        query = select(*_columns).select_from(_with_file).where(evidence.c.sha256.is_not(None))
        rows = self._connection.execute(query.order_by(evidence.c.record))
        return [_evidence(row) for row in rows if row.sha256.hex().startswith(beginning)]

    def missing_files(self, unit: str | None = None) -> list[str]:
        """SHA-256 of every file that live evidence (of a unit, or any) names but is not here."""
        found = self.search(EvidenceSearch(unit=unit, is_missing=True))
        return sorted({item.sha256 for item in found if item.sha256 is not None})

    def live_files(self, unit: str | None = None) -> frozenset[str]:
        """SHA-256 of every file that live evidence (of a unit, or any) names, here or not."""
        query = select(evidence.c.sha256).where(evidence.c.sha256.is_not(None)).distinct()
        if unit is not None:
            query = query.where(evidence.c.unit == record_key(unit))
        return frozenset(sha256.hex() for sha256 in self._connection.scalars(query))

    def records_naming(self, files: Iterable[str]) -> list[str]:
        """Ids of all records, undone ones too, with a change that names one of these files."""
        found: set[str] = set()
        for batch in batches(bytes.fromhex(sha256) for sha256 in files):
            query = select(evidence_name.c.record).where(evidence_name.c.sha256.in_(batch))
            found.update(record_id(key) for key in self._connection.scalars(query))
        return sorted(found)
