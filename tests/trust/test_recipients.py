"""Reading keys of others: only proper ones are taken; a weak one would open everything to all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders.weak_keys import WEAK_POINTS, age_recipient
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.trust.envelope import new_age_identity, recipient_of
from vanhoa_desktop.trust.recipients import check_recipient

RECIPIENT = recipient_of(new_age_identity())
LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


def refusal(recipient: str) -> ErrorCode:
    with pytest.raises(VanHoaError) as refused:
        check_recipient(recipient)
    return refused.value.code


def test_every_key_we_make_is_a_proper_recipient() -> None:
    for _ in range(20):
        check_recipient(recipient_of(new_age_identity()))


@pytest.mark.parametrize("point", WEAK_POINTS.values(), ids=WEAK_POINTS)
def test_points_of_small_order_and_other_spellings_of_points_are_refused(point: bytes) -> None:
    assert refusal(age_recipient(point)) is ErrorCode.KEY_INVALID


@given(st.integers(4, len(RECIPIENT) - 1), st.sampled_from(LETTERS))
def test_a_recipient_with_one_wrong_letter_is_refused(place: int, letter: str) -> None:
    altered = RECIPIENT[:place] + letter + RECIPIENT[place + 1 :]
    if altered != RECIPIENT:
        assert refusal(altered) is ErrorCode.KEY_INVALID


NO_RECIPIENTS = {
    "nothing": "",
    "only the head": "age1",
    "a word": "age1nobody",
    "capitals": RECIPIENT.upper(),
    "one letter short": RECIPIENT[:-1],
    "one letter more": RECIPIENT + "q",
    "other letters": "é" * 62,
}


@pytest.mark.parametrize("text", NO_RECIPIENTS.values(), ids=NO_RECIPIENTS)
def test_a_text_that_is_no_recipient_is_refused(text: str) -> None:
    assert refusal(text) is ErrorCode.KEY_INVALID


def test_a_point_that_is_proper_is_taken_however_it_was_written_down() -> None:
    check_recipient(age_recipient((9).to_bytes(32, "little")))
