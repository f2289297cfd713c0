"""A passphrase that others may know is changed, and with it every key that it guarded on the disk.

Keys and store get new keys, so an old copy of the keys file opens nothing that is written from now
on. The new keys file comes first and tells what is still to be done; whatever a kill leaves undone
is done when the installation is opened again, with the new passphrase.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from vanhoa_desktop.db.backup import (
    LOG_SUFFIXES,
    copy_store,
    opens_with,
    problems_of_copy,
    settle_log,
)
from vanhoa_desktop.db.database import Database
from vanhoa_desktop.db.lock import WriterLock
from vanhoa_desktop.db.unit_of_work import Author, Ports
from vanhoa_desktop.disk_failures import sorted_disk_failures
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.files import write_atomically
from vanhoa_desktop.paths import InstallationPaths
from vanhoa_desktop.services.office.identity_settings import CHAIN, DEVICE, OFFICER, PLACE
from vanhoa_desktop.services.office.place import place_of
from vanhoa_desktop.trust.keyring import (
    DeviceSecrets,
    RootSecrets,
    UnfinishedChange,
    open_keyring,
    open_root_secrets,
    resealed_device,
    sealed_keyring,
    sealed_root_key,
)
from vanhoa_desktop.trust.keys import KEY_BYTES
from vanhoa_desktop.trust.passphrases import check_passphrase, normal_passphrase


def check_new_passphrase(known: str, new: str) -> None:
    """Raise PASSPHRASE_TOO_SHORT, PASSPHRASE_COMMON, or PASSPHRASE_SAME as the `known` one."""
    if check_passphrase(new) == normal_passphrase(known):
        raise VanHoaError(ErrorCode.PASSPHRASE_SAME)


def make_passphrase_change(paths: InstallationPaths, known: str, new: str, ports: Ports) -> None:
    """Make the store under a new key, then the keys under the new passphrase, then do the rest.

    Until the keys file is written nothing has changed; from then on the new passphrase counts.
    Raises PASSPHRASE_WRONG and as `check_change` and the disk do; STORE_IN_USE while others write.
    """
    check_new_passphrase(known, new)
    with _held(paths):
        secrets, officer = open_keyring(paths.keys, known)
        store_key = os.urandom(KEY_BYTES)
        _renew_store(paths, secrets.store_key, store_key, ports)
        unfinished = UnfinishedChange(secrets.store_key, _sealed_beside(paths, known, new, officer))
        renewed = replace(secrets, store_key=store_key, unfinished=unfinished)
        write_atomically(paths.keys, sealed_keyring(renewed, new, officer), is_own=True)
        _finish(paths, renewed, unfinished, new, ports)


def finish_change(
    paths: InstallationPaths, secrets: DeviceSecrets, passphrase: str, ports: Ports
) -> DeviceSecrets:
    """Put the renewed store and sealed files in their places; returns the keys as they are then.

    Raises STORE_IN_USE while others hold the store, and as the disk does: what is done stays done.
    """
    unfinished = secrets.unfinished
    if unfinished is None:
        return secrets
    with _held(paths):
        return _finish(paths, secrets, unfinished, passphrase, ports)


def _finish(
    paths: InstallationPaths,
    secrets: DeviceSecrets,
    unfinished: UnfinishedChange,
    passphrase: str,
    ports: Ports,
) -> DeviceSecrets:
    if not opens_with(paths.store, secrets.store_key):
        renewed = paths.renewed_store
        if not renewed.exists() or not opens_with(renewed, secrets.store_key):
            _renew_store(paths, unfinished.store_key, secrets.store_key, ports)
        settle_log(paths.store, unfinished.store_key)
        _put_in_place(paths)
    for name, content in unfinished.files.items():
        write_atomically(paths.root / name, content, is_own=True)
    finished = replace(secrets, unfinished=None)
    write_atomically(paths.keys, resealed_device(paths.keys, finished, passphrase), is_own=True)
    return finished


def as_it_stands(paths: InstallationPaths, secrets: DeviceSecrets) -> DeviceSecrets:
    """The keys with the one that opens the store now, where a change cannot be finished."""
    unfinished = secrets.unfinished
    if unfinished is None or opens_with(paths.store, secrets.store_key):
        return replace(secrets, unfinished=None)
    return replace(secrets, store_key=unfinished.store_key, unfinished=None)


@contextmanager
def _held(paths: InstallationPaths) -> Iterator[None]:
    lock = WriterLock(paths.lock)
    lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _renew_store(paths: InstallationPaths, known: bytes, new: bytes, ports: Ports) -> None:
    """The store under a new key beside the old one, checked, and at home in this place."""
    renewed = paths.renewed_store
    clear_renewed(paths)
    try:
        copy_store(paths.store, known, renewed, new)
        problems = problems_of_copy(renewed, new)
        if problems:
            first = f"{problems[0].code} {problems[0].subject}"
            raise VanHoaError(ErrorCode.STORE_DAMAGED, path=str(paths.store), detail=first)
        lock = renewed.with_name(f"{renewed.name}.lock")
        database = Database.open(renewed, new, lock, writing=True)
        try:
            _keep_place(database, place_of(paths, renewed), ports)
        finally:
            database.close()
        settle_log(renewed, new)
    except BaseException:
        clear_renewed(paths)
        raise


def _keep_place(database: Database, place: str, ports: Ports) -> None:
    """The renewed file is this installation, not a copy of it, which would begin a chain."""
    with database.reading() as reading:
        known = reading.local.settings()
    author = Author(known[CHAIN], known[DEVICE], known[OFFICER])
    with database.unit_of_work(author, ports) as work:
        work.local.set_settings({PLACE: place})
        work.commit()


def clear_renewed(paths: InstallationPaths) -> None:
    """Take away a renewed store that no keys file speaks of, and what lies beside it."""
    renewed = paths.renewed_store
    with sorted_disk_failures(paths.root):
        for path in renewed.parent.glob(f"{renewed.name}*"):
            path.unlink(missing_ok=True)


def _put_in_place(paths: InstallationPaths) -> None:
    try:
        for suffix in LOG_SUFFIXES:
            paths.store.with_name(paths.store.name + suffix).unlink(missing_ok=True)
        paths.renewed_store.replace(paths.store)
    except PermissionError as error:
        # Windows, while another program reads: done at the next start.
        raise VanHoaError(ErrorCode.STORE_IN_USE, path=str(paths.root)) from error
    clear_renewed(paths)


def _sealed_beside(
    paths: InstallationPaths, known: str, new: str, officer: str
) -> dict[str, bytes]:
    """What else lies under the known passphrase here, sealed under the new one."""
    sealed: dict[str, bytes] = {}
    root = _root_under(paths, known)
    if root is not None:
        sealed[paths.root_key.name] = sealed_root_key(root, new, officer)
    if paths.rotation.exists():
        waiting, _ = open_keyring(paths.rotation, known)
        sealed[paths.rotation.name] = sealed_keyring(waiting, new, officer)
    return sealed


def _root_under(paths: InstallationPaths, known: str) -> RootSecrets | None:
    """The root secrets, if they are here and have no passphrase of their own."""
    if not paths.root_key.exists():
        return None
    try:
        return open_root_secrets(paths.root_key, known)
    except VanHoaError as error:
        if error.code is not ErrorCode.PASSPHRASE_WRONG:
            raise
        return None
