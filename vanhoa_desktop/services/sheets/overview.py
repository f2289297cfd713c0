"""Where the year stands: counts for the first screen, and the sheets of a unit at a glance."""

from collections.abc import Mapping
from dataclasses import dataclass

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.assessments import Assessment, Registration
from vanhoa_desktop.domain.enums import AssessmentStatus, Outcome
from vanhoa_desktop.domain.people import Unit
from vanhoa_desktop.domain.sheet_lifecycle import MAY_BE_APPRAISED, OPEN_TO_UNIT, RESTING
from vanhoa_desktop.services.office.gone_people import gone_labels
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.sheets.disputes import Disputes

StatusCounts = Mapping[AssessmentStatus, int]


@dataclass(frozen=True, slots=True)
class UnitYear:
    """A unit in one year: how many people live there and where their sheets stand."""

    unit: Unit
    people: int
    statuses: StatusCounts

    @property
    def waiting(self) -> int:
        """Sheets that wait for the commune's appraisal."""
        return sum(self.statuses.get(status, 0) for status in MAY_BE_APPRAISED)

    @property
    def with_unit(self) -> int:
        """Sheets that the unit has not sent, or got back."""
        return sum(self.statuses.get(status, 0) for status in OPEN_TO_UNIT)

    @property
    def appraised(self) -> int:
        """Appraised and not yet recognised."""
        return self.statuses.get(AssessmentStatus.APPRAISED, 0)

    @property
    def recognised(self) -> int:
        """Recognised by a decision."""
        return self.statuses.get(AssessmentStatus.RECOGNISED, 0)


@dataclass(frozen=True, slots=True)
class YearOverview:
    """Counts of one year at this installation.

    `ready` are sheets that the unit holds, complete and without conflict: they can be sent.
    `open_conflicts` counts records with figures that do not agree. Those in no list any more are
    in none of the counts: `gone` names them. Nor are the sheets of those who withdrew.
    """

    year: int
    people: int
    registered: int
    statuses: StatusCounts
    complete: int
    passed: int
    ready: int
    open_conflicts: int
    gone: tuple[str, ...] = ()

    @property
    def with_commune(self) -> int:
        """Sheets that were sent and are not yet appraised."""
        return sum(self.statuses.get(status, 0) for status in MAY_BE_APPRAISED)

    @property
    def appraised(self) -> int:
        """Appraised and not yet recognised."""
        return self.statuses.get(AssessmentStatus.APPRAISED, 0)

    @property
    def recognised(self) -> int:
        """Recognised by a decision."""
        return self.statuses.get(AssessmentStatus.RECOGNISED, 0)

    @property
    def begun(self) -> int:
        """Sheets of any status."""
        return sum(self.statuses.values())


class OverviewService:
    """Reads where the year stands."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def year(self, year: int) -> YearOverview:
        """Counts of a year; at a unit also how many sheets are complete, pass and can be sent."""
        with self._session.database.reading() as reading:
            nobody = reading.assessments.of_nobody(year)
            is_commune = self._session.identity.is_commune
            own = None if is_commune else self._session.identity.unit_id
            found = [] if is_commune else reading.assessments.assessments(year)
            counted = [sheet for sheet in found if sheet.status not in RESTING]
            sheets = [sheet for sheet in counted if sheet.person not in nobody]
            registered = reading.assessments.registrations(year)
            left = {} if is_commune else Disputes(reading, year).left
            return YearOverview(
                year=year,
                people=reading.people.count(),
                registered=sum(item.person not in nobody for item in registered),
                statuses=_counted(reading.assessments.status_counts(year)),
                complete=sum(sheet.outcome is not Outcome.NOT_ASSESSED for sheet in sheets),
                passed=sum(sheet.outcome is Outcome.PASSED for sheet in sheets),
                ready=sum(_is_ready(sheet) and sheet.person not in left for sheet in sheets),
                open_conflicts=len(reading.states.to_review(own)),
                gone=gone_labels(reading, nobody),
            )

    def units(self, year: int) -> list[UnitYear]:
        """All units with their counts, in Vietnamese order."""
        with self._session.database.reading() as reading:
            return [_unit_year(reading, unit, year) for unit in reading.units.units()]

    def registrations(self, year: int, unit: str | None = None) -> dict[str, Registration]:
        """The registrations of a year by person, of one unit or of all."""
        with self._session.database.reading() as reading:
            found = reading.assessments.registrations(year, unit)
        return {registration.person: registration for registration in found}

    def units_by_id(self) -> dict[str, Unit]:
        """All units but the commune, by id."""
        with self._session.database.reading() as reading:
            return {unit.id: unit for unit in reading.units.units()}


def _counted(statuses: StatusCounts) -> StatusCounts:
    return {status: number for status, number in statuses.items() if status not in RESTING}


def _is_ready(sheet: Assessment) -> bool:
    is_complete = sheet.outcome is not Outcome.NOT_ASSESSED
    return sheet.status in OPEN_TO_UNIT and is_complete and not sheet.has_conflict


def _unit_year(reading: Reading, unit: Unit, year: int) -> UnitYear:
    statuses = _counted(reading.assessments.status_counts(year, unit.id))
    return UnitYear(unit, reading.people.count(unit.id), statuses)
