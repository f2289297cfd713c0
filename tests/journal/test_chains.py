"""Runs of a chain: unbroken, joined to what is held, with clocks that cannot be inflated."""

import hashlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.simulators.desks import OTHER_UNIT, UNIT, Desk, control
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.journal.chains import NOTHING_HELD, HeldPlace, check_clocks, check_run
from vanhoa_desktop.journal.change import Change, make_change
from vanhoa_desktop.journal.fold import Authority
from vanhoa_desktop.journal.identity import (
    is_chain_of,
    is_made_by,
    new_chain_id,
    new_record_id,
    same_person_id,
)
from vanhoa_desktop.trust.statements import is_chain

TRUST = Authority(frozenset({"aa" * 16}))


@pytest.fixture
def run() -> list[Change]:
    desk = Desk("village", "bb" * 16)
    desk.put(control("open"), TRUST)
    for text in "abc":
        desk.put({"note": text}, TRUST)
    return sorted(desk.held.values(), key=lambda change: change.header.seq)


def test_a_whole_chain_joins_nothing_and_a_later_part_joins_what_is_held(run: list[Change]) -> None:
    by_seq = {change.header.seq: change.id for change in run}
    assert not check_run(run, lambda _: None, NOTHING_HELD)
    assert not check_run(run[2:], by_seq.get, HeldPlace(2, run[1].id))
    assert not check_run(run, by_seq.get, HeldPlace(4, run[3].id))


def test_a_missing_part_is_a_gap(run: list[Change]) -> None:
    with pytest.raises(VanHoaError) as refused:
        check_run(run[2:], lambda _: None, HeldPlace(1, run[0].id))
    assert refused.value.code is ErrorCode.BUNDLE_GAP
    assert refused.value.facts["expected"] == 2


@pytest.mark.parametrize("kept", [[0, 2], [1, 0], [0, 1, 3]])
def test_a_run_that_does_not_hang_together_is_tampered_with(
    run: list[Change], kept: list[int]
) -> None:
    with pytest.raises(VanHoaError) as refused:
        check_run([run[i] for i in kept], lambda _: None, HeldPlace(9, run[0].id))
    assert refused.value.code is ErrorCode.BUNDLE_TAMPERED


def test_another_change_at_a_held_place_is_a_fork(run: list[Change]) -> None:
    held = {2: b"other" * 6 + b"xx"}
    assert check_run(run, lambda seq: held.get(seq), HeldPlace(2, held[2]))  # noqa: PLW0108 - a callback of one kind
    assert check_run(run[2:], lambda _: b"else" * 8, HeldPlace(2, b"else" * 8))


def test_clocks_are_exactly_one_more_than_what_was_seen(run: list[Change]) -> None:
    clocks = {change.id: change.header.clock for change in run}
    check_clocks(run, clocks)
    raised = make_change(replace(run[3].header, clock=99), run[3].body, run[3].salt)
    with pytest.raises(VanHoaError, match="clock"):
        check_clocks([raised], clocks)


def test_what_names_a_change_that_is_not_held_waits_for_it(run: list[Change]) -> None:
    with pytest.raises(VanHoaError, match="BUNDLE_GAP"):
        check_clocks([run[2]], {run[2].id: run[2].header.clock})


def test_a_part_of_a_chain_may_only_be_later_than_what_it_names(run: list[Change]) -> None:
    clocks = {run[0].id: 1, run[2].id: run[2].header.clock, run[1].id: 2}
    check_clocks([run[2]], {k: v for k, v in clocks.items() if k != b""})


def test_ids_are_in_order_of_time_and_links_do_not_know_left_from_right() -> None:
    assert new_record_id(1_000, bytes(10), UNIT) < new_record_id(2_000, bytes(10), UNIT)


def test_a_random_id_says_which_unit_made_it() -> None:
    made = new_record_id(1_000, bytes(range(10)), UNIT)
    assert is_made_by(made, UNIT) is True
    assert is_made_by(made, OTHER_UNIT) is False
    assert is_made_by("01a20e61-26b0-7c11-97b7-2583d1c43848", UNIT) is None
    assert same_person_id("a", "b") == same_person_id("b", "a")


def test_the_clock_of_an_erased_change_leaps_only_so_far(run: list[Change]) -> None:
    """Whoever wrote after it must still find a greater number; and nobody knows what it named."""
    clocks = {run[0].id: run[0].header.clock}
    least = run[0].header.clock + 1
    for ahead, is_taken in ((0, True), (100_000_000, True), (100_000_001, False), (2**52, False)):
        bare = replace(run[1], header=replace(run[1].header, clock=least + ahead), body=None)
        if is_taken:
            check_clocks([bare], clocks)
        else:
            with pytest.raises(VanHoaError) as caught:
                check_clocks([bare], clocks)
            assert caught.value.code is ErrorCode.BUNDLE_INVALID_CHANGE


@given(st.binary(min_size=16, max_size=16), st.binary(min_size=32, max_size=32), st.data())
def test_a_chain_tells_whose_it_is(random: bytes, device: bytes, data: st.DataObject) -> None:
    other = data.draw(st.binary(min_size=32, max_size=32).filter(lambda raw: raw != device))
    chain = new_chain_id(random, device.hex())
    assert is_chain(chain)
    assert is_chain_of(chain, device.hex()) is True
    assert is_chain_of(chain, other.hex()) is False


def test_the_seal_of_a_chain_is_the_one_of_the_page() -> None:
    """Of docs/bundle-format.md §6, by hand: «vh1», five bytes, SHA-256 of both and the device."""
    free, device = b"vh1" + b"\x01\x02\x03\x04\x05", bytes(range(32))
    seal = hashlib.sha256(free + device).digest()[:8]
    assert new_chain_id(b"\x01\x02\x03\x04\x05\xff", device.hex()) == (free + seal).hex()


def test_a_chain_of_the_first_programs_tells_nothing() -> None:
    assert is_chain_of("0123456789abcdef0123456789abcdef", "ab" * 32) is None
