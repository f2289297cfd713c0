"""Somebody added or corrected by hand is one act, taken back and brought in again as a whole."""

from collections.abc import Callable

import pytest

from tests.builders.offices import YEAR, Offices, add_person, give_points
from vanhoa_desktop.domain.enums import ActKind, Presence
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.services.appraisal.workflow import WorkflowService
from vanhoa_desktop.services.office.integrity import IntegrityService
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.people.erasure import ErasureService
from vanhoa_desktop.services.people.person_cards import PersonCardService
from vanhoa_desktop.services.people.person_entry import PersonService, SavedPerson
from vanhoa_desktop.services.review.conflicts import ConflictService
from vanhoa_desktop.services.review.settling import SettlingService
from vanhoa_desktop.services.review.undo import UndoService
from vanhoa_desktop.services.review.undo_effects import PartlyBack
from vanhoa_desktop.services.rows.roster import RosterService
from vanhoa_desktop.texts.errors.catalogue import sentence
from vanhoa_desktop.ui.received.state import answered_sentence, undo_consequence

TYPED = {"full_name": "Lê Thị Hoa", "birth": "1961", "household": "H9", "relation": "Vợ"}


def refusal(act: Callable[[], object]) -> VanHoaError:
    with pytest.raises(VanHoaError) as caught:
        act()
    return caught.value


def act_of(saved: SavedPerson) -> str:
    assert saved.act is not None
    return saved.act


def state(session: Session) -> str:
    assert IntegrityService(session).check().is_ok
    return IntegrityService(session).state_hash().sha256


def test_an_addition_is_taken_back_with_the_household_that_it_began_and_brought_in_again(
    offices: Offices,
) -> None:
    with offices.villages[0].open() as session:
        before = state(session)
        saved = PersonService(session).add(TYPED)
        after, undo = state(session), UndoService(session)
        assert saved.new_household == "H9"
        looked = undo.look(ActKind.ADDITION, act_of(saved))
        assert (looked.act.label, looked.effects.gone) == ("Lê Thị Hoa", ("Lê Thị Hoa",))
        undo.undo(ActKind.ADDITION, act_of(saved))
        assert state(session) == before
        assert RosterService(session).search("") == []
        listed = undo.acts()[0]
        assert (listed.kind, listed.label, listed.is_undone) == (
            *(ActKind.ADDITION, "Lê Thị Hoa"),
            True,
        )
        undo.redo(ActKind.ADDITION, act_of(saved))
        assert state(session) == after


def test_a_household_in_which_somebody_came_to_live_since_stays(offices: Offices) -> None:
    with offices.villages[0].open() as session:
        first = PersonService(session).add(TYPED)
        second = PersonService(session).add(TYPED | {"full_name": "Lê Văn Mẫu", "birth": "1958"})
        assert second.new_household == ""
        UndoService(session).undo(ActKind.ADDITION, act_of(first))
        (left,) = RosterService(session).search("")
        card = PersonCardService(session).card(left.id)
        assert (left.full_name, card.household_code) == ("Lê Văn Mẫu", "H9")
        assert IntegrityService(session).check().is_ok


def test_a_correction_is_taken_back_to_what_was_there(offices: Offices) -> None:
    with offices.villages[0].open() as session:
        person = PersonService(session).add(TYPED | {"phone": "0912345678"}).person
        before = state(session)
        typed = {"phone": "", "presence": "departed", "presence_on": "05/03/2026"}
        saved = PersonService(session).set(person, typed)
        assert (saved.person.phone, saved.person.presence, saved.person.presence_on) == (
            *(None, Presence.DEPARTED),
            "2026-03-05",
        )
        report = UndoService(session).undo(ActKind.CORRECTION, act_of(saved))
        assert (report.act.label, report.effects.changed) == ("Lê Thị Hoa", ("Lê Thị Hoa",))
        assert state(session) == before
        UndoService(session).redo(ActKind.CORRECTION, act_of(saved))
        assert RosterService(session).person(person.id).presence is Presence.DEPARTED


def contradicted(offices: Offices, ours: dict[str, str]) -> tuple[SavedPerson, str]:
    """The commune and the village correct Lê Thị Cúc apart; the village's name is kept.

    Returns what the commune corrected, and her id.
    """
    village, commune = offices.villages[0], offices.commune
    with village.open() as session:
        cuc = add_person(session, "Lê Thị Cúc")
    commune.merge(village.export(offices.folder / "1.vhb"))
    with village.open() as session:
        PersonService(session).set(cuc, {"full_name": "Lê Thị Cúc Hương"})
    with commune.open() as session:
        saved = PersonService(session).set(cuc, ours)
    commune.merge(village.export(offices.folder / "2.vhb"))
    with commune.open() as session:
        (conflict,) = ConflictService(session).listed().shown
        (kept,) = [value for value in conflict.values if value.value == "Lê Thị Cúc Hương"]
        SettlingService(session).keep(conflict.id, kept.change)
        assert RosterService(session).person(cuc.id).full_name == "Lê Thị Cúc Hương"
    return saved, cuc.id


def test_an_undo_of_what_was_overruled_since_says_that_nothing_changes(offices: Offices) -> None:
    saved, cuc = contradicted(offices, {"full_name": "Lê Thị Thu Cúc"})
    with offices.commune.open() as session:
        undo = UndoService(session)
        looked = undo.look(ActKind.CORRECTION, act_of(saved))
        assert looked.effects.changed == ()
        assert looked.effects.unchanged == ("Lê Thị Cúc Hương",)
        done = undo.undo(ActKind.CORRECTION, act_of(saved))
        assert done.effects == looked.effects
        assert RosterService(session).person(cuc).full_name == "Lê Thị Cúc Hương"
        assert undo_consequence(looked, is_redo=False).splitlines()[0] == (
            "1 người không đổi gì, vì sau đó đã được ghi lại ở lần khác: Lê Thị Cúc Hương."
        )
        assert "1 người không đổi gì" in answered_sentence(done)


def test_an_undo_of_what_was_overruled_in_part_says_which_part_stays(offices: Offices) -> None:
    ours = {"full_name": "Lê Thị Thu Cúc", "phone": "0912345678"}
    saved, cuc = contradicted(offices, ours)
    with offices.commune.open() as session:
        undo = UndoService(session)
        looked = undo.look(ActKind.CORRECTION, act_of(saved))
        assert looked.effects.partly == (PartlyBack("Lê Thị Cúc Hương", ("full_name",)),)
        assert (looked.effects.changed, looked.effects.unchanged) == ((), ())
        done = undo.undo(ActKind.CORRECTION, act_of(saved))
        found = RosterService(session).person(cuc)
        assert (found.full_name, found.phone) == ("Lê Thị Cúc Hương", None)
        assert "Lê Thị Cúc Hương (Họ và tên)" in answered_sentence(done)
        again = undo.look(ActKind.CORRECTION, act_of(saved), is_redo=True)
        assert again.effects.partly == (PartlyBack("Lê Thị Cúc Hương", ("full_name",)),)


def test_saying_the_same_again_is_no_act_and_corrections_are_not_among_what_was_brought_in(
    offices: Offices,
) -> None:
    with offices.villages[0].open() as session:
        person = add_person(session, "Lê Thị Hoa")
        many = len(UndoService(session).acts())
        assert PersonService(session).set(person, {"birth": "1961"}).act is None
        assert PersonService(session).set(person, {"birth": "1962"}).act is not None
        assert len(UndoService(session).acts()) == many


def test_an_addition_on_which_a_sheet_rests_is_not_taken_back(offices: Offices) -> None:
    with offices.villages[0].open() as session:
        saved = PersonService(session).add(TYPED)
        give_points(session, saved.person, ["9"] * 10)
        WorkflowService(session).submit(YEAR)
        undo = UndoService(session)
        refused = refusal(lambda: undo.undo(ActKind.ADDITION, act_of(saved)))
        assert refused.code is ErrorCode.UNDO_IN_USE
        assert "Lê Thị Hoa" in sentence(refused)


def test_who_was_added_by_hand_and_corrected_since_is_not_taken_out(offices: Offices) -> None:
    with offices.villages[0].open() as session:
        saved = PersonService(session).add(TYPED)
        corrected = PersonService(session).set(saved.person, {"phone": "0912345678"})
        undo = UndoService(session)
        refused = refusal(lambda: undo.undo(ActKind.ADDITION, act_of(saved)))
        assert refused.code is ErrorCode.UNDO_LOSES
        assert "Lê Thị Hoa: điện thoại (Nguyễn Văn Thử ghi)" in sentence(refused)
        undo.undo(ActKind.CORRECTION, act_of(corrected))
        undo.undo(ActKind.ADDITION, act_of(saved))
        assert RosterService(session).search("") == []


def test_nobody_comes_back_into_a_household_that_is_gone(offices: Offices) -> None:
    with offices.villages[0].open() as session:
        first = PersonService(session).add(TYPED)
        second = PersonService(session).add(TYPED | {"full_name": "Lê Văn Mẫu", "birth": "1958"})
        undo = UndoService(session)
        undo.undo(ActKind.ADDITION, act_of(second))
        undo.undo(ActKind.ADDITION, act_of(first))
        refused = refusal(lambda: undo.redo(ActKind.ADDITION, act_of(second)))
        assert refused.code is ErrorCode.UNDO_NOBODY
        assert "Hộ H9" in sentence(refused)
        undo.redo(ActKind.ADDITION, act_of(first))
        undo.redo(ActKind.ADDITION, act_of(second))
        assert len(RosterService(session).search("")) == 2


def test_the_list_of_acts_keeps_no_name_of_somebody_who_is_erased(offices: Offices) -> None:
    with offices.commune.open() as session:
        saved = PersonService(session).add(TYPED, "Thôn Ngọc Bản")
        ErasureService(session).erase(saved.person.id, "Người dân yêu cầu")
        with session.database.reading() as reading:
            assert all("Hoa" not in act.label for act in reading.acts.acts())
        assert UndoService(session).acts()[0].label == "người đã xóa"


@pytest.mark.parametrize(
    "typed",
    [
        {"full_name": "Le Thi Hoa"},
        {"full_name": "Lê Thị Hoa", "birth": "05/03/1961"},
        {"full_name": "Lê Thị Hòa", "birth": "1961"},
        {"full_name": "LÊ THI\u0323 HOA", "birth": "1961"},
        {"full_name": "Lê Thị Hoa", "birth": ""},
    ],
)
def test_whoever_looks_like_the_person_typed_is_named_before_anybody_is_added(
    offices: Offices, typed: dict[str, str]
) -> None:
    with offices.villages[0].open() as session:
        held = PersonService(session).add(TYPED).person
        before = state(session)
        (card,) = PersonCardService(session).look_alikes(typed)
        assert (card.person.id, card.household_code, card.unit_name) == (
            *(held.id, "H9"),
            "Thôn Ngọc Bản",
        )
        assert state(session) == before


@pytest.mark.parametrize(
    "typed",
    [
        {"full_name": "Lê Thị Hoa", "birth": "1962"},
        {"full_name": "Lê Văn Hùng", "birth": "1961"},
    ],
)
def test_another_birth_or_name_looks_like_nobody(offices: Offices, typed: dict[str, str]) -> None:
    with offices.villages[0].open() as session:
        PersonService(session).add(TYPED)
        assert PersonCardService(session).look_alikes(typed) == []


def test_one_letter_off_on_the_same_day_is_asked_about(offices: Offices) -> None:
    with offices.villages[0].open() as session:
        PersonService(session).add(TYPED | {"birth": "05/03/1961"})
        typed = {"full_name": "Lê Thị Hoan", "birth": "5/3/1961"}
        assert len(PersonCardService(session).look_alikes(typed)) == 1


def test_a_card_tells_of_results_and_is_refused_for_strangers_and_for_who_is_gone(
    offices: Offices,
) -> None:
    with offices.villages[1].open() as session:
        stranger = add_person(session, "Người Thôn Khác")
    with offices.villages[0].open() as session:
        saved = PersonService(session).add(TYPED)
        cards = PersonCardService(session)
        assert not cards.card(saved.person.id).has_result
        give_points(session, saved.person, ["9"] * 10)
        WorkflowService(session).submit(YEAR)
        assert cards.card(saved.person.id).has_result
        gone = refusal(lambda: cards.card(stranger.id))
        assert gone.code is ErrorCode.NOT_FOUND
        assert sentence(gone).startswith("Người này không còn trong danh sách của máy này.")
