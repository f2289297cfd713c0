"""Signed objects: canonical JSON that starts with its type, with a signature beside it.

The type, the commune and (where there is one) the addressee stand inside what is signed, and are
checked: nothing signed for one use serves another.
"""

import hashlib
import re
from collections.abc import Mapping
from typing import NamedTuple

from vanhoa_desktop import canonical
from vanhoa_desktop.canonical import Json
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.trust.keys import (
    KEY_BYTES,
    SIGNATURE_BYTES,
    SigningKey,
    check_public_key,
    verifies,
)

# One spelling: `bytes.fromhex` would take capitals and spaces too, and so give one statement many
# lines.
_HEX = re.compile(r"[0-9a-f]*")


class Signed(NamedTuple):
    """An object whose signature holds.

    Its content, the raw key that signed, and the id (SHA-256 hex) of its bytes.
    """

    content: Mapping[str, Json]
    signer: bytes
    id: str


def sign_object(content: Mapping[str, Json], key: SigningKey) -> bytes:
    """One canonical line.

    The object, the public key and the signature over the object's canonical bytes.
    """
    signature = key.sign(canonical.encode(content))
    return canonical.encode({"key": key.public.hex(), "object": content, "sig": signature.hex()})


def _hex(value: Json, size: int, code: ErrorCode) -> bytes:
    if not isinstance(value, str) or len(value) != 2 * size or not _HEX.fullmatch(value):
        raise VanHoaError(code, why="hex")
    return bytes.fromhex(value)


def verify_object(line: bytes, kind: str, code: ErrorCode) -> Signed:
    """The object in a line whose type is `kind` and whose signature holds.

    Raises `code` otherwise.
    """
    try:
        parsed = canonical.decode(line)
    except VanHoaError as error:
        raise VanHoaError(code, why="form") from error
    if not isinstance(parsed, Mapping) or parsed.keys() != {"key", "object", "sig"}:
        raise VanHoaError(code, why="form")
    content = parsed["object"]
    if not isinstance(content, Mapping) or content.get("type") != kind:
        raise VanHoaError(code, why="type")
    signer = _hex(parsed["key"], KEY_BYTES, code)
    try:
        check_public_key(signer)
    except VanHoaError as error:
        raise VanHoaError(code, why="key") from error
    encoded = canonical.encode(content)
    if not verifies(signer, _hex(parsed["sig"], SIGNATURE_BYTES, code), encoded):
        raise VanHoaError(code, why="signature")
    return Signed(content, signer, hashlib.sha256(encoded).hexdigest())


def object_id(line: bytes) -> str:
    """The id (SHA-256 hex of the object's canonical bytes) of a line made by `sign_object`."""
    parsed = canonical.decode(line)
    content = parsed["object"] if isinstance(parsed, Mapping) else None
    return hashlib.sha256(canonical.encode(content)).hexdigest()
