"""The recovery file: the commune's root key and recovery identity under a random 128-bit code.

The code is printed and kept apart from the file; neither says anything without the other. A code of
128 random bits needs no stretching: the key is derived from it by HKDF.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from vanhoa_desktop import canonical
from vanhoa_desktop.canonical import Json
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.trust.keyring import RootSecrets
from vanhoa_desktop.trust.keys import KEY_BYTES, SigningKey, fingerprint
from vanhoa_desktop.trust.sealed_file import seal_secret, to_raw, to_text, unseal_secret

RECOVERY_TYPE = "vanhoa/recovery/1"
MAX_RECOVERY_BYTES = 64 * 1024 * 1024
_SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class RecoveryContents:
    """What a new office needs to go on: the commune, its root secrets, and its statements.

    `units` names the units of its day by their ids, for a store that has nothing yet.
    """

    commune: str
    commune_name: str
    secrets: RootSecrets = field(repr=False)
    statements: tuple[bytes, ...]
    units: Mapping[str, str] = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        """24 digits of the root key, as villages know it."""
        return fingerprint(self.secrets.root.public)


def seal_recovery(contents: RecoveryContents, code: bytes) -> bytes:
    """The bytes of a recovery file."""
    inside: dict[str, Json] = {
        "commune": contents.commune,
        "commune_name": contents.commune_name,
        "recovery_identity": contents.secrets.recovery_identity,
        "root_seed": to_text(contents.secrets.root.seed),
        "statements": [line.decode("utf-8") for line in contents.statements],
        "units": dict(contents.units),
    }
    salt = os.urandom(_SALT_BYTES)
    box = seal_secret(_key(code, salt), canonical.encode(inside), RECOVERY_TYPE)
    return canonical.encode({"box": box, "salt": to_text(salt), "type": RECOVERY_TYPE})


def open_recovery(encoded: bytes, code: bytes) -> RecoveryContents:
    """What a recovery file holds.

    Raises RECOVERY_FILE_INVALID, or RECOVERY_CODE_WRONG if the code is of another file.
    """
    try:
        outside = canonical.decode(encoded)
    except VanHoaError as error:
        raise VanHoaError(ErrorCode.RECOVERY_FILE_INVALID) from error
    if not isinstance(outside, Mapping) or outside.get("type") != RECOVERY_TYPE:
        raise VanHoaError(ErrorCode.RECOVERY_FILE_INVALID)
    try:
        key = _key(code, to_raw(outside.get("salt")))
        opened = unseal_secret(key, to_raw(outside.get("box")), RECOVERY_TYPE)
    except InvalidTag as error:
        raise VanHoaError(ErrorCode.RECOVERY_CODE_WRONG) from error
    except (ValueError, VanHoaError) as error:
        raise VanHoaError(ErrorCode.RECOVERY_FILE_INVALID) from error
    return _contents(canonical.decode(opened))


def _contents(inside: Json) -> RecoveryContents:
    """What stood inside: our own writing, since the code opened it."""
    if not isinstance(inside, Mapping):
        raise VanHoaError(ErrorCode.RECOVERY_FILE_INVALID)
    lines, units = inside["statements"], inside.get("units")
    root = RootSecrets(SigningKey(to_raw(inside["root_seed"])), str(inside["recovery_identity"]))
    return RecoveryContents(
        commune=str(inside["commune"]),
        commune_name=str(inside["commune_name"]),
        secrets=root,
        statements=tuple(
            str(line).encode("utf-8") for line in (lines if isinstance(lines, list) else ())
        ),
        units={u: str(name) for u, name in units.items()} if isinstance(units, Mapping) else {},
    )


def _key(code: bytes, salt: bytes) -> bytes:
    return HKDF(
        algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=RECOVERY_TYPE.encode("ascii")
    ).derive(code)
