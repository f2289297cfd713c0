"""Small codings between domain values and columns.

UUID text and 16 bytes, exact points and thousandths.
"""

from decimal import Decimal

_SCALE = Decimal(1000)


def record_key(record: str) -> bytes:
    """The 16 bytes of a record id."""
    return bytes.fromhex(record.replace("-", ""))


def record_id(key: bytes) -> str:
    """The canonical UUID text of a 16-byte key."""
    digits = key.hex()
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def optional_key(record: str | None) -> bytes | None:
    """`record_key` that lets None pass."""
    return None if record is None else record_key(record)


def optional_id(key: bytes | None) -> str | None:
    """`record_id` that lets None pass."""
    return None if key is None else record_id(key)


def to_milli(points: Decimal) -> int:
    """Points in thousandths; exact because scoring allows three decimals at most."""
    return int(points * _SCALE)


def from_milli(milli: int) -> Decimal:
    """Points from thousandths, without trailing zeros beyond the value."""
    value = Decimal(milli) / _SCALE
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
