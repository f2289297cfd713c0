"""Taking the last appraisal back: exactly the sheets that it accepted are «đã gửi xã» again.

Each sheet gets a void that names the appraisal's change, so that everything counts as before it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vanhoa_desktop.db.act_ledger import Act
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.db.unit_of_work import ActNote
from vanhoa_desktop.domain.assessments import Assessment
from vanhoa_desktop.domain.enums import ActKind, AssessmentStatus, LearningModel
from vanhoa_desktop.domain.sheet_lifecycle import SheetHolder, holder_of
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.journal.change import CONTROL, ChangeId, Op
from vanhoa_desktop.journal.drafting import Wish
from vanhoa_desktop.services.office.acts import new_act_id, undone_ids
from vanhoa_desktop.services.office.confirmed import check_confirmed
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.setup.cycles import open_cycle
from vanhoa_desktop.services.sheets.disputes import Disputes, HeldSheet, held_sheets

_DECIDED, _CHANGED = "DECIDED", "CHANGED"


def appraisal_act(session: Session, year: int) -> ActNote:
    """The note that makes an appraisal of a year undoable as a whole."""
    return ActNote(new_act_id(session), ActKind.APPRAISAL, str(year), session.require_unit())


@dataclass(frozen=True, slots=True)
class LastAppraisal:
    """The last appraisal of a year that was not taken back: who did it, when (UTC).

    `sheets` are as many as can be taken back (`records`: their ids), `held` those that stay.
    """

    id: str
    sheets: int
    held: tuple[HeldSheet, ...]
    officer: str
    at: str
    records: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class AppraisalUndone:
    """How many sheets are submitted again, and which stay as they are."""

    taken_back: int
    held: tuple[HeldSheet, ...]


class AppraisalUndoService:
    """Looks at the last appraisal of a year, and takes it back."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def last(self, year: int) -> LastAppraisal | None:
        """The last appraisal that was not taken back; None if there is none.

        Raises ROLE_NOT_ALLOWED, CYCLE_NOT_OPEN.
        """
        self._session.require_commune()
        with self._session.database.reading() as reading:
            open_cycle(reading, year)
            act = _last(reading, year)
            if act is None:
                return None
            ready, left = _sorted_out(reading, act, year)
            held = held_sheets(reading, Disputes(reading, year), left)
        return LastAppraisal(act.id, len(ready), held, act.officer, act.at, frozenset(ready))

    def undo(
        self, year: int, appraisal: str | None = None, confirmed: frozenset[str] | None = None
    ) -> AppraisalUndone:
        """Take back the last appraisal of a year, or the one with this id if it still is the last.

        Sheets that a decision names, or that were changed since, stay as they are. Raises
        ROLE_NOT_ALLOWED, CYCLE_NOT_OPEN, and APPRAISAL_NOT_UNDONE if none was made here, it was
        taken back or another was made since, or no sheet of it can be taken back. Raises
        CONFIRMED_CHANGED if other sheets would be taken back than was agreed to (`confirmed`, by
        id).
        """
        self._session.require_commune()
        with self._session.database.reading() as reading:
            open_cycle(reading, year)
            act = _last(reading, year)
            if act is None or appraisal not in {None, act.id}:
                raise VanHoaError(ErrorCode.APPRAISAL_NOT_UNDONE, year=year)
            ready, left = _sorted_out(reading, act, year)
            check_confirmed(confirmed, ready)
            held = held_sheets(reading, Disputes(reading, year), left)
        if not ready:
            raise VanHoaError(ErrorCode.APPRAISAL_NOT_UNDONE, year=year)
        with self._session.work() as work:
            work.prefetch(ready)
            for record, change in ready.items():
                work.record(Wish("assessment", record, Op.VOID, names=(change,)))
            note = ActNote(new_act_id(self._session), ActKind.UNDO, act.label, answers=act.id)
            work.note_act(note)
            work.commit()
        return AppraisalUndone(len(ready), held)


def _last(reading: Reading, year: int) -> Act | None:
    acts = reading.acts.acts()
    undone = undone_ids(acts)
    found = [act for act in acts if act.kind is ActKind.APPRAISAL and act.label == str(year)]
    return next((act for act in reversed(found) if act.id not in undone), None)


def _sorted_out(
    reading: Reading, act: Act, year: int
) -> tuple[dict[str, ChangeId], Sequence[tuple[Assessment, str]]]:
    """The sheets to take back, each with the change that accepted it; the others with the why."""
    accepted = {
        held.change.header.record: held.change.id
        for held in reading.journal.in_range(act.first, act.last)
        if held.change.body is not None and CONTROL in held.change.body.values
    }
    later = _changed_since(reading, act, accepted)
    ready: dict[str, ChangeId] = {}
    left: list[tuple[Assessment, str]] = []
    for sheet in _sheets(reading, year, accepted):
        if sheet.status is AssessmentStatus.APPRAISED and sheet.id not in later:
            ready[sheet.id] = accepted[sheet.id]
        else:
            is_decided = holder_of(sheet.status) is SheetHolder.CLOSED
            left.append((sheet, _DECIDED if is_decided else _CHANGED))
    return ready, left


def _sheets(reading: Reading, year: int, wanted: Mapping[str, ChangeId]) -> list[Assessment]:
    reader = reading.assessments
    every = (sheet for model in LearningModel for sheet in reader.assessments(year, model=model))
    return [sheet for sheet in every if sheet.id in wanted]


def _changed_since(reading: Reading, act: Act, records: Mapping[str, ChangeId]) -> frozenset[str]:
    found = reading.journal.of_records(records)
    return frozenset(
        record for record, changes in found.items() if any(c.position > act.last for c in changes)
    )
