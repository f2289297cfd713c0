"""Who counts in a year, and who holds a title: what targets, reports and comparisons read."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from sqlalchemy import Connection

from vanhoa_desktop.db import counting_settings
from vanhoa_desktop.db.encoding import optional_key, record_id, record_key
from vanhoa_desktop.db.members import MEMBERS, MemberQueries, MemberScope, left_out, people_of
from vanhoa_desktop.db.populations import results_scope
from vanhoa_desktop.db.tables.projections import person
from vanhoa_desktop.db.titles import titles_of
from vanhoa_desktop.domain.counting import CountingRules
from vanhoa_desktop.domain.enums import LearningModel, Presence, Sex, TargetGroup


class ListedPerson(NamedTuple):
    """What is counted by of one person: cheap to read for a whole commune."""

    id: str
    unit: str
    birth_year: int | None
    sex: Sex | None
    group: TargetGroup | None


class CountedMembers:
    """The populations of one year as they are asked for, each read whole in one query."""

    def __init__(self, connection: Connection, scope: MemberScope) -> None:
        self._connection = connection
        self._scope = scope

    def pairs(self, model: LearningModel, population: str) -> list[tuple[str, str]]:
        """(body, member) of one population, as ids; whoever has no such body is left out.

        The commune as a body is unnamed while it is not known itself.
        """
        made = MEMBERS[model, population](MemberQueries(self._scope))
        is_whole = model is LearningModel.COMMUNE
        return [
            ("" if row.body is None else record_id(row.body), record_id(row.member))
            for row in self._connection.execute(made)
            if row.body is not None or is_whole
        ]

    def people(self) -> list[ListedPerson]:
        """Everybody of the units asked for, counted or not, in Vietnamese order."""
        columns = person.c
        query = people_of(
            self._scope,
            columns.record,
            columns.unit,
            columns.birth_year,
            columns.sex,
            columns.target_group,
        ).order_by(columns.sort_key, columns.record)
        return [
            ListedPerson(
                record_id(row.record),
                record_id(row.unit),
                row.birth_year,
                Sex(row.sex) if row.sex else None,
                TargetGroup(row.target_group) if row.target_group else None,
            )
            for row in self._connection.execute(query)
        ]

    def left_out(self) -> dict[str, Presence]:
        """All who do not count because of where they were, with where that was."""
        rows = self._connection.execute(left_out(self._scope))
        return {record_id(row.record): Presence(row.presence) for row in rows}


class CountingReader:
    """Rules, populations and titles of a year."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def rules(self, on: str) -> CountingRules:
        """The rules on an ISO date; raises VALUE_INVALID for a setting that cannot be read."""
        return counting_settings.counting_rules(self._connection, on)

    def for_results(self, year: int, own_unit: str | None) -> CountedMembers:
        """The populations that the results of a year read; `own_unit` is None at the commune."""
        scope = results_scope(self._connection, year, optional_key(own_unit))
        return CountedMembers(self._connection, scope)

    def for_targets(
        self, year: int, cut_off: str, area: Collection[str] | None = None
    ) -> CountedMembers:
        """The populations on a day, of the units of an area or of all.

        All records of linked people stand there. Raises VALUE_INVALID, as `rules`.
        """
        scope = MemberScope(
            year,
            self.rules(cut_off),
            area=None if area is None else sorted(map(record_key, area)),
            cut_off=cut_off,
        )
        return CountedMembers(self._connection, scope)

    def titles(
        self, year: int, until: str | None = None, *, provisional: bool = False
    ) -> Mapping[LearningModel, frozenset[str]]:
        """Who holds which title of a year, by `db.titles.titles_of`."""
        return titles_of(self._connection, year, until, provisional=provisional)
