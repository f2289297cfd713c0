"""What the year's targets need beside sheets: training of a branch, titles from elsewhere."""

from dataclasses import dataclass

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.domain.targets import BranchTraining, OutsideTitle
from vanhoa_desktop.journal.identity import outside_title_id, training_id
from vanhoa_desktop.services.office.control import control, is_begun
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.people.assessing import AssessingUnits
from vanhoa_desktop.services.setup.cycles import open_cycle


@dataclass(frozen=True, slots=True)
class OutsideTitleWish:
    """A title from elsewhere: who issued it, when, and (ISO date) when its paper was checked."""

    person: Person
    year: int
    issuer: str
    decided_on: str | None = None
    checked_on: str | None = None


class YearEntryService:
    """Writes and lists what the targets count beside sheets."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def set_training(self, attendance: BranchTraining) -> BranchTraining:
        """Save how many of a branch's cadres and members attended («đã dự / tổng số»).

        Raises CYCLE_NOT_OPEN, NOT_ENROLLED, VALUE_INVALID.
        """
        self._session.require_unit()
        with self._session.database.reading() as reading:
            open_cycle(reading, attendance.year)
        record = training_id(attendance.unit, attendance.year)
        values: dict[str, Json] = {
            "year": attendance.year,
            "attendance": {"attended": attendance.attended, "members": attendance.members},
        }
        with self._session.work() as work:
            if not is_begun(work, record):
                values |= control(attendance.unit)
            work.put_changed("training", record, values)
            work.commit()
        return attendance

    def trainings(self, year: int) -> list[BranchTraining]:
        """Attendance of every branch that said so; raises CYCLE_NOT_OPEN."""
        with self._session.database.reading() as reading:
            open_cycle(reading, year)
            return reading.reporting.trainings(year)

    def set_outside_title(self, wish: OutsideTitleWish) -> OutsideTitle:
        """Save a title from elsewhere; it counts only once it was checked.

        Raises CYCLE_NOT_OPEN, NOT_ENROLLED, ASSESSED_ELSEWHERE, VALUE_INVALID.
        """
        self._session.require_unit()
        with self._session.database.reading() as reading:
            open_cycle(reading, wish.year)
            unit = AssessingUnits(self._session, reading, wish.year).of(wish.person)
        record = outside_title_id(wish.person.id, wish.year)
        values: dict[str, Json] = {
            "person": wish.person.id,
            "year": wish.year,
            "issuer": wish.issuer,
            "decided_on": wish.decided_on,
            "checked": None
            if wish.checked_on is None
            else {"by": self._session.identity.officer, "on": wish.checked_on},
        }
        with self._session.work() as work:
            if not is_begun(work, record):
                values |= control(unit)
            work.put_changed("outside_title", record, values)
            work.commit()
        return OutsideTitle(
            wish.person.id, wish.year, wish.issuer, wish.decided_on, wish.checked_on
        )
