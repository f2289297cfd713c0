"""Dropping what an erased person's changes said: values and salts go, ids and chains still check.

See office-practice.md G33 and bundle.md §1.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import Connection, bindparam, update

from vanhoa_desktop.db.journal_reader import JournalReader
from vanhoa_desktop.db.tables.journal import change as change_table
from vanhoa_desktop.journal.change import Change, Op


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
