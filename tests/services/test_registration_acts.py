"""Registering, writing consents and withdrawing are acts: listed, taken back, done again."""

import pytest

from tests.builders.offices import YEAR, Office, Offices, add_person, give_points
from tests.builders.refusals import refusal
from tests.builders.sheets import sheets_of
from vanhoa_desktop.domain.enums import ActKind, ConsentKind
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.services.appraisal.workflow import WorkflowService
from vanhoa_desktop.services.office.integrity import IntegrityService
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.people.erasure import ErasureService
from vanhoa_desktop.services.people.registrations import Consent, RegistrationService
from vanhoa_desktop.services.review.undo import UndoService
from vanhoa_desktop.services.sheets.overview import OverviewService
from vanhoa_desktop.texts.errors.catalogue import sentence

NAMES = ("Lê Thị Một", "Mai Văn Hai", "Trần Thị Ba")
MARCH = Consent(frozenset({ConsentKind.USE}), "2026-03-15")
BOTH = Consent(frozenset(ConsentKind), "2026-11-30")


def three(office: Office) -> list[Person]:
    with office.open() as session:
        return [add_person(session, name) for name in NAMES]


def state(session: Session) -> str:
    assert IntegrityService(session).check().is_ok
    return IntegrityService(session).state_hash().sha256


def act_of(act: str | None) -> str:
    assert act is not None
    return act


def test_registering_many_is_taken_back_exactly_and_done_again(offices: Offices) -> None:
    """One had agreed in March, one is registered without consent, one is new."""
    people = three(offices.villages[0])
    with offices.villages[0].open() as session:
        service, undo = RegistrationService(session), UndoService(session)
        service.register(people[:1], YEAR, MARCH)
        service.register(people[1:2], YEAR)
        before = state(session)
        done = service.register(people, YEAR, BOTH)
        assert (done.fresh, done.added, done.kept) == (1, 2, 0)
        after, act = state(session), act_of(done.act)
        listed = undo.acts()[0]
        assert (listed.id, listed.kind, listed.label) == (
            *(act, ActKind.REGISTRATION),
            f"3 người, năm {YEAR}",
        )
        effects = undo.look(ActKind.REGISTRATION, act).effects
        assert (effects.unregistered, effects.consents) == (
            ("Trần Thị Ba",),
            ("Mai Văn Hai", "Lê Thị Một"),
        )
        undo.undo(ActKind.REGISTRATION, act)
        assert state(session) == before
        assert undo.acts()[0].is_undone
        undo.redo(ActKind.REGISTRATION, act)
        assert state(session) == after


def test_one_person_is_an_act_by_name_that_no_erasure_leaves_behind(offices: Offices) -> None:
    people = three(offices.villages[0])
    with offices.villages[0].open() as session:
        RegistrationService(session).register(people[:1], YEAR)
        service = UndoService(session)
        assert service.acts()[0].label == f"Lê Thị Một, năm {YEAR}"
        RegistrationService(session).register(people[:1], YEAR, MARCH)
        assert service.acts()[0].kind is ActKind.CONSENT
    offices.commune.merge(offices.villages[0].export(offices.folder / "up.vhb"))
    with offices.commune.open() as session:
        RegistrationService(session).withdraw(people[:1], YEAR)
        ErasureService(session).erase(people[0].id, "Người dân yêu cầu")
        with session.database.reading() as reading:
            assert all("Một" not in act.label for act in reading.acts.acts())
        withdrawn = UndoService(session).acts()[0]
        assert (withdrawn.kind, withdrawn.label) == (
            ActKind.WITHDRAWAL,
            f"người đã xóa, năm {YEAR}",
        )


def test_where_nothing_is_written_there_is_no_act(offices: Offices) -> None:
    people = three(offices.villages[0])
    with offices.villages[0].open() as session:
        service = RegistrationService(session)
        service.register(people, YEAR, MARCH)
        many = len(UndoService(session).acts())
        assert service.register(people, YEAR, MARCH).act is None
        service.withdraw(people, YEAR)
        assert service.withdraw(people, YEAR).act is None
        assert len(UndoService(session).acts()) == many + 1


def test_a_withdrawal_is_taken_back_with_its_consents_and_the_points_that_rested(
    offices: Offices,
) -> None:
    people = three(offices.villages[0])
    with offices.villages[0].open() as session:
        service, undo = RegistrationService(session), UndoService(session)
        service.register(people, YEAR, MARCH)
        give_points(session, people[0], ["9"] * 10)
        before = state(session)
        act = act_of(service.withdraw(people, YEAR).act)
        assert undo.look(ActKind.WITHDRAWAL, act).effects.registered == (
            *("Trần Thị Ba", "Mai Văn Hai"),
            "Lê Thị Một",
        )
        undo.undo(ActKind.WITHDRAWAL, act)
        assert state(session) == before
        kept = OverviewService(session).registrations(YEAR)
        assert {found.use_consent_on for found in kept.values()} == {"2026-03-15"}
        assert sheets_of(session, YEAR)[people[0].id].status == "open"
        undo.redo(ActKind.WITHDRAWAL, act)
        assert OverviewService(session).registrations(YEAR) == {}
        assert sheets_of(session, YEAR)[people[0].id].status == "withdrawn"


def test_nobody_is_left_with_points_and_without_a_registration(offices: Offices) -> None:
    people = three(offices.villages[0])
    with offices.villages[0].open() as session:
        done = RegistrationService(session).register(people, YEAR)
        undo, act = UndoService(session), act_of(done.act)
        give_points(session, people[1], ["9"] * 10)
        before = state(session)
        with pytest.raises(VanHoaError) as refused:
            undo.look(ActKind.REGISTRATION, act)
        assert refused.value.code is ErrorCode.UNDO_SCORED
        assert sentence(refused.value).startswith(
            "Không hoàn tác được: 1 người trong đó đã có phiếu chấm điểm (Mai Văn Hai)."
        )
        assert state(session) == before
        # Withdrawn, the points rest, and nothing holds the act any more.
        RegistrationService(session).withdraw(people[1:2], YEAR)
        undo.undo(ActKind.REGISTRATION, act)
        assert OverviewService(session).registrations(YEAR) == {}
        assert IntegrityService(session).check().is_ok


def test_a_sheet_that_was_sent_holds_the_withdrawal_that_is_done_again(offices: Offices) -> None:
    people = three(offices.villages[0])
    with offices.villages[0].open() as session:
        service, undo = RegistrationService(session), UndoService(session)
        service.register(people, YEAR)
        act = act_of(service.withdraw(people[:1], YEAR).act)
        undo.undo(ActKind.WITHDRAWAL, act)
        give_points(session, people[0], ["9"] * 10)
        WorkflowService(session).submit(YEAR)
        redo = refusal(lambda: undo.redo(ActKind.WITHDRAWAL, act))
        assert redo is ErrorCode.UNDO_SCORED


def test_a_consent_that_was_signed_since_holds_the_registering_until_it_is_taken_back_itself(
    offices: Offices,
) -> None:
    people = three(offices.villages[0])
    with offices.villages[0].open() as session:
        service, undo = RegistrationService(session), UndoService(session)
        first, second = (service.register(people[:1], YEAR, c) for c in (None, MARCH))
        before = state(session)
        with pytest.raises(VanHoaError) as refused:
            undo.undo(ActKind.REGISTRATION, act_of(first.act))
        assert refused.value.code is ErrorCode.UNDO_LOSES
        assert "Lê Thị Một: đồng ý cho đánh giá" in sentence(refused.value)
        assert state(session) == before
        undo.undo(ActKind.CONSENT, act_of(second.act))
        undo.undo(ActKind.REGISTRATION, act_of(first.act))
        assert OverviewService(session).registrations(YEAR) == {}
        service.register(people[:1], YEAR)
        again = OverviewService(session).registrations(YEAR)[people[0].id]
        assert (again.use_consent_on, again.post_consent_on) == (None, None)


def test_who_was_registered_anew_since_stays_registered(offices: Offices) -> None:
    """The first registering is taken back: the second one is another act."""
    people = three(offices.villages[0])
    with offices.villages[0].open() as session:
        service, undo = RegistrationService(session), UndoService(session)
        first = service.register(people[:1], YEAR)
        service.withdraw(people[:1], YEAR)
        service.register(people[:1], YEAR, MARCH)
        before = OverviewService(session).registrations(YEAR)
        assert undo.undo(ActKind.REGISTRATION, act_of(first.act)).effects.kept == ("Lê Thị Một",)
        assert OverviewService(session).registrations(YEAR) == before
        undo.redo(ActKind.REGISTRATION, act_of(first.act))
        assert OverviewService(session).registrations(YEAR) == before
        assert IntegrityService(session).check().is_ok
