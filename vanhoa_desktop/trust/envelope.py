"""The outside of every file that leaves an office.

An age file (age-encryption.org/v1, X25519 recipients only).
"""

from collections.abc import Collection, Sequence

import pyrage
from pyrage import x25519

from vanhoa_desktop.errors import ErrorCode, VanHoaError

AGE_PREFIX = b"age-encryption.org/v1\n"
# The age library reads a header in time that grows with the square of its length, and a stranger
# can write any: room for some 150 recipients, which take a fraction of a second.
MAX_HEADER_BYTES = 16 * 1024
_HEADER_END = b"\n--- "


def new_age_identity() -> str:
    """A fresh age identity (AGE-SECRET-KEY-1…): the key that reads."""
    return str(x25519.Identity.generate())


def recipient_of(identity: str) -> str:
    """The public recipient (age1…) of an identity."""
    return str(x25519.Identity.from_str(identity).to_public())


def seal(plain: bytes, recipients: Collection[str]) -> bytes:
    """Encrypt for all recipients; any of their identities opens it."""
    keys = [x25519.Recipient.from_str(recipient) for recipient in sorted(set(recipients))]
    sealed: bytes = pyrage.encrypt(plain, keys)
    return sealed


def open_sealed(sealed: bytes, identities: Sequence[str]) -> bytes:
    """Decrypt in memory.

    Raises BUNDLE_NOT_A_BUNDLE, BUNDLE_NOT_FOR_US, BUNDLE_TRUNCATED or BUNDLE_TAMPERED.

    Where an authenticated chunk fails, a cut file and an altered one cannot be told apart: the code
    is then BUNDLE_TAMPERED. A cut within the header is told.
    """
    if not sealed.startswith(AGE_PREFIX):
        is_cut = AGE_PREFIX.startswith(sealed[: len(AGE_PREFIX)])
        raise VanHoaError(ErrorCode.BUNDLE_TRUNCATED if is_cut else ErrorCode.BUNDLE_NOT_A_BUNDLE)
    if len(sealed) > MAX_HEADER_BYTES and sealed.find(_HEADER_END, 0, MAX_HEADER_BYTES) < 0:
        raise VanHoaError(ErrorCode.BUNDLE_TAMPERED, part="age header")
    keys = [x25519.Identity.from_str(identity) for identity in identities]
    try:
        plain: bytes = pyrage.decrypt(sealed, keys)
    except pyrage.DecryptError as error:
        reason = str(error)
        if "No matching keys" in reason:
            raise VanHoaError(ErrorCode.BUNDLE_NOT_FOR_US) from error
        if "fill whole buffer" in reason:
            raise VanHoaError(ErrorCode.BUNDLE_TRUNCATED) from error
        raise VanHoaError(ErrorCode.BUNDLE_TAMPERED, part="age") from error
    return plain
