"""SQLite's errors sorted into the known ones, which people can act on, and bugs.

Which pass through.
"""

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
    "SQLITE_IOERR": ErrorCode.STORE_DAMAGED,
}


def known_code(error: DBAPIError) -> ErrorCode | None:
    """The code of a failure that is not our bug, or None."""
    return driver_code(error.orig)


def driver_code(error: BaseException | None) -> ErrorCode | None:
    """The code of a failure as the driver tells it, or None if it is a bug of ours."""
    name = getattr(error, "sqlite_errorname", "") or ""
    for prefix, code in _KNOWN.items():
        if name.startswith(prefix):
            return code
    return None


@contextmanager
def sorted_failures(path: Path) -> Iterator[None]:
    """Turn known store failures into VanHoaError; anything else is a bug and passes unchanged."""
    try:
        yield
    except DBAPIError as error:
        code = known_code(error)
        if code is None:
            raise
        raise VanHoaError(code, path=str(path), detail=str(error.orig)) from error
