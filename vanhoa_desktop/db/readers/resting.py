"""What the store holds about somebody beside his or her own record: what rests on a person."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, literal, null, select

from vanhoa_desktop.db.batches import batches
from vanhoa_desktop.db.encoding import record_id, record_key
from vanhoa_desktop.db.tables.evidence import evidence
from vanhoa_desktop.db.tables.projections import assessment, person, recognition, registration
from vanhoa_desktop.db.tables.reporting import digital, outside_title, sampled_sheet

_OF_PERSON = (registration, evidence, digital, outside_title, sampled_sheet, recognition)


class Resting(NamedTuple):
    """A live record of some kind about a person or a household.

    `year` None where it is of no one year; `status` of sheets only.
    """

    subject: str
    record: str
    kind: str
    year: int | None
    status: str | None


class RestingReader:
    """Live registrations, sheets, evidence and titles by whom they are about."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def on(self, subjects: Iterable[str]) -> list[Resting]:
        """Everything live about these people or households, members of the households too."""
        found: list[Resting] = []
        for batch in batches(map(record_key, subjects)):
            found += self._on_batch(batch)
        return found

    def _on_batch(self, batch: Sequence[bytes]) -> list[Resting]:
        queries = [
            select(
                table.c.person.label("subject"),
                table.c.record,
                literal(table.name).label("kind"),
                (table.c.year if "year" in table.c else null()).label("year"),
                null().label("status"),
            ).where(table.c.person.in_(batch))
            for table in _OF_PERSON
        ]
        queries.append(
            select(
                assessment.c.person.label("subject"),
                assessment.c.record,
                literal(assessment.name).label("kind"),
                assessment.c.year,
                assessment.c.status,
            ).where(assessment.c.person.in_(batch))
        )
        queries.append(
            select(
                person.c.household.label("subject"),
                person.c.record,
                literal(person.name).label("kind"),
                null().label("year"),
                null().label("status"),
            ).where(person.c.household.in_(batch))
        )
        rows = [row for query in queries for row in self._connection.execute(query)]
        return [
            Resting(record_id(row.subject), record_id(row.record), row.kind, row.year, row.status)
            for row in rows
        ]
