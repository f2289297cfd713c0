"""What is written under a passing name, and what a kill or the power left of it.

Whoever writes holds a lock on the passing file or folder, which the system lets go with the process
itself. So what nobody holds was left behind, and may hold parts of people's lists: it is cleared
away at the next start, and beside a file that is saved.
"""

import contextlib
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

if sys.platform != "win32":
    import fcntl

# Beside a file that is saved, others may write whose locks this computer does not see.
LEFT_BEHIND_S = 600.0
PREFIX, SUFFIX = ".luu-", ".tam"
_NAME = re.compile(r"\.luu-[a-z0-9_]{8}(\.tam)?")
# Between the making of a name and the lock on it lies a moment; what is empty holds nothing.
_YOUNG_S = 10.0
_HELD = "held"


def open_passing_file(folder: Path) -> tuple[IO[bytes], Path]:
    """An empty file of ours alone in `folder`, held until it is closed; raises OSError."""
    handle, name = tempfile.mkstemp(prefix=PREFIX, suffix=SUFFIX, dir=folder)
    _hold(handle)
    return os.fdopen(handle, "wb"), Path(name)


@contextlib.contextmanager
def passing_folder(parent: Path) -> Iterator[Path]:
    """An empty folder of ours alone in `parent`, held and then cleared away; raises OSError."""
    made = Path(tempfile.mkdtemp(prefix=PREFIX, dir=parent))
    handle = _open_to_hold(made)
    try:
        _hold(handle)
        yield made
    finally:
        # Before the folder goes: Windows lets no open file be deleted.
        os.close(handle)
        shutil.rmtree(made, ignore_errors=True)


def clear_unfinished(folder: Path, *, least_age_s: float = 0.0) -> int:
    """Clear away what nobody writes any more directly in `folder`; returns how much there was.

    `least_age_s`: leave what is younger, where others may write who hold their locks elsewhere (a
    folder on the network). What cannot be cleared away stays, without a word.
    """
    try:
        found = [entry for entry in os.scandir(folder) if _NAME.fullmatch(entry.name)]
    except OSError:
        return 0
    return sum(_clear(Path(entry.path), least_age_s) for entry in found if not entry.is_symlink())


def _clear(path: Path, least_age_s: float) -> bool:
    """Whether it was left behind and is gone now."""
    try:
        age_s = abs(time.time() - path.stat().st_mtime)
        if age_s < least_age_s or (age_s < _YOUNG_S and _is_empty(path)) or _is_held(path):
            return False
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    except OSError:
        return False
    return True


def _is_empty(path: Path) -> bool:
    if path.is_dir():
        return not any(entry.name != _HELD for entry in path.iterdir())
    return not path.stat().st_size


def _open_to_hold(folder: Path) -> int:
    if sys.platform == "win32":
        # A folder has no lock there; a file that is open in it cannot be deleted.
        return os.open(folder / _HELD, os.O_RDWR | os.O_CREAT)
    return os.open(folder, os.O_RDONLY)


def _hold(handle: int) -> None:
    if sys.platform != "win32":
        # A file system without locks: its leftovers stay, and nobody's work is cleared away.
        with contextlib.suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _is_held(path: Path) -> bool:
    """Whether somebody writes there; raises OSError where that cannot be told."""
    if sys.platform == "win32":
        # Deleting a file that is open fails, and says so.
        if path.is_dir():
            (path / _HELD).unlink(missing_ok=True)
        return False
    handle = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False
