"""Completing a change of keys that the power cut short.

New keys lie sealed in a file of their own. The store says in one transaction that this is the new
device; only then do the keys take the old ones' place. So whatever is cut short, either nothing has
happened yet, or the next opening does the rest.
"""

from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.files import write_atomically
from vanhoa_desktop.paths import InstallationPaths
from vanhoa_desktop.trust.keyring import DeviceSecrets, open_keyring, resealed_device
from vanhoa_desktop.trust.keys import device_id


def complete_key_change(
    paths: InstallationPaths,
    passphrase: str,
    secrets: DeviceSecrets,
    device: str,
    *,
    writing: bool,
) -> DeviceSecrets:
    """The secrets of `device`, which the store says this is: those given, or the new ones.

    With `writing` the new ones are put in their place on the disk. New keys that still wait for the
    commune's invite are left as they are.
    """
    if not paths.rotation.exists():
        return secrets
    try:
        fresh, _ = open_keyring(paths.rotation, passphrase)
    except VanHoaError as error:
        if error.code is not ErrorCode.PASSPHRASE_WRONG:
            raise
        return secrets  # asked for under a passphrase that was forgotten since
    if device_id(fresh.signing_key.public) != device:
        return secrets
    is_in_place = device_id(secrets.signing_key.public) == device
    new = secrets if is_in_place else with_new_keys(secrets, fresh)
    if writing:
        if not is_in_place:
            keys = resealed_device(paths.keys, new, passphrase)
            write_atomically(paths.keys, keys, is_own=True)
        paths.rotation.unlink(missing_ok=True)
    return new


def with_new_keys(secrets: DeviceSecrets, fresh: DeviceSecrets) -> DeviceSecrets:
    """The keys of `fresh` for the store of `secrets`, whose reading keys stay as former ones."""
    return DeviceSecrets(
        store_key=secrets.store_key,
        signing_key=fresh.signing_key,
        age_identity=fresh.age_identity,
        former_identities=secrets.identities,
    )
