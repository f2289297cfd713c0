"""What an undo or a redo leaves standing: what is not the act's alone, or is not here any more."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.db.unit_of_work import UnitOfWork
from vanhoa_desktop.domain.enums import ActKind, AssessmentStatus, LearningModel
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.journal.change import CONTROL, ChangeId
from vanhoa_desktop.journal.fold import RecordState
from vanhoa_desktop.journal.identity import assessment_id
from vanhoa_desktop.services.office.control import control, is_begun, is_standing
from vanhoa_desktop.services.office.gone_people import names_last_written
from vanhoa_desktop.services.review.later_work import LaterWork, beginning_fields, record_labels
from vanhoa_desktop.services.review.undo_words import named_in_full, undo_verb
from vanhoa_desktop.texts.sentences.effects import kind_term
from vanhoa_desktop.texts.words.names import sort_key

# There is one of each person and year, and its key alone lets it stand.
MAY_BE_KEPT = frozenset({"assessment", "registration", "digital", "outside_title"})

Named = Mapping[tuple[str, str], Sequence[ChangeId]]


def out_of_reach(
    work: UnitOfWork, named: Named, begun: Collection[str], own_unit: str | None
) -> frozenset[str]:
    """The records of an act that are not for this office to take back any more.

    Those that the commune gave to another unit than `own_unit` (None at the commune), and people
    whom the act began (`begun`) and whose place somebody has said anew since: without what the act
    wrote nobody would know who they are.
    """
    return frozenset(
        record
        for (record, kind), ids in named.items()
        if (state := work.state(record)) is not None
        and state.control is not None
        and (
            own_unit not in {None, state.control.unit}
            or (kind == "person" and record in begun and state.fields[CONTROL].shown not in ids)
        )
    )


def check_not_resting(work: UnitOfWork, sheets: Iterable[str], answer: ActKind) -> None:
    """Raise UNDO_WITHDRAWN for sheets that rest because their people withdrew.

    Nothing is written into them at a unit, neither points nor what takes points back.
    """
    resting = []
    for record in sheets:
        state = work.state(record)
        held = None if state is None else state.control
        if held is not None and held.status == AssessmentStatus.WITHDRAWN.value:
            resting.append(record)
    if resting:
        names = sorted(record_labels(work, resting).values(), key=sort_key)
        raise VanHoaError(
            ErrorCode.UNDO_WITHDRAWN,
            answer=undo_verb(answer),
            count=len(resting),
            people=named_in_full(names, "người khác"),
        )


class Keeping:
    """Lets sheets, registrations and skills stand into which somebody wrote beside the act.

    The act's own values go. What a record says from its first change on is said once more where it
    would go with them: by that the rest keeps its place, and another undo finds it the same.
    """

    def __init__(self, work: UnitOfWork, named: Named, later: LaterWork) -> None:
        self._work = work
        self._later = later
        self._before = {
            record: state
            for record, kind in named
            if kind in MAY_BE_KEPT
            and (state := work.state(record)) is not None
            and is_standing(work, record)
        }

    def keep(self, *, begins_anew: bool) -> list[str]:
        """Say again what is needed, after the voids were recorded; the records that are kept so.

        With `begins_anew` also those of which nothing is left that says whose they are.
        """
        kept = []
        # Registrations last: a sheet that stays needs its own.
        for record, before in sorted(
            self._before.items(), key=lambda i: i[1].kind == "registration"
        ):
            is_there = is_begun(self._work, record)
            if not is_there and not (begins_anew and self._is_needed(record, before)):
                continue
            missing = self._missing(record, before)
            if missing:
                self._work.put(before.kind, record, missing)
                kept.append(record)
        return kept

    def _missing(self, record: str, before: RecordState) -> dict[str, Json]:
        now = self._work.state(record)
        left = {} if now is None else now.values
        wanted = beginning_fields(before.kind) & before.values.keys()
        values = {name: before.values[name] for name in sorted(wanted) if name not in left}
        if now is not None and now.control is None and before.control is not None:
            values |= control(before.control.unit, before.control.status)
        return values

    def _is_needed(self, record: str, before: RecordState) -> bool:
        person, year = before.values.get("person"), before.values.get("year")
        if self._later.on(record) or not isinstance(year, int):
            return self._later.on(record)
        sheet = assessment_id(str(person), year, LearningModel.CITIZEN)
        return before.kind == "registration" and counts(self._work, sheet)


def counts(work: UnitOfWork, sheet: str) -> bool:
    """Whether a sheet is there whose person has not withdrawn."""
    state = work.state(sheet)
    if state is None or state.control is None or not is_standing(work, sheet):
        return False
    return state.control.status != AssessmentStatus.WITHDRAWN.value


def check_nothing_lost(work: UnitOfWork, named: Named, later: LaterWork, answer: ActKind) -> None:
    """Raise UNDO_LOSES where a record goes into which somebody wrote beside the act."""
    lost = [r for r, _ in named if later.on(r) and not is_begun(work, r)]
    if lost:
        raise VanHoaError(
            ErrorCode.UNDO_LOSES,
            answer=undo_verb(answer),
            count=len(lost),
            people=named_in_full(later.told(lost), "người, hộ khác"),
        )


class Anchors:
    """What the records of an act hang on, looked at before the answer and after.

    A sheet hangs on its person, somebody's home on the household.
    """

    def __init__(self, work: UnitOfWork, named: Named) -> None:
        self._work = work
        self._records = [record for record, _ in named]
        self._before = {record: self._anchor(record) for record in self._records}

    def check(self, answer: ActKind) -> None:
        """Raise UNDO_NOBODY where something comes back to somebody who is not there."""
        hanging = [
            (anchor, record)
            for record in self._records
            if (anchor := self._anchor(record)) is not None
            and anchor != self._before[record]
            and not is_standing(self._work, anchor)
        ]
        if not hanging:
            return
        what: dict[str, dict[str, None]] = {}
        labels = names_last_written(self._work.view, {anchor for anchor, _ in hanging})
        codes = record_labels(self._work, [anchor for anchor, _ in hanging])
        for anchor, record in hanging:
            state = self._work.state(record)
            kind = "" if state is None else kind_term(state.kind)
            label = labels.get(anchor) or codes[anchor]
            what.setdefault(label, {})[kind] = None
        told = [f"{label}: {', '.join(kinds)}" for label, kinds in what.items()]
        raise VanHoaError(
            ErrorCode.UNDO_NOBODY,
            answer=undo_verb(answer),
            count=len(what),
            people=named_in_full(sorted(told, key=sort_key), "người, hộ khác"),
        )

    def _anchor(self, record: str) -> str | None:
        """What a record that is there hangs on."""
        state = self._work.state(record)
        if state is None or not is_standing(self._work, record):
            return None
        membership = state.values.get("membership")
        home = membership.get("household") if isinstance(membership, Mapping) else None
        found = home if state.kind == "person" else state.values.get("person")
        return found if isinstance(found, str) else None
