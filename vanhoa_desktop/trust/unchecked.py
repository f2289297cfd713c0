"""A look into a sealed file that failed its checks, only to tell a cut file from an altered one.

age says no more than that a chunk does not hold. Whether its end was never copied or its bytes were
changed can be seen in what is inside, whose lengths stand at its beginning. What comes out here was
checked by nobody: it chooses between two refusals and must be used for nothing else.
"""

import base64
import binascii
import re
from collections.abc import Callable, Iterator, Sequence
from enum import Enum, auto
from itertools import pairwise

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.ciphers.algorithms import ChaCha20
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_KEY_BYTES = 32
_NONCE_BYTES = 16
_TAG_BYTES = 16
_CHUNK_BYTES = 64 * 1024 + _TAG_BYTES
_COUNTER_BYTES = 11
_WRAPPED_FOR = b"age-encryption.org/v1/X25519"
_HEADER_END = b"\n--- "
_STANZA_WORDS = 3
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_BECH32_BITS = 5
_BECH32_CHECKSUM = 6
# The first block of ChaCha20's stream makes the key of the tag; the text begins with the second.
_FIRST_TEXT_BLOCK = (1).to_bytes(4, "little")


_SIGNED_START = b'{"key":"'
_SIGNATURE = b',"sig":"'
_SIGNATURE_CHARACTERS = len(_SIGNATURE) + 128 + len('"}')
_SIGNED_END = re.compile(rb'[0-9a-f]{128}"}$')


class FileEnding(Enum):
    """How what is inside a sealed file ends, by its own lengths."""

    WHOLE = auto()
    CUT = auto()
    STRANGE = auto()


EndingOf = Callable[[bytes], FileEnding]


def ending_of_signed(text: bytes) -> FileEnding:
    """The ending of a signed object, whose line closes with the signature."""
    if not _SIGNED_START.startswith(text[: len(_SIGNED_START)]):
        return FileEnding.STRANGE
    # Two signs of the end, so that one altered byte cannot hide it.
    place = text.rfind(_SIGNATURE)
    is_long_enough = place >= 0 and len(text) >= place + _SIGNATURE_CHARACTERS
    is_whole = is_long_enough or _SIGNED_END.search(text) is not None
    return FileEnding.WHOLE if is_whole else FileEnding.CUT


def is_cut(sealed: bytes, identities: Sequence[str], ending_of: EndingOf) -> bool:
    """Whether a file with a whole header that failed its checks ends too early."""
    for number, text in enumerate(_readings(sealed, identities)):
        ending = ending_of(text)
        if ending is FileEnding.CUT or (number == 0 and ending is FileEnding.WHOLE):
            return ending is FileEnding.CUT
    return False


def _readings(sealed: bytes, identities: Sequence[str]) -> Iterator[bytes]:
    """The file read as if its last chunk closed it, then as if more had followed.

    Nothing if its header does not open. Of each chunk without the tag that ends a whole one.
    """
    end = sealed.find(b"\n", sealed.find(_HEADER_END) + 1) + 1
    nonce, payload = sealed[end : end + _NONCE_BYTES], sealed[end + _NONCE_BYTES :]
    file_key = _file_key(sealed[:end], identities)
    if file_key is None or not payload:
        return
    key = _derived(file_key, nonce, b"payload")
    starts = range(0, len(payload), _CHUNK_BYTES)
    chunks = [payload[start : start + _CHUNK_BYTES] for start in starts]
    before = b"".join(_text(key, number, chunk) for number, chunk in enumerate(chunks[:-1]))
    for is_last in (True, False):
        yield before + _text(key, len(chunks) - 1, chunks[-1], is_last=is_last)


def _text(key: bytes, number: int, chunk: bytes, *, is_last: bool = False) -> bytes:
    nonce = number.to_bytes(_COUNTER_BYTES, "big") + bytes([is_last])
    stream = Cipher(ChaCha20(key, _FIRST_TEXT_BLOCK + nonce), mode=None).decryptor()
    return stream.update(chunk[:-_TAG_BYTES])


def _derived(secret: bytes, salt: bytes, info: bytes) -> bytes:
    kdf = HKDF(algorithm=hashes.SHA256(), length=_KEY_BYTES, salt=salt, info=info)
    return kdf.derive(secret)


def _file_key(header: bytes, identities: Sequence[str]) -> bytes | None:
    """The key that a stanza of the header holds for one of our identities."""
    lines = header.split(b"\n")
    keys = [X25519PrivateKey.from_private_bytes(_seed(identity)) for identity in identities]
    for line, body in pairwise(lines):
        words = line.split(b" ")
        if len(words) != _STANZA_WORDS or words[:2] != [b"->", b"X25519"]:
            continue
        for key in keys:
            try:
                return _unwrapped(key, _raw(words[2]), _raw(body))
            except (InvalidTag, ValueError):
                continue
    return None


def _raw(text: bytes) -> bytes:
    try:
        return base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except binascii.Error as error:
        raise ValueError("base64") from error


def _unwrapped(key: X25519PrivateKey, share: bytes, body: bytes) -> bytes:
    secret = key.exchange(X25519PublicKey.from_public_bytes(share))
    ours = key.public_key().public_bytes_raw()
    wrapping = _derived(secret, share + ours, _WRAPPED_FOR)
    return ChaCha20Poly1305(wrapping).decrypt(bytes(12), body, None)


def _seed(identity: str) -> bytes:
    """The 32 bytes of an identity, which age writes in Bech32; its checksum was checked by age."""
    digits = identity.lower().rpartition("1")[2][:-_BECH32_CHECKSUM]
    number = 0
    for digit in digits:
        number = number << _BECH32_BITS | _BECH32.index(digit)
    padding = len(digits) * _BECH32_BITS - _KEY_BYTES * 8
    return (number >> padding).to_bytes(_KEY_BYTES, "big")
