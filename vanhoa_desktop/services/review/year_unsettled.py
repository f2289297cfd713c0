"""What of a year is not settled yet when its figures are to be frozen."""

from dataclasses import dataclass

from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.recognition.recognition import RecognitionService
from vanhoa_desktop.services.review.conflicts import ConflictService
from vanhoa_desktop.services.review.unsettled import UnsettledRecord, unsettled_records
from vanhoa_desktop.services.sheets.overview import OverviewService


@dataclass(frozen=True, slots=True)
class UnsettledYear:
    """What may still change the figures.

    `records`: what waits for a person because figures do not agree; `with_units`: sheets that units
    have not sent; `waiting`: those that wait for appraisal; `undecided`: people who passed, are
    appraised and in no decision, by name.
    """

    records: tuple[UnsettledRecord, ...] = ()
    with_units: int = 0
    waiting: int = 0
    undecided: tuple[str, ...] = ()

    @property
    def places(self) -> int:
        """How many figures do not agree, or came too late."""
        return sum(record.contradictions + record.late for record in self.records)

    @property
    def whose(self) -> tuple[str, ...]:
        """Whose they are, each once."""
        return tuple(dict.fromkeys(record.subject or "Hồ sơ" for record in self.records))


def unsettled_year(session: Session, year: int) -> UnsettledYear:
    """Read it at the commune."""
    units = OverviewService(session).units(year)
    return UnsettledYear(
        unsettled_records(ConflictService(session).items()),
        sum(unit.with_unit for unit in units),
        sum(unit.waiting for unit in units),
        RecognitionService(session).proposed(year).names,
    )
