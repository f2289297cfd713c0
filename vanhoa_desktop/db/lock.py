"""One writer at a time: a lock file that a second window or command runs into."""

from pathlib import Path

from filelock import FileLock, Timeout

from vanhoa_desktop.disk_failures import writing_failure
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.files import PRIVATE_FILE


class WriterLock:
    """Held from opening for writing until closing."""

    def __init__(self, path: Path) -> None:
        self._path = path
        # Taken on the thread that opens the store, given back on the one that closes it.
        self._lock = FileLock(str(path), mode=PRIVATE_FILE, thread_local=False)

    def acquire(self) -> None:
        """Take the lock; raises STORE_IN_USE if another program holds it."""
        try:
            self._lock.acquire(timeout=0)
        except Timeout as error:
            raise VanHoaError(ErrorCode.STORE_IN_USE, path=str(self._path.parent)) from error
        except OSError as error:
            raise writing_failure(error, self._path.parent) from error

    def release(self) -> None:
        """Give the lock back; harmless if it is not held."""
        self._lock.release()
