"""The store of one installation: units of work for writing, reading blocks beside them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vanhoa_desktop.db.authority import current_authority
from vanhoa_desktop.db.bringing_up import bring_up
from vanhoa_desktop.db.engine import Access, empty_log, open_engine
from vanhoa_desktop.db.failures import NOTHING_WRITTEN_HERE, sorted_failures
from vanhoa_desktop.db.lock import WriterLock
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.db.schema import (
    SCHEMA_VERSION,
    check_version,
    create_schema,
    has_own_layout,
)
from vanhoa_desktop.db.unit_of_work import Author, Ports, UnitOfWork
from vanhoa_desktop.disk_failures import sorted_disk_failures
from vanhoa_desktop.domain.ports import Progress, no_progress
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.files import PRIVATE_FILE


class Database:
    """An open store. Close it when done; a store open for writing holds the lock file.

    `still_for`: why nothing can be written where it lies (a full disk, a folder that is
    write-protected); it is only read then. `is_outdated` and `has_own_layout` tell of a store that
    could only be read: an older program folded its tables, and whether they look as ours do.
    """

    def __init__(
        self,
        path: Path,
        key: bytes,
        *,
        lock: WriterLock | None,
        create: bool = False,
        still_for: VanHoaError | None = None,
        progress: Progress = no_progress,
    ) -> None:
        self._path = path
        self._lock = lock
        self._still_for = still_for
        self.is_outdated = False
        self.has_own_layout = True
        is_writing = lock is not None and still_for is None
        self._writer = open_engine(path, key, Access.WRITING) if is_writing else None
        access = Access.READING if still_for is None else Access.STILL
        self._reader = open_engine(path, key, access)
        try:
            self._prepare(progress, create=create)
        except BaseException:
            self.close()
            raise

    @classmethod
    def create(cls, path: Path, key: bytes, lock_path: Path) -> "Database":
        """Make a new, empty store and open it for writing; raises STORE_EXISTS or STORE_IN_USE."""
        if path.exists():
            raise VanHoaError(ErrorCode.STORE_EXISTS, path=str(path.parent))
        lock = WriterLock(lock_path)
        lock.acquire()
        return cls(path, key, lock=lock, create=True)

    @classmethod
    def open(
        cls,
        path: Path,
        key: bytes,
        lock_path: Path,
        *,
        writing: bool,
        progress: Progress = no_progress,
    ) -> "Database":
        """Open an existing store; one of an older program is brought up to this one's format.

        `progress` hears how far that is. To be read a store is opened also where nothing can be
        written beside it. Raises STORE_MISSING, STORE_IN_USE, STORE_DAMAGED or STORE_NEWER, for
        writing and for bringing up also DISK_FULL, FOLDER_READ_ONLY, and what `progress` raises.
        """
        if not path.exists():
            raise VanHoaError(ErrorCode.STORE_MISSING, path=str(path.parent))
        if writing:
            lock = WriterLock(lock_path)
            lock.acquire()
            return cls(path, key, lock=lock, progress=progress)
        opened = cls._open_to_read(path, key, lock_path)
        if not opened.is_outdated or (opened.still_for is not None and opened.has_own_layout):
            # Where nothing can be written it is read as the older program saw it.
            return opened
        opened.close()
        if opened.still_for is not None:
            raise opened.still_for
        cls.open(path, key, lock_path, writing=True, progress=progress).close()
        return cls._open_to_read(path, key, lock_path)

    @classmethod
    def _open_to_read(cls, path: Path, key: bytes, lock_path: Path) -> "Database":
        try:
            return cls(path, key, lock=None)
        except VanHoaError as error:
            if error.code not in NOTHING_WRITTEN_HERE:
                raise
            # As long as it is read without locks nobody may begin to write.
            lock = WriterLock(lock_path)
            try:
                lock.acquire()
            except VanHoaError as locking:
                if locking.code not in NOTHING_WRITTEN_HERE:
                    raise error from locking
                return cls(path, key, lock=None, still_for=error)
            return cls(path, key, lock=lock, still_for=error)

    def _prepare(self, progress: Progress, *, create: bool) -> None:
        if create:
            with sorted_disk_failures(self._path):
                self._path.touch(PRIVATE_FILE)
        with sorted_failures(self._path):
            if self._writer is not None and create:
                with self._writer.begin() as connection:
                    create_schema(connection)
            with self._reader.connect() as connection:
                is_older = check_version(connection) < SCHEMA_VERSION
                self.has_own_layout = has_own_layout(connection)
                self.is_outdated = is_older or not self.has_own_layout
            if self.is_outdated and self._writer is not None:
                with self._writer.begin() as connection:
                    bring_up(connection, progress)
                self.is_outdated, self.has_own_layout = False, True

    @property
    def still_for(self) -> VanHoaError | None:
        """Why this store can only be read where it lies; None where it can be written."""
        return self._still_for

    @property
    def is_writable(self) -> bool:
        """Whether this store was opened for writing."""
        return self._writer is not None

    @contextmanager
    def unit_of_work(self, author: Author, ports: Ports) -> Iterator[UnitOfWork]:
        """One transaction: rolled back unless `commit` was called before the block ended.

        Raises STORE_IN_USE when the store was opened for reading only, or why it had to be.
        """
        if self._still_for is not None:
            raise VanHoaError(self._still_for.code, **self._still_for.facts)
        if self._writer is None:
            raise VanHoaError(ErrorCode.STORE_IN_USE, path=str(self._path.parent))
        with sorted_failures(self._path), self._writer.connect() as connection:
            transaction = connection.begin()
            work = UnitOfWork(connection, author, current_authority(connection), ports)
            yield work
            if work.committed:
                transaction.commit()
                if work.erased or work.dropped_files:
                    empty_log(connection)

    @contextmanager
    def rehearsal(self, author: Author, ports: Ports) -> Iterator[UnitOfWork]:
        """A unit of work never to be committed: what an import would do; needs no writing."""
        with sorted_failures(self._path), self._reader.connect() as connection:
            yield UnitOfWork(connection, author, current_authority(connection), ports)

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """A consistent view for readers."""
        with sorted_failures(self._path), self._reader.connect() as connection:
            yield Reading(connection)

    def close(self) -> None:
        """Close all connections and give the lock back."""
        for engine in (self._writer, self._reader):
            if engine is not None:
                engine.dispose()
        if self._lock is not None:
            self._lock.release()
