"""The envelope opens for whom it was sealed, and says what is wrong with any other file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.trust.envelope import (
    new_age_identity,
    open_sealed,
    recipient_of,
    seal,
)

OURS, THEIRS = new_age_identity(), new_age_identity()


@given(st.binary(max_size=2000))
def test_any_of_the_recipients_reads_what_was_sealed(plain: bytes) -> None:
    sealed = seal(plain, [recipient_of(OURS), recipient_of(THEIRS)])
    assert open_sealed(sealed, [OURS]) == plain
    assert open_sealed(sealed, [THEIRS]) == plain


def test_a_file_for_others_is_told_as_such() -> None:
    with pytest.raises(VanHoaError) as refused:
        open_sealed(seal(b"x", [recipient_of(THEIRS)]), [OURS])
    assert refused.value.code is ErrorCode.BUNDLE_NOT_FOR_US


@pytest.mark.parametrize("length", [0, 5, 21, 40, 120])
def test_a_file_cut_within_its_head_is_told_as_cut(length: int) -> None:
    with pytest.raises(VanHoaError) as refused:
        open_sealed(seal(b"x" * 100, [recipient_of(OURS)])[:length], [OURS])
    assert refused.value.code is ErrorCode.BUNDLE_TRUNCATED


def test_another_kind_of_file_is_told_as_such() -> None:
    with pytest.raises(VanHoaError) as refused:
        open_sealed(b"PK\x03\x04 some archive", [OURS])
    assert refused.value.code is ErrorCode.BUNDLE_NOT_A_BUNDLE
