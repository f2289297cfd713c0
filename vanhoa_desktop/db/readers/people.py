"""Queries over people and households.

Search without diacritics, Vietnamese order, look-ups for matching.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import Column, Connection, Row, Select, and_, case, func, select

from vanhoa_desktop.db.batches import batches
from vanhoa_desktop.db.encoding import optional_id, record_id, record_key
from vanhoa_desktop.db.readers.links import LinkReader
from vanhoa_desktop.db.tables.projections import household, person
from vanhoa_desktop.domain.enums import DatePrecision, Presence, Sex, TargetGroup
from vanhoa_desktop.domain.people import BirthDate, Household, Person
from vanhoa_desktop.texts.words.names import LEAST_NUMBER_DIGITS, fold_text
from vanhoa_desktop.texts.words.plain import is_number


def _person(row: Row[Any]) -> Person:
    birth = BirthDate(row.birth, DatePrecision(row.birth_precision)) if row.birth else None
    return Person(
        id=record_id(row.record),
        full_name=row.full_name,
        home_unit=record_id(row.unit),
        birth=birth,
        sex=Sex(row.sex) if row.sex else None,
        citizen_number=row.citizen_number,
        phone=row.phone,
        household=optional_id(row.household),
        relation=row.relation,
        occupation=row.occupation,
        target_group=TargetGroup(row.target_group) if row.target_group else None,
        presence=Presence(row.presence),
        presence_on=row.presence_on,
        note=row.note,
    )


def _household(row: Row[Any]) -> Household:
    return Household(record_id(row.record), record_id(row.unit), row.code, row.head_name)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _matching(text: str) -> Any:  # noqa: ANN401 - an SQL expression, private to this module
    """Folded words in order, each beginning a word of the name; or digits of an identity number."""
    folded = fold_text(text)
    digits = folded.replace(" ", "")
    if is_number(digits) and len(digits) >= LEAST_NUMBER_DIGITS:
        return person.c.citizen_number.contains(digits, autoescape=True)
    pattern = "".join(f"% {_escaped(word)}" for word in folded.split())
    return (" " + person.c.folded).like(f"{pattern}%", escape="\\")


class PeopleReader:
    """People and households as frozen values."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @cached_property
    def links(self) -> LinkReader:
        """Records of one person, and where people are assessed."""
        return LinkReader(self._connection)

    def person(self, record: str) -> Person | None:
        """The person with this id, or None."""
        row = self._connection.execute(
            select(person).where(person.c.record == record_key(record))
        ).first()
        return _person(row) if row else None

    def people(self, records: Iterable[str]) -> dict[str, Person]:
        """Those of these people that are held, by id."""
        found: dict[str, Person] = {}
        for batch in batches(records):
            keys = [record_key(record) for record in batch]
            for row in self._connection.execute(select(person).where(person.c.record.in_(keys))):
                found[record_id(row.record)] = _person(row)
        return found

    def search(self, text: str, *, limit: int = 0, unit: str | None = None) -> list[Person]:
        """People matching `text`, whole-name matches first, then in Vietnamese order.

        Limit 0 = all.
        """
        query = self._filtered(select(person), text, unit)
        whole = case((person.c.folded == fold_text(text), 0), else_=1)
        query = query.order_by(whole, person.c.sort_key, person.c.record)
        if limit:
            query = query.limit(limit)
        return [_person(row) for row in self._connection.execute(query)]

    def ids(
        self, text: str = "", *, unit: str | None = None, by_household: bool = False
    ) -> list[str]:
        """Ids of matching people in Vietnamese order, or in the order of the household register."""
        query = self._filtered(select(person.c.record), text, unit)
        if by_household:
            query = query.outerjoin(household, household.c.record == person.c.household)
            order: Sequence[Any] = (
                func.length(household.c.code),
                household.c.code,
                person.c.birth_year,
            )
            query = query.order_by(*order, person.c.sort_key)
        else:
            query = query.order_by(person.c.sort_key, person.c.record)
        return [record_id(row.record) for row in self._connection.execute(query)]

    def count(self, unit: str | None = None) -> int:
        """How many people are held, of one unit or of all."""
        query = select(func.count()).select_from(person)
        if unit is not None:
            query = query.where(person.c.unit == record_key(unit))
        return self._connection.scalar(query) or 0

    def by_citizen_numbers(self, numbers: Iterable[str]) -> dict[str, list[Person]]:
        """People by identity number."""
        found: dict[str, list[Person]] = {}
        for batch in batches(numbers):
            rows = self._connection.execute(
                select(person).where(person.c.citizen_number.in_(batch))
            )
            for row in rows:
                found.setdefault(row.citizen_number, []).append(_person(row))
        return found

    def by_folded_names(self, names: Iterable[str]) -> dict[str, list[Person]]:
        """People by folded full name."""
        found: dict[str, list[Person]] = {}
        for batch in batches(names):
            for row in self._connection.execute(select(person).where(person.c.folded.in_(batch))):
                found.setdefault(row.folded, []).append(_person(row))
        return found

    def of_households(self, households: Iterable[str]) -> list[Person]:
        """Everybody who lives in one of these households."""
        return self._where(person.c.household, map(record_key, households))

    def born_in(self, years: Iterable[str]) -> list[Person]:
        """Everybody born in one of these years, however much is known of the day."""
        return self._where(person.c.birth_year, map(int, years))

    def of_presences(self, presences: Iterable[Presence]) -> list[Person]:
        """Everybody of whom one of these presences is said."""
        return self._where(person.c.presence, [presence.value for presence in presences])

    def _where(self, column: Column[Any], values: Iterable[object]) -> list[Person]:
        found: list[Person] = []
        for batch in batches(values):
            rows = self._connection.execute(select(person).where(column.in_(batch)))
            found += map(_person, rows)
        return found

    def households(self, unit: str | None = None) -> list[Household]:
        """Households, of one unit or of all, by code."""
        query = select(household).order_by(func.length(household.c.code), household.c.code)
        if unit is not None:
            query = query.where(household.c.unit == record_key(unit))
        return [_household(row) for row in self._connection.execute(query)]

    def households_by_id(self, records: Iterable[str]) -> dict[str, Household]:
        """Those of these households that are held, by id."""
        found: dict[str, Household] = {}
        for batch in batches(map(record_key, records)):
            query = select(household).where(household.c.record.in_(batch))
            found.update((h.id, h) for h in map(_household, self._connection.execute(query)))
        return found

    def household_counts(self) -> dict[str, int]:
        """How many people live in each household, by household."""
        is_theirs = household.c.record == person.c.household
        lives_here = and_(is_theirs, household.c.unit == person.c.unit)
        query = (
            select(person.c.household, func.count().label("people"))
            .join(household, lives_here)
            .group_by(person.c.household)
        )
        return {record_id(row.household): row.people for row in self._connection.execute(query)}

    def _filtered(self, query: Select[Any], text: str, unit: str | None) -> Select[Any]:
        conditions: list[Any] = []
        if fold_text(text):
            conditions.append(_matching(text))
        if unit is not None:
            conditions.append(person.c.unit == record_key(unit))
        return query.where(*conditions)
