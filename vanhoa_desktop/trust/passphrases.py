"""Which passphrases guard what people entrust to an office: long enough, and none that all guess.

Whoever has a copy of a keys file tries the commonest first: that takes seconds, whatever stretches
the key.
"""

import unicodedata

from vanhoa_desktop.errors import ErrorCode, VanHoaError

LEAST_PASSPHRASE_CHARACTERS = 8
_LEAST_DIFFERENT = 4
_ROWS = ("01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm")
# Without spaces, marks and capitals; what may follow them is in _ENDINGS.
_COMMON = frozenset(
    {
        *("password", "passw0rd", "p@ssw0rd", "p@ssword", "matkhau", "matkhaumoi", "khongbiet"),
        *("khongco", "khongnho", "anhyeuem", "emyeuanh", "iloveyou", "vietnam", "hochiminh"),
        *("xinchao", "hanoi", "saigon", "admin", "administrator", "computer", "maytinh", "welcome"),
        *("letmein", "qwerty", "qwertyuiop", "1q2w3e4r", "1qaz2wsx", "q1w2e3r4", "abc", "abcd"),
        *("aabbccdd", "congdan", "congdanhoctap", "khuyenhoc", "hoikhuyenhoc", "vanhoa", "hoctap"),
        *("vanhoahoctap", "thon", "truongthon", "ubnd", "ubndxa", "canbo", "demo", "test"),
    }
)
_ENDINGS = ("", "1", "12", "123", "1234", "12345", "123456", "1234567", "12345678", "@123", "@")


def normal_passphrase(passphrase: str) -> str:
    """The passphrase as it is sealed: in NFC, whichever keyboard typed it."""
    return unicodedata.normalize("NFC", passphrase)


def check_passphrase(passphrase: str) -> str:
    """A new passphrase in NFC; raises PASSPHRASE_TOO_SHORT, PASSPHRASE_COMMON."""
    normal = normal_passphrase(passphrase)
    if len(normal) < LEAST_PASSPHRASE_CHARACTERS:
        raise VanHoaError(ErrorCode.PASSPHRASE_TOO_SHORT, least=LEAST_PASSPHRASE_CHARACTERS)
    if _is_common(normal):
        raise VanHoaError(ErrorCode.PASSPHRASE_COMMON)
    return normal


def _is_common(normal: str) -> bool:
    """Whether it is of the first thousands that anybody tries."""
    folded = unicodedata.normalize("NFD", normal.casefold().replace("đ", "d"))
    bare = "".join(char for char in folded if not unicodedata.combining(char))
    bare = "".join(bare.split())
    if len(set(bare)) < _LEAST_DIFFERENT:
        return True
    if any(bare in row or bare in row[::-1] for row in _ROWS):
        return True
    starts = (bare.removesuffix(ending) for ending in _ENDINGS if bare.endswith(ending))
    return any(start in _COMMON for start in starts)
