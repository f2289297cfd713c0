"""Reading the journal back by record, chain or position."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, and_, func, literal, select

from vanhoa_desktop.db.batches import batches
from vanhoa_desktop.db.change_rows import StoredRow, from_row, op_number, unpack_row
from vanhoa_desktop.db.encoding import record_id, record_key
from vanhoa_desktop.db.local_numbers import LocalNumbers
from vanhoa_desktop.db.tables.journal import chain, change, kind
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.journal.change import GENESIS, Change, ChangeId, Op


class ChainHead(NamedTuple):
    """The last held change of a chain; seq 0 and an empty id before the first."""

    seq: int
    id: ChangeId
    clock: int


class HeldChange(NamedTuple):
    """A change with its local journal position."""

    position: int
    change: Change


EMPTY_CHAIN = ChainHead(0, GENESIS, 0)
_earlier = change.alias("earlier")


def _stored() -> Select[Any]:
    derived_prev = (
        select(_earlier.c.id)
        .where(and_(_earlier.c.chain_no == change.c.chain_no, _earlier.c.seq == change.c.seq - 1))
        .limit(1)
        .scalar_subquery()
    )
    return select(
        change.c.position,
        change.c.id,
        chain.c.chain,
        change.c.seq,
        change.c.clock,
        kind.c.name,
        change.c.record,
        change.c.op,
        func.coalesce(change.c.prev, derived_prev, literal(GENESIS)),
        change.c.links,
        change.c.body,
        change.c.salt,
        change.c.commitment,
    ).select_from(
        change.join(chain, chain.c.no == change.c.chain_no).join(
            kind, kind.c.no == change.c.kind_no
        )
    )


class JournalReader:
    """Reads the journal over one open connection; the caller owns the transaction."""

    def __init__(self, connection: Connection, numbers: LocalNumbers | None = None) -> None:
        self._connection = connection
        self._numbers = numbers or LocalNumbers(connection)

    def head(self, chain_id: str) -> ChainHead:
        """The last held change of a chain."""
        number = self._numbers.chains.get(chain_id)
        row = self._connection.execute(
            select(change.c.seq, change.c.id, change.c.clock)
            .where(change.c.chain_no == number)
            .order_by(change.c.seq.desc(), change.c.position)
            .limit(1)
        ).first()
        return ChainHead(*row) if row else EMPTY_CHAIN

    def id_at(self, chain_id: str, seq: int) -> ChangeId | None:
        """The id of the held change at a place of a chain.

        The first received, should there be a fork.
        """
        number = self._numbers.chains.get(chain_id)
        place = and_(change.c.chain_no == number, change.c.seq == seq)
        found: ChangeId | None = self._connection.scalar(
            select(change.c.id).where(place).order_by(change.c.position).limit(1)
        )
        return found

    def clocks(self, ids: Iterable[ChangeId]) -> dict[ChangeId, int]:
        """The clocks of those of `ids` that are held."""
        found: dict[ChangeId, int] = {}
        for batch in batches(ids):
            rows = self._connection.execute(
                select(change.c.id, change.c.clock).where(change.c.id.in_(batch))
            )
            found.update((row.id, row.clock) for row in rows)
        return found

    def without_body(self, ids: Iterable[ChangeId]) -> frozenset[ChangeId]:
        """Those of some changes that are held, but whose bodies were dropped."""
        found: set[ChangeId] = set()
        for batch in batches(ids):
            query = select(change.c.id).where(change.c.id.in_(batch), change.c.body.is_(None))
            found.update(row.id for row in self._connection.execute(query))
        return frozenset(found)

    def of_records(self, records: Iterable[str]) -> dict[str, list[HeldChange]]:
        """All held changes of each record, in journal order; records without changes are absent."""
        found: dict[str, list[HeldChange]] = defaultdict(list)
        for batch in batches(records):
            keys = [record_key(record) for record in batch]
            for held in self._read(
                _stored().where(change.c.record.in_(keys)).order_by(change.c.position)
            ):
                found[held.change.header.record].append(held)
        return dict(found)

    def of_chain(self, chain_id: str, after_seq: int, op: Op | None = None) -> list[HeldChange]:
        """The changes of a chain past `after_seq`, by seq; all, or those of one operation."""
        number = self._numbers.chains.get(chain_id)
        place = and_(change.c.chain_no == number, change.c.seq > after_seq)
        if op is not None:
            place = and_(place, change.c.op == op_number(op))
        return self._read(_stored().where(place).order_by(change.c.seq, change.c.position))

    def in_range(self, first: int, last: int) -> list[HeldChange]:
        """The changes at journal positions `first`..`last`."""
        places = change.c.position.between(first, last)
        return self._read(_stored().where(places).order_by(change.c.position))

    def records_since(self, position: int) -> list[str]:
        """Ids of all records with a change past a journal position."""
        rows = self._connection.execute(
            select(change.c.record).where(change.c.position > position).distinct()
        )
        return [record_id(row.record) for row in rows]

    def records_of_chains(self, chains: Iterable[str]) -> list[str]:
        """Ids of all records that the given chains have written to."""
        numbers = [self._numbers.chains[c] for c in chains if c in self._numbers.chains]
        rows = self._connection.execute(
            select(change.c.record).where(change.c.chain_no.in_(numbers)).distinct()
        )
        return [record_id(row.record) for row in rows]

    def ids(self, records: Iterable[str] | None = None) -> list[ChangeId]:
        """Ids of all held changes, or of those of some records."""
        if records is None:
            return [row.id for row in self._connection.execute(select(change.c.id))]
        found: list[ChangeId] = []
        for batch in batches(records):
            keys = [record_key(record) for record in batch]
            rows = self._connection.execute(select(change.c.id).where(change.c.record.in_(keys)))
            found.extend(row.id for row in rows)
        return found

    def all_records(self) -> list[str]:
        """Ids of all held records."""
        return [
            record_id(row.record)
            for row in self._connection.execute(select(change.c.record).distinct())
        ]

    def last_position(self) -> int:
        """The position of the newest change, 0 in an empty journal."""
        return self._connection.scalar(select(func.max(change.c.position))) or 0

    def count(self) -> int:
        """The number of held changes."""
        return self._connection.scalar(select(func.count()).select_from(change)) or 0

    def heads(self) -> dict[str, ChainHead]:
        """The head of every held chain: what this installation can acknowledge."""
        return {chain_id: self.head(chain_id) for chain_id in self._numbers.chains}

    def devices(self) -> dict[str, str | None]:
        """Which device owns each chain, as far as known."""
        return {
            row.chain: row.device
            for row in self._connection.execute(select(chain.c.chain, chain.c.device))
        }

    def _read(self, query: Select[Any]) -> list[HeldChange]:
        rows = [StoredRow(*row) for row in self._connection.execute(query)]
        unpacked = [unpack_row(row) for row in rows]
        ids = {row.position: row.id for row in rows}
        named = {position for packed in unpacked for position in packed.positions()}
        ids |= self._ids_at(named - ids.keys())
        return [
            HeldChange(row.position, from_row(row, packed, ids))
            for row, packed in zip(rows, unpacked, strict=True)
        ]

    def _ids_at(self, positions: set[int]) -> dict[int, ChangeId]:
        found: dict[int, ChangeId] = {}
        for batch in batches(positions):
            rows = self._connection.execute(
                select(change.c.position, change.c.id).where(change.c.position.in_(batch))
            )
            found.update((row.position, row.id) for row in rows)
        if missing := positions - found.keys():
            raise VanHoaError(
                ErrorCode.STORE_DAMAGED, path="journal", detail=f"position {min(missing)}"
            )
        return found
