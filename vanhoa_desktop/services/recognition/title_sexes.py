"""How holders of titles are addressed on paper: as they were written when the title was given.

What a village writes of a person later, or takes back, does not alter the papers of a decision.
"""

from collections.abc import Sequence

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.assessments import Recognition
from vanhoa_desktop.domain.enums import LearningModel, Sex, has_value
from vanhoa_desktop.journal.fold import fold
from vanhoa_desktop.services.office.gone_people import last_written

SEX = "sex"


def title_sexes(reading: Reading, titles: Sequence[Recognition]) -> dict[str, Sex | None]:
    """The sex of each person with a title of these, by person.

    What the title itself says; else what is known of the person today; of a person who was taken
    out of the roster what was last written. None where nobody ever wrote it.
    """
    found: dict[str, Sex | None] = {}
    wanted = [title for title in titles if title.model is LearningModel.CITIZEN]
    people = reading.people.people(title.person for title in wanted)
    said = reading.journal.of_records(title.id for title in wanted if title.id)
    for title in wanted:
        held = [item.change for item in said.get(title.id, ())]
        frozen = fold(held, reading.authority).values.get(SEX) if held else None
        person = people.get(title.person)
        found[title.person] = _sex(frozen) or (None if person is None else person.sex)
    gone = [title.person for title in wanted if title.person not in people]
    for holder, said_last in last_written(reading, gone, SEX).items():
        found[holder] = found[holder] or _sex(said_last)
    return found


def _sex(value: object) -> Sex | None:
    return Sex(value) if isinstance(value, str) and has_value(Sex, value) else None
