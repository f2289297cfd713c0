"""To which bodies people, households, clans and units belong: where a changed title is read."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, and_, select

from vanhoa_desktop.db.batches import batches
from vanhoa_desktop.db.tables.projections import (
    clan_household,
    household,
    person,
    person_assessing,
    registration,
    unit,
)
from vanhoa_desktop.domain.enums import LearningModel, UnitKind

Bodies = defaultdict[LearningModel, set[bytes]]


def bodies_of(
    connection: Connection, year: int, model: LearningModel, members: Iterable[bytes]
) -> Bodies:
    """All bodies in whose populations these members of a model may count in a year.

    More may be named than count them: who counts is decided when the body is counted.
    """
    found: Bodies = defaultdict(set)
    wanted = list(members)
    if not wanted:
        return found
    for batch in batches(wanted):
        if model is LearningModel.CITIZEN:
            _of_people(connection, year, batch, found)
        elif model is LearningModel.FAMILY:
            _of_households(connection, year, batch, found)
        elif model is LearningModel.CLAN:
            _of_clans(connection, year, batch, found)
    is_commune = select(unit.c.record).where(unit.c.unit_kind == UnitKind.COMMUNE.value)
    found[LearningModel.COMMUNE].update(connection.scalars(is_commune))
    return found


def add_villages_of_clans(connection: Connection, year: int, found: Bodies) -> None:
    """Add all villages in which these clans have households."""
    for batch in batches(list(found[LearningModel.CLAN])):
        _of_clans(connection, year, batch, found)


def _of_people(connection: Connection, year: int, people: list[bytes], found: Bodies) -> None:
    of_house = and_(clan_household.c.household == person.c.household, clan_household.c.year == year)
    query = select(person.c.unit, person.c.household, clan_household.c.clan)
    query = query.select_from(person.outerjoin(clan_household, of_house))
    for row in connection.execute(query.where(person.c.record.in_(people))):
        found[LearningModel.COMMUNITY].add(row.unit)
        found[LearningModel.UNIT].add(row.unit)
        _add(found[LearningModel.FAMILY], row.household)
        _add(found[LearningModel.CLAN], row.clan)
    for table in (registration, person_assessing):
        assessing = select(table.c.unit).where(table.c.person.in_(people), table.c.year == year)
        found[LearningModel.UNIT].update(connection.scalars(assessing))


def _of_households(connection: Connection, year: int, houses: list[bytes], found: Bodies) -> None:
    of_house = and_(clan_household.c.household == household.c.record, clan_household.c.year == year)
    query = select(household.c.unit, clan_household.c.clan)
    query = query.select_from(household.outerjoin(clan_household, of_house))
    for row in connection.execute(query.where(household.c.record.in_(houses))):
        found[LearningModel.COMMUNITY].add(row.unit)
        _add(found[LearningModel.CLAN], row.clan)


def _of_clans(connection: Connection, year: int, clans: list[bytes], found: Bodies) -> None:
    of_house = and_(clan_household.c.household == household.c.record, clan_household.c.year == year)
    query = select(household.c.unit).select_from(household.join(clan_household, of_house))
    villages = connection.scalars(query.where(clan_household.c.clan.in_(clans)).distinct())
    found[LearningModel.COMMUNITY].update(villages)


def _add(bodies: set[bytes], body: Any) -> None:  # noqa: ANN401 - a nullable column
    if body is not None:
        bodies.add(body)
