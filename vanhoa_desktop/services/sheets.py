"""One assessment as an officer sees it: points side by side, result, reasons, what is missing."""

from dataclasses import dataclass

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.assessments import Assessment, Cycle, Registration
from vanhoa_desktop.domain.enums import AssessmentStatus, Assessor, TargetGroup
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.scoring.criteria import CriteriaSet
from vanhoa_desktop.scoring.engine import Result, assess
from vanhoa_desktop.services.cycles import citizen_criteria, open_cycle


@dataclass(frozen=True, slots=True)
class Sheet:
    """A person's assessment of a year with its criteria and explained result.

    `assessment` is None if none is begun.
    """

    person: Person
    cycle: Cycle
    criteria: CriteriaSet
    registration: Registration | None
    assessment: Assessment | None
    group: TargetGroup | None
    result: Result

    @property
    def state(self) -> str:
        """The sheet's state in the year's workflow (product.md): registered … recognised."""
        return state_of(self.assessment, is_registered=self.registration is not None)


def state_of(sheet: Assessment | None, *, is_registered: bool) -> str:
    """Where a sheet of any model stands in the year's workflow."""
    if sheet is None:
        return "registered" if is_registered else "not_registered"
    if sheet.status is AssessmentStatus.RECEIVED:
        return AssessmentStatus.SUBMITTED.value
    if sheet.status is not AssessmentStatus.OPEN:
        return sheet.status.value
    given = {assessor for assessor, points in sheet.points.items() if points}
    if given & {Assessor.VILLAGE, Assessor.COMMUNE}:
        return "unit_assessed"
    return "self_assessed" if Assessor.SELF in given else "registered"


def read_sheet(reading: Reading, person: Person, year: int) -> Sheet:
    """The sheet of one person; raises CYCLE_NOT_OPEN."""
    cycle = open_cycle(reading, year)
    assessment = reading.assessments.assessment(person.id, year)
    _, criteria = citizen_criteria(reading, cycle)
    if assessment is not None:
        criteria = reading.criteria.of(assessment.criteria_sha256) or criteria
    group = person.target_group if assessment is None else assessment.target_group
    return Sheet(
        person=person,
        cycle=cycle,
        criteria=criteria,
        registration=reading.assessments.registration(person.id, year),
        assessment=assessment,
        group=group,
        result=assess(criteria, {} if assessment is None else assessment.points, group),
    )
