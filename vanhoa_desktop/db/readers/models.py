"""Queries for the models that are not a person's: clans, their households, facts beside points."""

from sqlalchemy import Connection, select

from vanhoa_desktop.db.encoding import record_id
from vanhoa_desktop.db.standings import fact_value
from vanhoa_desktop.db.tables.projections import assessment, clan, clan_household, fact
from vanhoa_desktop.domain.people import Clan
from vanhoa_desktop.scoring.expressions import Value


class ModelReader:
    """Clans and entered facts as plain values."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def clans(self) -> list[Clan]:
        """All clans in Vietnamese order."""
        query = select(clan).order_by(clan.c.sort_key, clan.c.record)
        return [
            Clan(record_id(row.record), row.name, row.head_name)
            for row in self._connection.execute(query)
        ]

    def clan_of_households(self, year: int) -> dict[str, str]:
        """The clan in which each household counts in a year."""
        query = select(clan_household).where(clan_household.c.year == year)
        rows = self._connection.execute(query)
        return {record_id(row.household): record_id(row.clan) for row in rows}

    def facts(self, year: int) -> dict[str, dict[str, Value]]:
        """What was entered beside the points of each assessment of a year, by assessment."""
        joined = fact.join(assessment, assessment.c.record == fact.c.assessment)
        query = select(fact).select_from(joined).where(assessment.c.year == year)
        found: dict[str, dict[str, Value]] = {}
        for row in self._connection.execute(query):
            by_name = found.setdefault(record_id(row.assessment), {})
            by_name[row.name] = fact_value(row.value)
        return found
