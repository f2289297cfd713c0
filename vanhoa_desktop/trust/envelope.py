"""The outside of every file that leaves an office.

An age file (age-encryption.org/v1, X25519 recipients only).
"""

from collections.abc import Collection, Sequence

import pyrage
from pyrage import x25519

from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.trust.unchecked import EndingOf, ending_of_signed, is_cut

AGE_PREFIX = b"age-encryption.org/v1\n"
# The age library reads a header in time that grows with the square of its length, and a stranger
# can write any: room for some 150 recipients, which take a fraction of a second.
MAX_HEADER_BYTES = 16 * 1024
_HEADER_END = b"\n--- "
# Encrypted bytes are never so many zeros in a row; those of a stick that nobody wrote to are.
_BLANK = bytes(16)


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


def open_sealed(
    sealed: bytes, identities: Sequence[str], ending_of: EndingOf = ending_of_signed
) -> bytes:
    """Decrypt in memory.

    Raises BUNDLE_NOT_A_BUNDLE, BUNDLE_NOT_FOR_US, BUNDLE_TRUNCATED or BUNDLE_TAMPERED.

    `ending_of` knows what should be inside. It is asked only about files that failed, to tell those
    that were copied in part from those that were altered.
    """
    if not sealed.startswith(AGE_PREFIX):
        if sealed.startswith(_BLANK):
            raise VanHoaError(ErrorCode.BUNDLE_TRUNCATED, why="blank")
        is_short = AGE_PREFIX.startswith(sealed[: len(AGE_PREFIX)])
        raise VanHoaError(ErrorCode.BUNDLE_TRUNCATED if is_short else ErrorCode.BUNDLE_NOT_A_BUNDLE)
    if len(sealed) > MAX_HEADER_BYTES and sealed.find(_HEADER_END, 0, MAX_HEADER_BYTES) < 0:
        raise _refusal("age header", sealed, (), ending_of)
    keys = [x25519.Identity.from_str(identity) for identity in identities]
    try:
        plain: bytes = pyrage.decrypt(sealed, keys)
    except pyrage.DecryptError as error:
        raise _refusal(str(error), sealed, identities, ending_of) from error
    return plain


def _refusal(
    reason: str, sealed: bytes, identities: Sequence[str], ending_of: EndingOf
) -> VanHoaError:
    if "No matching keys" in reason:
        return VanHoaError(ErrorCode.BUNDLE_NOT_FOR_US, how="sealed")
    if _BLANK in sealed:
        return VanHoaError(ErrorCode.BUNDLE_TRUNCATED, why="blank")
    if "fill whole buffer" in reason or "truncated" in reason:
        return VanHoaError(ErrorCode.BUNDLE_TRUNCATED)
    if "MAC" not in reason and is_cut(sealed, identities, ending_of):
        return VanHoaError(ErrorCode.BUNDLE_TRUNCATED)
    return VanHoaError(ErrorCode.BUNDLE_TAMPERED, part="age")
