"""The first start in a folder: what it makes counts only when all of it is there.

A mark lies in the folder from the beginning to the end. Where the power went in between, the next
first start finds the mark and clears away what lies beside it: nobody has worked with that yet.
"""

from vanhoa_desktop.db.lock import WriterLock
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.files import make_folder, write_atomically
from vanhoa_desktop.paths import InstallationPaths

_LOGS = ("-wal", "-shm", "-journal")


def check_unfounded(paths: InstallationPaths) -> None:
    """Raise STORE_EXISTS if somebody's figures may lie in the folder."""
    if not paths.founding.exists() and (paths.store.exists() or paths.keys.exists()):
        raise VanHoaError(ErrorCode.STORE_EXISTS, path=str(paths.root))


def begin_founding(paths: InstallationPaths) -> WriterLock:
    """Mark the folder as unfinished; the lock that the new store is to hold.

    Raises STORE_EXISTS, STORE_IN_USE, DISK_FULL, FOLDER_READ_ONLY.
    """
    check_unfounded(paths)
    make_folder(paths.root)
    lock = WriterLock(paths.lock)
    lock.acquire()
    try:
        _clear_unfinished(paths)
        write_atomically(paths.founding, b"", is_own=True)
    except BaseException:
        lock.release()
        raise
    return lock


def complete_founding(paths: InstallationPaths) -> None:
    """From now on it counts. The caller still holds the lock."""
    paths.founding.unlink()


def give_up_founding(paths: InstallationPaths) -> None:
    """Clear away what a first start that did not come to its end has made; else nothing."""
    _clear_unfinished(paths)
    paths.founding.unlink(missing_ok=True)


def _clear_unfinished(paths: InstallationPaths) -> None:
    if not paths.founding.exists():
        return
    logs = [paths.store.with_name(paths.store.name + suffix) for suffix in _LOGS]
    for path in (paths.keys, paths.root_key, paths.store, *logs):
        path.unlink(missing_ok=True)
