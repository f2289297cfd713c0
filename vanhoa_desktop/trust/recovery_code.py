"""The recovery code: 128 random bits as decimal groups that people copy from a printed sheet."""

from vanhoa_desktop.errors import ErrorCode, VanHoaError

CODE_BYTES = 16
_NUMBER_DIGITS, _CHECK_DIGITS = 39, 3
_CHECK_PRIME = 997
_GROUP_DIGITS = 6
_SPACES = " .-\t\u00a0\r\n"


def code_text(raw: bytes) -> str:
    """Seven groups of six digits: the number, and three digits that betray a slip."""
    number = int.from_bytes(raw, "big")
    digits = f"{number:0{_NUMBER_DIGITS}d}{number % _CHECK_PRIME:0{_CHECK_DIGITS}d}"
    return " ".join(digits[i : i + _GROUP_DIGITS] for i in range(0, len(digits), _GROUP_DIGITS))


def read_code(text: str) -> bytes:
    """The bits behind a code as typed; spaces, dots and dashes do not count.

    Raises RECOVERY_CODE_WRONG for a slip.
    """
    digits = "".join(char for char in text if char not in _SPACES)
    is_whole = len(digits) == _NUMBER_DIGITS + _CHECK_DIGITS and digits.isascii()
    if not is_whole or not (digits.isascii() and digits.isdigit()):
        raise VanHoaError(ErrorCode.RECOVERY_CODE_WRONG)
    number, check = int(digits[:_NUMBER_DIGITS]), int(digits[_NUMBER_DIGITS:])
    if number % _CHECK_PRIME != check or number >> (CODE_BYTES * 8):
        raise VanHoaError(ErrorCode.RECOVERY_CODE_WRONG)
    return number.to_bytes(CODE_BYTES, "big")
