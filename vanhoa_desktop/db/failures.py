"""SQLite's errors sorted into the known ones, which people can act on, and bugs.

Which pass through.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from vanhoa_desktop.errors import ErrorCode, VanHoaError

_KNOWN = {
    "SQLITE_FULL": ErrorCode.DISK_FULL,
    "SQLITE_READONLY": ErrorCode.FOLDER_READ_ONLY,
    "SQLITE_CANTOPEN": ErrorCode.FOLDER_READ_ONLY,
    "SQLITE_BUSY": ErrorCode.STORE_IN_USE,
    "SQLITE_LOCKED": ErrorCode.STORE_IN_USE,
    "SQLITE_NOTADB": ErrorCode.STORE_DAMAGED,
    "SQLITE_CORRUPT": ErrorCode.STORE_DAMAGED,
    "SQLITE_IOERR_SHORT_READ": ErrorCode.STORE_DAMAGED,
    "SQLITE_IOERR": ErrorCode.DISK_FAILED,
    "SQLITE_NOMEM": ErrorCode.SYSTEM_EXHAUSTED,
}
# Copying the store with SQLite's own backup names no error: its sentence is all that is told.
_BY_SENTENCE = {
    "database or disk is full": ErrorCode.DISK_FULL,
    "attempt to write a readonly database": ErrorCode.FOLDER_READ_ONLY,
    "unable to open database file": ErrorCode.FOLDER_READ_ONLY,
    "database is locked": ErrorCode.STORE_IN_USE,
    "file is not a database": ErrorCode.STORE_DAMAGED,
    "database disk image is malformed": ErrorCode.STORE_DAMAGED,
    "disk I/O error": ErrorCode.DISK_FAILED,
    "out of memory": ErrorCode.SYSTEM_EXHAUSTED,
}
# What SQLite says of a disk that may as well be full: it makes files of its own beside the store.
_VAGUE = frozenset({ErrorCode.DISK_FAILED, ErrorCode.FOLDER_READ_ONLY})
# What keeps everybody from writing beside the store; it can be read all the same.
NOTHING_WRITTEN_HERE = frozenset({ErrorCode.DISK_FULL, ErrorCode.FOLDER_READ_ONLY})
# The shared index of the log grows by so much.
_LEAST_FREE_BYTES = 64 * 1024


def known_code(error: DBAPIError, path: Path | None = None) -> ErrorCode | None:
    """The code of a failure that is not our bug, or None; `path` is where the store lies."""
    return driver_code(error.orig, path)


def driver_code(error: BaseException | None, path: Path | None = None) -> ErrorCode | None:
    """The code of a failure as the driver tells it, or None if it is a bug of ours."""
    name = getattr(error, "sqlite_errorname", "") or ""
    codes = (code for prefix, code in _KNOWN.items() if name.startswith(prefix))
    code = next(codes, None) if name else _BY_SENTENCE.get(str(error))
    is_full = code in _VAGUE and path is not None and _is_full(path)
    return ErrorCode.DISK_FULL if is_full else code


def _is_full(path: Path) -> bool:
    """Whether the disk of the store has no room left."""
    try:
        return shutil.disk_usage(path.parent).free < _LEAST_FREE_BYTES
    except OSError:
        return False


@contextmanager
def sorted_failures(path: Path) -> Iterator[None]:
    """Turn known store failures into VanHoaError; anything else is a bug and passes unchanged."""
    try:
        yield
    except DBAPIError as error:
        code = known_code(error, path)
        if code is None:
            raise
        raise VanHoaError(code, path=str(path), detail=str(error.orig)) from error
