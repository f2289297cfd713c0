"""Reading keys of others (age X25519 recipients): checked before anything is sealed for them.

A point of small order gives everybody the same shared secret; the age library stops the whole
program when it meets one, so it must never get in.
"""

from functools import lru_cache

from vanhoa_desktop.errors import ErrorCode, VanHoaError

# Every reading of the store looks at the keys of all devices again.
_REMEMBERED = 4_096
_PREFIX = "age1"
_ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CHECKSUM_SYMBOLS = 6
_POINT_SYMBOLS = 52
_POINT_BYTES = 32
_P = 2**255 - 19
# u coordinates of order 1, 2, 4 and 8, on the curve and on its twist.
_SMALL_ORDER = frozenset(
    {
        0,
        1,
        _P - 1,
        325606250916557431795983626356110631294008115727848805560023387167927233504,
        39382357235489614581723060781553021112529911719440698176882885853963445705823,
    }
)


@lru_cache(maxsize=_REMEMBERED)
def check_recipient(recipient: str) -> None:
    """Raise KEY_INVALID unless this is a proper age X25519 recipient."""
    u = int.from_bytes(_point(recipient), "little")
    if u >= _P:
        raise VanHoaError(ErrorCode.KEY_INVALID, why="not canonical")
    if u in _SMALL_ORDER:
        raise VanHoaError(ErrorCode.KEY_INVALID, why="small order")


def _point(recipient: str) -> bytes:
    """The 32 bytes in a recipient (BIP 173: five bits a symbol, thirty bits of checksum)."""
    symbols = [_ALPHABET.find(symbol) for symbol in recipient.removeprefix(_PREFIX)]
    is_whole = len(symbols) == _POINT_SYMBOLS + _CHECKSUM_SYMBOLS and -1 not in symbols
    if not recipient.startswith(_PREFIX) or not is_whole or _remainder(symbols) != 1:
        raise VanHoaError(ErrorCode.KEY_INVALID, why="age recipient")
    number = 0
    for symbol in symbols[:_POINT_SYMBOLS]:
        number = number << 5 | symbol
    spare_bits = _POINT_SYMBOLS * 5 - _POINT_BYTES * 8
    if number & ((1 << spare_bits) - 1):
        raise VanHoaError(ErrorCode.KEY_INVALID, why="age recipient")
    return (number >> spare_bits).to_bytes(_POINT_BYTES, "big")


def _remainder(symbols: list[int]) -> int:
    """The checksum of the symbols with the prefix «age» before them: 1 for an intact recipient."""
    letters = [ord(letter) for letter in _PREFIX[:-1]]
    state = 1
    for symbol in [*(n >> 5 for n in letters), 0, *(n & 31 for n in letters), *symbols]:
        top = state >> 25
        state = (state & 0x1FFFFFF) << 5 ^ symbol
        for bit, generator in enumerate(_GENERATORS):
            if top >> bit & 1:
                state ^= generator
    return state
