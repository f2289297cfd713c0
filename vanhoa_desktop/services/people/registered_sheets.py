"""A sheet rests while the person is not registered, and is open again with the registration."""

from vanhoa_desktop.db.unit_of_work import UnitOfWork
from vanhoa_desktop.domain.enums import AssessmentStatus, LearningModel
from vanhoa_desktop.journal.identity import assessment_id, registration_id
from vanhoa_desktop.services.office.control import control, is_standing


def fit_sheet(work: UnitOfWork, person: str, year: int) -> None:
    """Open a sheet that rested, or let an open one rest, as the registration now stands."""
    record = assessment_id(person, year, LearningModel.CITIZEN)
    state = work.state(record)
    if state is None or state.control is None:
        return
    resting, scored = AssessmentStatus.WITHDRAWN, AssessmentStatus.OPEN
    is_registered = is_standing(work, registration_id(person, year))
    before, after = (resting, scored) if is_registered else (scored, resting)
    if state.control.status == before:
        work.put_changed("assessment", record, control(state.control.unit, after.value))
