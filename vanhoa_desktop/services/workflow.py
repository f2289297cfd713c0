"""Submitting by the unit and appraising by the commune."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.assessments import Assessment
from vanhoa_desktop.domain.enums import AssessmentStatus, LearningModel, Outcome
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.services.control import control
from vanhoa_desktop.services.cycles import open_cycle
from vanhoa_desktop.services.hints import outlier_warnings
from vanhoa_desktop.services.session import Session
from vanhoa_desktop.services.sheet_warnings import Warned, sheet_warnings

_UNSUBMITTED = (AssessmentStatus.OPEN, AssessmentStatus.RETURNED)
_APPRAISABLE = frozenset({AssessmentStatus.SUBMITTED, AssessmentStatus.RECEIVED})
_RETURNABLE = frozenset({*_APPRAISABLE, AssessmentStatus.APPRAISED})
_NOTHING_MORE: Mapping[str, Json] = {}
_BEFORE_APPRAISAL = (*_UNSUBMITTED, AssessmentStatus.SUBMITTED, AssessmentStatus.RECEIVED)


@dataclass(frozen=True, slots=True)
class HeldSheet:
    """A sheet that was left where it is, and the code of the reason."""

    person: str
    code: str


@dataclass(frozen=True, slots=True)
class WorkflowReport:
    """How many sheets moved on, which were left, and what is missing beside them."""

    moved: int
    held: tuple[HeldSheet, ...]
    warnings: tuple[Warned, ...]


class WorkflowService:
    """Moves sheets from the unit to the commune and through its appraisal."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def submit(self, year: int) -> WorkflowReport:
        """Send every complete sheet of this unit to the commune; the others are left as they are.

        At the commune it takes the sheets that the commune entered for units without a device of
        their own.
        """
        own_unit = self._session.require_unit()
        with self._session.database.reading() as reading:
            open_cycle(reading, year)
            sheets = self._unsubmitted(reading, year, own_unit)
            ready = [
                sheet
                for sheet in sheets
                if sheet.outcome is not Outcome.NOT_ASSESSED and not sheet.has_conflict
            ]
            warnings = (
                *sheet_warnings(reading, year, ready),
                *outlier_warnings(reading, year, ready),
            )
        self._move(ready, AssessmentStatus.SUBMITTED, covers=self._session.identity.is_commune)
        moved = {sheet.id for sheet in ready}
        held = [
            HeldSheet(s.person, "CONFLICT" if s.has_conflict else "INCOMPLETE")
            for s in sheets
            if s.id not in moved
        ]
        return WorkflowReport(len(ready), tuple(held), warnings)

    def appraise(
        self, year: int, unit: str | None = None, people: Iterable[str] = ()
    ) -> WorkflowReport:
        """Accept the points of submitted sheets, of one unit or some people or all.

        Held back are only sheets that are not submitted, incomplete, or in conflict.
        """
        self._session.require_commune()
        wanted = frozenset(people)
        with self._session.database.reading() as reading:
            open_cycle(reading, year)
            sheets = reading.assessments.assessments(year, unit=unit, statuses=_BEFORE_APPRAISAL)
            sheets = [sheet for sheet in sheets if not wanted or sheet.person in wanted]
            ready = [sheet for sheet in sheets if _holding_code(sheet) is None]
            warnings = (
                *sheet_warnings(reading, year, ready),
                *outlier_warnings(reading, year, ready),
            )
        self._move(ready, AssessmentStatus.APPRAISED, covers=True)
        held = [
            HeldSheet(sheet.person, code)
            for sheet in sheets
            if (code := _holding_code(sheet)) is not None
        ]
        return WorkflowReport(len(ready), tuple(held), warnings)

    def return_sheets(
        self, year: int, reason: str, unit: str | None = None, people: Iterable[str] = ()
    ) -> WorkflowReport:
        """Give sheets back to their unit to be completed: some people's, or all of one unit.

        Held back are sheets that were never sent, and those that a decision already names. Raises
        VALUE_INVALID without a reason.
        """
        self._session.require_commune()
        why = reason.strip()
        if not why:
            raise VanHoaError(ErrorCode.VALUE_INVALID, field="reason", value=reason)
        wanted = frozenset(people)
        with self._session.database.reading() as reading:
            open_cycle(reading, year)
            sheets = reading.assessments.assessments(year, unit=unit)
        chosen = [sheet for sheet in sheets if not wanted or sheet.person in wanted]
        ready = [sheet for sheet in chosen if sheet.status in _RETURNABLE]
        self._move(ready, AssessmentStatus.RETURNED, covers=True, more={"return_reason": why})
        held = [
            HeldSheet(s.person, "NOT_SUBMITTED" if s.status in _UNSUBMITTED else "DECIDED")
            for s in chosen
            if s.status not in _RETURNABLE
        ]
        return WorkflowReport(len(ready), tuple(held), ())

    def _move(
        self,
        sheets: Sequence[Assessment],
        status: AssessmentStatus,
        *,
        covers: bool,
        more: Mapping[str, Json] = _NOTHING_MORE,
    ) -> None:
        if not sheets:
            return
        with self._session.work() as work:
            work.prefetch(sheet.id for sheet in sheets)
            for sheet in sheets:
                values = control(sheet.unit, status.value) | dict(more)
                work.put("assessment", sheet.id, values, covers=covers)
            work.commit()

    def _unsubmitted(self, reading: Reading, year: int, own_unit: str) -> list[Assessment]:
        if not self._session.identity.is_commune:
            return reading.assessments.assessments(year, unit=own_unit, statuses=_UNSUBMITTED)
        trust = reading.trust
        equipped = (
            frozenset() if trust is None else frozenset(d.unit for d in trust.devices.values())
        )
        sheets = reading.assessments.assessments(
            year, statuses=_UNSUBMITTED, model=LearningModel.CITIZEN
        )
        return [sheet for sheet in sheets if sheet.unit not in equipped]


def _holding_code(sheet: Assessment) -> str | None:
    if sheet.status not in _APPRAISABLE:
        return "NOT_SUBMITTED"
    if sheet.has_conflict:
        return "CONFLICT"
    return "INCOMPLETE" if sheet.outcome is Outcome.NOT_ASSESSED else None
