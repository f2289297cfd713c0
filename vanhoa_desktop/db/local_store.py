"""This installation's own book-keeping.

Settings, trust statements, enrolment requests, access log.
"""

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from vanhoa_desktop.db.tables import local
from vanhoa_desktop.domain.enums import UnitKind

REFUSED_REQUEST = "refused"
# Names of the settings that say what this installation is, and for which unit it writes.
ROLE, UNIT_ID = "role", "unit_id"


class EnrolmentRequestRow(NamedTuple):
    """A request that was approved or refused here: whose, its id, what became of it."""

    device: str
    request: bytes
    status: str
    at: str


class LocalStore:
    """Reads and writes over one open connection; the caller owns the transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def settings(self) -> dict[str, str]:
        """All local settings by name."""
        rows = self._connection.execute(select(local.setting.c.name, local.setting.c.value))
        return {row.name: row.value for row in rows}

    def own_unit(self) -> str | None:
        """The only unit that this installation shows records of; None at the commune."""
        settings = self.settings()
        is_commune = settings.get(ROLE) == UnitKind.COMMUNE.value
        return None if is_commune else settings.get(UNIT_ID)

    def set_settings(self, values: Mapping[str, str]) -> None:
        """Set some local settings."""
        for name, value in values.items():
            statement = upsert(local.setting).values(name=name, value=value)
            self._connection.execute(
                statement.on_conflict_do_update(index_elements=["name"], set_={"value": value})
            )

    def statements(self) -> list[bytes]:
        """The lines of all trust statements ever seen."""
        return [row.line for row in self._connection.execute(select(local.statement.c.line))]

    def add_statements(self, lines: Mapping[str, bytes]) -> None:
        """Keep more trust statements (id → line); those held already stay."""
        for statement_id, line in lines.items():
            self._connection.execute(
                upsert(local.statement).values(id=statement_id, line=line).on_conflict_do_nothing()
            )

    def requests(self) -> list[EnrolmentRequestRow]:
        """All enrolment requests known here."""
        rows = self._connection.execute(
            select(local.enrolment_request).order_by(local.enrolment_request.c.at)
        )
        return [EnrolmentRequestRow(*row) for row in rows]

    def keep_request(self, row: EnrolmentRequestRow) -> None:
        """Keep or replace the request of one device."""
        table = local.enrolment_request
        self._connection.execute(delete(table).where(table.c.device == row.device))
        self._connection.execute(insert(table).values(**row._asdict()))

    def log_access(self, at: str, officer: str, action: str, detail: str) -> None:
        """Note an export or a print."""
        self._connection.execute(
            insert(local.access_log).values(at=at, officer=officer, action=action, detail=detail)
        )
