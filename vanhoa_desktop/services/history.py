"""Who changed what of a record, and when: read from the journal, nothing left out."""

from collections.abc import Mapping
from dataclasses import dataclass

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.domain.enums import NotStanding
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.journal.change import Op
from vanhoa_desktop.journal.fold import fold
from vanhoa_desktop.services.conflicts import Authors
from vanhoa_desktop.services.lookup import as_record_id
from vanhoa_desktop.services.session import Session
from vanhoa_desktop.texts.terms import field_term
from vanhoa_desktop.texts.values import value_text


@dataclass(frozen=True, slots=True)
class RecordedChange:
    """One change of a record, in the order it was written.

    `values`: field → new value; `lines`: the same in the words of the form. `reason`: why it does
    not count (late, forked, revoked, voided), or None.
    """

    change: str
    op: Op
    values: Mapping[str, Json]
    lines: tuple[str, ...]
    by: str
    unit_name: str
    device: str
    at: str
    reason: NotStanding | None


class HistoryService:
    """Reads histories."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_record(self, text: str) -> list[RecordedChange]:
        """All changes of the record with this id, oldest first; raises NOT_FOUND."""
        record = as_record_id(text)
        with self._session.database.reading() as reading:
            held = reading.journal.of_records([record]).get(record, []) if record else []
            if not held:
                raise VanHoaError(ErrorCode.NOT_FOUND, what="record", text=text)
            state = fold([item.change for item in held], reading.authority)
            authors, owners = Authors(reading), reading.journal.devices()
        changes = sorted(
            (item.change for item in held), key=lambda c: (c.header.clock, c.header.chain)
        )
        found = []
        for change in changes:
            values = {} if change.body is None else change.body.values
            found.append(
                RecordedChange(
                    change=change.id.hex(),
                    op=change.header.op,
                    values=values,
                    lines=tuple(
                        f"{field_term(name)}: {value_text(name, value)}"
                        for name, value in sorted(values.items())
                    ),
                    by="" if change.body is None else change.body.actor,
                    unit_name=authors.unit_name(change),
                    device=owners.get(change.header.chain) or "",
                    at="" if change.body is None else change.body.at,
                    reason=state.out.get(change.id),
                )
            )
        return found
