"""Going back to a backup: checked first, put in place then, and with a new chain.

What lay here before is kept beside it, never deleted.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from vanhoa_desktop.db.backup import problems_of_copy
from vanhoa_desktop.db.backup_archive import KEYS, STORE, BackupNote, extract_backup
from vanhoa_desktop.db.database import Database
from vanhoa_desktop.db.lock import WriterLock
from vanhoa_desktop.db.unit_of_work import Ports
from vanhoa_desktop.disk_failures import writing_failure
from vanhoa_desktop.domain.enums import RestoreSource
from vanhoa_desktop.domain.our_files import OurFile
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.files import make_folder, write_atomically
from vanhoa_desktop.paths import InstallationPaths
from vanhoa_desktop.services.office.file_doors import door
from vanhoa_desktop.services.office.founding import give_up_founding
from vanhoa_desktop.services.office.identity_settings import DEVICE, RESTORED_FROM
from vanhoa_desktop.services.office.installation import open_session, system_ports
from vanhoa_desktop.services.office.keys_owners import check_owner
from vanhoa_desktop.services.office.known_since import known_since
from vanhoa_desktop.services.office.new_chain import begin_chain
from vanhoa_desktop.services.office.place import place_of
from vanhoa_desktop.trust.keyring import DeviceSecrets, open_keyring, resealed_device
from vanhoa_desktop.trust.keys import device_id
from vanhoa_desktop.trust.recovery_slot import RecoveryRecipient, seal_for_recovery
from vanhoa_desktop.trust.trust_view import TrustView

# The log of the old store must not be taken for one of the new store.
_LOGS = ("store.db-wal", "store.db-shm")
_STORE_FILES = ("store.db", *_LOGS, "keys.json")


@dataclass(frozen=True, slots=True)
class RestoredInstallation:
    """What was restored: whose, how old, and how many changes it holds.

    `is_office`: by what is known there it is the commune's main device; `lacks_root_key`: and the
    root key, which no backup holds, does not lie there.
    """

    device_id: str
    chain: str
    created: str
    changes: int
    is_office: bool
    lacks_root_key: bool


def restore_backup(
    paths: InstallationPaths, file: Path, passphrase: str, ports: Ports | None = None
) -> RestoredInstallation:
    """Replace this installation by a backup, opened with the passphrase of its time.

    The device goes on under its own keys on a new chain. What the store here knows of the commune's
    word stays known, and keys that took the place of the backup's since stay in force
    (`known_since`). Raises FILE_MISSING, BACKUP_INVALID, BACKUP_OF_ANOTHER (another unit's than
    the installation here), PASSPHRASE_WRONG, STORE_IN_USE, DISK_FULL, FOLDER_READ_ONLY.
    """
    used = ports or system_ports()
    with staged_backup(paths, file) as staged:
        secrets, _ = open_keyring(staged.keys, passphrase)
        staged.check(secrets)
        with staged.open(secrets) as database:
            source = f"{RestoreSource.BACKUP.value} {staged.note.created}"
            check_owner(paths, database, staged.note.created, passphrase)
            since = known_since(paths, database, passphrase)
            chain = begin_chain(
                database,
                used,
                place_of(paths, staged.store),
                {**since.settings, RESTORED_FROM: source},
                is_restored=True,
                statements=since.statements,
            )
            with database.reading() as reading:
                trust = reading.trust
        if since.keys is not None and trust is not None:
            staged.keep_keys(secrets, since.keys, passphrase, trust)
        staged.settle()
    device = since.settings.get(DEVICE, staged.note.device)
    if since.keys is not None:
        # Writes again what the former keys left unsent; cut short, the next opening does it.
        open_session(paths, passphrase, writing=True, ports=used).close()
    is_office = trust is not None and trust.office == device
    lacks_root = is_office and not paths.root_key.exists()
    note = staged.note
    return RestoredInstallation(device, chain, note.created, note.changes, is_office, lacks_root)


@dataclass(frozen=True, slots=True)
class StagedBackup:
    """The files of a backup inside the data folder, not in their place yet."""

    paths: InstallationPaths
    folder: Path
    note: BackupNote

    @property
    def keys(self) -> Path:
        """The sealed keys."""
        return self.folder / KEYS

    @property
    def store(self) -> Path:
        """The encrypted store."""
        return self.folder / STORE

    def check(self, secrets: DeviceSecrets) -> None:
        """Raise BACKUP_INVALID unless note, keys and store belong together and are whole."""
        if device_id(secrets.signing_key.public) != self.note.device:
            raise VanHoaError(ErrorCode.BACKUP_INVALID, why="keys of another device")
        problems = problems_of_copy(self.store, secrets.store_key)
        if problems:
            raise VanHoaError(ErrorCode.BACKUP_INVALID, why=problems[0].code)

    @contextmanager
    def open(self, secrets: DeviceSecrets) -> Iterator[Database]:
        """The store, to be prepared before it is put in place."""
        lock = self.folder / "store.lock"
        database = Database.open(self.store, secrets.store_key, lock, writing=True)
        try:
            yield database
        finally:
            database.close()

    def keep_keys(
        self, own: DeviceSecrets, kept: DeviceSecrets, passphrase: str, trust: TrustView
    ) -> None:
        """Seal other keys for the store in the place of its own, which still read old files."""
        sealed = replace(
            own,
            signing_key=kept.signing_key,
            age_identity=kept.age_identity,
            former_identities=tuple(dict.fromkeys((*kept.former_identities, *own.identities))),
        )
        write_atomically(self.keys, resealed_device(self.keys, sealed, passphrase), is_own=True)
        if trust.recovery is not None:
            recipient = RecoveryRecipient(trust.commune, trust.recovery, trust.recovery_number)
            device = device_id(kept.signing_key.public)
            seal_for_recovery(self.keys, passphrase, device, recipient)

    def settle(self) -> None:
        """Keep what lies in the data folder aside, and put this in its place; the keys come last.

        Killed in between, the folder holds the one store or the other, and both lie aside or here.
        Raises STORE_IN_USE (another window reads, on Windows) or FOLDER_READ_ONLY.
        """
        try:
            _keep_aside(self.paths)
            for log in _LOGS:
                (self.paths.root / log).unlink(missing_ok=True)
            self.store.replace(self.paths.store)
            self.keys.replace(self.paths.keys)
            # Whatever first start was broken off here, this store is whole.
            self.paths.founding.unlink(missing_ok=True)
        except PermissionError as error:
            raise VanHoaError(ErrorCode.STORE_IN_USE, path=str(self.paths.root)) from error
        except OSError as error:
            raise writing_failure(error, self.paths.root) from error


@contextmanager
def staged_backup(paths: InstallationPaths, file: Path) -> Iterator[StagedBackup]:
    """Unpack a backup into the data folder while nobody else works there; cleared away after."""
    make_folder(paths.root)
    lock = WriterLock(paths.lock)
    lock.acquire()
    staging = paths.restoring
    try:
        give_up_founding(paths)
        shutil.rmtree(staging, ignore_errors=True)
        make_folder(staging)
        with door(file, OurFile.BACKUP):
            note = extract_backup(file, staging)
        yield StagedBackup(paths, staging, note)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
        lock.release()


def _keep_aside(paths: InstallationPaths) -> None:
    present = [paths.root / name for name in _STORE_FILES if (paths.root / name).exists()]
    if not present:
        return
    number = 1 + len(list(paths.replaced.iterdir()) if paths.replaced.is_dir() else [])
    folder = paths.replaced / f"{number:03d}"
    make_folder(folder)
    for path in present:
        try:
            # A second name costs nothing; the first one goes to the restored file.
            (folder / path.name).hardlink_to(path)
        except OSError:
            shutil.copy2(path, folder / path.name)
