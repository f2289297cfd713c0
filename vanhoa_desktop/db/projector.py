"""Projects folded records to the tables that readers query.

Rows of touched records are replaced as a whole.
"""

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Table, delete

from vanhoa_desktop import canonical
from vanhoa_desktop.canonical import Json
from vanhoa_desktop.db.batches import batches
from vanhoa_desktop.db.bulk import insert_rows
from vanhoa_desktop.db.criteria_cache import CriteriaCache
from vanhoa_desktop.db.encoding import optional_key, record_key
from vanhoa_desktop.db.local_numbers import LocalNumbers
from vanhoa_desktop.db.projections import TABLES_OF_KIND, rows_of
from vanhoa_desktop.db.result_upkeep import ResultUpkeep
from vanhoa_desktop.db.scopes import project_scopes
from vanhoa_desktop.db.tables import projections as tables
from vanhoa_desktop.domain.enums import AssessmentStatus
from vanhoa_desktop.journal.change import CONTROL
from vanhoa_desktop.journal.fold import RecordState
from vanhoa_desktop.journal.kinds import Receivers, kinds_received_by
from vanhoa_desktop.journal.leaving import units_concerned

RECORDS_PER_BATCH = 5_000

# A receipt is the commune's book-keeping: for the unit the sheet is still "sent" (cli.md, state-
# hash). Stores of the first days hold receipts as changes.
_AS_SEEN_BY_UNIT = {AssessmentStatus.RECEIVED.value: AssessmentStatus.SUBMITTED.value}

_SCOPED_KINDS = kinds_received_by(Receivers.UNIT)

Rows = dict[Table, list[dict[str, Any]]]


def _mark_received(rows: list[dict[str, Any]]) -> None:
    """What was sent to the commune and lies here, at the commune, was received.

    It is no change of its own: what merging wrote would depend on the order of merging.
    """
    for row in rows:
        if row["status"] == AssessmentStatus.SUBMITTED.value:
            row["status"] = AssessmentStatus.RECEIVED.value


def digest(state: RecordState) -> bytes:
    """SHA-256 of what the record's unit may see.

    Live values and open conflicts, receipts left out. Empty for a record of which nothing stands:
    one that was undone or erased counts like one that never was.
    """
    if not state.fields:
        return b""
    values: dict[str, Json] = {
        name: field.value for name, field in state.fields.items() if name != CONTROL
    }
    control = state.control
    if control is not None:
        status = _AS_SEEN_BY_UNIT.get(control.status, control.status)
        values[CONTROL] = {"deleted": control.deleted, "status": status, "unit": control.unit}
    conflicts: dict[str, Json] = {
        conflict.field: sorted(canonical.encode(rival.value).decode() for rival in conflict.rivals)
        for conflict in state.conflicts
    }
    seen: Json = {
        "conflicts": conflicts,
        "kind": state.kind,
        "record": state.record,
        "values": values,
    }
    return hashlib.sha256(canonical.encode_checked(seen)).digest()


def _subject_rows(state: RecordState) -> list[dict[str, Any]]:
    if state.subject is None:
        return []
    return [{"record": record_key(state.record), "subject": record_key(state.subject)}]


class Projector:
    """Writes the projections of touched records over one open connection.

    On a unit's device (`own_unit`) a record that moved away has no rows: its copy is kept frozen in
    the journal, and nobody there lists it as one of theirs.
    """

    def __init__(
        self, connection: Connection, numbers: LocalNumbers, own_unit: str | None = None
    ) -> None:
        self._connection = connection
        self._numbers = numbers
        self._own_unit = own_unit
        self._criteria = CriteriaCache(connection)

    def project(self, states: Mapping[str, RecordState | None], position: int) -> None:
        """Replace the rows of these records by what their states say.

        `position` is the journal's last one.
        """
        upkeep = ResultUpkeep(self._connection, self._criteria, self._own_unit)
        upkeep.look(states)
        by_kind: dict[str, list[RecordState]] = defaultdict(list)
        for state in states.values():
            if state is not None:
                by_kind[state.kind].append(state)
        # Criteria first: the results of assessments are computed with them.
        for kind in sorted(by_kind, key=lambda name: (name != "criteria", name)):
            for batch in batches(by_kind[kind], RECORDS_PER_BATCH):
                self._project_kind(kind, batch, position)
        upkeep.look(states)
        upkeep.settle()

    def _project_kind(self, kind: str, states: list[RecordState], position: int) -> None:
        rows: Rows = defaultdict(list)
        for state in states:
            rows[tables.record_state].append(self._state_row(state))
            rows[tables.record_subject].extend(_subject_rows(state))
            if self._is_shown(state):
                for table, table_rows in rows_of(state, self._criteria).items():
                    rows[table].extend(table_rows)
        if self._own_unit is None:
            _mark_received(rows[tables.assessment])
        keys = [record_key(state.record) for state in states]
        for table in (tables.record_state, tables.record_subject, *TABLES_OF_KIND.get(kind, ())):
            self._replace(table, keys, rows[table])
        if kind in _SCOPED_KINDS:
            project_scopes(self._connection, states, position)
        if kind == "criteria":
            self._criteria.forget()

    def _is_shown(self, state: RecordState) -> bool:
        # Where not even a control stands nobody knows whose the record is: it is for review.
        if state.control is None or state.hidden_by_delete:
            return False
        is_scoped = self._own_unit is not None and state.kind in _SCOPED_KINDS
        return not is_scoped or self._own_unit in units_concerned(state)

    def _replace(self, table: Table, keys: list[bytes], rows: list[dict[str, Any]]) -> None:
        key_column = next(iter(table.primary_key.columns))
        for batch in batches(keys):
            self._connection.execute(delete(table).where(key_column.in_(batch)))
        insert_rows(self._connection, table, rows)

    def _state_row(self, state: RecordState) -> dict[str, Any]:
        control = state.control
        return {
            "record": record_key(state.record),
            "kind_no": self._numbers.kind_number(state.kind),
            "unit": None if control is None else optional_key(control.unit),
            "status": None if control is None else control.status,
            "deleted": state.erased or state.hidden_by_delete,
            "reviews": len(state.review),
            "digest": digest(state),
        }
