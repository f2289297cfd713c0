"""Trust statements: whatever order they come in, they say the same; only the root can make them."""

import itertools
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanhoa_desktop.domain.enums import UnitKind
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.trust.envelope import new_age_identity, recipient_of
from vanhoa_desktop.trust.keys import SigningKey, device_id
from vanhoa_desktop.trust.statements import (
    Enrolment,
    enrol_statement,
    office_statement,
    revoke_statement,
    trust_view,
)

COMMUNE = "01a20e61-2643-7460-9c2e-25c0e8635737"
VILLAGE = "01a20e61-26b0-7c11-97b7-2583d1c43848"
ROOT, OTHER_ROOT = SigningKey(b"r" * 32), SigningKey(b"s" * 32)
OFFICE, LAPTOP, SECOND = (SigningKey(letter * 32) for letter in (b"o", b"l", b"m"))
RECIPIENT = recipient_of(new_age_identity())
CHAIN = "ab" * 16


def enrolment(key: SigningKey, unit: str = VILLAGE, role: UnitKind = UnitKind.VILLAGE) -> Enrolment:
    return Enrolment(key.public, RECIPIENT, unit, role, "Nguyễn Văn Thử", "cd" * 32)


LINES = (
    enrol_statement(COMMUNE, enrolment(OFFICE, COMMUNE, UnitKind.COMMUNE), ROOT),
    enrol_statement(COMMUNE, enrolment(LAPTOP), ROOT),
    enrol_statement(COMMUNE, enrolment(SECOND), ROOT),
    office_statement(COMMUNE, device_id(OFFICE.public), 1, ROOT),
    revoke_statement(COMMUNE, device_id(LAPTOP.public), {CHAIN: 7}, "mất máy", ROOT),
    revoke_statement(COMMUNE, device_id(LAPTOP.public), {CHAIN: 5}, "mất máy", ROOT),
)


@given(st.randoms(use_true_random=False), st.lists(st.sampled_from(LINES), max_size=4))
def test_any_order_and_any_repeats_give_the_same_view(random: Random, again: list[bytes]) -> None:
    shuffled = [*LINES, *again]
    random.shuffle(shuffled)
    assert trust_view(shuffled, COMMUNE, ROOT.public) == trust_view(LINES, COMMUNE, ROOT.public)


def test_of_two_revocations_the_lower_end_of_a_chain_holds() -> None:
    view = trust_view(LINES, COMMUNE, ROOT.public)
    assert view.cut_offs == {CHAIN: 6}
    assert view.devices[device_id(LAPTOP.public)].is_revoked
    assert view.active_devices(VILLAGE) == [device_id(SECOND.public)]
    assert view.office == device_id(OFFICE.public)


def test_a_device_belongs_to_one_unit_for_life() -> None:
    twice = (
        enrol_statement(COMMUNE, enrolment(LAPTOP), ROOT),
        enrol_statement(COMMUNE, enrolment(LAPTOP, COMMUNE, UnitKind.COMMUNE), ROOT),
    )
    views = [trust_view(order, COMMUNE, ROOT.public) for order in itertools.permutations(twice)]
    assert views[0] == views[1]
    assert len(views[0].devices) == 1


def test_of_two_offices_the_one_named_last_holds() -> None:
    later = office_statement(COMMUNE, device_id(SECOND.public), 2, ROOT)
    view = trust_view([later, *LINES], COMMUNE, ROOT.public)
    assert view.office == device_id(SECOND.public)


@pytest.mark.parametrize(
    "line",
    [
        enrol_statement(COMMUNE, enrolment(LAPTOP), OTHER_ROOT),
        enrol_statement(VILLAGE, enrolment(LAPTOP), ROOT),
        LINES[0].replace(b'"statement":"enrol"', b'"statement":"crown"'),
        LINES[0] + b" ",
        b"",
        b"{}",
        b"x" * 9000,
    ],
    ids=["other root", "other commune", "altered", "not canonical", "empty", "no object", "long"],
)
def test_a_statement_that_the_root_did_not_make_for_us_is_refused(line: bytes) -> None:
    with pytest.raises(VanHoaError) as refused:
        trust_view([*LINES, line], COMMUNE, ROOT.public)
    assert refused.value.code is ErrorCode.STATEMENT_INVALID
