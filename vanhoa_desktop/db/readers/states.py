"""Queries over records as such: digests, what is to be reviewed, what lies in a unit's scope."""

from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, func, or_, select

from vanhoa_desktop.db.encoding import optional_id, record_id, record_key
from vanhoa_desktop.db.tables.journal import kind
from vanhoa_desktop.db.tables.projections import record_state


class RecordDigest(NamedTuple):
    """A record and the digest of what its unit may see of it."""

    record: str
    digest: bytes


class ScopedRecord(NamedTuple):
    """A record in a unit's scope, and the journal position since when it is."""

    record: str
    kind: str
    scoped_at: int


class ReviewedRecord(NamedTuple):
    """A record with open review items."""

    record: str
    kind: str
    unit: str | None


_with_kind = record_state.join(kind, kind.c.no == record_state.c.kind_no)


class StateReader:
    """Record states without their values."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def digests(
        self, *, unit: str | None = None, kinds: frozenset[str] | None = None
    ) -> list[RecordDigest]:
        """Digests by record id, of one unit's records or of all, of all or some kinds."""
        conditions: list[Any] = []
        if unit is not None:
            conditions.append(record_state.c.unit == record_key(unit))
        if kinds is not None:
            conditions.append(kind.c.name.in_(sorted(kinds)))
        query = (
            select(record_state.c.record, record_state.c.digest)
            .select_from(_with_kind)
            .where(*conditions)
        )
        rows = self._connection.execute(query.order_by(record_state.c.record))
        return [RecordDigest(record_id(row.record), row.digest) for row in rows]

    def all_digests(self) -> dict[str, bytes]:
        """Digests of all records, deleted ones too."""
        rows = self._connection.execute(select(record_state.c.record, record_state.c.digest))
        return {record_id(row.record): row.digest for row in rows}

    def in_scope(
        self, unit: str, kinds: frozenset[str], kinds_for_all: frozenset[str]
    ) -> list[ScopedRecord]:
        """Records that a unit receives: its own of `kinds`, and everybody's of `kinds_for_all`."""
        key = record_key(unit)
        own = and_(
            kind.c.name.in_(sorted(kinds)),
            or_(record_state.c.unit == key, record_state.c.second_unit == key),
        )
        condition = or_(own, kind.c.name.in_(sorted(kinds_for_all)))
        query = select(record_state.c.record, kind.c.name, record_state.c.scoped_at).select_from(
            _with_kind
        )
        rows = self._connection.execute(query.where(condition).order_by(record_state.c.record))
        return [ScopedRecord(record_id(row.record), row.name, row.scoped_at) for row in rows]

    def to_review(self) -> list[ReviewedRecord]:
        """Records with open review items."""
        query = select(record_state.c.record, kind.c.name, record_state.c.unit).select_from(
            _with_kind
        )
        rows = self._connection.execute(
            query.where(record_state.c.reviews > 0).order_by(record_state.c.record)
        )
        return [
            ReviewedRecord(record_id(row.record), row.name, optional_id(row.unit)) for row in rows
        ]

    def count(self) -> int:
        """How many records are held."""
        return self._connection.scalar(select(func.count()).select_from(record_state)) or 0
