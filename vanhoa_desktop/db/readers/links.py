"""Queries over the links of records that are one person's, and over where people are assessed."""

from typing import NamedTuple

from sqlalchemy import Connection, select

from vanhoa_desktop.db import same_persons
from vanhoa_desktop.db.encoding import record_id, record_key
from vanhoa_desktop.db.tables.projections import assessing_wish, person_assessing
from vanhoa_desktop.domain.person_classes import PersonClasses


class PersonWish(NamedTuple):
    """Whom a unit wishes to be assessed elsewhere, in which year, and where."""

    person: str
    year: int
    unit: str


class LinkReader:
    """Same-person links and assessing units as plain values."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def links(self) -> list[tuple[str, str]]:
        """Every pair that is linked, in order of ids."""
        return same_persons.linked_pairs(self._connection)

    def classes(self, year: int) -> PersonClasses:
        """The classes of linked records, with what the commune chose for a year."""
        return same_persons.person_classes(self._connection, year)

    def not_counting(self, year: int) -> frozenset[str]:
        """Records of linked people that do not count in a year, because another of theirs does."""
        return same_persons.not_counting(self._connection, year)

    def assessing_unit(self, person: str, year: int) -> str | None:
        """Where a person is assessed in a year, if not at home."""
        query = select(person_assessing.c.unit).where(
            person_assessing.c.person == record_key(person), person_assessing.c.year == year
        )
        row = self._connection.execute(query).first()
        return None if row is None else record_id(row.unit)

    def assessing_units(self, year: int) -> dict[str, str]:
        """Person → unit, of all who are not assessed at home in a year."""
        query = select(person_assessing).where(person_assessing.c.year == year)
        rows = self._connection.execute(query)
        return {record_id(row.person): record_id(row.unit) for row in rows}

    def assessing_wishes(self) -> list[PersonWish]:
        """Where units alone say that their people are assessed."""
        rows = self._connection.execute(select(assessing_wish))
        return [PersonWish(record_id(row.person), row.year, record_id(row.unit)) for row in rows]
