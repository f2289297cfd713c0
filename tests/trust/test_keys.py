"""Keys: only proper ones are taken, fingerprints can be read out, signatures bind."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.trust.keys import (
    SigningKey,
    check_public_key,
    fingerprint,
    fingerprints_match,
    verifies,
)

P = 2**255 - 19
SMALL_ORDER = [
    (1).to_bytes(32, "little"),
    (0).to_bytes(32, "little"),
    (P - 1).to_bytes(32, "little"),
    bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
    bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
]
seeds = st.binary(min_size=32, max_size=32)


@given(seeds)
def test_every_key_we_make_is_a_proper_key(seed: bytes) -> None:
    check_public_key(SigningKey(seed).public)


@pytest.mark.parametrize("key", SMALL_ORDER)
def test_keys_of_small_order_are_refused(key: bytes) -> None:
    with pytest.raises(VanHoaError) as refused:
        check_public_key(key)
    assert refused.value.code is ErrorCode.KEY_INVALID


@pytest.mark.parametrize("number", [P, P + 1, 2**255 - 1])
def test_keys_that_are_not_canonical_are_refused(number: int) -> None:
    with pytest.raises(VanHoaError, match="KEY_INVALID"):
        check_public_key(number.to_bytes(32, "little"))


@given(seeds, st.binary(max_size=50), st.binary(max_size=50))
def test_a_signature_holds_for_its_message_alone(seed: bytes, said: bytes, other: bytes) -> None:
    key = SigningKey(seed)
    signature = key.sign(said)
    assert verifies(key.public, signature, said)
    assert verifies(key.public, signature, other) == (said == other)


@given(st.binary(min_size=1, max_size=64))
def test_a_fingerprint_is_24_digits_in_groups_and_is_compared_without_spaces(raw: bytes) -> None:
    shown = fingerprint(raw)
    assert [len(group) for group in shown.split(" ")] == [6, 6, 6, 6]
    assert fingerprints_match(shown.replace(" ", ""), shown)
    assert fingerprints_match(shown.replace(" ", "-") + "\n", shown)
    altered = shown[:-1] + str((int(shown[-1]) + 1) % 10)
    assert not fingerprints_match(altered, shown)
