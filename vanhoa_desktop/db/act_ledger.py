"""What was brought in as a whole, so that it can be taken back as a whole."""

from typing import NamedTuple

from sqlalchemy import Connection, insert, select

from vanhoa_desktop.db.tables import local
from vanhoa_desktop.domain.enums import ActKind


class Act(NamedTuple):
    """An act whose changes stand at journal positions `first`..`last` (none if last < first).

    `unit`: the sender's of a bundle. `answers`: the id of the act that an undo or redo is about.
    """

    id: str
    kind: ActKind
    label: str
    unit: str
    first: int
    last: int
    answers: str | None
    officer: str
    at: str


class ActLedger:
    """Reads and writes over one open connection; the caller owns the transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, act: Act) -> None:
        """Remember an act."""
        row = act._asdict() | {"kind": act.kind.value}
        self._connection.execute(insert(local.act).values(**row))

    def acts(self) -> list[Act]:
        """All acts, oldest first."""
        columns = [column for column in local.act.c if column.name != "no"]
        rows = self._connection.execute(select(*columns).order_by(local.act.c.no))
        return [Act(*row)._replace(kind=ActKind(row.kind)) for row in rows]
