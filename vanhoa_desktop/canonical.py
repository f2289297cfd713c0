"""Canonical JSON (RFC 8785, narrowed).

One value has exactly one encoding, so it can be hashed and signed.

Allowed are strings without lone surrogates, integers within ±(2^53−1), booleans, null, lists, and
objects whose keys are printable ASCII (which makes code-point order the UTF-16 order that RFC 8785
asks for). There are no floats: decimals and dates travel as canonical strings.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import NoReturn

from vanhoa_desktop.errors import ErrorCode, VanHoaError

MAX_INTEGER = 2**53 - 1
MAX_DEPTH = 16

JsonScalar = str | int | bool | None
Json = JsonScalar | Sequence["Json"] | Mapping[str, "Json"]


def _refuse(why: str) -> NoReturn:
    raise VanHoaError(ErrorCode.CANONICAL_INVALID, why=why)


def _check_text(text: str) -> None:
    if not text.isascii():
        try:
            text.encode("utf-8")
        except UnicodeEncodeError:
            _refuse("lone surrogate")


def _check_key(key: object) -> None:
    if not isinstance(key, str) or not key.isascii() or not key.isprintable():
        _refuse("object key")


def check(value: object, depth: int = 0) -> None:
    """Raise CANONICAL_INVALID unless `value` belongs to the narrowed JSON described above."""
    if depth > MAX_DEPTH:
        _refuse("depth")
    if isinstance(value, str):
        _check_text(value)
    elif isinstance(value, bool) or value is None:
        return
    elif isinstance(value, int):
        if not -MAX_INTEGER <= value <= MAX_INTEGER:
            _refuse("integer range")
    else:
        for item in _parts(value):
            check(item, depth + 1)


def _parts(value: object) -> Iterable[object]:
    """The items of an object (whose keys are checked) or a list."""
    if isinstance(value, Mapping):
        for key in value:
            _check_key(key)
        return value.values()
    if isinstance(value, list | tuple):
        return value
    _refuse(f"type {type(value).__name__}")


_ENCODER = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
)


def encode(value: Json) -> bytes:
    """The canonical UTF-8 bytes of `value`; raises CANONICAL_INVALID for what has none."""
    check(value)
    return _ENCODER.encode(value).encode("utf-8")


def _unique_pairs(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) != len(pairs):
        _refuse("duplicate key")
    return found


def _no_float(text: str) -> NoReturn:
    _refuse(f"float {text[:20]}")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_unique_pairs, parse_float=_no_float, parse_constant=_no_float
)


def decode(encoded: bytes) -> Json:
    """Parse canonical bytes.

    Raises CANONICAL_INVALID unless encoding the result gives the same bytes.
    """
    try:
        value: Json = _DECODER.decode(encoded.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise VanHoaError(ErrorCode.CANONICAL_INVALID, why="not JSON") from error
    if encode(value) != encoded:
        _refuse("not the canonical form")
    return value
