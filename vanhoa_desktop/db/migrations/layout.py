"""What tables a store has, and how they are defined there."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable, ExecutableDDLElement

_DIALECT = sqlite.dialect()


class StoredColumn(NamedTuple):
    """One column as the store has it."""

    name: str
    type: str
    is_required: bool
    key_position: int


def columns(connection: Connection, table: str) -> frozenset[StoredColumn]:
    """The columns of a table, whatever their order; none where there is no such table."""
    rows = connection.exec_driver_sql(f"PRAGMA table_info({table})").all()
    return frozenset(StoredColumn(row.name, row.type, bool(row.notnull), row.pk) for row in rows)


def column_names(connection: Connection, table: str) -> frozenset[str]:
    """The names of a table's columns; none where there is no such table."""
    return frozenset(column.name for column in columns(connection, table))


def definitions(connection: Connection) -> dict[str, frozenset[str]]:
    """For each table of the store, the statements that define it and its indexes."""
    found: dict[str, set[str]] = {}
    rows = connection.exec_driver_sql(
        "SELECT tbl_name, sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql NOT NULL"
    )
    for row in rows:
        found.setdefault(row.tbl_name, set()).add(_plain(row.sql))
    return {table: frozenset(statements) for table, statements in found.items()}


def wanted_definitions(tables: Iterable[Table]) -> dict[str, frozenset[str]]:
    """The same for tables as this program makes them."""
    wanted: dict[str, frozenset[str]] = {}
    for table in tables:
        items: list[ExecutableDDLElement] = [CreateTable(table), *map(CreateIndex, table.indexes)]
        wanted[table.name] = frozenset(
            _plain(str(item.compile(dialect=_DIALECT))) for item in items
        )
    return wanted


def _plain(statement: str) -> str:
    return " ".join(statement.split())
