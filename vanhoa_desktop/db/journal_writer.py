"""Appending to the journal: the one place that inserts changes."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, and_, select, update

from vanhoa_desktop.db.batches import batches
from vanhoa_desktop.db.bulk import insert_rows
from vanhoa_desktop.db.change_rows import Row, to_row
from vanhoa_desktop.db.journal_reader import JournalReader
from vanhoa_desktop.db.local_numbers import LocalNumbers
from vanhoa_desktop.db.tables.journal import change
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.journal.change import Change, ChangeId


class JournalWriter:
    """Appends over one open connection; the caller owns the transaction."""

    def __init__(self, connection: Connection, numbers: LocalNumbers) -> None:
        self._connection = connection
        self._numbers = numbers
        self._reader = JournalReader(connection, numbers)

    def append(self, changes: Sequence[Change]) -> dict[ChangeId, int]:
        """Append changes that are not held yet; returns their positions.

        Every id they name must be held or among them.

        Raises BUNDLE_INVALID_CHANGE for a change that names an unknown one.
        """
        positions = self._positions(changes)
        next_position = self._reader.last_position() + 1
        rows: list[Row] = []
        for item in changes:
            positions[item.id] = next_position
            row = self._row(item, positions)
            row["position"] = next_position
            rows.append(row)
            next_position += 1
        self._fill_prev(changes, rows)
        insert_rows(self._connection, change, rows)
        return {item.id: positions[item.id] for item in changes}

    def fill(self, changes: Sequence[Change]) -> None:
        """Say again what held changes said whose bodies were dropped; all they name is held."""
        positions = self._positions(changes)
        for item in changes:
            row = self._row(item, positions)
            kept = {name: row[name] for name in ("body", "salt", "commitment")}
            self._connection.execute(update(change).where(change.c.id == item.id).values(kept))

    def _row(self, item: Change, positions: Mapping[ChangeId, int]) -> Row:
        header = item.header
        chain_no = self._numbers.chain_number(header.chain)
        kind_no = self._numbers.kind_number(header.kind)
        try:
            return to_row(item, positions, chain_no, kind_no)
        except KeyError as error:
            raise VanHoaError(
                ErrorCode.BUNDLE_INVALID_CHANGE,
                record=header.record,
                field="",
                why="names an unknown change",
            ) from error

    def _positions(self, changes: Sequence[Change]) -> dict[ChangeId, int]:
        named = {i for item in changes for i in item.parents}
        found: dict[ChangeId, int] = {}
        for batch in batches(named):
            rows = self._connection.execute(
                select(change.c.id, change.c.position).where(change.c.id.in_(batch))
            )
            found.update((row.id, row.position) for row in rows)
        return found

    def _fill_prev(self, changes: Sequence[Change], rows: Sequence[Row]) -> None:
        """Keep `prev` where it is not simply the id before in the chain.

        And where a fork makes that ambiguous.
        """
        heads = {c: self._reader.head(c) for c in {item.header.chain for item in changes}}
        seen = {chain_id: (head.seq, head.id) for chain_id, head in heads.items()}
        for item, row in zip(changes, rows, strict=True):
            header = item.header
            seq, head_id = seen[header.chain]
            if header.seq != seq + 1 or header.prev != head_id:
                row["prev"] = header.prev
            if header.seq <= seq:
                self._pin_children(row["chain_no"], header.seq)
            else:
                seen[header.chain] = (header.seq, item.id)

    def _pin_children(self, chain_no: int, seq: int) -> None:
        """A twin at `seq` arrives.

        The children of the first one say explicitly whose children they are.
        """
        first = (
            select(change.c.id)
            .where(and_(change.c.chain_no == chain_no, change.c.seq == seq))
            .limit(1)
        )
        self._connection.execute(
            update(change)
            .where(
                and_(
                    change.c.chain_no == chain_no, change.c.seq == seq + 1, change.c.prev.is_(None)
                )
            )
            .values(prev=first.scalar_subquery())
        )
