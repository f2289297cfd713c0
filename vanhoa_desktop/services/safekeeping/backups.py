"""Backups of this installation: made while it is in use, checked, thinned over a year."""

import datetime as dt
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from vanhoa_desktop.db.backup import copy_store, problems_of_copy
from vanhoa_desktop.db.backup_archive import KEYS, STORE, BackupNote, write_backup
from vanhoa_desktop.disk_failures import sorted_disk_failures
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.files import check_wished_place, make_folder
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.safekeeping.thinning import ONE_YEAR, DatedBackup, numbers_to_keep
from vanhoa_desktop.unfinished import LEFT_BEHIND_S, clear_unfinished, passing_folder

SUFFIX = ".vhs"
_NAME = re.compile(r"(?P<number>\d{5,})-(?P<on>\d{4}-\d{2}-\d{2})\.vhs")
_NUMBER_DIGITS = 5


@dataclass(frozen=True, slots=True)
class StoredBackup:
    """A backup in the installation's own folder."""

    path: Path
    number: int
    made_on: dt.date
    size_bytes: int


@dataclass(frozen=True, slots=True)
class BackupReport:
    """A backup that counts: it was opened and checked; `thinned` older ones went."""

    path: Path
    changes: int
    size_bytes: int
    thinned: int


class BackupService:
    """Makes and lists backups; also beside an open window, which goes on writing."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def create(self, output: Path | None = None) -> BackupReport:
        """Save a backup, to `output` or into the installation's folder, where old ones are thinned.

        Raises FILE_OF_INSTALLATION, DISK_FULL, FOLDER_READ_ONLY and others of the disk, and
        STORE_DAMAGED if the copy is not whole: then the store is not either.
        """
        if output is None:
            make_folder(self._session.paths.backups)
        target = output or self._next_path()
        check_wished_place(target)
        clear_unfinished(target.parent, least_age_s=0.0 if output is None else LEFT_BEHIND_S)
        changes = self._write(target)
        self._session.log_access("backup", target.name)
        thinned = 0 if output is not None else self._thin()
        return BackupReport(target, changes, target.stat().st_size, thinned)

    def backups(self) -> list[StoredBackup]:
        """The backups in the installation's folder, the newest first."""
        folder = self._session.paths.backups
        found = []
        for path in folder.glob(f"*{SUFFIX}") if folder.is_dir() else ():
            named = _NAME.fullmatch(path.name)
            if named is not None:
                on = dt.date.fromisoformat(named["on"])
                found.append(StoredBackup(path, int(named["number"]), on, path.stat().st_size))
        return sorted(found, key=lambda backup: backup.number, reverse=True)

    def _next_path(self) -> Path:
        newest = next(iter(self.backups()), None)
        number = 1 if newest is None else newest.number + 1
        name = f"{number:0{_NUMBER_DIGITS}d}-{self._session.today()}{SUFFIX}"
        return self._session.paths.backups / name

    def _write(self, target: Path) -> int:
        """Copy, check, pack; returns the number of changes inside."""
        with sorted_disk_failures(target):
            return self._write_checked(target)

    def _write_checked(self, target: Path) -> int:
        session, identity = self._session, self._session.identity
        key = session.secrets.store_key
        with passing_folder(target.parent) as made:
            keys, store = made / KEYS, made / STORE
            # The keys first: what opens the store must not be older than the store.
            copy_store(session.paths.store, key, store)
            shutil.copyfile(session.paths.keys, keys)
            problems = problems_of_copy(store, key)
            if problems:
                first = f"{problems[0].code} {problems[0].subject}"
                raise VanHoaError(ErrorCode.STORE_DAMAGED, path=str(target), detail=first)
            with session.database.reading() as reading:
                changes = reading.journal.count()
            note = BackupNote(
                device=identity.device_id,
                commune=identity.commune_id or "",
                unit=identity.unit_id or "",
                created=session.now(),
                changes=changes,
            )
            write_backup(target, note, {KEYS: keys, STORE: store}, session.secrets.signing_key)
        return changes

    def _thin(self) -> int:
        backups = self.backups()
        kept = numbers_to_keep((DatedBackup(b.number, b.made_on) for b in backups), ONE_YEAR)
        gone = [backup for backup in backups if backup.number not in kept]
        for backup in gone:
            backup.path.unlink(missing_ok=True)
        return len(gone)
