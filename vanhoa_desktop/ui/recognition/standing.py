"""Where the year stands at the commune, and what is read anew before it decides (no Qt)."""

from dataclasses import dataclass

from vanhoa_desktop.domain.assessments import Decision
from vanhoa_desktop.domain.enums import LearningModel
from vanhoa_desktop.services.appraisal.appraisal_undo import AppraisalUndoService, LastAppraisal
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.recognition.decision_numbers import (
    COMMON_ENDING,
    UsedNumber,
    usual_ending,
)
from vanhoa_desktop.services.recognition.numbering import Numbering, NumberingService
from vanhoa_desktop.services.recognition.recognition import Proposed, RecognitionService
from vanhoa_desktop.services.sheets.disputes import DisputeService, HeldSheet
from vanhoa_desktop.services.sheets.overview import OverviewService, UnitYear


@dataclass(frozen=True, slots=True)
class YearStanding:
    """What the page shows.

    `held`: whose sheets lie here and wait; `used`: the numbers that decisions have already;
    `ending`: what a number of figures alone is completed with.
    """

    units: tuple[UnitYear, ...]
    eligible: int
    decisions: tuple[Decision, ...]
    used: tuple[UsedNumber, ...] = ()
    held: tuple[HeldSheet, ...] = ()
    last: LastAppraisal | None = None
    ending: str = COMMON_ENDING


def year_standing(year: int, session: Session) -> YearStanding:
    """Read it; takes long where many were appraised."""
    service = RecognitionService(session)
    used = service.used_numbers()
    return YearStanding(
        units=tuple(OverviewService(session).units(year)),
        eligible=len(service.candidates(year)),
        decisions=tuple(service.decisions(year)),
        used=used,
        held=DisputeService(session).held(year),
        last=AppraisalUndoService(session).last(year),
        ending=usual_ending(used, LearningModel.CITIZEN),
    )


def about_to_decide(year: int, session: Session) -> tuple[Numbering, Proposed]:
    """What the question is about: read when it is asked, never taken from the page."""
    return NumberingService(session).numbering(year), RecognitionService(session).proposed(year)
