"""What the system says when a file cannot be read or written, sorted by what happened."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vanhoa_desktop.errors import ErrorCode, VanHoaError


def _numbers(*names: str) -> frozenset[int]:
    """The numbers of those errors that this system knows."""
    return frozenset(getattr(errno, name) for name in names if hasattr(errno, name))


# EFBIG: more than the file system of a stick (FAT32) or a limit of the system lets one file hold.
_FULL = _numbers("ENOSPC", "EDQUOT", "EFBIG")
_BY_NUMBER = {
    ErrorCode.DISK_FULL: _FULL,
    ErrorCode.FOLDER_READ_ONLY: _numbers("EROFS", "EACCES", "EPERM"),
    ErrorCode.FILE_NAME_INVALID: _numbers("ENAMETOOLONG", "EILSEQ", "EINVAL"),
    ErrorCode.FILE_IS_FOLDER: _numbers("EISDIR"),
    ErrorCode.FILE_IN_USE: _numbers("ETXTBSY", "EBUSY"),
    ErrorCode.FOLDER_UNREACHABLE: _numbers("ENOENT", "ENOTDIR", "ELOOP", "EEXIST"),
    ErrorCode.DISK_FAILED: _numbers(
        *("EIO", "ENXIO", "ENODEV", "ESTALE", "EREMOTEIO", "ENOTCONN", "ENOMEDIUM", "ETIMEDOUT"),
    ),
    ErrorCode.SYSTEM_EXHAUSTED: _numbers("EMFILE", "ENFILE", "ENOMEM"),
}
# Windows tells more in numbers of its own; Python makes one errno of several of them.
_BY_WINDOWS_NUMBER = {
    ErrorCode.DISK_FULL: frozenset({39, 112}),
    ErrorCode.FOLDER_READ_ONLY: frozenset({5, 19}),
    ErrorCode.FILE_NAME_INVALID: frozenset({123, 206}),
    ErrorCode.FILE_IN_USE: frozenset({32, 33}),
    ErrorCode.FOLDER_UNREACHABLE: frozenset({2, 3, 15, 53, 67}),
    ErrorCode.DISK_FAILED: frozenset({21, 23, 55, 59, 64, 121, 483, 1117}),
    ErrorCode.SYSTEM_EXHAUSTED: frozenset({4, 8, 14, 1450}),
}


def code_of(error: OSError) -> ErrorCode | None:
    """What happened, or None for what no disk does."""
    windows_number = getattr(error, "winerror", None)
    for code, numbers in _BY_WINDOWS_NUMBER.items():
        if windows_number in numbers:
            return code
    for code, numbers in _BY_NUMBER.items():
        if error.errno in numbers:
            return code
    return None


def writing_failure(error: OSError, path: Path) -> VanHoaError:
    """Why `path` could not be written; what is not known is the disk's fault."""
    return VanHoaError(code_of(error) or ErrorCode.DISK_FAILED, path=str(path))


def reading_failure(error: OSError, path: Path) -> VanHoaError:
    """Why `path` could not be read.

    FILE_MISSING, FILE_IN_USE, DISK_FAILED, SYSTEM_EXHAUSTED, else FILE_UNREADABLE.
    """
    if isinstance(error, FileNotFoundError) or error.errno in _numbers("ENAMETOOLONG"):
        return VanHoaError(ErrorCode.FILE_MISSING, path=str(path))
    code = code_of(error)
    told = (ErrorCode.FILE_IN_USE, ErrorCode.DISK_FAILED, ErrorCode.SYSTEM_EXHAUSTED)
    return VanHoaError(code if code in told else ErrorCode.FILE_UNREADABLE, path=str(path))


@contextmanager
def sorted_disk_failures(path: Path) -> Iterator[None]:
    """Turn what the disk does while `path` is written into VanHoaError."""
    try:
        yield
    except OSError as error:
        raise writing_failure(error, path) from error


def failure_of_wall(error: BaseException) -> VanHoaError | None:
    """For the outer walls: what a disk did that nobody nearer to it has sorted; None for a bug."""
    if not isinstance(error, OSError):
        return None
    code = code_of(error)
    return None if code is None else VanHoaError(code, path=str(error.filename or "–"))
