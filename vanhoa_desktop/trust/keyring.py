"""Sealed keys on disk.

A random master key in one passphrase slot per officer, and the device's secrets under it.

scrypt's parameters are stored with each slot (2^15: about 0.1 s here, below 0.5 s on an old
laptop).
"""

import base64
import binascii
import os
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from vanhoa_desktop import canonical
from vanhoa_desktop.canonical import Json
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.files import write_atomically
from vanhoa_desktop.trust.envelope import new_age_identity
from vanhoa_desktop.trust.keys import SigningKey

DEVICE_FILE = "vanhoa/keyring/1"
ROOT_FILE = "vanhoa/root-key/1"
LEAST_PASSPHRASE_CHARACTERS = 4
_SCRYPT = {"n": 2**15, "p": 1, "r": 8}
_LEAST_SCRYPT_N = 2
_MOST_SCRYPT_N = 2**18
_MASTER_BYTES = 32
_SALT_BYTES = 16
_NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class DeviceSecrets:
    """What a device keeps secret.

    The store's raw key, its signing key and its reading (age) identity.
    """

    store_key: bytes = field(repr=False)
    signing_key: SigningKey = field(repr=False)
    age_identity: str = field(repr=False)


def new_device_secrets() -> DeviceSecrets:
    """Fresh random secrets for a new installation."""
    return DeviceSecrets(os.urandom(32), SigningKey(os.urandom(32)), new_age_identity())


def check_passphrase(passphrase: str) -> str:
    """The passphrase in NFC; raises PASSPHRASE_TOO_SHORT."""
    normal = unicodedata.normalize("NFC", passphrase)
    if len(normal) < LEAST_PASSPHRASE_CHARACTERS:
        raise VanHoaError(ErrorCode.PASSPHRASE_TOO_SHORT, least=LEAST_PASSPHRASE_CHARACTERS)
    return normal


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def _raw(text: Json) -> bytes:
    try:
        return base64.b64decode(text if isinstance(text, str) else "!", validate=True)
    except binascii.Error as error:
        raise VanHoaError(ErrorCode.STORE_DAMAGED, path="keys", detail="base64") from error


def _slot_key(passphrase: str, slot: Mapping[str, Json]) -> bytes:
    n, r, p = slot.get("n"), slot.get("r"), slot.get("p")
    if (
        not (isinstance(n, int) and isinstance(r, int) and isinstance(p, int))
        or not _LEAST_SCRYPT_N <= n <= _MOST_SCRYPT_N
    ):
        raise VanHoaError(ErrorCode.STORE_DAMAGED, path="keys", detail="parameters")
    kdf = Scrypt(salt=_raw(slot.get("salt")), length=_MASTER_BYTES, n=n, r=r, p=p)
    return kdf.derive(unicodedata.normalize("NFC", passphrase).encode("utf-8"))


def _seal(key: bytes, plain: bytes, purpose: str) -> str:
    nonce = os.urandom(_NONCE_BYTES)
    return _text(nonce + ChaCha20Poly1305(key).encrypt(nonce, plain, purpose.encode("utf-8")))


def _unseal(key: bytes, sealed: bytes, purpose: str) -> bytes:
    return ChaCha20Poly1305(key).decrypt(
        sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], purpose.encode("utf-8")
    )


def _new_slot(passphrase: str, officer: str, master: bytes, kind: str) -> dict[str, Json]:
    slot: dict[str, Json] = {"officer": officer, "salt": _text(os.urandom(_SALT_BYTES)), **_SCRYPT}
    slot["box"] = _seal(_slot_key(passphrase, slot), master, f"{kind} slot {officer}")
    return slot


def seal_file(
    path: Path, kind: str, secrets: Mapping[str, Json], passphrase: str, officer: str
) -> None:
    """Write a new sealed file with one slot; raises PASSPHRASE_TOO_SHORT."""
    normal = check_passphrase(passphrase)
    master = os.urandom(_MASTER_BYTES)
    content: Json = {
        "secrets": _seal(master, canonical.encode(secrets), f"{kind} secrets"),
        "slots": [_new_slot(normal, officer, master, kind)],
        "type": kind,
    }
    write_atomically(path, canonical.encode(content))


def _read(path: Path, kind: str) -> Mapping[str, Json]:
    try:
        content = canonical.decode(path.read_bytes())
    except FileNotFoundError as error:
        raise VanHoaError(ErrorCode.STORE_MISSING, path=str(path.parent)) from error
    except (OSError, VanHoaError) as error:
        raise VanHoaError(ErrorCode.STORE_DAMAGED, path=str(path), detail="keys") from error
    if not isinstance(content, Mapping) or content.get("type") != kind:
        raise VanHoaError(ErrorCode.STORE_DAMAGED, path=str(path), detail="type")
    return content


def unseal_file(path: Path, kind: str, passphrase: str) -> tuple[Mapping[str, Json], str]:
    """The secrets of a sealed file and whose slot opened.

    Raises PASSPHRASE_WRONG, STORE_DAMAGED, STORE_MISSING.
    """
    content = _read(path, kind)
    slots = content.get("slots")
    for slot in slots if isinstance(slots, list) else []:
        if not isinstance(slot, Mapping):
            continue
        officer = str(slot.get("officer", ""))
        try:
            master = _unseal(
                _slot_key(passphrase, slot), _raw(slot.get("box")), f"{kind} slot {officer}"
            )
        except InvalidTag:
            continue
        return _secrets(content, kind, master, path), officer
    raise VanHoaError(ErrorCode.PASSPHRASE_WRONG)


def _secrets(
    content: Mapping[str, Json], kind: str, master: bytes, path: Path
) -> Mapping[str, Json]:
    try:
        secrets = canonical.decode(_unseal(master, _raw(content.get("secrets")), f"{kind} secrets"))
    except InvalidTag as error:
        raise VanHoaError(ErrorCode.STORE_DAMAGED, path=str(path), detail="secrets") from error
    if not isinstance(secrets, Mapping):
        raise VanHoaError(ErrorCode.STORE_DAMAGED, path=str(path), detail="secrets")
    return secrets


def create_keyring(path: Path, secrets: DeviceSecrets, passphrase: str, officer: str) -> None:
    """Seal a device's secrets under an officer's passphrase."""
    sealed: dict[str, Json] = {
        "age_identity": secrets.age_identity,
        "signing_seed": _text(secrets.signing_key.seed),
        "store_key": _text(secrets.store_key),
    }
    seal_file(path, DEVICE_FILE, sealed, passphrase, officer)


def open_keyring(path: Path, passphrase: str) -> tuple[DeviceSecrets, str]:
    """The device's secrets, and the officer whose passphrase this is."""
    secrets, officer = unseal_file(path, DEVICE_FILE, passphrase)
    opened = DeviceSecrets(
        store_key=_raw(secrets.get("store_key")),
        signing_key=SigningKey(_raw(secrets.get("signing_seed"))),
        age_identity=str(secrets.get("age_identity", "")),
    )
    return opened, officer


def create_root_key(path: Path, key: SigningKey, passphrase: str, officer: str) -> None:
    """Seal the commune's root key in its own file, apart from the device's daily keys."""
    seal_file(path, ROOT_FILE, {"signing_seed": _text(key.seed)}, passphrase, officer)


def open_root_key(path: Path, passphrase: str) -> SigningKey:
    """The commune's root key; raises PASSPHRASE_WRONG."""
    secrets, _ = unseal_file(path, ROOT_FILE, passphrase)
    return SigningKey(_raw(secrets.get("signing_seed")))
