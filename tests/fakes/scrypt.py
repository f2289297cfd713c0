"""scrypt that remembers: a test opens the same store dozens of times with the same passphrase."""

from functools import cache

from cryptography.hazmat.primitives.kdf.scrypt import Scrypt


@cache
def _derived(salt: bytes, length: int, cost: tuple[int, int, int], passphrase: bytes) -> bytes:
    n, r, p = cost
    return Scrypt(salt=salt, length=length, n=n, r=r, p=p).derive(passphrase)


class RememberedScrypt:
    """The same keys as scrypt, each derived once in this process."""

    def __init__(self, *, salt: bytes, length: int, n: int, r: int, p: int) -> None:
        self._salt = salt
        self._length = length
        self._cost = (n, r, p)

    def derive(self, passphrase: bytes) -> bytes:
        """The key of a passphrase."""
        return _derived(self._salt, self._length, self._cost, passphrase)
