"""Sheets as the store holds them, for tests that look at what became of one."""

from vanhoa_desktop.domain.assessments import Assessment
from vanhoa_desktop.services.office.session import Session


def sheets_of(session: Session, year: int, unit: str | None = None) -> dict[str, Assessment]:
    """The citizens' sheets of a year by person, of one unit or of all."""
    with session.database.reading() as reading:
        found = reading.assessments.assessments(year, unit=unit)
    return {sheet.person: sheet for sheet in found}
