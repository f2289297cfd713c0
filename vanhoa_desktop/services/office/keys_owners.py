"""Whose an installation and a backup are: one machine's backup never goes over another machine."""

from collections.abc import Mapping
from contextlib import closing

from vanhoa_desktop.db.authority import COMMUNE_SETTING
from vanhoa_desktop.db.database import Database
from vanhoa_desktop.db.failures import NOTHING_WRITTEN_HERE
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.paths import InstallationPaths
from vanhoa_desktop.services.office.identity_settings import DEVICE, OFFICER, UNIT_ID, UNIT_NAME
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.texts.words.moments import moment_text
from vanhoa_desktop.trust.keyring import open_keyring
from vanhoa_desktop.trust.keys_owner import KeysOwner, name_owner, owner_of


def keep_owner(session: Session) -> None:
    """Let the keys say whose they are; a disk that takes nothing leaves them as they were."""
    who = session.identity
    owner = KeysOwner(who.device_id, who.commune_id or "", who.unit_id or "")
    try:
        name_owner(session.paths.keys, owner)
    except VanHoaError as error:
        if error.code not in NOTHING_WRITTEN_HERE:
            raise


def check_owner(paths: InstallationPaths, backup: Database, created: str, passphrase: str) -> None:
    """Raise BACKUP_OF_ANOTHER where a backup would be put over another unit's installation.

    Of the same device it may be, or of the same unit: keys are renewed, laptops replaced. An
    installation that no commune has enrolled yet may be what somebody began before he found the
    backup. Where nothing tells any more whose this folder was, nothing in it can be opened either.
    """
    with backup.reading() as reading:
        settings = reading.local.settings()
        unit = reading.units.unit(settings.get(UNIT_ID, ""))
    before = _owner_in(settings)
    here = _owner_here(paths, passphrase)
    is_ours = here is None or here.device == before.device or not here.unit
    if here is not None and not is_ours:
        is_ours = (here.commune, here.unit) == (before.commune, before.unit)
    if here is None and paths.root_key.exists():
        # Only the commune's main device holds a root key.
        is_ours = bool(before.unit) and before.unit == before.commune
    if not is_ours:
        raise VanHoaError(
            ErrorCode.BACKUP_OF_ANOTHER,
            unit=settings[UNIT_NAME] if unit is None else unit.name,
            officer=settings[OFFICER],
            saved=moment_text(created),
        )


def _owner_here(paths: InstallationPaths, passphrase: str) -> KeysOwner | None:
    """By the store, if the passphrase opens it; by what the keys say in the open otherwise."""
    if not paths.keys.exists():
        return None
    try:
        secrets, _ = open_keyring(paths.keys, passphrase)
        store = Database.open(paths.store, secrets.store_key, paths.lock, writing=False)
        with closing(store), store.reading() as reading:
            return _owner_in(reading.local.settings())
    except VanHoaError:
        return _owner_said(paths)


def _owner_said(paths: InstallationPaths) -> KeysOwner | None:
    try:
        return owner_of(paths.keys)
    except VanHoaError:
        return None


def _owner_in(settings: Mapping[str, str]) -> KeysOwner:
    commune, unit = settings.get(COMMUNE_SETTING, ""), settings.get(UNIT_ID, "")
    return KeysOwner(settings[DEVICE], commune, unit)
