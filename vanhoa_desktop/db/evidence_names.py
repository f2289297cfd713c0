"""Which files the records of evidence name, kept beside their fold; what nobody names goes."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, delete, insert, select

from vanhoa_desktop.db.batches import batches
from vanhoa_desktop.db.encoding import record_key
from vanhoa_desktop.db.evidence_store import EvidenceStore
from vanhoa_desktop.db.tables.evidence import evidence_name
from vanhoa_desktop.journal.change import Change
from vanhoa_desktop.journal.fold import RecordState

EVIDENCE, SHA256 = "evidence", "sha256"


def named_files(changes: Iterable[Change]) -> set[str]:
    """SHA-256 (hex) of every file that a change of evidence names, standing or not."""
    said = (
        change.body.values.get(SHA256)
        for change in changes
        if change.header.kind == EVIDENCE and change.body is not None
    )
    return {sha256 for sha256 in said if isinstance(sha256, str)}


def note_files(
    connection: Connection,
    states: Mapping[str, RecordState | None],
    changes: Sequence[Mapping[str, Sequence[Change]]],
) -> set[str]:
    """Note which files these records name now; returns those they name or ever named.

    `changes`: by record, those held and those written now, with what they said.
    """
    touched = {r: s for r, s in states.items() if s is not None and s.kind == EVIDENCE}
    named = {
        record: named_files(change for known in changes for change in known.get(record, ()))
        for record in touched
    }
    kept = {
        record: set() if state.erased or state.hidden_by_delete else named[record]
        for record, state in touched.items()
    }
    before = _names(connection, touched)
    _replace(connection, kept)
    return before.union(*named.values())


def follow_files(
    connection: Connection,
    store: EvidenceStore,
    states: Mapping[str, RecordState | None],
    changes: Sequence[Mapping[str, Sequence[Change]]],
) -> int:
    """As `note_files`, and drop the files that nothing names any more; returns how many."""
    return store.collect(note_files(connection, states, changes))


def _names(connection: Connection, records: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for batch in batches(record_key(record) for record in records):
        query = select(evidence_name.c.sha256).where(evidence_name.c.record.in_(batch))
        found.update(sha256.hex() for sha256 in connection.scalars(query))
    return found


def _replace(connection: Connection, names: Mapping[str, set[str]]) -> None:
    for batch in batches(record_key(record) for record in names):
        connection.execute(delete(evidence_name).where(evidence_name.c.record.in_(batch)))
    rows = [
        {"record": record_key(record), "sha256": bytes.fromhex(sha256)}
        for record, files in names.items()
        for sha256 in sorted(files)
    ]
    if rows:
        connection.execute(insert(evidence_name), rows)
