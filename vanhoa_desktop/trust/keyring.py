"""The sealed keys of an installation: the device's secrets, and at the office the commune's."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.files import write_atomically
from vanhoa_desktop.trust.envelope import new_age_identity
from vanhoa_desktop.trust.keys import SigningKey
from vanhoa_desktop.trust.sealed_file import (
    resealed_file,
    sealed_file,
    to_raw,
    to_text,
    unseal_file,
)

__all__ = [
    "DeviceSecrets",
    "RootSecrets",
    "UnfinishedChange",
    "create_keyring",
    "create_root_key",
    "new_device_secrets",
    "open_keyring",
    "open_root_key",
    "open_root_secrets",
    "replace_root_secrets",
    "resealed_device",
    "sealed_keyring",
    "sealed_root_key",
]

DEVICE_FILE = "vanhoa/keyring/1"
ROOT_FILE = "vanhoa/root-key/1"
_UNFINISHED = "unfinished_change"


@dataclass(frozen=True, slots=True)
class UnfinishedChange:
    """What a change of the passphrase has still to do.

    `store_key` is what the store was encrypted under before; `files` are sealed files beside the
    keys, by name, under the new passphrase.
    """

    store_key: bytes = field(repr=False)
    files: Mapping[str, bytes] = field(repr=False)


@dataclass(frozen=True, slots=True)
class DeviceSecrets:
    """What a device keeps secret.

    The store's raw key, its signing key and its reading (age) identity. `former_identities` open
    what was sealed for this office before it had this reading key. `unfinished`: a change of the
    passphrase was broken off; the new one counts already.
    """

    store_key: bytes = field(repr=False)
    signing_key: SigningKey = field(repr=False)
    age_identity: str = field(repr=False)
    former_identities: tuple[str, ...] = field(default=(), repr=False)
    unfinished: UnfinishedChange | None = field(default=None, repr=False)

    @property
    def identities(self) -> tuple[str, ...]:
        """All reading keys, the current one first."""
        return (self.age_identity, *self.former_identities)


@dataclass(frozen=True, slots=True)
class RootSecrets:
    """What the office keeps apart from its daily keys.

    The commune's root key, and (once there is a recovery file) its recovery identity.
    """

    root: SigningKey = field(repr=False)
    recovery_identity: str | None = field(default=None, repr=False)


def new_device_secrets() -> DeviceSecrets:
    """Fresh random secrets for a new installation."""
    return DeviceSecrets(os.urandom(32), SigningKey(os.urandom(32)), new_age_identity())


def create_keyring(path: Path, secrets: DeviceSecrets, passphrase: str, officer: str) -> None:
    """Seal a device's secrets under an officer's passphrase."""
    write_atomically(path, sealed_keyring(secrets, passphrase, officer), is_own=True)


def sealed_keyring(secrets: DeviceSecrets, passphrase: str, officer: str) -> bytes:
    """The bytes of a keys file under an officer's passphrase."""
    return sealed_file(DEVICE_FILE, _sealed_device(secrets), passphrase, officer)


def resealed_device(path: Path, secrets: DeviceSecrets, passphrase: str) -> bytes:
    """The bytes of the keys at `path` with other secrets; who may open them stays.

    Raises PASSPHRASE_WRONG.
    """
    return resealed_file(path, DEVICE_FILE, _sealed_device(secrets), passphrase)


def open_keyring(path: Path, passphrase: str) -> tuple[DeviceSecrets, str]:
    """The device's secrets, and the officer whose passphrase this is."""
    secrets, officer = unseal_file(path, DEVICE_FILE, passphrase)
    return device_secrets_in(secrets), officer


def device_secrets_in(secrets: Mapping[str, Json]) -> DeviceSecrets:
    """The secrets of a device as they stand inside a sealed file; raises STORE_DAMAGED."""
    former = secrets.get("former_identities")
    return DeviceSecrets(
        store_key=to_raw(secrets.get("store_key")),
        signing_key=SigningKey(to_raw(secrets.get("signing_seed"))),
        age_identity=str(secrets.get("age_identity", "")),
        former_identities=tuple(map(str, former)) if isinstance(former, list) else (),
        unfinished=_unfinished_in(secrets.get(_UNFINISHED)),
    )


def _unfinished_in(found: Json) -> UnfinishedChange | None:
    if not isinstance(found, Mapping):
        return None
    files = found.get("files")
    sealed = files.items() if isinstance(files, Mapping) else ()
    return UnfinishedChange(
        to_raw(found.get("store_key")), {str(name): to_raw(text) for name, text in sealed}
    )


def create_root_key(path: Path, secrets: RootSecrets, passphrase: str, officer: str) -> None:
    """Seal the commune's root key in its own file, apart from the device's daily keys."""
    write_atomically(path, sealed_root_key(secrets, passphrase, officer), is_own=True)


def sealed_root_key(secrets: RootSecrets, passphrase: str, officer: str) -> bytes:
    """The bytes of a file of root secrets under an officer's passphrase."""
    return sealed_file(ROOT_FILE, _sealed_root(secrets), passphrase, officer)


def replace_root_secrets(path: Path, secrets: RootSecrets, passphrase: str) -> None:
    """Seal other root secrets; who may open them stays; raises PASSPHRASE_WRONG."""
    write_atomically(
        path, resealed_file(path, ROOT_FILE, _sealed_root(secrets), passphrase), is_own=True
    )


def open_root_secrets(path: Path, passphrase: str) -> RootSecrets:
    """The commune's root key and recovery identity; raises PASSPHRASE_WRONG or STORE_MISSING."""
    secrets, _ = unseal_file(path, ROOT_FILE, passphrase)
    identity = secrets.get("recovery_identity")
    return RootSecrets(
        SigningKey(to_raw(secrets.get("signing_seed"))),
        identity if isinstance(identity, str) else None,
    )


def open_root_key(path: Path, passphrase: str) -> SigningKey:
    """The commune's root key; raises PASSPHRASE_WRONG or STORE_MISSING."""
    return open_root_secrets(path, passphrase).root


def _sealed_root(secrets: RootSecrets) -> dict[str, Json]:
    sealed: dict[str, Json] = {"signing_seed": to_text(secrets.root.seed)}
    if secrets.recovery_identity is not None:
        sealed["recovery_identity"] = secrets.recovery_identity
    return sealed


def _sealed_device(secrets: DeviceSecrets) -> dict[str, Json]:
    sealed: dict[str, Json] = {
        "age_identity": secrets.age_identity,
        "former_identities": list(secrets.former_identities),
        "signing_seed": to_text(secrets.signing_key.seed),
        "store_key": to_text(secrets.store_key),
    }
    unfinished = secrets.unfinished
    if unfinished is not None:
        sealed[_UNFINISHED] = {
            "files": {name: to_text(content) for name, content in unfinished.files.items()},
            "store_key": to_text(unfinished.store_key),
        }
    return sealed
