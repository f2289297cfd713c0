"""Edits against deletes, for every kind of record; links of same persons made and undone apart."""

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.journal.test_rights import first_status
from tests.simulators.desks import Desk, control
from tests.simulators.naive_fold import NaiveFold
from vanhoa_desktop.canonical import Json
from vanhoa_desktop.journal.change import Op
from vanhoa_desktop.journal.drafting import Wish
from vanhoa_desktop.journal.fold import Authority, NotStanding, RecordState, fold
from vanhoa_desktop.journal.identity import same_person_id
from vanhoa_desktop.journal.kinds import KINDS, Writers

OFFICE, CLERK, FIRST, SECOND = "aa" * 16, "ab" * 16, "bb" * 16, "cc" * 16
TRUST = Authority(frozenset({OFFICE, CLERK}))
RECORD = "01a20e61-26b0-7c11-97b7-2583d1c43848"
FIELD = "note"
A, B = "01a20e61-0000-7000-8000-00000000000a", "01a20e61-0000-7000-8000-00000000000b"


def say(
    desk: Desk, kind: str, record: str, values: dict[str, Json], *, covers: bool = False
) -> None:
    desk.write(Wish(kind, record, Op.PUT, values, covers=covers), TRUST)


def known(*desks: Desk) -> RecordState:
    return fold([change for desk in desks for change in desk.held.values()], TRUST)


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("deletes_first", [True, False])
def test_one_edited_field_against_a_delete_is_shown_marked_and_never_lost(
    kind: str, *, deletes_first: bool
) -> None:
    first, second = Desk("first", FIRST), Desk("second", SECOND)
    say(first, kind, RECORD, control("open") | {FIELD: "trước"})
    second.take(first)
    acts: list[Callable[[], None]] = [
        lambda: say(first, kind, RECORD, control("open", deleted=True)),
        lambda: say(second, kind, RECORD, {FIELD: "sau"}),
    ]
    for act in acts if deletes_first else reversed(acts):
        act()
    state = known(first, second)
    assert not state.hidden_by_delete
    assert state.control is not None
    assert state.control.deleted
    assert state.values[FIELD] == "sau"


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_communes_delete_takes_in_what_it_saw_and_lists_what_it_did_not(kind: str) -> None:
    office, first = Desk("office", OFFICE), Desk("first", FIRST)
    say(first, kind, RECORD, control("open") | {FIELD: "trước"})
    office.take(first)
    say(office, kind, RECORD, control("open", deleted=True), covers=True)
    say(first, kind, RECORD, {FIELD: "sau"})
    state = known(office, first)
    assert state.hidden_by_delete
    assert set(state.out.values()) == {NotStanding.LATE}
    assert [item.field for item in state.review] == [FIELD]
    say(office, kind, RECORD, control("open"), covers=True)
    assert known(office, first).values[FIELD] == "trước"
    assert not known(office, first).hidden_by_delete


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["office", "clerk", "exchange"]),
            st.booleans(),
            st.sampled_from([(A, B), (B, A)]),
        ),
        min_size=1,
        max_size=10,
    ),
    st.randoms(),
)
def test_links_made_and_undone_apart_and_from_either_side_come_out_the_same(
    steps: Sequence[tuple[str, bool, tuple[str, str]]], chance: object
) -> None:
    desks = {"office": Desk("office", OFFICE), "clerk": Desk("clerk", CLERK)}
    for who, is_linked, pair in steps:
        if who == "exchange":
            desks["office"].take(desks["clerk"])
            desks["clerk"].take(desks["office"])
            continue
        record = same_person_id(*pair)
        said = control("open", deleted=not is_linked) | {"a": A, "b": B}
        say(desks[who], "same_person", record, said, covers=True)
    held = [change for desk in desks.values() for change in desk.held.values()]
    if not held:
        return
    assert len({change.header.record for change in held}) == 1
    state = fold(held, TRUST)
    for _ in range(3):
        chance.shuffle(held)  # type: ignore[attr-defined]  # hypothesis has no type for its random
        assert fold(held, TRUST) == state
    judge = NaiveFold(list({c.id: c for c in held}.values()), TRUST.commune_chains, {}).state()
    assert judge.values == state.values


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_past_its_term_a_former_office_says_nothing_that_only_the_office_may(kind: str) -> None:
    """Its ordinary work stands; what it erases is not erased."""
    office, clerk = Desk("office", OFFICE), Desk("clerk", CLERK)
    say(office, kind, RECORD, control(first_status(kind)))
    first = next(iter(office.held))
    clerk.take(office)
    say(office, kind, RECORD, {FIELD: "sau"})
    office.write(Wish(kind, RECORD, Op.ERASE), TRUST)
    late = office.held.keys() - {first}
    ended = Authority(TRUST.commune_chains, terms={OFFICE: 2, CLERK: 9})
    state = fold([*office.held.values(), *clerk.held.values()], ended)
    is_offices = KINDS[kind].writers is Writers.OFFICE
    expected = late if is_offices else {i for i in late if office.held[i].header.op is Op.ERASE}
    assert state.out == dict.fromkeys(expected, NotStanding.FORMER_OFFICE)
    assert not state.erased
    assert (FIELD in state.values) is not is_offices
    assert bool(state.waiting(FIELD)) is is_offices
    assert known(office).erased
