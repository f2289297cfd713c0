"""Ed25519 keys of devices and of the commune's root: making, checking, signing, naming."""

import hashlib
from dataclasses import dataclass, field
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from vanhoa_desktop.errors import ErrorCode, VanHoaError

KEY_BYTES = 32
SIGNATURE_BYTES = 64
FINGERPRINT_BYTES = 10
FINGERPRINT_DIGITS = 24
_GROUP_DIGITS = 6
_P = 2**255 - 19
_D = (-121665 * pow(121666, _P - 2, _P)) % _P
_SIGN_BIT = 1 << 255
# y coordinates of the points of small order (order 1, 2, 4 and 8): keys that verify forged
# signatures.
_SMALL_ORDER = frozenset(
    {
        0,
        1,
        _P - 1,
        int.from_bytes(
            bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
            "little",
        ),
        int.from_bytes(
            bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
            "little",
        ),
    }
)


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private Ed25519 key: its 32-byte seed, which never leaves sealed storage in plain."""

    seed: bytes = field(repr=False)

    @property
    def public(self) -> bytes:
        """The raw 32-byte public key."""
        return Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        """The raw 64-byte signature over `message`."""
        return Ed25519PrivateKey.from_private_bytes(self.seed).sign(message)


# Every reading of the store looks at the keys of all devices again.
KEYS_REMEMBERED = 4_096


def device_id(public: bytes) -> str:
    """SHA-256 of the raw public key, hex."""
    return hashlib.sha256(public).hexdigest()


@lru_cache(maxsize=KEYS_REMEMBERED)
def check_public_key(public: bytes) -> None:
    """Raise KEY_INVALID for a key that is not canonical, not on the curve, or of small order."""
    if len(public) != KEY_BYTES:
        raise VanHoaError(ErrorCode.KEY_INVALID, why="length")
    number = int.from_bytes(public, "little")
    y = number & (_SIGN_BIT - 1)
    if y >= _P:
        raise VanHoaError(ErrorCode.KEY_INVALID, why="not canonical")
    if y in _SMALL_ORDER:
        raise VanHoaError(ErrorCode.KEY_INVALID, why="small order")
    x_squared = (y * y - 1) * pow(_D * y * y + 1, _P - 2, _P) % _P
    if pow(x_squared, (_P - 1) // 2, _P) != 1:
        raise VanHoaError(ErrorCode.KEY_INVALID, why="not on the curve")


def verifies(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether `signature` is that of `public` over `message`."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def public_key_pem(public: bytes) -> str:
    """The public key as SubjectPublicKeyInfo PEM, as openssl reads it."""
    key = Ed25519PublicKey.from_public_bytes(public)
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode("ascii")


def fingerprint(hashed: bytes) -> str:
    """80 bits of SHA-256 of `hashed` as 24 decimal digits in groups of six.

    To be read out by voice.

    24 digits hold a little less than 80 bits: the number is taken modulo 10^24, which leaves 79.7
    bits.
    """
    number = (
        int.from_bytes(hashlib.sha256(hashed).digest()[:FINGERPRINT_BYTES], "big")
        % 10**FINGERPRINT_DIGITS
    )
    digits = f"{number:0{FINGERPRINT_DIGITS}d}"
    return " ".join(
        digits[i : i + _GROUP_DIGITS] for i in range(0, FINGERPRINT_DIGITS, _GROUP_DIGITS)
    )


def fingerprints_match(typed: str, expected: str) -> bool:
    """Whether a fingerprint as typed is the expected one; spaces, dots and dashes do not count."""

    def digits(text: str) -> str:
        return "".join(char for char in text if char not in " .-\t\u00a0\n")

    return digits(typed) == digits(expected)
