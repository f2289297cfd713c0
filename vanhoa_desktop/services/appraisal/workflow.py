"""Submitting by the unit and appraising by the commune."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.db.unit_of_work import ActNote, UnitOfWork
from vanhoa_desktop.domain.assessments import Assessment
from vanhoa_desktop.domain.enums import AssessmentStatus, LearningModel, Outcome
from vanhoa_desktop.domain.sheet_lifecycle import (
    MAY_BE_APPRAISED,
    MAY_BE_RETURNED,
    MAY_BE_SUBMITTED,
)
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.services.appraisal.appraisal_undo import appraisal_act
from vanhoa_desktop.services.appraisal.hints import outlier_warnings
from vanhoa_desktop.services.appraisal.sheet_warnings import Warned, sheet_warnings
from vanhoa_desktop.services.office.confirmed import check_confirmed
from vanhoa_desktop.services.office.control import control
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.setup.cycles import open_cycle
from vanhoa_desktop.services.sheets.disputes import CONFLICT, Disputes, HeldSheet, held_sheets
from vanhoa_desktop.services.sheets.unscored import unscored_people
from vanhoa_desktop.texts.words.plain import plain_text

_NOTHING_MORE: Mapping[str, Json] = {}
_BEFORE_APPRAISAL = tuple(sorted(MAY_BE_SUBMITTED | MAY_BE_APPRAISED))


@dataclass(frozen=True, slots=True)
class WorkflowReport:
    """How many sheets moved on, which were left, and what is missing beside them.

    `sheets`: the ids of those that moved, or would move. `unscored`: when sheets are sent, the
    names of those who are registered and have no points at all.
    """

    moved: int
    held: tuple[HeldSheet, ...]
    warnings: tuple[Warned, ...]
    sheets: frozenset[str] = frozenset()
    unscored: tuple[str, ...] = ()


class WorkflowService:
    """Moves sheets from the unit to the commune and through its appraisal."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def submit(self, year: int) -> WorkflowReport:
        """Send every complete sheet of this unit to the commune; the others are left as they are.

        Sheets of all models go together. At the commune it takes the commune's own and those that
        it entered for units without a device of their own.
        """
        return self.submit_with(year, _nothing_more)

    def look_at_submission(self, year: int) -> WorkflowReport:
        """What `submit` would do and what is missing; nothing is changed."""
        return self._submission(year)[1]

    def submit_with(
        self,
        year: int,
        also: Callable[[UnitOfWork], None],
        confirmed: frozenset[str] | None = None,
    ) -> WorkflowReport:
        """Submit, and do something more in the same transaction: if that fails, nothing moved.

        Raises CONFIRMED_CHANGED if other sheets would go than were agreed to (`confirmed`, by id).
        """
        ready, report = self._submission(year)
        check_confirmed(confirmed, report.sheets)
        with self._session.work() as work:
            is_commune = self._session.identity.is_commune
            _put(work, ready, AssessmentStatus.SUBMITTED, covers=is_commune)
            work.commit()
            also(work)
        return report

    def _submission(self, year: int) -> tuple[list[Assessment], WorkflowReport]:
        own_unit = self._session.require_unit()
        with self._session.database.reading() as reading:
            open_cycle(reading, year)
            sheets = self._unsubmitted(reading, year, own_unit)
            disputes = Disputes(reading, year)
            ready = [sheet for sheet in sheets if _staying_code(sheet, disputes) is None]
            warnings = _warnings(reading, year, ready)
            moved = {sheet.id for sheet in ready}
            left = [sheet for sheet in sheets if sheet.id not in moved]
            codes = [(s, c) for s in left if (c := _staying_code(s, disputes)) is not None]
            held = held_sheets(reading, disputes, codes)
            unscored = unscored_people(reading, year, own_unit)
        return ready, WorkflowReport(len(ready), held, warnings, frozenset(moved), unscored)

    def appraise(
        self,
        year: int,
        unit: str | None = None,
        people: Iterable[str] = (),
        model: LearningModel = LearningModel.CITIZEN,
        *,
        confirmed: frozenset[str] | None = None,
    ) -> WorkflowReport:
        """Accept the points of submitted sheets of a model, of one unit, some subjects or all.

        Held back are only sheets that are not submitted, incomplete, in dispute (rival values, or
        changes that do not stand, wait for a person), or resting on one that is. Taken back as a
        whole by `AppraisalUndoService`. Raises CONFIRMED_CHANGED if other sheets would be accepted
        than were agreed to (`confirmed`, by id).
        """
        self._session.require_commune()
        wanted = frozenset(people)
        with self._session.database.reading() as reading:
            open_cycle(reading, year)
            sheets = reading.assessments.assessments(
                year, unit=unit, statuses=_BEFORE_APPRAISAL, model=model
            )
            sheets = [sheet for sheet in sheets if not wanted or sheet.person in wanted]
            ready, report = _appraisal(reading, year, sheets)
        check_confirmed(confirmed, report.sheets)
        act = appraisal_act(self._session, year)
        self._move(ready, AssessmentStatus.APPRAISED, covers=True, act=act)
        return report

    def look_at_appraisal(self, year: int) -> WorkflowReport:
        """What `appraise` would do with all citizens' sheets that were sent; nothing is changed.

        Those that their units have not sent are not told of.
        """
        self._session.require_commune()
        with self._session.database.reading() as reading:
            open_cycle(reading, year)
            sheets = reading.assessments.assessments(year, statuses=sorted(MAY_BE_APPRAISED))
            return _appraisal(reading, year, sheets)[1]

    def return_sheets(
        self,
        year: int,
        reason: str,
        unit: str | None = None,
        people: Iterable[str] = (),
        model: LearningModel = LearningModel.CITIZEN,
    ) -> WorkflowReport:
        """Give sheets of a model back to be completed: some subjects', or all of one unit.

        Held back are sheets that were never sent, and those that a decision already names. Raises
        VALUE_INVALID without a reason.
        """
        self._session.require_commune()
        why = plain_text(reason)
        if not why:
            raise VanHoaError(ErrorCode.VALUE_INVALID, field="reason", value=reason)
        wanted = frozenset(people)
        with self._session.database.reading() as reading:
            open_cycle(reading, year)
            sheets = reading.assessments.assessments(year, unit=unit, model=model)
            chosen = [sheet for sheet in sheets if not wanted or sheet.person in wanted]
            held = held_sheets(
                reading,
                Disputes(reading, year),
                [
                    (s, "NOT_SUBMITTED" if s.status in MAY_BE_SUBMITTED else "DECIDED")
                    for s in chosen
                    if s.status not in MAY_BE_RETURNED
                ],
            )
        ready = [sheet for sheet in chosen if sheet.status in MAY_BE_RETURNED]
        self._move(ready, AssessmentStatus.RETURNED, covers=True, more={"return_reason": why})
        return WorkflowReport(len(ready), held, ())

    def _move(
        self,
        sheets: Sequence[Assessment],
        status: AssessmentStatus,
        *,
        covers: bool,
        more: Mapping[str, Json] = _NOTHING_MORE,
        act: ActNote | None = None,
    ) -> None:
        if not sheets:
            return
        with self._session.work() as work:
            _put(work, sheets, status, covers=covers, more=more)
            if act is not None:
                work.note_act(act)
            work.commit()

    def _unsubmitted(self, reading: Reading, year: int, own_unit: str) -> list[Assessment]:
        is_commune = self._session.identity.is_commune
        unit = None if is_commune else own_unit
        sheets = [
            sheet
            for model in LearningModel
            for sheet in reading.assessments.assessments(
                year, unit=unit, statuses=sorted(MAY_BE_SUBMITTED), model=model
            )
        ]
        trust = reading.trust
        if not is_commune or trust is None:
            return sheets
        equipped = frozenset(device.unit for device in trust.devices.values())
        return [sheet for sheet in sheets if sheet.unit == own_unit or sheet.unit not in equipped]


def _appraisal(
    reading: Reading, year: int, sheets: Sequence[Assessment]
) -> tuple[list[Assessment], WorkflowReport]:
    """The sheets that may be appraised, and what would be told."""
    disputes = Disputes(reading, year)
    codes = {sheet.id: _holding_code(sheet, disputes) for sheet in sheets}
    ready = [sheet for sheet in sheets if codes[sheet.id] is None]
    held = held_sheets(reading, disputes, [(s, c) for s in sheets if (c := codes[s.id])])
    moved = frozenset(sheet.id for sheet in ready)
    return ready, WorkflowReport(len(ready), held, _warnings(reading, year, ready), moved)


def _nothing_more(_work: UnitOfWork) -> None:
    """Sheets alone are handed over."""


def _put(
    work: UnitOfWork,
    sheets: Sequence[Assessment],
    status: AssessmentStatus,
    *,
    covers: bool,
    more: Mapping[str, Json] = _NOTHING_MORE,
) -> None:
    work.prefetch(sheet.id for sheet in sheets)
    for sheet in sheets:
        values = control(sheet.unit, status.value) | dict(more)
        work.put("assessment", sheet.id, values, covers=covers)


def _warnings(reading: Reading, year: int, sheets: Sequence[Assessment]) -> tuple[Warned, ...]:
    """What is missing beside people's sheets, and what looks unusual about them."""
    citizens = [sheet for sheet in sheets if sheet.model is LearningModel.CITIZEN]
    return (
        *sheet_warnings(reading, year, citizens),
        *outlier_warnings(reading, year, citizens),
    )


def _staying_code(sheet: Assessment, disputes: Disputes) -> str | None:
    """Why a sheet is not sent: nobody should wait for a title that cannot come."""
    if sheet.has_conflict:
        return CONFLICT
    if sheet.model is LearningModel.CITIZEN and (code := disputes.left.get(sheet.person)):
        return code
    return "INCOMPLETE" if sheet.outcome is Outcome.NOT_ASSESSED else None


def _holding_code(sheet: Assessment, disputes: Disputes) -> str | None:
    code = disputes.code(sheet)
    if code is not None:
        return code
    if sheet.status not in MAY_BE_APPRAISED:
        return "NOT_SUBMITTED"
    return "INCOMPLETE" if sheet.outcome is Outcome.NOT_ASSESSED else None
