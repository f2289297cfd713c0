"""From 1, the format of the trial versions, which grew without a number, to 2.

Frozen: what stands here is how those stores were, whatever the tables are called today.
"""

from sqlalchemy import Connection

from vanhoa_desktop.db.migrations.layout import column_names

_TABLES = (
    """CREATE TABLE IF NOT EXISTS evidence_file (
        no INTEGER NOT NULL, sha256 BLOB NOT NULL, size INTEGER NOT NULL, content BLOB NOT NULL,
        PRIMARY KEY (no), UNIQUE (sha256))""",
    """CREATE TABLE IF NOT EXISTS early_evidence (
        sha256 BLOB NOT NULL, chain TEXT NOT NULL, seq INTEGER NOT NULL,
        PRIMARY KEY (sha256, chain)) WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS wanted_evidence (
        device TEXT NOT NULL, sha256 BLOB NOT NULL,
        PRIMARY KEY (device, sha256)) WITHOUT ROWID""",
)
# Table, column, and what the column is.
_COLUMNS = (
    ("merged_bundle", "ids", "BLOB"),
    ("device_news", "down_bundle", "TEXT NOT NULL DEFAULT ''"),
)


def run(connection: Connection) -> None:
    """Add the tables and columns that a store of an early day lacks."""
    for statement in _TABLES:
        connection.exec_driver_sql(statement)
    for table, column, definition in _COLUMNS:
        if column not in column_names(connection, table):
            connection.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN {column} {definition}")
