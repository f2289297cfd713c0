"""One value has exactly one encoding, and only the narrowed JSON has one at all."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanhoa_desktop import canonical
from vanhoa_desktop.errors import ErrorCode, VanHoaError

_texts = st.text(st.characters(codec="utf-8"))
_keys = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E))
_scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-canonical.MAX_INTEGER, canonical.MAX_INTEGER),
    _texts,
)
values = st.recursive(
    _scalars,
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(_keys, inner)),
    max_leaves=20,
)


def plainly(value: Any) -> bytes:
    """RFC 8785 by the standard library, for values of the narrowed JSON."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8")


def nested(depth: int) -> Any:
    """Null inside `depth` lists."""
    value: Any = None
    for _ in range(depth):
        value = [value]
    return value


def refusal_of(value: Any) -> ErrorCode:
    with pytest.raises(VanHoaError) as refused:
        canonical.encode(value)
    return refused.value.code


@given(values)
def test_a_value_is_encoded_as_the_standard_library_would_and_comes_back(value: Any) -> None:
    encoded = canonical.encode(value)
    assert encoded == plainly(value)
    assert canonical.decode(encoded) == value


def test_every_letter_and_control_character_is_written_as_the_standard_library_would() -> None:
    letters = [chr(code) for code in range(0x11000) if not 0xD800 <= code < 0xE000]
    assert canonical.encode(letters) == plainly(letters)


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(0.5, id="a float"),
        pytest.param([1.0], id="a float that is a whole number"),
        pytest.param(canonical.MAX_INTEGER + 1, id="an integer that other readers would round"),
        pytest.param(-canonical.MAX_INTEGER - 1, id="a negative one"),
        pytest.param(["\ud800"], id="half of a pair"),
        pytest.param({"tên": 1}, id="a key with other letters"),
        pytest.param({"a\n": 1}, id="a key with a line end"),
        pytest.param({1: 1}, id="a key that is a number"),
        pytest.param({"a": {None: 1}}, id="a key that is nothing"),
        pytest.param(b"a", id="bytes"),
        pytest.param({"a"}, id="a set"),
        pytest.param(nested(canonical.MAX_DEPTH + 1), id="too deep"),
    ],
)
def test_what_has_no_canonical_form_is_refused(value: Any) -> None:
    assert refusal_of(value) is ErrorCode.CANONICAL_INVALID


def test_the_greatest_depth_and_the_greatest_integers_are_still_encoded() -> None:
    deep = nested(canonical.MAX_DEPTH)
    assert canonical.decode(canonical.encode(deep)) == deep
    ends = [-canonical.MAX_INTEGER, canonical.MAX_INTEGER]
    assert canonical.decode(canonical.encode(ends)) == ends


@pytest.mark.parametrize(
    "encoded",
    [
        pytest.param(b'{"a":1,"a":1}', id="a key twice"),
        pytest.param(b'{"b":1,"a":1}', id="keys out of order"),
        pytest.param(b'{"a": 1}', id="space inside"),
        pytest.param(b' {"a":1}', id="space before"),
        pytest.param(b'{"a":1}\n', id="a line end after"),
        pytest.param(b'"\\u0061"', id="a letter written as its number"),
        pytest.param(b'"\\/"', id="an escape that is not needed"),
        pytest.param(b'"\\ud800"', id="half of a pair"),
        pytest.param(b'"\xed\xa0\x80"', id="half of a pair in UTF-8"),
        pytest.param(b'"\xff"', id="bytes that are no UTF-8"),
        pytest.param(b"1.0", id="a float"),
        pytest.param(b"1e3", id="an exponent"),
        pytest.param(b"-0", id="minus nothing"),
        pytest.param(b"01", id="a leading zero"),
        pytest.param(b"9007199254740992", id="an integer too large"),
        pytest.param(b"1" + b"0" * 5_000, id="an integer far too large"),
        pytest.param(b"NaN", id="not a number"),
        pytest.param(b"\xef\xbb\xbf1", id="a byte order mark"),
        pytest.param(b"[" * 100_000, id="deep beyond all measure"),
        pytest.param(b"[1", id="cut"),
        pytest.param(b"", id="nothing"),
    ],
)
def test_bytes_that_are_not_the_canonical_form_are_refused(encoded: bytes) -> None:
    with pytest.raises(VanHoaError) as refused:
        canonical.decode(encoded)
    assert refused.value.code is ErrorCode.CANONICAL_INVALID
