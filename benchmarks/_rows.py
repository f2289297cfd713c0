"""The rows that a merge wrote, and the bare libraries writing the very same ones."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, Table, insert, select

from vanhoa_desktop.db.engine import Access, open_engine
from vanhoa_desktop.db.tables.journal import metadata

Row = dict[str, Any]
RowsOfTable = Mapping[Table, list[Row]]

ROWS_PER_INSERT = 5_000


def _held(engine: Engine) -> dict[Table, dict[tuple[object, ...], Row]]:
    """Every row of a store by table and primary key."""
    found: dict[Table, dict[tuple[object, ...], Row]] = {}
    with engine.begin() as connection:
        for table in metadata.sorted_tables:
            keys = [column.name for column in table.primary_key.columns]
            rows = (dict(row) for row in connection.execute(select(table)).mappings())
            found[table] = {tuple(row[key] for key in keys): row for row in rows}
    return found


def new_rows(before: Path, after: Path, key: bytes) -> RowsOfTable:
    """The rows of the store `after` that the store `before` lacks, by table."""
    engines = [open_engine(path, key, Access.READING) for path in (before, after)]
    try:
        earlier, later = (_held(engine) for engine in engines)
    finally:
        for engine in engines:
            engine.dispose()
    fresh = {
        table: [row for primary, row in rows.items() if primary not in earlier[table]]
        for table, rows in later.items()
    }
    return {table: rows for table, rows in fresh.items() if rows}


def insert_by_core(engine: Engine, rows_of_table: RowsOfTable) -> None:
    """Insert the rows by SQLAlchemy Core: executemany, one transaction, nothing read or checked."""
    with engine.begin() as connection:
        for table, rows in rows_of_table.items():
            for start in range(0, len(rows), ROWS_PER_INSERT):
                connection.execute(insert(table), rows[start : start + ROWS_PER_INSERT])


def insert_by_driver(engine: Engine, rows_of_table: RowsOfTable) -> None:
    """The same by the bare driver: nothing between the values and SQLite."""
    dialect = engine.dialect
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("BEGIN")
        for table, rows in rows_of_table.items():
            names = [column.name for column in table.columns]
            writers = {
                column.name: process
                for column in table.columns
                if (process := column.type.dialect_impl(dialect).bind_processor(dialect))
            }
            values = [
                tuple(writers[name](row[name]) if name in writers else row[name] for name in names)
                for row in rows
            ]
            connection.cursor().executemany(str(insert(table).compile(dialect=dialect)), values)
        connection.commit()
    finally:
        connection.close()
