"""Building every table anew from the journal, which loses nothing: the tables are its fold."""

import hashlib
from collections.abc import Iterator

from sqlalchemy import Connection, Table, delete, select

from vanhoa_desktop.db.batches import batches
from vanhoa_desktop.db.encoding import record_id
from vanhoa_desktop.db.journal_reader import JournalReader
from vanhoa_desktop.db.local_numbers import LocalNumbers
from vanhoa_desktop.db.projector import Projector
from vanhoa_desktop.db.schema import mark_version
from vanhoa_desktop.db.tables.journal import change, kind
from vanhoa_desktop.db.tables.projections import PROJECTED
from vanhoa_desktop.db.tables.results import tally, title
from vanhoa_desktop.journal.fold import Authority, fold

RECORDS_PER_BATCH = 5_000
# What others are read by: sheets need their criteria, bodies the year, people their unit; what is
# written about people, where they belong.
_FIRST = ("criteria", "cycle", "unit", "person", "household")


class Refolder:
    """Empties the tables and fills them again, over the connection of one open transaction.

    Since when a unit holds a record is known by the tables alone, so that one stays.
    """

    def __init__(
        self,
        connection: Connection,
        numbers: LocalNumbers,
        authority: Authority,
        own_unit: str | None,
    ) -> None:
        self._connection = connection
        self._journal = JournalReader(connection, numbers)
        self._authority = authority
        self._projector = Projector(connection, numbers, own_unit)

    def refold(self) -> tuple[str, ...]:
        """Fold everything anew; returns the names of tables that held something else.

        The store is of this program's version then.
        """
        compared = (*PROJECTED, title)
        before = {table.name: self._hash(table) for table in compared}
        for table in (*compared, tally):
            self._connection.execute(delete(table))
        last = self._journal.last_position()
        for records in self._records():
            held = self._journal.of_records(records)
            states = {
                record: fold([item.change for item in changes], self._authority)
                for record, changes in held.items()
            }
            self._projector.project(states, last)
        mark_version(self._connection)
        return tuple(table.name for table in compared if self._hash(table) != before[table.name])

    def _records(self) -> Iterator[list[str]]:
        """All records in batches, what others are read by before them."""
        joined = change.join(kind, kind.c.no == change.c.kind_no)
        query = select(change.c.record, kind.c.name).select_from(joined).distinct()
        kinds = {record_id(row.record): row.name for row in self._connection.execute(query)}
        for name in _FIRST:
            of_name = [record for record, of_kind in kinds.items() if of_kind == name]
            yield from batches(of_name, RECORDS_PER_BATCH)
        rest = [record for record, of_kind in kinds.items() if of_kind not in _FIRST]
        yield from batches(rest, RECORDS_PER_BATCH)

    def _hash(self, table: Table) -> bytes:
        found = hashlib.sha256()
        for row in self._connection.execute(select(table).order_by(*table.primary_key.columns)):
            found.update(repr(tuple(row)).encode("utf-8"))
        return found.digest()
