"""Inserting and deleting many rows at once.

Core prepares every value of every row in Python, which costs more than SQLite's own work; here the
statement is compiled once, and the driver gets plain tuples.
"""

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import JSON, Connection, Table, insert

from vanhoa_desktop.db.batches import batches

ROWS_PER_INSERT = 5_000


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that name every column of the table."""
    if rows and any(isinstance(column.type, JSON) for column in table.columns):
        # These values are for Core to write; such tables have a handful of rows.
        connection.execute(insert(table), [dict(row) for row in rows])
        return
    statement = str(insert(table).compile(dialect=connection.dialect))
    values_of = itemgetter(*(column.name for column in table.columns))
    for batch in batches(rows, ROWS_PER_INSERT):
        connection.exec_driver_sql(statement, [values_of(row) for row in batch])
