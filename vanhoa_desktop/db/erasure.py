"""Dropping what an erased person's changes said: values and salts go, ids and chains still check.

See office-practice.md G33 and bundle.md §1.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from sqlalchemy import Connection, bindparam, update

from vanhoa_desktop.db.journal_reader import JournalReader
from vanhoa_desktop.db.journal_writer import JournalWriter
from vanhoa_desktop.db.tables.journal import change as change_table
from vanhoa_desktop.journal.change import Change, ChangeId, Op
from vanhoa_desktop.journal.fold import RecordState


def without_bodies(changes: Sequence[Change], erased: frozenset[str]) -> list[Change]:
    """The changes, those of erased records without what they said; the erasing itself stays."""
    return [_stripped(change) if change.header.record in erased else change for change in changes]


def _stripped(change: Change) -> Change:
    return change if change.header.op is Op.ERASE else replace(change, body=None, salt=None)


def forget_bodies(connection: Connection, reader: JournalReader, records: Iterable[str]) -> None:
    """Drop the stored values and salts of these records; the commitments are kept in their place.

    Free pages are overwritten (`secure_delete`), and the log is emptied after the commit.
    """
    found = reader.of_records(records)
    rows = [
        {"at": held.position, "kept": held.change.header.commitment}
        for changes in found.values()
        for held in changes
        if held.change.body is not None and held.change.header.op is not Op.ERASE
    ]
    if rows:
        statement = (
            update(change_table)
            .where(change_table.c.position == bindparam("at"))
            .values(body=None, salt=None, commitment=bindparam("kept"))
        )
        connection.execute(statement, rows)


class FilledBodies:
    """Bodies that were dropped, taken back for records that are not erased after all.

    Who erased them was the office no more, or had ended; others still hold what was said.
    """

    def __init__(self, reader: JournalReader) -> None:
        self._reader = reader
        self._found: dict[ChangeId, Change] = {}

    def of(
        self, changes: Iterable[Change], state: Callable[[str], RecordState | None]
    ) -> Iterator[Change]:
        """Those of some changes that are held without what they say; `state` folds a record."""
        said = {change.id: change for change in changes if change.body is not None}
        for change_id in self._reader.without_body(said):
            folded = state(said[change_id].header.record)
            if folded is not None and not folded.erased:
                self._found[change_id] = said[change_id]
                yield said[change_id]

    def write(self, writer: JournalWriter) -> None:
        """Keep them in the journal."""
        writer.fill(list(self._found.values()))


def as_said(held: Iterable[Change], said: Change) -> list[Change]:
    """Held changes, one of them with what it says."""
    return [said if change.id == said.id else change for change in held]
