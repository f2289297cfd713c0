"""Taking back as a whole what was brought in or written by hand, and bringing it in again, exactly.

Each record of the act gets one `void` that names the act's changes (bundle.md §2.5). Nothing is
deleted; redoing voids the voids.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.db.act_ledger import Act
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.db.unit_of_work import ActNote, UnitOfWork
from vanhoa_desktop.domain.enums import ActKind
from vanhoa_desktop.domain.sheet_lifecycle import may_undo
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.journal.change import CONTROL, ChangeId, Op
from vanhoa_desktop.journal.drafting import Wish
from vanhoa_desktop.services.office.act_labels import BY_HAND, REGISTERING, act_labels
from vanhoa_desktop.services.office.acts import new_act_id, undone_ids
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.people.registered_sheets import fit_sheet
from vanhoa_desktop.services.review.acts_taken_back import (
    ActsTakenBack,
    TakenBackShare,
    is_undoable,
)
from vanhoa_desktop.services.review.later_work import LaterWork, record_labels
from vanhoa_desktop.services.review.redone_doubles import RedoneDoubles
from vanhoa_desktop.services.review.redone_too_early import RedoneTooEarly
from vanhoa_desktop.services.review.undo_checks import UndoCheck
from vanhoa_desktop.services.review.undo_effects import EffectWatch, UndoEffects
from vanhoa_desktop.services.review.undo_reach import (
    MAY_BE_KEPT,
    Anchors,
    Keeping,
    check_not_resting,
    check_nothing_lost,
    out_of_reach,
)
from vanhoa_desktop.services.review.undo_words import undo_verb
from vanhoa_desktop.texts.words.names import sort_key

_LISTED = REGISTERING | {ActKind.BUNDLE, ActKind.IMPORT, ActKind.ADDITION}
# What brings people in: whoever was entered anew since would be held twice.
_OF_PEOPLE = frozenset({ActKind.IMPORT, ActKind.ADDITION, ActKind.BUNDLE})


Named = dict[tuple[str, str], list[ChangeId]]


class _Meant(NamedTuple):
    """The act that is answered, what people call it, and its changes by record.

    `named`: those that are voided, the act's own or its undoing's; `written`: the act's own.
    `since`: the place of the journal where what is voided began; `said`: what the act
    wrote of each record, by field.
    """

    act: Act
    label: str
    named: Named
    written: Named
    since: int
    said: Mapping[str, Mapping[str, Json]]


@dataclass(frozen=True, slots=True)
class ListedAct:
    """Something done as a whole: a bundle of `unit`, an import, people added or registered.

    `label`: the name of the file, of the person, or how many. `changes` counts what it added here,
    `taken_back` says how much of it the commune took back since. `is_kept`: undone here, but the
    commune took that undoing back.
    """

    id: str
    kind: ActKind
    label: str
    unit: str
    changes: int
    officer: str
    at: str
    is_undone: bool
    taken_back: TakenBackShare = TakenBackShare.NONE
    is_kept: bool = False


@dataclass(frozen=True, slots=True)
class UndoReport:
    """What is taken back or brought in again: how many records and changes, and whom it means."""

    act: ListedAct
    records: int
    changes: int
    effects: UndoEffects


class UndoService:
    """Undoes and redoes imports, merged bundles, registrations, and what was written by hand."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def acts(self) -> list[ListedAct]:
        """Everything brought in here, everybody added or registered by hand, the newest first."""
        with self._session.database.reading() as reading:
            acts = reading.acts.acts()
            listed = [act for act in reversed(acts) if act.kind in _LISTED]
            labels = act_labels(reading, listed)
            others = ActsTakenBack(reading, acts)
            undone = undone_ids(acts)
            return [
                replace(
                    _listed(act, labels[act.id], undone),
                    taken_back=others.share(act),
                    is_kept=act.id in undone
                    and others.undoing(_last_undo(acts, act)) is TakenBackShare.ALL,
                )
                for act in listed
            ]

    def kind_of(self, kinds: Collection[ActKind], text: str) -> ActKind:
        """The kind, of several, of the act whose id begins with `text`.

        Where there is none, one of them all the same: `undo` and `redo` say why they refuse, first
        of all whose computer this is.
        """
        with self._session.database.reading() as reading:
            acts = [act for act in reading.acts.acts() if act.kind in kinds]
        found = _beginning(acts, text)
        return found[-1].kind if found else min(kinds)

    def undone(self) -> frozenset[str]:
        """Ids of all acts that are taken back at present."""
        with self._session.database.reading() as reading:
            return undone_ids(reading.acts.acts())

    def undo(self, kind: ActKind, text: str) -> UndoReport:
        """Take back the act of this kind whose id begins with `text`.

        Raises NOT_FOUND, AMBIGUOUS, UNDO_DONE, UNDO_TOO_LATE (a sheet of it was decided, or was
        sent to the commune), UNDO_IN_USE (something else rests on a person or household of it),
        UNDO_SCORED (somebody whom it registered has a sheet since), ROLE_NOT_ALLOWED (only the
        commune undoes a bundle), UNDONE_BY_COMMUNE (the commune took it back already, so that this
        would change nothing), UNDO_LOSES (somebody wrote since into what would go), UNDO_WITHDRAWN
        (a sheet of it rests), UNDO_NOBODY (something of it would come back to who is gone).
        """
        return self._answer(kind, text, ActKind.UNDO)

    def redo(self, kind: ActKind, text: str) -> UndoReport:
        """Bring an undone act in again; raises as `undo`, and UNDO_NOT_DONE.

        REDO_DOUBLES where somebody whom a list brought, or a hand, was entered anew since,
        REDO_TOO_EARLY where what another act began is taken back still.
        """
        return self._answer(kind, text, ActKind.REDO)

    def look(self, kind: ActKind, text: str, *, is_redo: bool = False) -> UndoReport:
        """What `undo` or `redo` would do, and raises what it raises; nothing is changed."""
        answer = ActKind.REDO if is_redo else ActKind.UNDO
        meant = self._prepare(kind, text, answer)
        with self._session.rehearsal() as work:
            effects = self._record(work, meant, answer)
        return _report(meant, answer, effects)

    def _answer(self, kind: ActKind, text: str, answer: ActKind) -> UndoReport:
        meant = self._prepare(kind, text, answer)
        with self._session.work() as work:
            effects = self._record(work, meant, answer)
            act = meant.act
            work.note_act(ActNote(new_act_id(self._session), answer, act.label, answers=act.id))
            work.commit()
        return _report(meant, answer, effects)

    def _prepare(self, kind: ActKind, text: str, answer: ActKind) -> _Meant:
        """The act that is meant, and what is voided of it."""
        self._session.require_unit()
        if kind is ActKind.BUNDLE:
            self._session.require_commune()
        with self._session.database.reading() as reading:
            acts = reading.acts.acts()
            act = _find(reading, acts, kind, text)
            label = act_labels(reading, [act])[act.id]
            is_undone = act.id in undone_ids(acts)
            if is_undone and answer is ActKind.UNDO:
                raise VanHoaError(ErrorCode.UNDO_DONE, label=label)
            if not is_undone and answer is ActKind.REDO:
                raise VanHoaError(ErrorCode.UNDO_NOT_DONE, label=label)
            voided = act if answer is ActKind.UNDO else _last_undo(acts, act)
            _check_has_effect(ActsTakenBack(reading, acts), act, voided, label)
            named = _without_used_households(reading, act, _undoable(reading, voided))
            written = _undoable(reading, act)
            return _Meant(act, label, named, written, voided.first, _said(reading, act))

    def _record(self, work: UnitOfWork, meant: _Meant, answer: ActKind) -> UndoEffects:
        """Record the voids; raises UNDO_TOO_LATE, UNDO_IN_USE, UNDO_SCORED, REDO_DOUBLES.

        And UNDO_LOSES, UNDO_WITHDRAWN, UNDO_NOBODY, REDO_TOO_EARLY.
        """
        work.prefetch(record for record, _ in meant.named)
        is_commune = self._session.identity.is_commune
        own_unit = None if is_commune else self._session.require_unit()
        is_undo = answer is ActKind.UNDO
        begun = {r for r, said in meant.said.items() if is_undo and CONTROL in said}
        elsewhere = out_of_reach(work, meant.named, begun, own_unit)
        named = {key: ids for key, ids in meant.named.items() if key[0] not in elsewhere}
        meant = meant._replace(named=named)
        records = [record for record, _ in named]
        self._check_open(work, records, answer)
        moved = _moved_sheets(work, meant)
        if not is_commune:
            check_not_resting(work, [r for r in records if r not in moved], answer)
        own = {record: ids for (record, _), ids in meant.written.items() if record in set(records)}
        # Where the rest can stay, it stays though it says what the act said too.
        keeps = is_undo and meant.act.kind is ActKind.IMPORT
        kinds = {record: kind for record, kind in named if not (keeps and kind in MAY_BE_KEPT)}
        said = {record: values for record, values in meant.said.items() if record in kinds}
        later = LaterWork(work, own, said, is_commune=is_commune)
        keeping, anchors = Keeping(work, named, later), Anchors(work, named)
        check = UndoCheck(work, records, meant.since, is_commune=is_commune)
        is_redone = answer is ActKind.REDO and meant.act.kind in _OF_PEOPLE
        doubles = RedoneDoubles(work, records, meant.since) if is_redone else None
        early = None if is_undo else RedoneTooEarly(work, records)
        watch = EffectWatch(work, named, meant.said)
        for (record, kind_name), ids in named.items():
            if record not in moved:
                work.record(Wish(kind_name, record, Op.VOID, names=tuple(ids)))
        for person, year in moved.values():
            fit_sheet(work, person, year)
        kept = keeping.keep(begins_anew=keeps)
        check.finish(answer)
        check_nothing_lost(work, named, later, answer)
        anchors.check(answer)
        if early is not None:
            early.check()
        if doubles is not None:
            doubles.check()
        return replace(
            watch.effects(), kept=_people(work, kept), elsewhere=_people(work, elsewhere)
        )

    def _check_open(self, work: UnitOfWork, records: Sequence[str], answer: ActKind) -> None:
        """What was decided with a sheet, or sent on, is answered and not undone (or redone)."""
        is_commune = self._session.identity.is_commune
        closed = 0
        for record in records:
            state = work.state(record)
            if state is not None and state.kind == "assessment" and state.control is not None:
                closed += not may_undo(state.control.status, is_commune=is_commune)
        if closed:
            raise VanHoaError(ErrorCode.UNDO_TOO_LATE, count=closed, answer=undo_verb(answer))


def _people(work: UnitOfWork, records: Iterable[str]) -> tuple[str, ...]:
    """The people whom some records are about, by name."""
    return tuple(sorted(set(record_labels(work, records).values()), key=sort_key))


def _report(meant: _Meant, answer: ActKind, effects: UndoEffects) -> UndoReport:
    undone = frozenset({meant.act.id} if answer is ActKind.UNDO else ())
    listed = _listed(meant.act, meant.label, undone)
    changes = sum(map(len, meant.named.values()))
    return UndoReport(listed, len(meant.named), changes, effects)


def _listed(act: Act, label: str, undone: frozenset[str]) -> ListedAct:
    changes = act.last - act.first + 1
    is_undone = act.id in undone
    return ListedAct(act.id, act.kind, label, act.unit, changes, act.officer, act.at, is_undone)


def _find(reading: Reading, acts: Sequence[Act], kind: ActKind, text: str) -> Act:
    found = _beginning([act for act in acts if act.kind is kind], text)
    if not found:
        raise VanHoaError(ErrorCode.NOT_FOUND, what=kind.value, text=text)
    if len(found) > 1:
        candidates = ", ".join(act_labels(reading, found).values())
        raise VanHoaError(
            ErrorCode.AMBIGUOUS, what=kind.value, text=text, count=len(found), candidates=candidates
        )
    return found[0]


def _beginning(acts: Sequence[Act], text: str) -> list[Act]:
    """Those whose id begins with a text; none for an empty one."""
    wanted = text.strip().lower()
    return [act for act in acts if wanted and act.id.startswith(wanted)]


def _last_undo(acts: Sequence[Act], act: Act) -> Act:
    return [undo for undo in acts if undo.answers == act.id and undo.kind is ActKind.UNDO][-1]


def _undoable(reading: Reading, act: Act) -> Named:
    """(record, kind) → ids of the act's changes; what only the office writes is not undone."""
    named: dict[tuple[str, str], list[ChangeId]] = defaultdict(list)
    for held in reading.journal.in_range(act.first, act.last):
        header = held.change.header
        if is_undoable(held.change):
            named[header.record, header.kind].append(held.change.id)
    return dict(named)


def _moved_sheets(work: UnitOfWork, meant: _Meant) -> dict[str, tuple[str, int]]:
    """The sheets that an act of registering opened or let rest: of whom, of which year.

    One that rests takes no void from its unit: it is moved again as the registration stands.
    """
    if meant.act.kind not in REGISTERING:
        return {}
    sheets = [record for record, kind in meant.named if kind == "assessment"]
    found = {record: state.values for record in sheets if (state := work.state(record))}
    return {
        record: (str(values["person"]), year)
        for record, values in found.items()
        if isinstance(year := values["year"], int)
    }


def _said(reading: Reading, act: Act) -> dict[str, dict[str, Json]]:
    """Record → what an act wrote of it, by field."""
    said: dict[str, dict[str, Json]] = defaultdict(dict)
    for held in reading.journal.in_range(act.first, act.last):
        if held.change.body is not None:
            said[held.change.header.record] |= held.change.body.values
    return said


def _check_has_effect(others: ActsTakenBack, meant: Act, voided: Act, label: str) -> None:
    """Raise UNDONE_BY_COMMUNE where an answer would change nothing.

    `meant`: what is undone or done again; `voided`: what is voided for that, itself or its undoing.
    """
    is_redo = voided is not meant
    is_gone = others.share(meant) is TakenBackShare.ALL
    is_kept = is_redo and others.undoing(voided) is TakenBackShare.ALL
    if is_gone or is_kept:
        answer = undo_verb(ActKind.REDO if is_redo else ActKind.UNDO)
        why = "kept" if is_kept else "undone"
        raise VanHoaError(ErrorCode.UNDONE_BY_COMMUNE, label=label, answer=answer, why=why)


def _without_used_households(reading: Reading, act: Act, named: Named) -> Named:
    """What was written by hand is taken back without the household in which others live now.

    It was begun with the first person who was put into it; whoever came later stays in it.
    """
    if act.kind not in BY_HAND:
        return named
    households = [record for record, kind in named if kind == "household"]
    written = {record for record, _ in named}
    used = {item.subject for item in reading.resting.on(households) if item.record not in written}
    return {key: ids for key, ids in named.items() if key[0] not in used}
