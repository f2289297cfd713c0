"""Titles that the commune gave and this unit has heard of, each told by name."""

from collections.abc import Iterable
from dataclasses import dataclass

from vanhoa_desktop.domain.enums import LearningModel
from vanhoa_desktop.services.office.session import Session


@dataclass(frozen=True, slots=True)
class GivenTitle:
    """A title by an issued decision: whose, of which model and year, with its register number."""

    record: str
    person: str
    model: LearningModel
    year: int
    subject: str
    certificate_number: str


def given_titles(session: Session) -> tuple[GivenTitle, ...]:
    """The titles of all years, in the order of the register; none at the commune."""
    if session.identity.is_commune:
        return ()
    with session.database.reading() as reading:
        return tuple(
            GivenTitle(
                title.id,
                title.person,
                title.model,
                title.year,
                title.full_name,
                title.certificate_number,
            )
            for cycle in reading.units.cycles()
            for title in reading.recognitions.given(cycle.year)
            if title.certificate_number is not None
        )


def newly_given(
    before: Iterable[GivenTitle], after: Iterable[GivenTitle]
) -> tuple[GivenTitle, ...]:
    """Those that were given since, or given with another number."""
    known = {(title.record, title.certificate_number) for title in before}
    return tuple(title for title in after if (title.record, title.certificate_number) not in known)
