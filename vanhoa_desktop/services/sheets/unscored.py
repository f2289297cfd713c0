"""Who is registered in a year and has no points at all: nothing of theirs is sent."""

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.texts.words.names import sort_key


def unscored_people(reading: Reading, year: int, unit: str | None) -> tuple[str, ...]:
    """Their names in Vietnamese order, of those that a unit (or any) assesses.

    Who is in no list any more is not among them.
    """
    scored = {
        sheet.person
        for sheet in reading.assessments.assessments(year)
        if any(sheet.points.values())
    }
    registered = {item.person for item in reading.assessments.registrations(year, unit)}
    people = reading.people.people(registered - scored)
    return tuple(sorted((person.full_name for person in people.values()), key=sort_key))
