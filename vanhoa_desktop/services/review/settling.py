"""Settling figures that do not agree: one by choosing or typing, or a whole record at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.db.unit_of_work import UnitOfWork
from vanhoa_desktop.domain.sheet_lifecycle import MAY_BE_APPRAISED
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.journal.change import CONTROL
from vanhoa_desktop.journal.fold import RecordState
from vanhoa_desktop.journal.kinds import KINDS
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.review.conflicts import (
    ConflictService,
    ListedConflict,
    RivalValue,
    is_with_commune,
)
from vanhoa_desktop.services.review.typed_values import can_be_typed, typed_value
from vanhoa_desktop.texts.sentences.values import value_text

__all__ = ["Settlement", "SettlingService", "WholeSettlement", "can_be_typed", "side_answer"]

_MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Settlement:
    """What was decided: whose figure, which field, the value that counts from now on."""

    conflict: ListedConflict
    value: Json

    @property
    def text(self) -> str:
        """The value in words: as it stood among the values, else as it was typed."""
        listed = (said.text for said in self.conflict.values if said.value == self.value)
        return next(listed, None) or value_text(self.conflict.field, self.value)


@dataclass(frozen=True, slots=True)
class WholeSettlement:
    """What was decided about everything open of one record."""

    record: str
    subject: str
    settled: tuple[Settlement, ...]


class SettlingService:
    """Answers all open values of a field with one, or all open fields of a record at once."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def keep(self, conflict_text: str, change_text: str) -> Settlement:
        """Settle by keeping the value that one of the changes gave.

        Raises CONFLICT_STALE (the figure was settled or changed since it was listed), NOT_FOUND,
        AMBIGUOUS, and CONFLICT_OF_COMMUNE.
        """
        conflict = self._find(conflict_text)
        return self._settle(conflict, _chosen(conflict.values, change_text).value)

    def type(self, conflict_text: str, text: str) -> Settlement:
        """Settle by typing the right value; raises also VALUE_INVALID and POINTS_NOT_ALLOWED."""
        conflict = self._find(conflict_text)
        with self._session.database.reading() as reading:
            value = typed_value(reading, conflict, text)
        return self._settle(conflict, value)

    def keep_all(
        self,
        record_text: str,
        change_text: str | None = None,
        agreed: frozenset[str] | None = None,
    ) -> WholeSettlement:
        """Settle everything open of a record in one change: as the author of one change has it.

        Where that laptop said nothing, and everywhere without `change_text`, what is shown stays. A
        record of which nothing is shown, because a stopped laptop alone wrote it, stays out of all
        lists then.
        `agreed`: the ids of what the question was about; what came up since stays open. Raises as
        `keep`.
        """
        found = _agreed(self._open_of(record_text), agreed)
        values = [value for conflict in found for value in conflict.values]
        chain = None if change_text is None else _chosen(values, change_text).chain
        answers = {conflict.field: side_answer(conflict, chain) for conflict in found}
        with self._session.work() as work:
            state = _current(work, found)
            self._check_whose(state, found)
            if chain is None and state.control is None:
                answers[CONTROL] = _left_out(_said_anywhere(work, state).get(CONTROL))
            self._write(work, state, found[0].kind, answers)
            work.commit()
        settled = tuple(Settlement(conflict, answers[conflict.field]) for conflict in found)
        return WholeSettlement(found[0].record, found[0].subject, settled)

    def _open_of(self, text: str) -> list[ListedConflict]:
        self._session.require_unit()
        wanted = text.strip().lower()
        found = ConflictService(self._session).of_records(wanted) if wanted else []
        if not found:
            raise VanHoaError(ErrorCode.CONFLICT_STALE, text=text)
        if len({conflict.record for conflict in found}) > 1:
            raise _ambiguous("record", text, found)
        return found

    def _find(self, text: str) -> ListedConflict:
        self._session.require_unit()
        wanted = text.strip().lower()
        found = ConflictService(self._session).by_id(wanted) if wanted else []
        if not found:
            raise VanHoaError(ErrorCode.CONFLICT_STALE, text=text)
        if len(found) > 1:
            raise _ambiguous("conflict", text, found)
        return found[0]

    def _settle(self, conflict: ListedConflict, value: Json) -> Settlement:
        with self._session.work() as work:
            state = _current(work, [conflict])
            self._check_whose(state, [conflict])
            self._write(work, state, conflict.kind, {conflict.field: value})
            work.commit()
        return Settlement(conflict, value)

    def _check_whose(self, state: RecordState, conflicts: Sequence[ListedConflict]) -> None:
        """Raise CONFLICT_OF_COMMUNE for what a unit does not settle."""
        for conflict in () if self._session.identity.is_commune else conflicts:
            if conflict.is_for_commune or is_with_commune(state, conflict.field):
                raise VanHoaError(ErrorCode.CONFLICT_OF_COMMUNE, field=conflict.field_label)

    def _write(
        self, work: UnitOfWork, state: RecordState, kind: str, answers: Mapping[str, Json]
    ) -> None:
        values = _with_key(work, state, kind, answers)
        covers = self._session.identity.is_commune and CONTROL in values
        work.put(kind, state.record, values, covers=covers, settles=True)


def _agreed(found: list[ListedConflict], agreed: frozenset[str] | None) -> list[ListedConflict]:
    """What was agreed to of what is open; raises CONFLICT_STALE if some of it is open no more."""
    if agreed is None:
        return found
    gone = agreed - {conflict.id for conflict in found}
    if gone:
        raise VanHoaError(ErrorCode.CONFLICT_STALE, text=min(gone))
    return [conflict for conflict in found if conflict.id in agreed]


def _current(work: UnitOfWork, conflicts: Sequence[ListedConflict]) -> RecordState:
    """The record as it is now; raises CONFLICT_STALE if an item is not open any more."""
    state = work.state(conflicts[0].record)
    still_open = {item.id for item in state.review} if state is not None else set()
    gone = [conflict for conflict in conflicts if conflict.id not in still_open]
    if state is None or gone:
        raise VanHoaError(ErrorCode.CONFLICT_STALE, text=(gone or conflicts)[0].id)
    return state


def _chosen(values: Sequence[RivalValue], text: str) -> RivalValue:
    """The value of the change whose id begins so; raises NOT_FOUND or AMBIGUOUS."""
    wanted = text.strip().lower()
    chosen = {v.change: v for v in values if wanted and v.change.startswith(wanted)}
    if not chosen:
        raise VanHoaError(ErrorCode.NOT_FOUND, what="change", text=text)
    if len(chosen) > 1:
        candidates = ", ".join(value.text for value in chosen.values())
        raise VanHoaError(
            ErrorCode.AMBIGUOUS,
            what="change",
            text=text,
            count=len(chosen),
            candidates=candidates,
        )
    return next(iter(chosen.values()))


def _ambiguous(what: str, text: str, found: Sequence[ListedConflict]) -> VanHoaError:
    candidates = ", ".join(f"{c.subject}: {c.field_label}" for c in found[:_MOST_NAMED])
    return VanHoaError(
        ErrorCode.AMBIGUOUS, what=what, text=text, count=len(found), candidates=candidates
    )


def side_answer(conflict: ListedConflict, chain: str | None) -> Json:
    """The value of an open field when a record is settled as one laptop has it; None: as shown."""
    shown = next((v for v in conflict.values if v.is_shown), conflict.values[-1])
    theirs = next((v for v in conflict.values if v.chain == chain), None)
    if conflict.field == CONTROL:
        return _state_answer(conflict, shown, theirs)
    return (theirs or shown).value


def _state_answer(conflict: ListedConflict, shown: RivalValue, theirs: RivalValue | None) -> Json:
    """Where the record stands: what the commune judged stays, and what was sent stays sent.

    Whose points are right says nothing about the sheet being sent or not.
    """
    if shown.is_communes:
        return shown.value
    place = _place(shown.value)
    standing = [v for v in conflict.values if v.stands and _place(v.value) == place]
    sent = next((v for v in standing if _status(v.value) in MAY_BE_APPRAISED), None)
    return (sent or theirs or shown).value


def _left_out(control: Json) -> Json:
    """Where a record stands of which nothing does, if it is to stay so: in no list."""
    return {**control, "deleted": True} if isinstance(control, Mapping) else control


def _place(value: Json) -> tuple[Json, Json]:
    return (value["unit"], value["deleted"]) if isinstance(value, Mapping) else (None, None)


def _status(value: Json) -> Json:
    return value["status"] if isinstance(value, Mapping) else None


def _with_key(
    work: UnitOfWork, state: RecordState, kind: str, answers: Mapping[str, Json]
) -> dict[str, Json]:
    """The answers, and what cannot be said without: the whole key, and whose the record is."""
    values = dict(answers)
    said = _said_anywhere(work, state)
    if not KINDS[kind].key.isdisjoint(values):
        values |= {name: said[name] for name in KINDS[kind].key - values.keys() if name in said}
    if state.control is None and CONTROL in said:
        values.setdefault(CONTROL, said[CONTROL])
    return values


def _said_anywhere(work: UnitOfWork, state: RecordState) -> dict[str, Json]:
    """Field → what the record says, or what the last change that does not stand said."""
    said: dict[str, Json] = {}
    held = [item.change for item in work.journal.of_records([state.record])[state.record]]
    for change in sorted(held, key=lambda c: (c.header.clock, c.header.chain, c.header.seq)):
        if change.body is not None:
            said |= change.body.values
    return said | state.values
