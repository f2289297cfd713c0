"""Histories that offices really have, each with what must come out of it."""

import itertools

import pytest

from tests.simulators.desks import KIND, OTHER_UNIT, RECORD, Desk, control
from vanhoa_desktop.journal.change import Op
from vanhoa_desktop.journal.drafting import Wish
from vanhoa_desktop.journal.fold import Authority, NotStanding, RecordState, fold

OFFICE, FIRST, SECOND = "aa" * 16, "bb" * 16, "cc" * 16
TRUST = Authority(frozenset({OFFICE}))
FIELD = "village.CS1"


@pytest.fixture
def office() -> Desk:
    return Desk("office", OFFICE)


@pytest.fixture
def first() -> Desk:
    desk = Desk("first", FIRST)
    desk.put(control("open") | {FIELD: "7"}, TRUST)
    return desk


@pytest.fixture
def second(first: Desk) -> Desk:
    desk = Desk("second", SECOND)
    desk.take(first)
    return desk


def together(*desks: Desk, trust: Authority = TRUST) -> RecordState:
    """The record as everybody sees it who holds everything, in whatever order."""
    changes = {change.id: change for desk in desks for change in desk.held.values()}
    orders = itertools.islice(itertools.permutations(changes.values()), 200)
    states = [fold(order, trust) for order in orders]
    assert all(state == states[0] for state in states)
    return states[0]


def test_two_laptops_that_type_the_same_do_not_disagree(first: Desk, second: Desk) -> None:
    first.put({FIELD: "8"}, TRUST)
    second.put({FIELD: "8"}, TRUST)
    state = together(first, second)
    assert state.values[FIELD] == "8"
    assert state.conflicts == ()
    assert len(state.heads(FIELD)) == 2


def test_two_laptops_that_type_differently_are_both_shown(first: Desk, second: Desk) -> None:
    first.put({FIELD: "8"}, TRUST)
    second.put({FIELD: "9"}, TRUST)
    (conflict,) = together(first, second).conflicts
    assert {rival.value for rival in conflict.rivals} == {"8", "9"}


def test_typing_over_what_was_seen_is_no_conflict(first: Desk, second: Desk) -> None:
    first.put({FIELD: "8"}, TRUST)
    second.take(first)
    second.put({FIELD: "9"}, TRUST)
    state = together(first, second)
    assert (state.values[FIELD], state.conflicts) == ("9", ())


def test_settling_answers_all_rivals_and_a_stale_conflict_has_another_id(
    first: Desk, second: Desk, office: Desk
) -> None:
    first.put({FIELD: "8"}, TRUST)
    second.put({FIELD: "9"}, TRUST)
    (before,) = together(first, second).conflicts
    office.take(first)
    office.take(second)
    first.put({FIELD: "6"}, TRUST)
    (later,) = together(first, second).conflicts
    assert before.id != later.id
    office.put({FIELD: "8"}, TRUST, settles=True)
    state = together(office, second)
    assert (state.values[FIELD], state.conflicts) == ("8", ())


def test_an_edit_that_met_the_commune_too_late_waits_and_does_not_change_the_sheet(
    first: Desk, second: Desk, office: Desk
) -> None:
    first.put(control("submitted"), TRUST)
    office.take(first)
    office.put(control("appraised"), TRUST, covers=True)
    late = second.put({FIELD: "10"}, TRUST)
    state = together(first, second, office)
    assert state.values[FIELD] == "7"
    assert state.out[late.id] is NotStanding.LATE
    assert state.waiting(FIELD) == (late.id,)


def test_after_the_commune_returned_a_sheet_the_village_edits_it_again(
    first: Desk, office: Desk
) -> None:
    first.put(control("submitted"), TRUST)
    office.take(first)
    office.put(control("returned"), TRUST, covers=True)
    first.take(office)
    first.put({FIELD: "9"}, TRUST)
    state = together(first, office)
    assert (state.values[FIELD], state.out) == ("9", {})


def test_what_the_commune_takes_in_stands_though_it_was_written_apart(
    first: Desk, second: Desk, office: Desk
) -> None:
    first.put(control("submitted"), TRUST)
    office.take(first)
    office.put(control("appraised"), TRUST, covers=True)
    late = second.put({FIELD: "10"}, TRUST)
    office.take(second)
    taken = Wish(KIND, RECORD, Op.PUT, control("appraised"), covers=True, settles=True)
    office.write(taken, TRUST)
    office.put({FIELD: "10"}, TRUST, settles=True)
    state = together(first, second, office)
    assert state.values[FIELD] == "10"
    assert state.waiting(FIELD) == ()
    assert late.id in state.out


def test_one_laptop_submits_while_the_other_edits(first: Desk, second: Desk) -> None:
    first.put(control("submitted"), TRUST)
    second.put({FIELD: "9"}, TRUST)
    state = together(first, second)
    assert state.control is not None
    assert (state.control.status, state.values[FIELD]) == ("submitted", "9")


def test_a_delete_does_not_hide_what_it_did_not_see(first: Desk, second: Desk) -> None:
    second.put({FIELD: "9"}, TRUST)
    first.put(control("open", deleted=True), TRUST)
    assert not together(first, second).hidden_by_delete
    assert together(first).hidden_by_delete


def test_the_communes_delete_hides_what_it_covers_and_makes_the_rest_late(
    first: Desk, second: Desk, office: Desk
) -> None:
    office.take(first)
    office.put(control("open", deleted=True), TRUST, covers=True)
    assert together(first, office).hidden_by_delete
    late = second.put({FIELD: "9"}, TRUST)
    state = together(first, second, office)
    assert state.out[late.id] is NotStanding.LATE
    assert state.hidden_by_delete


def test_a_void_brings_the_earlier_value_back_and_its_void_undoes_that(first: Desk) -> None:
    wrong = first.put({FIELD: "9"}, TRUST)
    undo = first.write(Wish(KIND, RECORD, Op.VOID, names=(wrong.id,)), TRUST)
    assert together(first).values[FIELD] == "7"
    first.write(Wish(KIND, RECORD, Op.VOID, names=(undo.id,)), TRUST)
    assert together(first).values[FIELD] == "9"


def test_a_late_void_has_no_effect(first: Desk, second: Desk, office: Desk) -> None:
    points = first.put({FIELD: "9"}, TRUST)
    second.take(first)
    office.take(first)
    office.put(control("appraised"), TRUST, covers=True)
    second.write(Wish(KIND, RECORD, Op.VOID, names=(points.id,)), TRUST)
    assert together(first, second, office).values[FIELD] == "9"


def test_a_copied_disk_is_noticed_and_both_halves_wait_for_a_person(first: Desk) -> None:
    copy = first.clone("copy")
    ours = first.put({FIELD: "8"}, TRUST)
    theirs = copy.put({FIELD: "9"}, TRUST)
    state = together(first, copy)
    assert {state.out[ours.id], state.out[theirs.id]} == {NotStanding.FORKED}
    assert state.values[FIELD] == "7"
    assert set(state.waiting(FIELD)) == {ours.id, theirs.id}


def test_what_a_stolen_laptop_wrote_after_its_end_does_not_count_but_is_kept(
    first: Desk, second: Desk
) -> None:
    second.put({FIELD: "10"}, TRUST)
    revoked = Authority(TRUST.commune_chains, {SECOND: 1})
    state = together(first, second, trust=revoked)
    assert state.values[FIELD] == "7"
    assert len(state.waiting(FIELD)) == 1


def test_erased_stays_erased_whatever_arrives_later(
    first: Desk, second: Desk, office: Desk
) -> None:
    office.take(first)
    office.write(Wish(KIND, RECORD, Op.ERASE), TRUST)
    second.put({FIELD: "10"}, TRUST)
    state = together(first, second, office)
    assert state.erased
    assert state.values == {}


def test_a_village_cannot_erase(first: Desk) -> None:
    first.write(Wish(KIND, RECORD, Op.ERASE), TRUST)
    assert not together(first).erased


def test_the_communes_value_is_shown_while_people_have_not_decided(
    first: Desk, office: Desk
) -> None:
    office.take(first)
    office.put({FIELD: "6"}, TRUST)
    first.put({FIELD: "9"}, TRUST)
    first.put({FIELD: "10"}, TRUST)
    state = together(first, office)
    assert state.values[FIELD] == "6"
    assert len(state.conflicts) == 1


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_whichever_laptop_submits_first_neither_is_late(
    first: Desk, second: Desk, office: Desk, order: tuple[int, ...]
) -> None:
    """Receiving is no judgement: 9 and 6 stand against each other, and both sheets were sent."""
    first.put({FIELD: "9"}, TRUST)
    first.put(control("submitted"), TRUST)
    second.put({FIELD: "6"}, TRUST)
    second.put(control("submitted"), TRUST)
    office.take(first)
    office.put(control("received"), TRUST, covers=True)
    desks = [first, second, office]
    state = together(*(desks[number] for number in order))
    assert state.out == {}
    (conflict,) = state.conflicts
    assert {rival.value for rival in conflict.rivals} == {"9", "6"}
    assert [item.field for item in state.review] == [FIELD]


def test_a_sheet_that_the_commune_begins_does_not_make_the_units_work_late(office: Desk) -> None:
    village, begun = Desk("village", FIRST), Desk("begun", OFFICE)
    begun.put(control("open") | {"commune.CS1": "8"}, TRUST)
    village.put(control("open") | {FIELD: "7"}, TRUST)
    state = together(village, begun)
    assert (state.out, state.review, state.values[FIELD]) == ({}, (), "7")


@pytest.mark.parametrize("status", ["returned", "appraised", "recognised", "stopped", "withdrawn"])
def test_a_verdict_makes_late_what_did_not_know_of_it(
    first: Desk, second: Desk, office: Desk, status: str
) -> None:
    office.take(first)
    office.put(control(status), TRUST, covers=True)
    late = second.put({FIELD: "10"}, TRUST)
    state = together(first, second, office)
    assert (state.values[FIELD], state.out) == ("7", {late.id: NotStanding.LATE})


def test_another_unit_closes_whatever_the_status_says(
    first: Desk, second: Desk, office: Desk
) -> None:
    office.take(first)
    office.put(control("open", unit=OTHER_UNIT), TRUST, covers=True)
    late = second.put({FIELD: "10"}, TRUST)
    assert together(first, second, office).out == {late.id: NotStanding.LATE}


def test_what_came_late_and_says_the_same_asks_nothing_also_when_the_value_moves_on(
    first: Desk, second: Desk, office: Desk
) -> None:
    first.put({FIELD: "9"}, TRUST)
    office.take(first)
    office.put(control("returned"), TRUST, covers=True)
    late = second.put({FIELD: "9"}, TRUST)
    office.take(second)
    state = together(first, second, office)
    assert (state.out, state.review) == ({late.id: NotStanding.LATE}, ())
    office.put({FIELD: "8"}, TRUST)
    state = together(first, second, office)
    assert (state.values[FIELD], state.review) == ("8", ())


def test_what_came_late_and_says_otherwise_asks(first: Desk, second: Desk, office: Desk) -> None:
    first.put({FIELD: "9"}, TRUST)
    office.take(first)
    office.put(control("returned"), TRUST, covers=True)
    late = second.put({FIELD: "8"}, TRUST)
    (item,) = together(first, second, office).review
    assert (item.field, item.rivals, item.waiting) == (FIELD, (), (late.id,))


def test_what_the_commune_judged_stays_though_its_writer_writes_the_past_again(
    first: Desk, office: Desk
) -> None:
    """A laptop signed other changes at the very places of those that the verdict took in."""
    first.put({FIELD: "8"}, TRUST)
    office.take(first)
    office.put(control("appraised"), TRUST, covers=True)
    again = Desk("again", FIRST)
    forged = [again.put(control("open") | {FIELD: "10"}, TRUST), again.put({FIELD: "10"}, TRUST)]
    state = together(first, office, again)
    assert state.values[FIELD] == "8"
    assert state.control is not None
    assert state.control.status == "appraised"
    assert state.out == {change.id: NotStanding.FORKED for change in forged}
    # The other points ask the commune; nothing that it judged is gone.
    assert {item.field for item in state.review} == {FIELD}


def test_a_record_that_went_to_another_unit_keeps_what_it_came_with(
    first: Desk, office: Desk
) -> None:
    office.take(first)
    office.put(control("open", unit=OTHER_UNIT), TRUST, covers=True)
    again = Desk("again", FIRST)
    again.put(control("open") | {FIELD: "10"}, TRUST)
    state = together(first, office, again)
    assert state.values[FIELD] == "7"
    assert state.control is not None
    assert state.control.unit == OTHER_UNIT


def test_what_the_commune_took_back_forks_nothing(first: Desk, office: Desk) -> None:
    """Undoing the file of whoever wrote the past again brings back what was there."""
    again = Desk("again", FIRST)
    forged = again.put(control("open") | {FIELD: "10"}, TRUST)
    office.take(first)
    office.take(again)
    assert together(office).values == {}
    undo = office.write(Wish(KIND, RECORD, Op.VOID, names=(forged.id,)), TRUST)
    state = together(first, again, office)
    assert state.values[FIELD] == "7"
    assert state.out == {forged.id: NotStanding.VOIDED}
    # Taken back in its turn, it forks again.
    office.write(Wish(KIND, RECORD, Op.VOID, names=(undo.id,)), TRUST)
    assert together(first, again, office).values == {}
