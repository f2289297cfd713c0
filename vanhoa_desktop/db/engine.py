"""Connections to the encrypted store: one writer and one read-only connection beside it (WAL)."""

import sys
from enum import Enum
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import Connection
from sqlalchemy.pool import QueuePool

BUSY_TIMEOUT_MS = 5_000
# The window reads on three lanes at once, and a reading block inside another must not wait for the
# connection that its caller holds.
_READERS, _MORE_READERS = 3, 6
# A file that cannot be written takes no lock of the kind that reading a log alone wants.
_WITHOUT_LOCKS = "win32-none" if sys.platform == "win32" else "unix-none"


class Access(Enum):
    """How a store is opened.

    STILL: nobody writes it, and nothing can be written beside it either (a full disk, a folder that
    is write-protected): it is read without its shared index and without locks.
    """

    WRITING = "writing"
    READING = "reading"
    STILL = "still"


def connect(path: Path, key: bytes, access: Access) -> Any:  # noqa: ANN401 - sqlcipher3 has no types
    """A connection of the driver, outside any pool; the caller closes it."""
    name = _still_name(path) if access is Access.STILL else str(path)
    connection = sqlcipher.connect(
        name, isolation_level=None, check_same_thread=False, uri=access is Access.STILL
    )
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    connection.execute("PRAGMA temp_store = MEMORY")
    # An erased person's data must not stay readable in free pages (office-practice.md G33).
    connection.execute("PRAGMA secure_delete = ON")
    if access is Access.WRITING:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
    else:
        connection.execute("PRAGMA query_only = ON")
    if access is Access.STILL:
        # The index of the log is kept in memory then.
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    return connection


def _still_name(path: Path) -> str:
    """The store as SQLite takes it where nothing changes: with the log that was left, or alone."""
    log = path.with_name(f"{path.name}-wal")
    has_log = log.exists() and log.stat().st_size > 0
    how = f"vfs={_WITHOUT_LOCKS}" if has_log else "immutable=1"
    return f"file:{quote(path.absolute().as_posix())}?mode=ro&{how}"


def empty_log(connection: Connection) -> None:
    """Empty the write-ahead log, outside any transaction: what was erased must not stay readable.

    While somebody reads it stays until the next time, or until the store is closed.
    """
    raw = connection.connection.driver_connection
    if raw is not None:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def open_engine(path: Path, key: bytes, access: Access) -> Engine:
    """An engine over pooled SQLCipher connections, one where it writes.

    `key` is the raw 32-byte store key.
    """
    read_only = access is not Access.WRITING
    engine = create_engine(
        "sqlite+pysqlite://",
        module=sqlcipher,
        creator=lambda: connect(path, key, access),
        poolclass=QueuePool,
        pool_size=_READERS if read_only else 1,
        max_overflow=_MORE_READERS if read_only else 0,
        # What is written stands among the values of a failed statement: names, identity numbers.
        hide_parameters=True,
    )
    begin = "BEGIN" if read_only else "BEGIN IMMEDIATE"

    def start_transaction(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "begin", start_transaction)
    return engine
