"""Where somebody is assessed in a year: at home or elsewhere (office-practice.md A2)."""

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.services.office.session import Session


class AssessingUnits:
    """The assessing units of one year; on a unit's device also whether that is this one."""

    def __init__(self, session: Session, reading: Reading, year: int) -> None:
        self._own_unit = None if session.identity.is_commune else session.require_unit()
        self._year = year
        self._elsewhere = reading.people.links.assessing_units(year)
        self._names = {unit.id: unit.name for unit in reading.units.units()}

    def of(self, person: Person) -> str:
        """The unit that assesses a person; raises ASSESSED_ELSEWHERE where that is another one."""
        unit = self._elsewhere.get(person.id, person.home_unit)
        if self._own_unit not in (None, unit):
            raise VanHoaError(
                ErrorCode.ASSESSED_ELSEWHERE,
                person=person.full_name,
                unit=self._names.get(unit, unit),
                year=self._year,
            )
        return unit
