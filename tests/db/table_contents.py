"""All that a store holds, as plain rows to compare."""

from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.sql.schema import Table

from tests.builders.stores import BareStore
from vanhoa_desktop.db.database import Database
from vanhoa_desktop.db.tables.journal import metadata
from vanhoa_desktop.db.tables.projections import PROJECTED

Contents = dict[str, list[tuple[Any, ...]]]

# When a record came into a unit's reach depends on the order of merging, not on what is merged.
BY_ORDER = {"scoped_at"}


def contents(connection: Connection, tables: tuple[Table, ...]) -> Contents:
    """The sorted rows of tables, without what depends on the order of merging."""
    found: Contents = {}
    for table in tables:
        columns = [column for column in table.columns if column.name not in BY_ORDER]
        rows = connection.execute(select(*columns))
        found[table.name] = sorted((tuple(row) for row in rows), key=repr)
    return found


def everything(database: Database) -> Contents:
    """All tables of a store: journal, projections and local book-keeping."""
    with database._reader.connect() as connection:
        return contents(connection, tuple(metadata.tables.values()))


def projected(store: BareStore) -> Contents:
    """The tables that are a fold of the journal."""
    with store.database._reader.connect() as connection:
        return contents(connection, PROJECTED)
