"""Every byte that an encrypted store has on the disk, free pages and log too, decrypted.

SQLCipher 4: pages of 4,096 bytes, AES-256-CBC, the last 80 bytes of a page are its IV and its MAC.
"""

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE, RESERVED, SALT, IV = 4096, 80, 16, 16
WAL_HEADER, FRAME_HEADER = 32, 24


def _decrypted(page: bytes, key: bytes, skipped: int) -> bytes:
    iv = page[PAGE - RESERVED : PAGE - RESERVED + IV]
    decryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
    return decryptor.update(page[skipped : PAGE - RESERVED]) + decryptor.finalize()


def plain_bytes(store: Path, key: bytes) -> bytes:
    """The decrypted pages of the store's file, then those in its write-ahead log."""
    file = store.read_bytes()
    pages = [
        _decrypted(file[start : start + PAGE], key, SALT if start == 0 else 0)
        for start in range(0, len(file), PAGE)
    ]
    log = store.with_name(store.name + "-wal")
    frames = log.read_bytes()[WAL_HEADER:] if log.exists() else b""
    size = FRAME_HEADER + PAGE
    for start in range(0, len(frames) - size + 1, size):
        frame = frames[start + FRAME_HEADER : start + size]
        page_number = int.from_bytes(frames[start : start + 4], "big")
        pages.append(_decrypted(frame, key, SALT if page_number == 1 else 0))
    return b"".join(pages)
