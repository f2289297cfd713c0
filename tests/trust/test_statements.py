"""Trust statements: whatever order they come in, they say the same; only the root can make them."""

import itertools
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders.weak_keys import WEAK_POINTS, WEAK_SIGNING_KEYS, age_recipient
from vanhoa_desktop import canonical
from vanhoa_desktop.domain.enums import UnitKind
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.trust.envelope import new_age_identity, recipient_of
from vanhoa_desktop.trust.keys import SigningKey, device_id
from vanhoa_desktop.trust.signed import sign_object
from vanhoa_desktop.trust.statements import (
    Ending,
    Enrolment,
    LastGood,
    OfficeNamed,
    StatementKind,
    ending_statement,
    enrol_statement,
    office_statement,
    recovery_statement,
)
from vanhoa_desktop.trust.trust_view import trust_view

COMMUNE = "01a20e61-2643-7460-9c2e-25c0e8635737"
VILLAGE = "01a20e61-26b0-7c11-97b7-2583d1c43848"
ROOT, OTHER_ROOT = SigningKey(b"r" * 32), SigningKey(b"s" * 32)
OFFICE, LAPTOP, SECOND = (SigningKey(letter * 32) for letter in (b"o", b"l", b"m"))
OFFICE_ID, LAPTOP_ID, SECOND_ID = (device_id(key.public) for key in (OFFICE, LAPTOP, SECOND))
RECIPIENT, OTHER_RECIPIENT = (recipient_of(new_age_identity()) for _ in range(2))
CHAIN, UNSEEN_CHAIN = "ab" * 16, "cd" * 16


def enrolment(key: SigningKey, unit: str = VILLAGE, role: UnitKind = UnitKind.VILLAGE) -> Enrolment:
    return Enrolment(key.public, RECIPIENT, unit, role, "Nguyễn Văn Thử", "cd" * 32)


def revoked_after(seq: int, change: str = "") -> bytes:
    ending = Ending(LAPTOP_ID, {CHAIN: LastGood(seq, change)}, "mất máy")
    return ending_statement(COMMUNE, StatementKind.REVOKE, ending, ROOT)


LINES = (
    enrol_statement(COMMUNE, enrolment(OFFICE, COMMUNE, UnitKind.COMMUNE), ROOT),
    enrol_statement(COMMUNE, enrolment(LAPTOP), ROOT),
    enrol_statement(COMMUNE, enrolment(SECOND), ROOT),
    office_statement(COMMUNE, OfficeNamed(OFFICE_ID, 1), ROOT),
    recovery_statement(COMMUNE, RECIPIENT, 1, ROOT),
    recovery_statement(COMMUNE, OTHER_RECIPIENT, 2, ROOT),
    revoked_after(7, "07" * 32),
    revoked_after(5, "05" * 32),
)
VIEW = trust_view(LINES, COMMUNE, ROOT.public)


@given(st.randoms(use_true_random=False), st.lists(st.sampled_from(LINES), max_size=4))
def test_any_order_and_any_repeats_give_the_same_view(random: Random, again: list[bytes]) -> None:
    shuffled = [*LINES, *again]
    random.shuffle(shuffled)
    assert trust_view(shuffled, COMMUNE, ROOT.public) == VIEW


def test_of_two_revocations_the_lower_end_of_a_chain_holds() -> None:
    assert VIEW.last_good == {CHAIN: LastGood(5, "05" * 32)}
    assert VIEW.cut_offs({CHAIN: LAPTOP_ID}) == {CHAIN: 6}
    assert VIEW.devices[LAPTOP_ID].is_revoked
    assert VIEW.active_devices(VILLAGE) == [SECOND_ID]
    assert VIEW.office == OFFICE_ID


def test_a_chain_of_a_revoked_device_that_the_commune_had_not_seen_does_not_count_at_all() -> None:
    owners = {CHAIN: LAPTOP_ID, UNSEEN_CHAIN: LAPTOP_ID, "ef" * 16: SECOND_ID, "01" * 16: None}
    assert VIEW.cut_offs(owners) == {CHAIN: 6, UNSEEN_CHAIN: 1}


def test_nothing_is_sealed_any_more_for_a_revoked_device() -> None:
    assert len(VIEW.recipients_of(VILLAGE)) == 1


def test_the_newest_recovery_key_is_the_one_to_seal_for() -> None:
    assert (VIEW.recovery, VIEW.recovery_number) == (OTHER_RECIPIENT, 2)


def test_a_device_belongs_to_one_unit_for_life() -> None:
    twice = (
        enrol_statement(COMMUNE, enrolment(LAPTOP), ROOT),
        enrol_statement(COMMUNE, enrolment(LAPTOP, COMMUNE, UnitKind.COMMUNE), ROOT),
    )
    views = [trust_view(order, COMMUNE, ROOT.public) for order in itertools.permutations(twice)]
    assert views[0] == views[1]
    assert len(views[0].devices) == 1


def test_of_two_offices_the_one_named_last_holds() -> None:
    later = office_statement(COMMUNE, OfficeNamed(SECOND_ID, 2), ROOT)
    view = trust_view([later, *LINES], COMMUNE, ROOT.public)
    assert (view.office, view.office_number) == (SECOND_ID, 2)


def test_what_an_office_wrote_before_it_was_handed_over_counts_as_the_offices() -> None:
    named = OfficeNamed(SECOND_ID, 2, OFFICE_ID, {CHAIN: 9})
    view = trust_view([office_statement(COMMUNE, named, ROOT), *LINES], COMMUNE, ROOT.public)
    owners = {CHAIN: OFFICE_ID, UNSEEN_CHAIN: OFFICE_ID, "aa" * 16: SECOND_ID, "bb" * 16: LAPTOP_ID}
    # The tenth place of its chain is the first past its term; another chain was never the office's.
    assert view.terms(owners) == {CHAIN: 10, UNSEEN_CHAIN: 1}


def test_of_a_lost_office_all_counts_that_turns_up_later() -> None:
    named = OfficeNamed(SECOND_ID, 1_700_000_000)
    view = trust_view([office_statement(COMMUNE, named, ROOT), *LINES], COMMUNE, ROOT.public)
    assert view.terms({UNSEEN_CHAIN: OFFICE_ID}) == {}


@pytest.mark.parametrize(
    "line",
    [
        enrol_statement(COMMUNE, enrolment(LAPTOP), OTHER_ROOT),
        enrol_statement(VILLAGE, enrolment(LAPTOP), ROOT),
        LINES[0].replace(b'"statement":"enrol"', b'"statement":"crown"'),
        LINES[0] + b" ",
        b"",
        b"{}",
        b"x" * 70_000,
    ],
    ids=["other root", "other commune", "altered", "not canonical", "empty", "no object", "long"],
)
def test_a_statement_that_the_root_did_not_make_for_us_is_refused(line: bytes) -> None:
    with pytest.raises(VanHoaError) as refused:
        trust_view([*LINES, line], COMMUNE, ROOT.public)
    assert refused.value.code is ErrorCode.STATEMENT_INVALID


GOOD_ENDING: dict[str, canonical.Json] = {
    "chains": {CHAIN: {"id": "05" * 32, "seq": 5}},
    "device": LAPTOP_ID,
    "reason": "mất máy",
    "statement": "revoke",
}
GOOD_OFFICE: dict[str, canonical.Json] = {
    "device": OFFICE_ID,
    "number": 1,
    "statement": "office",
    "until": None,
}


@pytest.mark.parametrize(
    "parts",
    [
        GOOD_ENDING | {"chains": {"AB" * 16: {"id": "", "seq": 5}}},
        GOOD_ENDING | {"chains": {CHAIN: {"id": "", "seq": -1}}},
        GOOD_ENDING | {"chains": {CHAIN: {"id": "", "seq": True}}},
        GOOD_ENDING | {"chains": {CHAIN: 5}},
        GOOD_ENDING | {"chains": []},
        GOOD_ENDING | {"device": "somebody"},
        GOOD_ENDING | {"reason": None},
        GOOD_OFFICE | {"number": "1"},
        GOOD_OFFICE | {"device": None},
        GOOD_OFFICE | {"until": {"chains": {CHAIN: -1}, "device": OFFICE_ID}},
        GOOD_OFFICE | {"until": {"chains": None, "device": OFFICE_ID}},
        GOOD_OFFICE | {"until": {"chains": {}, "device": "somebody"}},
        {"number": 1, "recipient": None, "statement": "recovery"},
        {"number": None, "recipient": RECIPIENT, "statement": "recovery"},
    ],
)
def test_a_statement_of_the_root_that_says_nothing_clear_is_refused(
    parts: dict[str, canonical.Json],
) -> None:
    line = sign_object({"commune": COMMUNE, "type": "vanhoa/trust/1"} | parts, ROOT)
    with pytest.raises(VanHoaError) as refused:
        trust_view([line], COMMUNE, ROOT.public)
    assert refused.value.code is ErrorCode.STATEMENT_INVALID


@pytest.mark.parametrize("key", WEAK_SIGNING_KEYS.values(), ids=WEAK_SIGNING_KEYS)
def test_a_weak_signing_key_is_not_enrolled_even_by_the_root(key: bytes) -> None:
    weak = Enrolment(key, RECIPIENT, VILLAGE, UnitKind.VILLAGE, "Nguyễn Văn Thử", "")
    with pytest.raises(VanHoaError) as refused:
        trust_view([enrol_statement(COMMUNE, weak, ROOT)], COMMUNE, ROOT.public)
    assert refused.value.code is ErrorCode.KEY_INVALID


@pytest.mark.parametrize("point", WEAK_POINTS.values(), ids=WEAK_POINTS)
def test_a_weak_reading_key_is_neither_enrolled_nor_taken_for_recovery(point: bytes) -> None:
    weak = age_recipient(point)
    key = Enrolment(LAPTOP.public, weak, VILLAGE, UnitKind.VILLAGE, "Nguyễn Văn Thử", "")
    for line in (
        enrol_statement(COMMUNE, key, ROOT),
        recovery_statement(COMMUNE, weak, 3, ROOT),
    ):
        with pytest.raises(VanHoaError) as refused:
            trust_view([line], COMMUNE, ROOT.public)
        assert refused.value.code is ErrorCode.KEY_INVALID
