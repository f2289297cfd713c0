"""Queries over records as such: digests, what is to be reviewed, what lies in a unit's scope."""

from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, exists, func, select

from vanhoa_desktop.db.encoding import optional_id, record_id, record_key
from vanhoa_desktop.db.tables.journal import kind
from vanhoa_desktop.db.tables.projections import (
    person_assessing,
    record_scope,
    record_state,
    record_subject,
)


class RecordDigest(NamedTuple):
    """A record and the digest of what its unit may see of it."""

    record: str
    digest: bytes


class ScopedRecord(NamedTuple):
    """A record that a unit holds, and the journal position since when it does.

    `is_current` is false for one that the unit lost: it keeps a frozen copy.
    """

    record: str
    scoped_at: int
    is_current: bool


class ReviewedRecord(NamedTuple):
    """A record with open review items, and how many."""

    record: str
    kind: str
    unit: str | None
    reviews: int


_with_kind = record_state.join(kind, kind.c.no == record_state.c.kind_no)


class StateReader:
    """Record states without their values."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def digests(
        self, *, unit: str | None = None, kinds: frozenset[str] | None = None
    ) -> list[RecordDigest]:
        """Digests by record id, of one unit's records or of all, of all or some kinds.

        Records of which nothing stands are left out.
        """
        conditions: list[Any] = [record_state.c.digest != b""]
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

    def in_scope(self, unit: str, kinds: frozenset[str]) -> list[ScopedRecord]:
        """Records of `kinds` that a unit holds, those that it lost too."""
        scope = record_scope
        query = (
            select(scope.c.record, scope.c.scoped_at, scope.c.is_current)
            .select_from(
                scope.join(record_state, record_state.c.record == scope.c.record).join(
                    kind, kind.c.no == record_state.c.kind_no
                )
            )
            .where(scope.c.unit == record_key(unit), kind.c.name.in_(sorted(kinds)))
        )
        return [
            ScopedRecord(record_id(row.record), row.scoped_at, row.is_current)
            for row in self._connection.execute(query.order_by(scope.c.record))
        ]

    def is_concerned(self, unit: str) -> bool:
        """Whether any record concerns a unit, or once did."""
        concerned = select(record_scope.c.record).where(record_scope.c.unit == record_key(unit))
        return self._connection.execute(concerned.limit(1)).first() is not None

    def of_kinds(self, kinds: frozenset[str]) -> list[str]:
        """Ids of all records of these kinds."""
        query = select(record_state.c.record).select_from(_with_kind)
        rows = self._connection.execute(
            query.where(kind.c.name.in_(sorted(kinds))).order_by(record_state.c.record)
        )
        return [record_id(row.record) for row in rows]

    def deleted(self, kind_name: str) -> list[str]:
        """Ids of the deleted records of a kind."""
        query = select(record_state.c.record).select_from(_with_kind)
        rows = self._connection.execute(
            query.where(kind.c.name == kind_name, record_state.c.deleted)
        )
        return [record_id(row.record) for row in rows]

    def erased(self, kind_name: str | None = None) -> frozenset[str]:
        """Ids of the erased records of a kind, or of all."""
        # Of an undone record nothing stands either, but nobody deleted it.
        is_erased = (record_state.c.digest == b"") & record_state.c.deleted
        query = select(record_state.c.record).select_from(_with_kind).where(is_erased)
        if kind_name is not None:
            query = query.where(kind.c.name == kind_name)
        return frozenset(record_id(row.record) for row in self._connection.execute(query))

    def to_review(self, unit: str | None = None) -> list[ReviewedRecord]:
        """Records with open review items; of one unit those that are no other unit's.

        Nor of a person who is another unit's now: what this unit wrote meanwhile of who has moved
        is with the commune, and what becomes of it is told to that person's unit alone.
        """
        state = record_state.c
        query = select(state.record, kind.c.name, state.unit, state.reviews).select_from(_with_kind)
        if unit is not None:
            of_unit = record_state.c.unit == record_key(unit)
            is_nobodys = record_state.c.unit.is_(None) & ~_is_about_others(record_key(unit))
            query = query.where(of_unit | is_nobodys)
        rows = self._connection.execute(
            query.where(record_state.c.reviews > 0).order_by(record_state.c.record)
        )
        return [
            ReviewedRecord(record_id(row.record), row.name, optional_id(row.unit), row.reviews)
            for row in rows
        ]

    def count(self) -> int:
        """How many records are held."""
        return self._connection.scalar(select(func.count()).select_from(record_state)) or 0


def _is_about_others(unit: bytes) -> ColumnElement[bool]:
    """Whether the record is about a person who lives in another unit, and is assessed there."""
    of_person = record_state.alias("of_person")
    about = record_subject.join(of_person, of_person.c.record == record_subject.c.subject)
    here = exists().where(
        person_assessing.c.person == of_person.c.record, person_assessing.c.unit == unit
    )
    return (
        select(record_subject.c.record)
        .select_from(about)
        .where(record_subject.c.record == record_state.c.record, of_person.c.unit != unit, ~here)
        .exists()
    )
