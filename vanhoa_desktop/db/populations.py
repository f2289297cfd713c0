"""Counting and listing populations: who of them hold their title."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Select, Subquery, and_, func, select

from vanhoa_desktop.db.batches import batches
from vanhoa_desktop.db.counting_settings import rules_for_results
from vanhoa_desktop.db.encoding import record_key
from vanhoa_desktop.db.members import MEMBERS, MemberQueries, MemberScope
from vanhoa_desktop.db.same_persons import not_counting
from vanhoa_desktop.db.tables.results import title
from vanhoa_desktop.domain.enums import LearningModel
from vanhoa_desktop.scoring.facts import POPULATIONS, Tally

_NOBODY = Tally(0, 0)


def results_scope(connection: Connection, year: int, own_unit: bytes | None) -> MemberScope:
    """Whom the results of a year count: by its rules, linked people once, wherever they are now.

    `own_unit` is None at the commune.
    """
    doubles = not_counting(connection, year)
    return MemberScope(
        year,
        rules_for_results(connection, year),
        own_unit=own_unit,
        doubles=[record_key(double) for double in sorted(doubles)],
    )


class Populations:
    """Counts and lists the members of bodies in one year, as the store has them now.

    `own_unit` is None at the commune.
    """

    def __init__(self, connection: Connection, year: int, own_unit: bytes | None) -> None:
        self._connection = connection
        self._year = year
        self._own_unit = own_unit

    @cached_property
    def _queries(self) -> MemberQueries:
        return MemberQueries(results_scope(self._connection, self._year, self._own_unit))

    def tallies(
        self, model: LearningModel, population: str, bodies: Iterable[bytes]
    ) -> dict[bytes, Tally]:
        """For every body how many members count, and how many of them hold their title."""
        wanted = list(dict.fromkeys(bodies))
        found = dict.fromkeys(wanted, _NOBODY)
        for batch in batches(wanted):
            members = self._members(model, population, batch)
            query = select(members.c.body, func.count(), func.count(title.c.subject))
            query = query.select_from(self._with_titles(members, model, population))
            for body, count, titled in self._connection.execute(query.group_by(members.c.body)):
                found[body] = Tally(count, titled)
        return found

    def lacking(self, model: LearningModel, population: str, body: bytes) -> list[bytes]:
        """The members of a body who do not hold their title, in the order of their ids."""
        members = self._members(model, population, [body])
        query = select(members.c.member).where(title.c.subject.is_(None))
        query = query.select_from(self._with_titles(members, model, population))
        return list(self._connection.scalars(query.order_by(members.c.member)))

    def bodies_of(
        self, model: LearningModel, population: str, members: Iterable[bytes]
    ) -> list[bytes]:
        """The bodies in whose population these members count; one for each member of each body."""
        return [body for body, _ in self.pairs_of(model, population, members)]

    def pairs_of(
        self, model: LearningModel, population: str, members: Iterable[bytes]
    ) -> list[tuple[bytes, bytes]]:
        """(body, member) for each of these members in each body whose population counts it."""
        found: list[tuple[bytes, bytes]] = []
        for batch in batches(members):
            made = MEMBERS[model, population](self._queries)
            body, member = made.selected_columns
            # Who lives in no household is no family's member.
            rows = self._connection.execute(made.where(member.in_(batch), body.is_not(None)))
            found += [(row.body, row.member) for row in rows]
        return found

    def _with_titles(self, members: Subquery, model: LearningModel, population: str) -> Any:  # noqa: ANN401 - an SQL join, private to this module
        holds = and_(
            title.c.year == self._year,
            title.c.model == POPULATIONS[model][population].value,
            title.c.subject == members.c.member,
        )
        return members.outerjoin(title, holds)

    def _members(self, model: LearningModel, population: str, bodies: list[bytes]) -> Subquery:
        made: Select[Any] = MEMBERS[model, population](self._queries)
        body = next(iter(made.selected_columns))
        return made.where(body.in_(bodies)).subquery()
