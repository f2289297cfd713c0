"""Building every table anew from the journal, which loses nothing: the tables are its fold."""

import hashlib
from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, Table, select
from sqlalchemy.exc import DBAPIError

from vanhoa_desktop.db.batches import batches
from vanhoa_desktop.db.encoding import record_id
from vanhoa_desktop.db.evidence_names import note_files
from vanhoa_desktop.db.journal_reader import JournalReader
from vanhoa_desktop.db.local_numbers import LocalNumbers
from vanhoa_desktop.db.migrations.layout import definitions
from vanhoa_desktop.db.projector import Projector
from vanhoa_desktop.db.schema import FOLDED, mark_version, remake_folded
from vanhoa_desktop.db.tables.journal import change, kind
from vanhoa_desktop.db.tables.projections import record_scope
from vanhoa_desktop.db.tables.results import tally
from vanhoa_desktop.domain.ports import Progress, no_progress
from vanhoa_desktop.journal.fold import Authority, fold

RECORDS_PER_BATCH = 5_000
# What others are read by: sheets need their criteria, bodies the year, people their unit; what is
# written about people, where they belong.
_FIRST = ("criteria", "cycle", "unit", "person", "household")
# What is counted only when somebody asks holds nothing right after folding.
_COMPARED = tuple(table for table in (*FOLDED, record_scope) if table is not tally)


class Refolder:
    """Drops the folded tables and fills them again, over the connection of one open transaction.

    Since when a unit holds a record is known by a table of its own, which is kept; what it lacks is
    added as of now.
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

    def refold(self, progress: Progress = no_progress) -> tuple[str, ...]:
        """Fold everything anew; returns the names of tables that were not as they should be.

        The store is of this program's format then. `progress` hears of records done and in all;
        what it raises ends the work before anything is written.
        """
        before = {table.name: self._hash(table) for table in _COMPARED}
        remake_folded(self._connection)
        last = self._journal.last_position()
        kinds = self._kinds()
        done = 0
        progress(done, len(kinds))
        for records in _in_order(kinds):
            held = {
                record: [item.change for item in items]
                for record, items in self._journal.of_records(records).items()
            }
            states = {record: fold(changes, self._authority) for record, changes in held.items()}
            self._projector.project(states, last)
            note_files(self._connection, states, [held])
            done += len(records)
            progress(done, len(kinds))
        mark_version(self._connection)
        return tuple(table.name for table in _COMPARED if self._hash(table) != before[table.name])

    def _kinds(self) -> dict[str, str]:
        """Of all records, the name of their kind."""
        joined = change.join(kind, kind.c.no == change.c.kind_no)
        query = select(change.c.record, kind.c.name).select_from(joined).distinct()
        return {record_id(row.record): row.name for row in self._connection.execute(query)}

    def _hash(self, table: Table) -> bytes:
        """What a table holds and how it is defined; empty where it cannot be read."""
        found = hashlib.sha256()
        try:
            layout = sorted(definitions(self._connection).get(table.name, ()))
            found.update(repr(layout).encode("utf-8"))
            rows = self._connection.execute(select(table).order_by(*table.primary_key.columns))
            for row in rows:
                found.update(repr(tuple(row)).encode("utf-8"))
        except DBAPIError:
            return b""
        return found.digest()


def _in_order(kinds: Mapping[str, str]) -> Iterator[list[str]]:
    """All records in batches, what others are read by before them."""
    for name in _FIRST:
        of_name = [record for record, of_kind in kinds.items() if of_kind == name]
        yield from batches(of_name, RECORDS_PER_BATCH)
    rest = [record for record, of_kind in kinds.items() if of_kind not in _FIRST]
    yield from batches(rest, RECORDS_PER_BATCH)
