"""Files of an office: read within bounds, written so that they are there whole or not at all."""

import contextlib
import errno
import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from vanhoa_desktop.errors import ErrorCode, VanHoaError

# EFBIG: more than the file system of a stick (FAT32) or a limit of the system lets one file hold.
_FULL = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})


def write_atomically(path: Path, content: bytes) -> None:
    """Write under a temporary name beside `path`, flush to the disk, then rename.

    No half file under the final name.

    Raises DISK_FULL or FOLDER_READ_ONLY; nothing is left behind then.
    """
    with writing_atomically(path) as stream:
        stream.write(content)


@contextlib.contextmanager
def writing_atomically(path: Path) -> Iterator[IO[bytes]]:
    """As `write_atomically`, for content that comes piece by piece.

    What the block raises on its own account passes through, and nothing is left behind.
    """
    temporary: Path | None = None
    is_whole = False
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".luu-", suffix=".tam", dir=path.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
        is_whole = True
    except OSError as error:
        code = ErrorCode.DISK_FULL if error.errno in _FULL else ErrorCode.FOLDER_READ_ONLY
        raise VanHoaError(code, path=str(path)) from error
    finally:
        if temporary is not None and not is_whole:
            # On a stick that was pulled out there is nothing to clear away any more.
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


def make_folder(folder: Path) -> None:
    """Make a folder and its parents; raises DISK_FULL or FOLDER_READ_ONLY."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        code = ErrorCode.DISK_FULL if error.errno in _FULL else ErrorCode.FOLDER_READ_ONLY
        raise VanHoaError(code, path=str(folder)) from error


def read_limited(path: Path, most_bytes: int) -> bytes:
    """The content of a file.

    Raises FILE_MISSING, FILE_UNREADABLE (also for what is no file, such as a device or a pipe), or
    FILE_TOO_LARGE: before reading it, or when it grew meanwhile.
    """
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise VanHoaError(ErrorCode.FILE_UNREADABLE, path=str(path))
        content = b""
        if found.st_size <= most_bytes:
            with path.open("rb") as stream:
                content = stream.read(most_bytes + 1)
        if max(found.st_size, len(content)) > most_bytes:
            raise VanHoaError(ErrorCode.FILE_TOO_LARGE, path=str(path))
        return content
    except FileNotFoundError as error:
        raise VanHoaError(ErrorCode.FILE_MISSING, path=str(path)) from error
    except OSError as error:
        raise VanHoaError(ErrorCode.FILE_UNREADABLE, path=str(path)) from error
