"""Files of an office: read within bounds, written so that they are there whole or not at all."""

import contextlib
import errno
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from vanhoa_desktop.disk_failures import reading_failure, sorted_disk_failures, writing_failure
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.paths import is_file_of_installation
from vanhoa_desktop.unfinished import LEFT_BEHIND_S, clear_unfinished, open_passing_file

_IS_WINDOWS = os.name == "nt"
# What Windows takes for a device, whatever the ending.
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])\s*(\..*)?")
_OF_SYSTEM = ("/dev/", "/proc/", "/sys/")
_ACCESS_DENIED = 5
PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700
# Control signs and line ends, which a list of files shows as something else.
_NOT_IN_NAMES = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class PreparedFile:
    """Content that lies whole on the disk, under a temporary name; `settle` gives it its own."""

    def __init__(self, path: Path, temporary: Path, stream: IO[bytes]) -> None:
        self._path = path
        self._temporary = temporary
        self.stream = stream
        self.is_settled = False

    def fill(self, content: bytes) -> None:
        """Write all of it and bring it onto the disk; raises as `complete`."""
        with sorted_disk_failures(self._path):
            self.stream.write(content)
        self.complete()

    def complete(self) -> None:
        """Everything was written: bring it onto the disk, so that `settle` can no longer fail.

        Raises DISK_FULL and others, as the disk fails.
        """
        with sorted_disk_failures(self._path):
            if not self.stream.closed:
                self.stream.flush()
                os.fsync(self.stream.fileno())
                self.stream.close()

    def settle(self) -> None:
        """Give the file its name, in place of what was there; raises as `complete`."""
        self.complete()
        try:
            self._temporary.replace(self._path)
        except OSError as error:
            if getattr(error, "winerror", None) == _ACCESS_DENIED and self._path.exists():
                # Windows says so of a file that another program holds open.
                raise VanHoaError(ErrorCode.FILE_IN_USE, path=str(self._path)) from error
            raise writing_failure(error, self._path) from error
        self.is_settled = True

    def discard(self) -> None:
        """Leave nothing behind, unless it was settled."""
        # What a full disk did not take it does not take now; a stick that was pulled out has
        # nothing to clear away any more.
        with contextlib.suppress(OSError):
            self.stream.close()
        if not self.is_settled:
            with contextlib.suppress(OSError):
                self._temporary.unlink(missing_ok=True)


def write_atomically(path: Path, content: bytes, *, is_own: bool = False) -> None:
    """Write under a temporary name beside `path`, flush to the disk, then rename.

    No half file under the final name; a link stays and its target is written; what was there keeps
    its permissions. `is_own` and what is raised: as `preparing`; nothing is left behind then.
    """
    with writing_atomically(path, is_own=is_own) as stream:
        stream.write(content)


@contextlib.contextmanager
def writing_atomically(path: Path, *, is_own: bool = False) -> Iterator[IO[bytes]]:
    """As `write_atomically`, for content that comes piece by piece.

    What the block raises on its own account passes through, and nothing is left behind.
    """
    with preparing(path, is_own=is_own) as prepared:
        with sorted_disk_failures(path):
            yield prepared.stream
        prepared.settle()


@contextlib.contextmanager
def preparing(path: Path, *, is_own: bool = False) -> Iterator[PreparedFile]:
    """A file to be written in two steps: all of it first, its name when everything else is done.

    `is_own`: a file that the program keeps for itself, whose folder is made. Any other goes where
    a person wished: into a folder that is there, and never among an installation's own files.

    Raises FILE_OF_INSTALLATION, FILE_IS_FOLDER, FILE_NOT_ORDINARY (a device, a pipe),
    FILE_NAME_INVALID, and how the disk fails (FOLDER_UNREACHABLE also for a missing folder,
    DISK_FULL, FOLDER_READ_ONLY, FILE_IN_USE, DISK_FAILED).
    """
    if not is_own:
        check_wished_place(path)
    with sorted_disk_failures(path):
        target = _target_of(path)
        if is_own:
            _make_private(target.parent)
        else:
            clear_unfinished(target.parent, least_age_s=LEFT_BEHIND_S)
        stream, temporary = open_passing_file(target.parent)
        prepared = PreparedFile(target, temporary, stream)
    try:
        with sorted_disk_failures(path):
            if not is_own:
                _keep_permissions(target, temporary)
        yield prepared
    finally:
        prepared.discard()


def check_wished_place(path: Path) -> None:
    """Refuse what no person may save to.

    Raises FILE_OF_INSTALLATION, FILE_NAME_INVALID (a name of several lines, a control sign),
    FOLDER_UNREACHABLE for a folder that is not there.
    """
    if _NOT_IN_NAMES.search(path.name):
        told = _NOT_IN_NAMES.sub("\N{REPLACEMENT CHARACTER}", str(path))
        raise VanHoaError(ErrorCode.FILE_NAME_INVALID, path=told)
    with sorted_disk_failures(path):
        if is_file_of_installation(path):
            raise VanHoaError(ErrorCode.FILE_OF_INSTALLATION, path=str(path))
        path.parent.stat()


def _target_of(path: Path) -> Path:
    """The file behind a link, or `path` itself; refused is what no file can take the place of."""
    if str(path).startswith(_OF_SYSTEM) or (_IS_WINDOWS and _RESERVED.fullmatch(path.name)):
        raise VanHoaError(ErrorCode.FILE_NOT_ORDINARY, path=str(path))
    target = Path(os.path.realpath(path)) if path.is_symlink() else path
    try:
        found = target.stat().st_mode
    except FileNotFoundError:
        return target
    if stat.S_ISDIR(found):
        raise VanHoaError(ErrorCode.FILE_IS_FOLDER, path=str(path))
    if not stat.S_ISREG(found) or str(target).startswith(_OF_SYSTEM):
        raise VanHoaError(ErrorCode.FILE_NOT_ORDINARY, path=str(path))
    return target


def _keep_permissions(target: Path, temporary: Path) -> None:
    """Who could read the file that is replaced can read the new one; a new one is ours alone."""
    if not _IS_WINDOWS and target.exists():
        temporary.chmod(stat.S_IMODE(target.stat().st_mode))


def make_folder(folder: Path) -> None:
    """Make a folder and its parents, for this user alone.

    Raises as the disk fails (DISK_FULL, FOLDER_READ_ONLY …).
    """
    with sorted_disk_failures(folder):
        _make_private(folder)


def _make_private(folder: Path) -> None:
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in reversed(missing):
        one.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
    if not folder.is_dir():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(folder))


def opened_log(path: Path) -> IO[str]:
    """A log of ours alone, to be written on; raises OSError."""
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, PRIVATE_FILE)
    return os.fdopen(handle, "a", encoding="utf-8")


def tighten(path: Path) -> None:
    """Take from all other users what they may do with a file or a folder and what lies in it.

    Links, and what is not ours to change, stay as they are; on Windows the user's own folder keeps
    others out.
    """
    if _IS_WINDOWS:
        return
    with contextlib.suppress(OSError):
        found = path.lstat()
        is_folder = stat.S_ISDIR(found.st_mode)
        if is_folder or stat.S_ISREG(found.st_mode):
            private = PRIVATE_FOLDER if is_folder else PRIVATE_FILE
            if stat.S_IMODE(found.st_mode) & ~private:
                path.chmod(stat.S_IMODE(found.st_mode) & private)
        for inside in path.iterdir() if is_folder else ():
            tighten(inside)


def read_limited(path: Path, most_bytes: int) -> bytes:
    """The content of a file.

    Raises FILE_MISSING, FILE_UNREADABLE (also for what is no file, such as a device or a pipe),
    FILE_IN_USE, DISK_FAILED, or FILE_TOO_LARGE: before reading it, or when it grew meanwhile.
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
    except OSError as error:
        raise reading_failure(error, path) from error
