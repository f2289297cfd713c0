"""Opening the assessment year and naming its criteria sets."""

from collections.abc import Mapping
from functools import cache

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.assessments import CriteriaReference, Cycle
from vanhoa_desktop.domain.enums import LearningModel
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.journal.identity import cycle_id
from vanhoa_desktop.scoring.criteria import CriteriaSet
from vanhoa_desktop.services.office.control import control
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.setup.criteria import CriteriaService, content_of
from vanhoa_desktop.services.setup.criteria_files import put_criteria, reference_of, use_field

FIRST_YEAR, LAST_YEAR = 2021, 2099


def open_cycle(reading: Reading, year: int) -> Cycle:
    """The cycle of a year; raises CYCLE_NOT_OPEN if there is none."""
    # A number that no calendar has must not reach the store, whose integers end at 2^63.
    cycle = reading.units.cycle(year) if FIRST_YEAR <= year <= LAST_YEAR else None
    if cycle is None:
        raise VanHoaError(ErrorCode.CYCLE_NOT_OPEN, year=year)
    return cycle


@cache
def cycle_records() -> frozenset[str]:
    """The record ids that years have, opened or not; changes to one of them open or name a year."""
    return frozenset(map(cycle_id, range(FIRST_YEAR, LAST_YEAR + 1)))


class CycleService:
    """Opens and lists cycles."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def open(self, year: int, until: str | None = None) -> Cycle:
        """Open a year with, per model, the newest criteria set in force.

        Raises CYCLE_EXISTS or VALUE_INVALID.

        The content of each set travels with it, so that a village scores by the same text whatever
        its program ships.
        """
        self._session.require_office()
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise VanHoaError(ErrorCode.VALUE_INVALID, field="year", value=year)
        with self._session.database.reading() as reading:
            if reading.units.cycle(year) is not None:
                raise VanHoaError(ErrorCode.CYCLE_EXISTS, year=year)
        sets = CriteriaService(self._session).newest_in_force(year)
        self._write(year, until, sets)
        with self._session.database.reading() as reading:
            return open_cycle(reading, year)

    def cycles(self) -> list[Cycle]:
        """All cycles by year."""
        with self._session.database.reading() as reading:
            return reading.units.cycles()

    def _write(
        self, year: int, until: str | None, sets: Mapping[LearningModel, CriteriaSet]
    ) -> None:
        unit = self._session.require_unit()
        values: dict[str, Json] = control(unit) | {"until": until, "year": year}
        with self._session.database.reading() as reading:
            contents = {
                criteria.sha256: content_of(reading, criteria) for criteria in sets.values()
            }
        with self._session.work() as work:
            for model, criteria in sorted(sets.items()):
                values[use_field(model)] = reference_of(criteria)
                put_criteria(work, unit, criteria, contents[criteria.sha256])
            work.put("cycle", cycle_id(year), values)
            work.commit()


def citizen_criteria(reading: Reading, cycle: Cycle) -> tuple[CriteriaReference, CriteriaSet]:
    """The citizen set of a cycle; raises CRITERIA_INVALID if the store lacks it."""
    return criteria_of_year(reading, cycle, LearningModel.CITIZEN)


def criteria_of_year(
    reading: Reading, cycle: Cycle, model: LearningModel
) -> tuple[CriteriaReference, CriteriaSet]:
    """The set of a model in a cycle; raises CRITERIA_INVALID if the store lacks it."""
    reference = cycle.criteria.get(model)
    criteria = None if reference is None else reading.criteria.of(reference.sha256)
    if reference is None or criteria is None:
        raise VanHoaError(ErrorCode.CRITERIA_INVALID, name=str(cycle.year), problems="")
    return reference, criteria
