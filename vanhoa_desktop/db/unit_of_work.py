"""The only way in.

Changes are recorded, and at commit their records are folded and projected, in one transaction.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC
from typing import NamedTuple

from sqlalchemy import Connection

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.db.act_ledger import Act, ActLedger
from vanhoa_desktop.db.authority import chains_judged_otherwise, current_authority
from vanhoa_desktop.db.bundle_ledger import BundleLedger
from vanhoa_desktop.db.erasure import FilledBodies, as_said, forget_bodies, without_bodies
from vanhoa_desktop.db.evidence_names import follow_files
from vanhoa_desktop.db.evidence_store import EvidenceStore
from vanhoa_desktop.db.journal_reader import JournalReader
from vanhoa_desktop.db.journal_writer import JournalWriter
from vanhoa_desktop.db.local_numbers import LocalNumbers
from vanhoa_desktop.db.local_store import LocalStore
from vanhoa_desktop.db.places import PendingPlaces
from vanhoa_desktop.db.plain_values import plain_values
from vanhoa_desktop.db.projector import Projector
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.db.refolding import Refolder
from vanhoa_desktop.domain.enums import ActKind
from vanhoa_desktop.domain.ports import Clock, Pulse, Randomness, no_pulse, pulsing
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.journal.change import SALT_BYTES, Change, ChangeId, Op
from vanhoa_desktop.journal.drafting import ChainPosition, Circumstances, Wish, draft
from vanhoa_desktop.journal.fold import Authority, RecordState, fold
from vanhoa_desktop.journal.kinds import check_values, kind_named
from vanhoa_desktop.journal.rights import OPEN, Past, WriterRole, check_change, check_erased
from vanhoa_desktop.texts.sentences.values import value_text


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes here: the device's current chain and the officer at the keyboard.

    `unit`: the only unit that it may write for and shows records of; None at the commune, and
    before enrolment. `is_office`: False at other devices of the commune.
    """

    chain: str
    device: str
    officer: str
    unit: str | None = None
    is_office: bool = True


class ActNote(NamedTuple):
    """What a unit of work is as a whole: an import, a merged bundle, an undo or a redo of one."""

    id: str
    kind: ActKind
    label: str
    unit: str = ""
    answers: str | None = None


@dataclass(frozen=True, slots=True)
class Ports:
    """The outside things that a unit of work needs."""

    clock: Clock
    randomness: Randomness


def _checked(wish: Wish) -> Wish:
    """The wish with its texts in their one form; raises TEXT_NOT_ALLOWED, VALUE_INVALID."""
    try:
        kind = kind_named(wish.kind, wish.record)
        wish = replace(wish, values=plain_values(kind, wish.record, wish.values))
        check_values(kind, wish.record, wish.values)
    except VanHoaError as error:
        if error.code is ErrorCode.TEXT_NOT_ALLOWED:
            raise
        field = str(error.facts.get("field", ""))
        value = value_text(field, wish.values.get(field))
        raise VanHoaError(ErrorCode.VALUE_INVALID, field=field, value=value) from error
    return wish


class UnitOfWork:
    """Collects changes; nothing counts until `commit`.

    Leaving the block without it rolls everything back.
    """

    def __init__(
        self, connection: Connection, author: Author, authority: Authority, ports: Ports
    ) -> None:
        self._connection = connection
        self._author = author
        self._ports = ports
        self._numbers = LocalNumbers(connection)
        self._reader = JournalReader(connection, self._numbers)
        self._writer = JournalWriter(connection, self._numbers)
        self.local = LocalStore(connection)
        self.ledger = BundleLedger(connection)
        self.files = EvidenceStore(connection)
        self.view = Reading(connection)  # the store as it will be: read it after `commit`
        self._held: dict[str, list[Change]] = {}
        self._states: dict[str, RecordState | None] = {}
        self._pending: list[Change] = []
        self._pending_of: dict[str, list[Change]] = defaultdict(list)
        self._stale: set[str] = set()
        self._filled = FilledBodies(self._reader)
        self._clocks: dict[ChangeId, int] = {}
        self._head = self._reader.head(author.chain)
        self._act: ActNote | None = None
        self._is_merging = False
        self._places = PendingPlaces(connection, self.state, self._fresh_state)
        self._authority = replace(authority, places=self._places)
        self.erased: frozenset[str] = frozenset()
        self.dropped_files = 0
        self.committed = False

    @property
    def journal(self) -> JournalReader:
        """The journal as of the last flush."""
        return self._reader

    @property
    def touched(self) -> frozenset[str]:
        """Ids of all records that this unit of work has written to."""
        return frozenset(self._pending_of)

    @property
    def judged_anew(self) -> frozenset[str]:
        """Ids of records whose changes count otherwise since new trust statements came."""
        return frozenset(self._stale)

    def own_chain(self) -> None:
        """Note that the author's chain belongs to this device."""
        self._numbers.own_chain(self._author.chain, self._author.device)

    def prefetch(self, records: Iterable[str]) -> None:
        """Read the changes of many records in few queries, before they are written one by one."""
        wanted = [record for record in dict.fromkeys(records) if record not in self._held]
        found = self._reader.of_records(wanted)
        for record in wanted:
            self._held[record] = [held.change for held in found.get(record, [])]
            self._clocks.update((item.id, item.header.clock) for item in self._held[record])

    def state(self, record: str) -> RecordState | None:
        """The fold of one record with what was recorded here so far.

        None if nothing is held of it.
        """
        if record not in self._states:
            self.prefetch([record])
            changes = [*self._held[record], *self._pending_of.get(record, [])]
            self._states[record] = fold(changes, self._authority) if changes else None
        return self._states[record]

    def put(
        self,
        kind: str,
        record: str,
        values: Mapping[str, Json],
        *,
        covers: bool = False,
        settles: bool = False,
    ) -> ChangeId:
        """Record new values of fields.

        With `covers` a control change takes in all standing heads it saw.
        """
        wish = Wish(
            kind=kind, record=record, op=Op.PUT, values=values, covers=covers, settles=settles
        )
        return self.record(wish)

    def put_changed(self, kind: str, record: str, values: Mapping[str, Json]) -> ChangeId | None:
        """Record only those fields whose value differs from the one shown now.

        None if all are equal.
        """
        state = self.state(record)
        current = state.values if state is not None else {}
        plain = plain_values(kind_named(kind, record), record, values)
        changed = {
            name: value
            for name, value in plain.items()
            if name not in current or current[name] != value
        }
        return self.put(kind, record, changed) if changed else None

    def record(self, wish: Wish) -> ChangeId:
        """Append one change to this device's chain, drafted against what the author sees now.

        Raises TEXT_NOT_ALLOWED, VALUE_INVALID or RECORD_OF_OTHERS for what other offices would
        refuse: it would bar all that follows it.
        """
        wish = _checked(wish)
        change = draft(
            self.state(wish.record),
            ChainPosition(self._author.chain, self._head.seq, self._head.id, self._head.clock),
            wish,
            Circumstances(
                at=self._now(),
                actor=self._author.officer,
                salt=self._ports.randomness.token(SALT_BYTES),
                clocks=self._clocks,
            ),
        )
        self._check_rights(change)
        self._head = type(self._head)(change.header.seq, change.id, change.header.clock)
        self._add(change)
        return change.id

    def _check_rights(self, change: Change) -> None:
        """Raise RECORD_OF_OTHERS for what this unit may not write."""
        author = self._author
        if author.unit is None and author.is_office:
            return
        is_commune = author.unit is None
        role = WriterRole(author.device, author.unit or "", is_commune, is_office=False)
        state = self.state(change.header.record)
        try:
            if state is not None and state.erased:
                check_erased(change)
            else:
                check_change(change, role, Past(self._shown_control(state, change)))
        except VanHoaError as error:
            raise VanHoaError(
                ErrorCode.RECORD_OF_OTHERS, kind=change.header.kind, why=error.facts.get("why", "")
            ) from error

    def _shown_control(
        self, state: RecordState | None, change: Change
    ) -> Sequence[Mapping[str, Json]]:
        """The control that the author saw; where all is undone, what a redo brings back is ours."""
        if state is None:
            return ()
        if state.control is None:
            is_redo = change.header.op is Op.VOID and self._author.unit in state.units
            return ({"unit": self._author.unit, "status": OPEN},) if is_redo else ()
        return (state.control._asdict(),)

    def trust(self, lines: Mapping[str, bytes]) -> None:
        """Keep more trust statements (id → line), and judge anew what they touch."""
        self.local.add_statements(lines)
        self._renew_authority()

    def merge(self, changes: Sequence[Change], owners: Mapping[str, str]) -> int:
        """Append admissible changes of other chains (chain → device in `owners`).

        Returns how many were new.
        """
        held = self._reader.clocks(change.id for change in changes)
        fresh = {change.id: change for change in changes if change.id not in held}
        self._is_merging = True
        for chain, device in owners.items():
            self._numbers.own_chain(chain, device)
        self._renew_authority()
        self.prefetch(change.header.record for change in fresh.values())
        for change in sorted(
            fresh.values(), key=lambda c: (c.header.clock, c.header.chain, c.header.seq)
        ):
            self._add(change)
        for change in self._filled.of(changes, self.state):
            record = change.header.record
            self._held[record] = as_said(self._held[record], change)
            self._states.pop(record)
            self._stale.add(record)
        return len(fresh)

    def refold(self) -> tuple[str, ...]:
        """Build every table anew from the journal; the names of those that held something else.

        For a unit of work that does nothing else.
        """
        numbers, unit = self._numbers, self._author.unit
        return Refolder(self._connection, numbers, self._authority, unit).refold()

    def note_act(self, act: ActNote) -> None:
        """Remember at commit that all this belongs together and can be undone as a whole."""
        self._act = act

    def commit(self, pulse: Pulse = no_pulse) -> None:
        """Write the journal and the tables; the block's end makes it durable.

        What `pulse` raises ends it before anything is written.
        """
        before = self._reader.last_position()
        records = self.touched | self._stale
        self.prefetch(records)
        states = {record: self.state(record) for record in pulsing(records, pulse)}
        about = self._places.about_moved(states, is_merging=self._is_merging)
        self.prefetch(about)
        for record in about:
            if self._held[record] or record in self._pending_of:
                self._states.pop(record, None)
                states[record] = self.state(record)
        self.erased = frozenset(r for r, state in states.items() if state and state.erased)
        self._writer.append(without_bodies(self._pending, self.erased))
        self._filled.write(self._writer)
        forget_bodies(self._connection, self._reader, self.erased)
        last = self._reader.last_position()
        Projector(self._connection, self._numbers, self._author.unit).project(states, last)
        changes = (self._held, self._pending_of)
        self.dropped_files = follow_files(self._connection, self.files, states, changes)
        if self._act is not None:
            self._keep_act(self._act, before + 1, last)
        self.committed = True

    def _fresh_state(self, record: str) -> RecordState | None:
        return self.state(record) if record in self._pending_of or record in self._stale else None

    def _keep_act(self, note: ActNote, first: int, last: int) -> None:
        officer, now = self._author.officer, self._now()
        row = Act(*note[:4], first, last, note.answers, officer, now)
        ActLedger(self._connection).keep(row)

    def _now(self) -> str:
        return self._ports.clock.now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def _renew_authority(self) -> None:
        """Judge anew what chains wrote whose standing changed: devices enrolled or ended since."""
        before = self._authority
        self._authority = replace(current_authority(self._connection), places=self._places)
        if changed := chains_judged_otherwise(before, self._authority):
            self._states.clear()
            self._stale.update(self._reader.records_of_chains(changed))

    def _add(self, change: Change) -> None:
        self._pending.append(change)
        self._pending_of[change.header.record].append(change)
        self._states.pop(change.header.record, None)
        self._clocks[change.id] = change.header.clock
