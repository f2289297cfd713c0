"""One assessment as an officer sees it: points side by side, result, reasons, what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.assessments import Assessment, Cycle, Registration
from vanhoa_desktop.domain.enums import AssessmentStatus, Assessor, TargetGroup
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.scoring.criteria import CriteriaSet
from vanhoa_desktop.scoring.engine import Result, assess
from vanhoa_desktop.services.setup.cycles import citizen_criteria, open_cycle


@dataclass(frozen=True, slots=True)
class PersonSheet:
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
        return workflow_state(self.assessment, is_registered=self.registration is not None)


def workflow_state(sheet: Assessment | None, *, is_registered: bool) -> str:
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
    if Assessor.SELF in given:
        return "self_assessed"
    return "registered" if is_registered else "not_registered"


def read_sheet(reading: Reading, person: Person, year: int) -> PersonSheet:
    """The sheet of one person; raises CYCLE_NOT_OPEN."""
    cycle = open_cycle(reading, year)
    assessment = reading.assessments.assessment(person.id, year)
    _, criteria = citizen_criteria(reading, cycle)
    if assessment is not None:
        criteria = reading.criteria.of(assessment.criteria_sha256) or criteria
    registration = reading.assessments.registration(person.id, year)
    return composed_sheet(person, cycle, criteria, registration, assessment)


def composed_sheet(
    person: Person,
    cycle: Cycle,
    criteria: CriteriaSet,
    registration: Registration | None,
    assessment: Assessment | None,
) -> PersonSheet:
    """A sheet from its parts, with its result."""
    group = person.target_group if assessment is None else assessment.target_group
    return PersonSheet(
        person=person,
        cycle=cycle,
        criteria=criteria,
        registration=registration,
        assessment=assessment,
        group=group,
        result=assess(criteria, {} if assessment is None else assessment.points, group),
    )


@dataclass(frozen=True, slots=True)
class YearSheets:
    """Everybody held here and their sheets of a year, at hand.

    Who goes from person to person by keys must not wait for the store at each step. People are in
    Vietnamese order; `criteria` are the sets in use, by hash.
    """

    cycle: Cycle
    people: tuple[Person, ...]
    registrations: Mapping[str, Registration]
    assessments: Mapping[str, Assessment]
    criteria_of_year: CriteriaSet
    criteria: Mapping[str, CriteriaSet]

    def sheet(self, person: Person) -> PersonSheet:
        """The sheet of one person, as it was when all were read."""
        assessment = self.assessments.get(person.id)
        criteria = self.criteria_of_year
        if assessment is not None:
            criteria = self.criteria.get(assessment.criteria_sha256, criteria)
        registration = self.registrations.get(person.id)
        return composed_sheet(person, self.cycle, criteria, registration, assessment)


def read_year_sheets(reading: Reading, year: int) -> YearSheets:
    """The sheets of everybody held here; raises CYCLE_NOT_OPEN."""
    cycle = open_cycle(reading, year)
    _, criteria = citizen_criteria(reading, cycle)
    assessments = {sheet.person: sheet for sheet in reading.assessments.assessments(year)}
    in_use = {sheet.criteria_sha256 for sheet in assessments.values()}
    found = {sha256: reading.criteria.of(sha256) for sha256 in in_use}
    return YearSheets(
        cycle=cycle,
        people=tuple(reading.people.search("")),
        registrations={item.person: item for item in reading.assessments.registrations(year)},
        assessments=assessments,
        criteria_of_year=criteria,
        criteria={sha256: held for sha256, held in found.items() if held is not None},
    )
