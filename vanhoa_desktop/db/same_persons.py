"""Records that are one person's: which are linked, and which of them counts in a year."""

from sqlalchemy import Connection, select

from vanhoa_desktop.db.encoding import record_id, record_key
from vanhoa_desktop.db.tables.projections import (
    assessment,
    person,
    same_person,
    same_person_choice,
)
from vanhoa_desktop.domain.enums import LearningModel
from vanhoa_desktop.domain.person_classes import PersonClasses


def linked_pairs(connection: Connection) -> list[tuple[str, str]]:
    """Every pair that is linked, in order of ids."""
    query = select(same_person).order_by(same_person.c.a, same_person.c.b)
    return [(record_id(row.a), record_id(row.b)) for row in connection.execute(query)]


def person_classes(connection: Connection, year: int) -> PersonClasses:
    """The classes of linked records, with what the commune chose for a year."""
    query = (
        select(same_person_choice.c.person)
        .join(same_person, same_person.c.record == same_person_choice.c.link)
        .where(same_person_choice.c.year == year)
    )
    chosen = [record_id(row.person) for row in connection.execute(query)]
    return PersonClasses(linked_pairs(connection), chosen)


def not_counting(connection: Connection, year: int) -> frozenset[str]:
    """Records of linked people that do not count in a year, because another of theirs does."""
    classes = person_classes(connection, year)
    if not classes.linked:
        return frozenset()
    keys = [record_key(linked) for linked in classes.linked]
    sheets = select(assessment.c.person).where(
        assessment.c.year == year,
        assessment.c.model == LearningModel.CITIZEN.value,
        assessment.c.person.in_(keys),
    )
    people = select(person.c.record).where(person.c.record.in_(keys))
    held, assessed = (
        {record_id(key) for key in connection.scalars(query)} for query in (people, sheets)
    )
    return classes.not_counting(held, assessed)
