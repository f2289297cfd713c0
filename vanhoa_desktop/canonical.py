"""Canonical JSON (RFC 8785, narrowed).

One value has exactly one encoding, so it can be hashed and signed.

Allowed are strings without lone surrogates, integers within ±(2^53−1), booleans, null, lists, and
objects whose keys are printable ASCII (which makes code-point order the UTF-16 order that RFC 8785
asks for). There are no floats: decimals and dates travel as canonical strings.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NoReturn

import msgspec

from vanhoa_desktop.errors import ErrorCode, VanHoaError

MAX_INTEGER = 2**53 - 1
MAX_DEPTH = 16

JsonScalar = str | int | bool | None
Json = JsonScalar | Sequence["Json"] | Mapping[str, "Json"]


def _refuse(why: str) -> NoReturn:
    raise VanHoaError(ErrorCode.CANONICAL_INVALID, why=why)


def _check_text(text: str) -> None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        _refuse("lone surrogate")


def _check_keys(keys: Iterable[Any]) -> None:
    try:
        joined = "".join(keys)  # all at once: there are many, and short ones
    except TypeError:
        _refuse("object key")
    if not joined.isascii() or not joined.isprintable():
        _refuse("object key")


def check(value: object) -> None:
    """Raise CANONICAL_INVALID unless `value` belongs to the narrowed JSON described above."""
    _check_all((value,), 0)


def _check_all(values: Iterable[object], depth: int) -> None:
    """Check values that lie `depth` deep, scalars in place: merging looks at a great many."""
    for value in values:
        if depth > MAX_DEPTH:
            _refuse("depth")
        if isinstance(value, str):
            if not value.isascii():
                _check_text(value)
        elif value is None or isinstance(value, bool):
            continue
        elif isinstance(value, int):
            if not -MAX_INTEGER <= value <= MAX_INTEGER:
                _refuse("integer range")
        else:
            _check_all(_parts(value), depth + 1)


def _parts(value: object) -> Iterable[object]:
    """The items of an object (whose keys are checked) or a list."""
    if isinstance(value, dict):
        _check_keys(value)
        return value.values()
    if isinstance(value, list | tuple):
        return value
    _refuse(f"type {type(value).__name__}")


_ENCODER = msgspec.json.Encoder(order="sorted")


def encode(value: Json) -> bytes:
    """The canonical UTF-8 bytes of `value`; raises CANONICAL_INVALID for what has none."""
    check(value)
    return _ENCODER.encode(value)


def encode_checked(value: Json) -> bytes:
    """The canonical bytes of a value that came out of `decode`, or is made of such values.

    Merging encodes each change three times; looking at every value once is enough.
    """
    return _ENCODER.encode(value)


def decode(encoded: bytes) -> Json:
    """Parse canonical bytes.

    Raises CANONICAL_INVALID unless encoding the result gives the same bytes: that alone refuses
    duplicate keys, other spellings of numbers and texts, and space between the parts.
    """
    try:
        value: Json = msgspec.json.decode(encoded)
    except (ValueError, RecursionError) as error:
        raise VanHoaError(ErrorCode.CANONICAL_INVALID, why="not JSON") from error
    if encode(value) != encoded:
        _refuse("not the canonical form")
    return value
