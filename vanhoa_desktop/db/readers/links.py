"""Queries over the links of records that are one person's, and over where people are assessed."""

from sqlalchemy import Connection, select

from vanhoa_desktop.db.encoding import record_id, record_key
from vanhoa_desktop.db.tables.projections import (
    assessment,
    person,
    person_assessing,
    same_person,
    same_person_choice,
)
from vanhoa_desktop.domain.enums import LearningModel
from vanhoa_desktop.domain.person_classes import PersonClasses


class LinkReader:
    """Same-person links and assessing units as plain values."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def links(self) -> list[tuple[str, str]]:
        """Every pair that is linked, in order of ids."""
        query = select(same_person).order_by(same_person.c.a, same_person.c.b)
        return [(record_id(row.a), record_id(row.b)) for row in self._connection.execute(query)]

    def classes(self, year: int) -> PersonClasses:
        """The classes of linked records, with what the commune chose for a year."""
        query = (
            select(same_person_choice.c.person)
            .join(same_person, same_person.c.record == same_person_choice.c.link)
            .where(same_person_choice.c.year == year)
        )
        chosen = [record_id(row.person) for row in self._connection.execute(query)]
        return PersonClasses(self.links(), chosen)

    def not_counting(self, year: int) -> frozenset[str]:
        """Records of linked people that do not count in a year, because another of theirs does."""
        classes = self.classes(year)
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
            {record_id(key) for key in self._connection.scalars(query)}
            for query in (people, sheets)
        )
        return classes.not_counting(held, assessed)

    def assessing_unit(self, record: str, year: int) -> str | None:
        """Where a person is assessed in a year, if not at home."""
        query = select(person_assessing.c.unit).where(
            person_assessing.c.person == record_key(record), person_assessing.c.year == year
        )
        row = self._connection.execute(query).first()
        return None if row is None else record_id(row.unit)

    def assessing_units(self, year: int) -> dict[str, str]:
        """Person → unit, of all who are not assessed at home in a year."""
        query = select(person_assessing).where(person_assessing.c.year == year)
        rows = self._connection.execute(query)
        return {record_id(row.person): record_id(row.unit) for row in rows}
