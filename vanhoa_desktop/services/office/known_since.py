"""What the installation that a backup replaces knows, and the backup cannot know.

The commune's word goes on while a backup lies in a drawer: keys are renewed, devices end, the
office moves. Going back brings old figures back, never old keys that ended since, nor an office
that was given away: their files would be refused by everybody, for ever.
"""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field

from vanhoa_desktop.db.authority import COMMUNE_SETTING, ROOT_SETTING
from vanhoa_desktop.db.database import Database
from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.paths import InstallationPaths
from vanhoa_desktop.services.office.identity_settings import DEVICE, FORMER_DEVICES, UNSENT
from vanhoa_desktop.services.office.key_change import complete_key_change
from vanhoa_desktop.trust.keyring import DeviceSecrets, open_keyring
from vanhoa_desktop.trust.signed import object_id
from vanhoa_desktop.trust.trust_view import TrustView


@dataclass(frozen=True, slots=True)
class KnownSince:
    """The commune's statements, and the keys that took the place of the backup's, if any did.

    `settings` name the device of `keys` as this one; both are empty where the backup's keys stay.
    """

    statements: Mapping[str, bytes] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)
    keys: DeviceSecrets | None = None


def known_since(paths: InstallationPaths, backup: Database, passphrase: str) -> KnownSince:
    """What lies in the data folder knows past `backup`, a backup of the same commune.

    Nothing where nothing lies there, where it cannot be read (it may be damaged, or the passphrase
    another: that is why somebody goes back), or where it belongs to another commune.
    """
    with backup.reading() as reading:
        before = reading.local.settings()
    try:
        return _known_here(paths, before, passphrase)
    except VanHoaError:
        return KnownSince()


def _known_here(paths: InstallationPaths, before: Mapping[str, str], passphrase: str) -> KnownSince:
    secrets, _ = open_keyring(paths.keys, passphrase)
    with (
        closing(Database.open(paths.store, secrets.store_key, paths.lock, writing=False)) as store,
        store.reading() as reading,
    ):
        here, trust = reading.local.settings(), reading.trust
        is_ours = all(here.get(n) == before.get(n) for n in (COMMUNE_SETTING, ROOT_SETTING))
        if trust is None or not is_ours:
            return KnownSince()
        statements = {object_id(line): line for line in reading.local.statements()}
        if not _count_more(trust, here[DEVICE], before[DEVICE]):
            return KnownSince(statements)
        keys = complete_key_change(paths, passphrase, secrets, here[DEVICE], writing=False)
        return KnownSince(statements, _renamed(here, trust, before), keys)


def _count_more(trust: TrustView, here: str, before: str) -> bool:
    """Whether the keys here count and those of the backup do not, or the office is here."""
    ours, theirs = trust.devices.get(here), trust.devices.get(before)
    if ours is None or theirs is None or here == before or ours.unit != theirs.unit:
        return False
    return not ours.is_revoked and (theirs.is_revoked or here == trust.office)


def _renamed(
    here: Mapping[str, str], trust: TrustView, before: Mapping[str, str]
) -> dict[str, str]:
    """This device's settings; what the backup's keys left unsent is written again under these.

    It wrote under all keys that the backup and what lies here had before: a chain of theirs that is
    not named is never sent, and what hangs on it would be refused.
    """
    ended = [before[DEVICE]] if trust.devices[before[DEVICE]].is_revoked else []
    named = [*_former(before), *_former(here), *ended]
    former = [device for device in dict.fromkeys(named) if device != here[DEVICE]]
    return {DEVICE: here[DEVICE], FORMER_DEVICES: " ".join(former), UNSENT: "yes"}


def _former(settings: Mapping[str, str]) -> list[str]:
    return settings.get(FORMER_DEVICES, "").split()
