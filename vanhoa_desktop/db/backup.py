"""A consistent copy of the store, taken while it is in use, and checked before it counts."""

from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from vanhoa_desktop.db.database import Database
from vanhoa_desktop.db.engine import connect
from vanhoa_desktop.db.failures import driver_code
from vanhoa_desktop.db.integrity import IntegrityChecker, IntegrityProblem
from vanhoa_desktop.errors import VanHoaError


def copy_store(store: Path, key: bytes, target: Path) -> None:
    """Copy the store as it is at this moment to a new file, encrypted under the same key.

    Others may write meanwhile: the copy is of one moment all the same. Raises DISK_FULL,
    FOLDER_READ_ONLY, STORE_IN_USE, STORE_DAMAGED.
    """
    try:
        source = connect(store, key, read_only=True)
        try:
            # The moment is fixed by the first read inside a transaction.
            source.execute("BEGIN")
            source.execute("SELECT count(*) FROM sqlite_master").fetchone()
            _copy(source, target, key)
        finally:
            source.close()
    except sqlcipher.Error as error:
        code = driver_code(error, target)
        if code is None:
            raise
        raise VanHoaError(code, path=str(target), detail=str(error)) from error


def _copy(source: sqlcipher.Connection, target: Path, key: bytes) -> None:
    copy = sqlcipher.connect(str(target), isolation_level=None)
    try:
        copy.execute("PRAGMA cipher_log_level = NONE")
        copy.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        source.backup(copy)
        # One file, without a log beside it.
        copy.execute("PRAGMA journal_mode = DELETE")
    finally:
        copy.close()


def problems_of_copy(store: Path, key: bytes) -> list[IntegrityProblem]:
    """What is wrong with a copy: its file, its changes, its chains; raises as opening one does."""
    database = Database.open(store, key, store.with_suffix(".lock"), writing=False)
    try:
        with database.reading() as reading:
            return list(IntegrityChecker(reading).journal_problems())
    finally:
        database.close()
