"""Which sheets count as begun: one rule for every list and count."""

from sqlalchemy import ColumnElement, exists, or_

from vanhoa_desktop.db.tables.projections import assessment, points
from vanhoa_desktop.domain.enums import AssessmentStatus, LearningModel


def is_begun_sheet() -> ColumnElement[bool]:
    """Whether somebody answered something on a sheet, or it went its way.

    One whose only point was taken back stands in the journal; to people it was never begun. What
    bodies are asked beside points is not looked at: their sheets are begun when they are made.
    """
    return or_(
        assessment.c.status != AssessmentStatus.OPEN.value,
        assessment.c.model != LearningModel.CITIZEN.value,
        assessment.c.in_conflict,
        exists().where(points.c.assessment == assessment.c.record),
    )
