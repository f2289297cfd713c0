"""A file of secrets on the disk: a random master key in one slot per passphrase, secrets under it.

scrypt's parameters are stored with each slot (2^15: about 0.1 s here, below 0.5 s on an old
laptop). A recovery slot (`trust.recovery_slot`) may hold the same master key for the commune.
"""

import base64
import binascii
import os
from collections.abc import Mapping
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from vanhoa_desktop import canonical
from vanhoa_desktop.canonical import Json
from vanhoa_desktop.disk_failures import reading_failure
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.trust.passphrases import normal_passphrase

MASTER_BYTES = 32
_SCRYPT = {"n": 2**15, "p": 1, "r": 8}
_LEAST_SCRYPT_N = 2
_MOST_SCRYPT_N = 2**18
_SALT_BYTES = 16
_NONCE_BYTES = 12


def to_text(raw: bytes) -> str:
    """Raw bytes as base64."""
    return base64.b64encode(raw).decode("ascii")


def to_raw(text: Json) -> bytes:
    """The bytes behind base64; raises STORE_DAMAGED."""
    try:
        return base64.b64decode(text if isinstance(text, str) else "!", validate=True)
    except binascii.Error as error:
        raise VanHoaError(ErrorCode.STORE_DAMAGED, path="keys", detail="base64") from error


def seal_secret(key: bytes, plain: bytes, purpose: str) -> str:
    """Encrypt under a 32-byte key for one purpose, which must be named again to open it."""
    nonce = os.urandom(_NONCE_BYTES)
    return to_text(nonce + ChaCha20Poly1305(key).encrypt(nonce, plain, purpose.encode("utf-8")))


def unseal_secret(key: bytes, sealed: bytes, purpose: str) -> bytes:
    """Decrypt; raises InvalidTag for another key, another purpose or altered bytes."""
    return ChaCha20Poly1305(key).decrypt(
        sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], purpose.encode("utf-8")
    )


def sealed_file(kind: str, secrets: Mapping[str, Json], passphrase: str, officer: str) -> bytes:
    """The bytes of a new sealed file with one slot.

    Whether the passphrase is good enough is asked where it is chosen, not where it is used.
    """
    master = os.urandom(MASTER_BYTES)
    content: dict[str, Json] = {
        "secrets": seal_secret(master, canonical.encode(secrets), f"{kind} secrets"),
        "slots": [_new_slot(passphrase, officer, master, kind)],
        "type": kind,
    }
    return canonical.encode(content)


def resealed_file(path: Path, kind: str, secrets: Mapping[str, Json], passphrase: str) -> bytes:
    """The bytes of the sealed file at `path` with other secrets; its slots and their key stay."""
    content = read_sealed(path.read_bytes(), kind, str(path))
    master, _ = open_slot(content, kind, passphrase)
    sealed = seal_secret(master, canonical.encode(secrets), f"{kind} secrets")
    return canonical.encode({**content, "secrets": sealed})


def replace_slot(
    content: Mapping[str, Json], kind: str, master: bytes, passphrase: str, officer: str
) -> bytes:
    """The bytes of a sealed file with a new passphrase for an officer; others keep theirs."""
    slot = _new_slot(passphrase, officer, master, kind)
    slots = content.get("slots")
    others: list[Json] = [
        kept
        for kept in (slots if isinstance(slots, list) else [])
        if isinstance(kept, Mapping) and kept.get("officer") != officer
    ]
    return canonical.encode({**content, "slots": [*others, slot]})


def read_sealed(encoded: bytes, kind: str, path: str) -> Mapping[str, Json]:
    """The outer part of a sealed file; raises STORE_DAMAGED."""
    try:
        content = canonical.decode(encoded)
    except VanHoaError as error:
        raise VanHoaError(ErrorCode.STORE_DAMAGED, path=path, detail="keys") from error
    if not isinstance(content, Mapping) or content.get("type") != kind:
        raise VanHoaError(ErrorCode.STORE_DAMAGED, path=path, detail="type")
    return content


def load_sealed(path: Path, kind: str) -> Mapping[str, Json]:
    """The outer part of a sealed file on the disk; raises STORE_MISSING or STORE_DAMAGED."""
    try:
        encoded = path.read_bytes()
    except FileNotFoundError as error:
        raise VanHoaError(ErrorCode.STORE_MISSING, path=str(path.parent)) from error
    except OSError as error:
        raise reading_failure(error, path) from error
    return read_sealed(encoded, kind, str(path))


def unseal_file(path: Path, kind: str, passphrase: str) -> tuple[Mapping[str, Json], str]:
    """The secrets of a sealed file and whose slot opened.

    Raises PASSPHRASE_WRONG, STORE_DAMAGED, STORE_MISSING.
    """
    content = load_sealed(path, kind)
    master, officer = open_slot(content, kind, passphrase)
    return open_secrets(content, kind, master), officer


def officers_of(content: Mapping[str, Json]) -> list[str]:
    """Whose passphrases open a sealed file."""
    slots = content.get("slots")
    return [
        str(slot.get("officer", ""))
        for slot in (slots if isinstance(slots, list) else [])
        if isinstance(slot, Mapping)
    ]


def open_slot(content: Mapping[str, Json], kind: str, passphrase: str) -> tuple[bytes, str]:
    """The master key behind a passphrase, and whose slot it was; raises PASSPHRASE_WRONG."""
    slots = content.get("slots")
    for slot in slots if isinstance(slots, list) else []:
        if not isinstance(slot, Mapping):
            continue
        officer = str(slot.get("officer", ""))
        try:
            key = _slot_key(passphrase, slot)
            return unseal_secret(key, to_raw(slot.get("box")), f"{kind} slot {officer}"), officer
        except InvalidTag:
            continue
    raise VanHoaError(ErrorCode.PASSPHRASE_WRONG)


def open_secrets(content: Mapping[str, Json], kind: str, master: bytes) -> Mapping[str, Json]:
    """The secrets under a master key; raises STORE_DAMAGED if it is not theirs."""
    try:
        opened = unseal_secret(master, to_raw(content.get("secrets")), f"{kind} secrets")
    except InvalidTag as error:
        raise VanHoaError(ErrorCode.STORE_DAMAGED, path="keys", detail="secrets") from error
    secrets = canonical.decode(opened)
    if not isinstance(secrets, Mapping):
        raise VanHoaError(ErrorCode.STORE_DAMAGED, path="keys", detail="secrets")
    return secrets


def _new_slot(passphrase: str, officer: str, master: bytes, kind: str) -> dict[str, Json]:
    slot: dict[str, Json] = {
        "officer": officer,
        "salt": to_text(os.urandom(_SALT_BYTES)),
        **_SCRYPT,
    }
    slot["box"] = seal_secret(_slot_key(passphrase, slot), master, f"{kind} slot {officer}")
    return slot


def _slot_key(passphrase: str, slot: Mapping[str, Json]) -> bytes:
    n, r, p = slot.get("n"), slot.get("r"), slot.get("p")
    if (
        not (isinstance(n, int) and isinstance(r, int) and isinstance(p, int))
        or not _LEAST_SCRYPT_N <= n <= _MOST_SCRYPT_N
    ):
        raise VanHoaError(ErrorCode.STORE_DAMAGED, path="keys", detail="parameters")
    kdf = Scrypt(salt=to_raw(slot.get("salt")), length=MASTER_BYTES, n=n, r=r, p=p)
    return kdf.derive(normal_passphrase(passphrase).encode("utf-8"))
