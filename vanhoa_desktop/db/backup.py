"""A consistent copy of the store, taken while it is in use, and checked before it counts."""

from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from vanhoa_desktop.db.database import Database
from vanhoa_desktop.db.engine import Access, connect
from vanhoa_desktop.db.failures import NOTHING_WRITTEN_HERE, driver_code
from vanhoa_desktop.db.integrity import IntegrityChecker, IntegrityProblem
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.files import PRIVATE_FILE

# What SQLite lays beside a store.
LOG_SUFFIXES = ("-wal", "-shm")


def copy_store(store: Path, key: bytes, target: Path, new_key: bytes | None = None) -> None:
    """Copy the store as it is at this moment to a new file, under the same key or a new one.

    Others may write meanwhile: the copy is of one moment all the same. Raises DISK_FULL,
    FOLDER_READ_ONLY, STORE_IN_USE, STORE_DAMAGED.
    """
    try:
        source = _opened(store, key)
        try:
            _copy(source, target, key if new_key is None else new_key)
        finally:
            source.close()
    except sqlcipher.Error as error:
        code = driver_code(error, target)
        if code is None:
            raise
        raise VanHoaError(code, path=str(target), detail=str(error)) from error


def _opened(store: Path, key: bytes) -> sqlcipher.Connection:
    """The store at one moment, also where nothing can be written beside it."""
    try:
        return _begun(store, key, Access.READING)
    except sqlcipher.Error as error:
        if driver_code(error, store) not in NOTHING_WRITTEN_HERE:
            raise
        return _begun(store, key, Access.STILL)


def _begun(store: Path, key: bytes, access: Access) -> sqlcipher.Connection:
    source = connect(store, key, access)
    try:
        # The moment is fixed by the first read inside a transaction.
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        source.close()
        raise
    return source


def _copy(source: sqlcipher.Connection, target: Path, key: bytes) -> None:
    target.touch(PRIVATE_FILE)
    copy = sqlcipher.connect(str(target), isolation_level=None)
    try:
        copy.execute("PRAGMA cipher_log_level = NONE")
        copy.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        source.backup(copy)
        # One file, without a log beside it.
        copy.execute("PRAGMA journal_mode = DELETE")
    finally:
        copy.close()


def opens_with(store: Path, key: bytes) -> bool:
    """Whether this is the key of a store; raises as opening one does."""
    try:
        _opened(store, key).close()
    except sqlcipher.Error as error:
        code = driver_code(error, store)
        if code is ErrorCode.STORE_DAMAGED:
            return False
        if code is None:
            raise
        raise VanHoaError(code, path=str(store), detail=str(error)) from error
    return True


def settle_log(store: Path, key: bytes) -> None:
    """Bring what the log holds into the store's file, and take the log away.

    Nobody else may write meanwhile. Raises as opening a store does.
    """
    try:
        connection = connect(store, key, Access.WRITING)
        try:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()
    except sqlcipher.Error as error:
        code = driver_code(error, store)
        if code is None:
            raise
        raise VanHoaError(code, path=str(store), detail=str(error)) from error
    for suffix in LOG_SUFFIXES:
        store.with_name(store.name + suffix).unlink(missing_ok=True)


def problems_of_copy(store: Path, key: bytes) -> list[IntegrityProblem]:
    """What is wrong with a copy: its file, its changes, its chains; raises as opening one does."""
    database = Database.open(store, key, store.with_suffix(".lock"), writing=False)
    try:
        with database.reading() as reading:
            return list(IntegrityChecker(reading).journal_problems())
    finally:
        database.close()
