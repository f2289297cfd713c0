"""Chains as such: up to where they are held whole, and where they fork."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, and_, func, select

from vanhoa_desktop.db.batches import batches
from vanhoa_desktop.db.encoding import record_id, record_key
from vanhoa_desktop.db.journal_reader import EMPTY_CHAIN, ChainHead
from vanhoa_desktop.db.tables.journal import chain, change
from vanhoa_desktop.journal.change import ChangeId

_next = change.alias("following")
_before = change.alias("before")


class ChainReader:
    """Questions about whole chains over one open connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def unbroken(self, chain_id: str) -> ChainHead:
        """The last change before the first gap of a chain: all up to it is held."""
        inside = self._inside(chain_id)
        held, last = self._connection.execute(
            select(func.count(change.c.seq.distinct()), func.max(change.c.seq)).where(inside)
        ).one()
        if held == (last or 0):
            return self._place(inside, last or 0)
        follows = select(_next.c.seq).where(
            and_(_next.c.chain_no == change.c.chain_no, _next.c.seq == change.c.seq + 1)
        )
        first, end = self._connection.execute(
            select(func.min(change.c.seq), func.min(change.c.seq).filter(~follows.exists())).where(
                inside
            )
        ).one()
        return self._place(inside, end if first == 1 else 0)

    def undisputed(self, chain_id: str) -> ChainHead:
        """The last change before the first gap or fork of a chain."""
        end, fork = self.unbroken(chain_id), self.fork_of(chain_id)
        if fork is None or end.seq < fork:
            return end
        return self._place(self._inside(chain_id), fork - 1)

    def fork_of(self, chain_id: str) -> int | None:
        """The first seq of a chain at which two changes are held, or None."""
        twins = (
            select(change.c.seq)
            .where(self._inside(chain_id))
            .group_by(change.c.seq)
            .having(func.count() > 1)
            .subquery()
        )
        found: int | None = self._connection.scalar(select(func.min(twins.c.seq)))
        return found

    def forks(self) -> dict[str, int]:
        """The chains at one of whose places two changes are held, with the first such place."""
        twins = (
            select(change.c.chain_no, change.c.seq)
            .group_by(change.c.chain_no, change.c.seq)
            .having(func.count() > 1)
            .subquery()
        )
        rows = self._connection.execute(
            select(chain.c.chain, func.min(twins.c.seq))
            .join(twins, twins.c.chain_no == chain.c.no)
            .group_by(chain.c.chain)
        )
        return {row[0]: row[1] for row in rows}

    def broken(self) -> list[tuple[str, int]]:
        """(chain, seq) of changes that follow another than the held change before them."""
        before = and_(_before.c.chain_no == change.c.chain_no, _before.c.seq == change.c.seq - 1)
        is_held = select(_before.c.id).where(before).exists()
        is_linked = select(_before.c.id).where(and_(before, _before.c.id == change.c.prev)).exists()
        rows = self._connection.execute(
            select(chain.c.chain, change.c.seq)
            .join(chain, chain.c.no == change.c.chain_no)
            .where(and_(change.c.prev.is_not(None), is_held, ~is_linked))
            .order_by(chain.c.chain, change.c.seq)
        )
        return [(row[0], row[1]) for row in rows]

    def ids_at(self, chain_id: str, seq: int) -> set[ChangeId]:
        """Ids of all held changes at a place of a chain: two and more where it forks."""
        rows = self._connection.execute(
            select(change.c.id).where(and_(self._inside(chain_id), change.c.seq == seq))
        )
        return {row.id for row in rows}

    def missing(self, chain_id: str, last: int) -> int:
        """How many places of a chain up to `last` are not held."""
        held = self._connection.scalar(
            select(func.count(change.c.seq.distinct())).where(
                and_(self._inside(chain_id), change.c.seq <= last)
            )
        )
        return last - (held or 0)

    def last_written_by(self, devices: Iterable[str]) -> tuple[str, ChainHead] | None:
        """Chain and place of the change of some devices that came into this store last, or None.

        Which of their chains it is on changes, and an older state of this store lacks it.
        """
        row = self._connection.execute(
            select(chain.c.chain, change.c.seq, change.c.id, change.c.clock)
            .join(chain, chain.c.no == change.c.chain_no)
            .where(chain.c.device.in_(list(devices)))
            .order_by(change.c.position.desc())
            .limit(1)
        ).first()
        return None if row is None else (row[0], ChainHead(*row[1:]))

    def of_devices(self, devices: Iterable[str]) -> list[str]:
        """The chains that some devices have written, by id."""
        wanted = list(devices)
        rows = self._connection.execute(
            select(chain.c.chain).where(chain.c.device.in_(wanted)).order_by(chain.c.chain)
        )
        return [row.chain for row in rows]

    def written_by(self, device: str, records: Iterable[str]) -> dict[str, int]:
        """How many held changes of each of these records a device wrote; without those of none."""
        found: dict[str, int] = {}
        owned = change.c.chain_no.in_(select(chain.c.no).where(chain.c.device == device))
        for batch in batches(map(record_key, records)):
            query = select(change.c.record, func.count().label("held")).where(
                change.c.record.in_(batch), owned
            )
            for row in self._connection.execute(query.group_by(change.c.record)):
                found[record_id(row.record)] = row.held
        return found

    @staticmethod
    def _inside(chain_id: str) -> ColumnElement[bool]:
        number = select(chain.c.no).where(chain.c.chain == chain_id).scalar_subquery()
        return change.c.chain_no == number

    def _place(self, inside: ColumnElement[bool], seq: int) -> ChainHead:
        row = self._connection.execute(
            select(change.c.seq, change.c.id, change.c.clock)
            .where(and_(inside, change.c.seq == seq))
            .order_by(change.c.position)
            .limit(1)
        ).first()
        return ChainHead(*row) if row else EMPTY_CHAIN
