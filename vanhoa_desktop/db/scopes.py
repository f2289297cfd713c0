"""Which units hold a record: its own, those that assess the person, and those that lost it."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete, select

from vanhoa_desktop.db.batches import batches
from vanhoa_desktop.db.bulk import insert_rows
from vanhoa_desktop.db.encoding import record_key
from vanhoa_desktop.db.tables.projections import record_scope
from vanhoa_desktop.journal.fold import RecordState
from vanhoa_desktop.journal.leaving import units_concerned


def project_scopes(connection: Connection, states: Sequence[RecordState], position: int) -> None:
    """Replace the scopes of these records.

    A unit that comes in now gets the whole record from `position` on. What is known of an erased
    record stays: its changes no longer tell. A unit that only called the record its own, and had no
    right to, has no part in it; one that had the right, and did not know of the commune's word,
    hears that it has gone.
    """
    known = _known(connection, states)
    rows: list[dict[str, Any]] = []
    for state in states:
        key = record_key(state.record)
        before = known.get(key, {})
        current = {record_key(unit) for unit in units_concerned(state)}
        ever = current | {record_key(unit) for unit in state.units | state.unheard}
        if state.erased:
            current |= before.keys()
            ever |= current
        for unit in ever:
            scoped_at, was_current = before.get(unit, (position, False))
            entered = unit in current and not was_current
            rows.append(
                {
                    "record": key,
                    "unit": unit,
                    "scoped_at": position if entered else scoped_at,
                    "is_current": unit in current,
                }
            )
    for batch in batches(list(known)):
        connection.execute(delete(record_scope).where(record_scope.c.record.in_(batch)))
    insert_rows(connection, record_scope, rows)


def _known(
    connection: Connection, states: Sequence[RecordState]
) -> dict[bytes, dict[bytes, tuple[int, bool]]]:
    """Record → unit → (since when, whether it holds it now); records never seen are absent."""
    found: dict[bytes, dict[bytes, tuple[int, bool]]] = defaultdict(dict)
    for batch in batches(record_key(state.record) for state in states):
        for row in connection.execute(select(record_scope).where(record_scope.c.record.in_(batch))):
            found[row.record][row.unit] = (row.scoped_at, row.is_current)
    return dict(found)
