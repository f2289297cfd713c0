"""Counts of populations, kept so that a single title does not have a whole commune counted anew.

A title that comes or goes moves the counts of the bodies where its holder counts by one. Whatever
may change who counts makes the counts of the bodies concerned be forgotten, and counted anew.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from sqlalchemy import ColumnElement, Connection, bindparam, delete, select, update

from vanhoa_desktop.db.batches import batches
from vanhoa_desktop.db.bulk import insert_rows
from vanhoa_desktop.db.populations import Populations
from vanhoa_desktop.db.tables.results import tally
from vanhoa_desktop.domain.enums import LearningModel
from vanhoa_desktop.scoring.facts import POPULATIONS, Tally


class KeptTallies:
    """The kept counts of one year; `own_unit` is None at the commune."""

    def __init__(self, connection: Connection, year: int, own_unit: bytes | None) -> None:
        self._connection = connection
        self._year = year
        self._populations = Populations(connection, year, own_unit)

    def tallies(
        self, model: LearningModel, population: str, bodies: Iterable[bytes]
    ) -> dict[bytes, Tally]:
        """As `Populations.tallies`; what is not kept is counted, and kept from now on."""
        wanted = list(dict.fromkeys(bodies))
        found: dict[bytes, Tally] = {}
        for batch in batches(wanted):
            query = select(tally.c.body, tally.c.count, tally.c.titled).where(
                *self._rows(model, population), tally.c.body.in_(batch)
            )
            for body, count, titled in self._connection.execute(query):
                found[body] = Tally(count, titled)
        missing = [body for body in wanted if body not in found]
        if missing:
            counted = self._populations.tallies(model, population, missing)
            self._keep(model, population, counted)
            found |= counted
        return found

    def forget(self, bodies: Mapping[LearningModel, Iterable[bytes]]) -> None:
        """Forget the counts of bodies whose members may have changed."""
        for model, keys in bodies.items():
            for batch in batches(keys):
                for population in POPULATIONS[model]:
                    rows = (*self._rows(model, population), tally.c.body.in_(batch))
                    self._connection.execute(delete(tally).where(*rows))

    def forget_all(self) -> None:
        """Forget every count of the year."""
        self._connection.execute(delete(tally).where(tally.c.year == self._year))

    def shift(self, member: LearningModel, gained: set[bytes], lost: set[bytes]) -> None:
        """Move the counts of all bodies in which those who gained or lost a title count."""
        for model, populations in POPULATIONS.items():
            for population, of_model in populations.items():
                if of_model is member:
                    self._shift(model, population, gained, lost)

    def _shift(
        self, model: LearningModel, population: str, gained: set[bytes], lost: set[bytes]
    ) -> None:
        steps: Counter[bytes] = Counter()
        for members, step in ((gained, 1), (lost, -1)):
            for body in self._populations.bodies_of(model, population, members):
                steps[body] += step
        rows = [{"of_body": body, "step": step} for body, step in steps.items() if step]
        if rows:
            moved = update(tally).values(titled=tally.c.titled + bindparam("step"))
            where = (*self._rows(model, population), tally.c.body == bindparam("of_body"))
            self._connection.execute(moved.where(*where), rows)

    def _keep(self, model: LearningModel, population: str, counted: Mapping[bytes, Tally]) -> None:
        named = {"year": self._year, "model": model.value, "population": population}
        rows = [
            named | {"body": body, "count": found.count, "titled": found.titled}
            for body, found in counted.items()
        ]
        insert_rows(self._connection, tally, rows)

    def _rows(self, model: LearningModel, population: str) -> tuple[ColumnElement[bool], ...]:
        return (
            tally.c.year == self._year,
            tally.c.model == model.value,
            tally.c.population == population,
        )
