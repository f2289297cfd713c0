"""Queries for the models that are not a person's: clans, their households, facts beside points."""

from collections.abc import Collection

from sqlalchemy import Connection, select

from vanhoa_desktop.db.criteria_cache import CriteriaCache
from vanhoa_desktop.db.encoding import optional_key, record_id
from vanhoa_desktop.db.readers.assessments import AssessmentReader
from vanhoa_desktop.db.standings import Standings, fact_value, judged_sheets
from vanhoa_desktop.db.tables.projections import assessment, clan, clan_household, fact
from vanhoa_desktop.domain.enums import LearningModel
from vanhoa_desktop.domain.people import Clan
from vanhoa_desktop.scoring.expressions import Value
from vanhoa_desktop.scoring.results import Result


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

    def standings(self, year: int, own_unit: str | None) -> Standings:
        """What is known of bodies in a year; `own_unit` is None at the commune."""
        return Standings(self._connection, year, optional_key(own_unit))

    def results(self, year: int, model: LearningModel, own_unit: str | None) -> Collection[Result]:
        """The results of all sheets of bodies of a model, computed anew from points and titles."""
        sheets = AssessmentReader(self._connection).assessments(year, model=model)
        criteria = CriteriaCache(self._connection)
        return judged_sheets(criteria, self.standings(year, own_unit), sheets).values()

    def facts(self, year: int) -> dict[str, dict[str, Value]]:
        """What was entered beside the points of each assessment of a year, by assessment."""
        joined = fact.join(assessment, assessment.c.record == fact.c.assessment)
        query = select(fact).select_from(joined).where(assessment.c.year == year)
        found: dict[str, dict[str, Value]] = {}
        for row in self._connection.execute(query):
            by_name = found.setdefault(record_id(row.assessment), {})
            by_name[row.name] = fact_value(row.value)
        return found
