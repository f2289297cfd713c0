"""Connections to the encrypted store: one writer and one read-only connection beside it (WAL)."""

from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import Connection
from sqlalchemy.pool import QueuePool

BUSY_TIMEOUT_MS = 5_000
RAW_KEY_BYTES = 32
# The window reads on three lanes at once, and a reading block inside another must not wait for the
# connection that its caller holds.
_READERS, _MORE_READERS = 3, 6


def connect(path: Path, key: bytes, *, read_only: bool) -> Any:  # noqa: ANN401 - sqlcipher3 has no types
    """A connection of the driver, outside any pool; the caller closes it."""
    connection = sqlcipher.connect(str(path), isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    connection.execute("PRAGMA temp_store = MEMORY")
    # An erased person's data must not stay readable in free pages (office-practice.md G33).
    connection.execute("PRAGMA secure_delete = ON")
    if read_only:
        connection.execute("PRAGMA query_only = ON")
    else:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
    return connection


def empty_log(connection: Connection) -> None:
    """Empty the write-ahead log, outside any transaction: what was erased must not stay readable.

    While somebody reads it stays until the next time, or until the store is closed.
    """
    raw = connection.connection.driver_connection
    if raw is not None:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def open_engine(path: Path, key: bytes, *, read_only: bool) -> Engine:
    """An engine over pooled SQLCipher connections, one where it writes.

    `key` is the raw 32-byte store key.
    """
    engine = create_engine(
        "sqlite+pysqlite://",
        module=sqlcipher,
        creator=lambda: connect(path, key, read_only=read_only),
        poolclass=QueuePool,
        pool_size=_READERS if read_only else 1,
        max_overflow=_MORE_READERS if read_only else 0,
    )
    begin = "BEGIN" if read_only else "BEGIN IMMEDIATE"

    def start_transaction(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "begin", start_transaction)
    return engine
