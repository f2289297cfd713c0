"""What is done with one row of a list of people."""

from dataclasses import dataclass

from vanhoa_desktop.domain.import_account import AskedRow
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.imports.lists.roster import PersonCandidate

Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class RowStep:
    """What is done with one row.

    Asked, or skipped (with why), or joined to the person of another row, or written: as a new
    person, or into `person`. `is_whole` tells that name, birth and sex may change too. `namesakes`
    are other rows of the file that look like this person and are not.
    """

    row: PersonCandidate
    unit: str
    person: Person | None = None
    is_whole: bool = False
    asked: AskedRow | None = None
    skipped: str = ""
    joins: Place | None = None
    namesakes: tuple[Place, ...] = ()
