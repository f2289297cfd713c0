"""The store of one installation: units of work for writing, reading blocks beside them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine

from vanhoa_desktop.db.authority import current_authority
from vanhoa_desktop.db.engine import empty_log, open_engine
from vanhoa_desktop.db.failures import sorted_failures
from vanhoa_desktop.db.lock import WriterLock
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.db.schema import (
    SCHEMA_VERSION,
    add_tables,
    check_version,
    create_schema,
    lacks_tables,
)
from vanhoa_desktop.db.unit_of_work import Author, Ports, UnitOfWork
from vanhoa_desktop.errors import ErrorCode, VanHoaError


class Database:
    """An open store. Close it when done; a store open for writing holds the lock file.

    `is_outdated`: an older program folded its tables; `UnitOfWork.refold` makes them what they
    should be.
    """

    def __init__(
        self, path: Path, key: bytes, *, lock: WriterLock | None, create: bool = False
    ) -> None:
        self._path = path
        self._lock = lock
        self.is_outdated = False
        self._lacks_tables = False
        self._writer: Engine | None = open_engine(path, key, read_only=False) if lock else None
        self._reader = open_engine(path, key, read_only=True)
        try:
            self._prepare(create=create)
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
    def open(cls, path: Path, key: bytes, lock_path: Path, *, writing: bool) -> "Database":
        """Open an existing store.

        Raises STORE_MISSING, STORE_IN_USE, STORE_DAMAGED or STORE_NEWER.
        """
        if not path.exists():
            raise VanHoaError(ErrorCode.STORE_MISSING, path=str(path.parent))
        if not writing:
            opened = cls(path, key, lock=None)
            if not opened._lacks_tables:
                return opened
            opened.close()
            cls.open(path, key, lock_path, writing=True).close()
            return cls(path, key, lock=None)
        lock = WriterLock(lock_path)
        lock.acquire()
        return cls(path, key, lock=lock)

    def _prepare(self, *, create: bool) -> None:
        with sorted_failures(self._path):
            if self._writer is not None and create:
                with self._writer.begin() as connection:
                    create_schema(connection)
            with self._reader.connect() as connection:
                self.is_outdated = check_version(connection) < SCHEMA_VERSION
                self._lacks_tables = self.is_outdated and lacks_tables(connection)
            if self._lacks_tables and self._writer is not None:
                with self._writer.begin() as connection:
                    add_tables(connection)

    @property
    def is_writable(self) -> bool:
        """Whether this store was opened for writing."""
        return self._writer is not None

    @contextmanager
    def unit_of_work(self, author: Author, ports: Ports) -> Iterator[UnitOfWork]:
        """One transaction: rolled back unless `commit` was called before the block ended.

        Raises STORE_IN_USE when the store was opened for reading only.
        """
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
