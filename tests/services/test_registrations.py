"""Registration is voluntary, and its two consents are never assumed."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders.offices import YEAR, Office, Offices, add_person, give_points
from tests.builders.refusals import refusal
from tests.builders.sheets import sheets_of
from tests.fakes.clocks import FixedClock
from vanhoa_desktop.domain.enums import ConsentKind, DatePrecision
from vanhoa_desktop.domain.people import BirthDate, Person
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.services.appraisal.workflow import WorkflowService
from vanhoa_desktop.services.office.integrity import IntegrityService
from vanhoa_desktop.services.people.registrations import (
    Consent,
    Registered,
    RegistrationPlan,
    RegistrationService,
    Withdrawn,
    is_child,
)
from vanhoa_desktop.services.sheets.overview import OverviewService
from vanhoa_desktop.texts.errors.catalogue import sentence

USE, POST = ConsentKind.USE, ConsentKind.POST
ON = "2026-03-01"


def people(office: Office) -> list[Person]:
    with office.open() as session:
        return [add_person(session, name) for name in ("Lê Thị Một", "Mai Văn Hai")]


def test_registering_assumes_no_consent(offices: Offices) -> None:
    village = offices.villages[0]
    found = people(village)
    with village.open() as session:
        assert RegistrationService(session).register(found, YEAR) == Registered(2, 0, 0)
        registrations = OverviewService(session).registrations(YEAR)
    assert {r.use_consent_on for r in registrations.values()} == {None}
    assert {r.post_consent_on for r in registrations.values()} == {None}


def test_each_consent_is_kept_by_itself_with_its_day(offices: Offices) -> None:
    village = offices.villages[0]
    first, second = people(village)
    with village.open() as session:
        service = RegistrationService(session)
        service.register([first], YEAR, Consent(frozenset({USE}), ON))
        service.register([second], YEAR, Consent(frozenset({POST}), "2026-04-02"))
        kept = OverviewService(session).registrations(YEAR)
    assert (kept[first.id].use_consent_on, kept[first.id].post_consent_on) == (ON, None)
    assert (kept[second.id].use_consent_on, kept[second.id].post_consent_on) == (
        *(None,),
        "2026-04-02",
    )


def test_a_later_consent_adds_to_the_first(offices: Offices) -> None:
    village = offices.villages[0]
    first, _ = people(village)
    with village.open() as session:
        service = RegistrationService(session)
        service.register([first], YEAR, Consent(frozenset({USE}), ON))
        later = service.register([first], YEAR, Consent(frozenset({POST}), ON))
        assert later == Registered(fresh=0, added=1, kept=0)
        kept = OverviewService(session).registrations(YEAR)[first.id]
    assert (kept.use_consent_on, kept.post_consent_on) == (ON, ON)


def test_registering_again_changes_nothing_and_takes_no_consent_back(offices: Offices) -> None:
    village = offices.villages[0]
    found = people(village)
    with village.open() as session:
        service = RegistrationService(session)
        service.register(found, YEAR, Consent(frozenset({USE, POST}), ON))
        before = IntegrityService(session).state_hash()
        assert service.register(found, YEAR) == Registered(0, 0, kept=2)
        both = frozenset({USE, POST})
        assert service.register(found, YEAR, Consent(both, ON)) == Registered(0, 0, kept=2)
        # Nor does another day: what was signed in March stays of March.
        assert service.register(found, YEAR, Consent(both, "2026-11-30")) == Registered(0, 0, 2)
        assert service.register(found, YEAR, Consent(both)) == Registered(0, 0, 2)
        assert IntegrityService(session).state_hash() == before


def test_of_many_each_gets_what_is_missing_and_no_day_is_replaced(offices: Offices) -> None:
    """The first agreed in March to one thing, the second to nothing, the third is new."""
    village = offices.villages[0]
    first, second = people(village)
    with village.open() as session:
        third = add_person(session, "Trần Thị Ba")
        service = RegistrationService(session)
        service.register([first], YEAR, Consent(frozenset({USE}), ON))
        service.register([second], YEAR)
        everybody, both = [first, second, third], frozenset({USE, POST})
        plan = service.plan(everybody, YEAR, both)
        assert (plan.fresh, plan.added, plan.kept, plan.dated) == (1, 2, 0, 1)
        assert plan.written == {USE: 2, POST: 3}
        done = service.register(everybody, YEAR, Consent(both, "2026-11-30"))
        assert done == Registered(fresh=1, added=2, kept=0)
        kept = OverviewService(session).registrations(YEAR)
    assert {r.person: (r.use_consent_on, r.post_consent_on) for r in kept.values()} == {
        first.id: (ON, "2026-11-30"),
        second.id: ("2026-11-30", "2026-11-30"),
        third.id: ("2026-11-30", "2026-11-30"),
    }


def test_another_day_is_written_on_purpose_by_withdrawing_and_registering_anew(
    offices: Offices,
) -> None:
    village = offices.villages[0]
    first, _ = people(village)
    with village.open() as session:
        service = RegistrationService(session)
        service.register([first], YEAR, Consent(frozenset({USE, POST}), ON))
        service.withdraw([first], YEAR)
        service.register([first], YEAR, Consent(frozenset({USE}), "2026-04-01"))
        kept = OverviewService(session).registrations(YEAR)[first.id]
    assert (kept.use_consent_on, kept.post_consent_on) == ("2026-04-01", None)


def test_a_consent_without_a_day_is_of_today(offices: Offices) -> None:
    village = offices.villages[0]
    first, _ = people(village)
    with village.open() as session:
        RegistrationService(session).register([first], YEAR, Consent(frozenset({USE})))
        kept = OverviewService(session).registrations(YEAR)[first.id]
        assert kept.use_consent_on == session.today()


def test_the_commune_registers_for_the_persons_own_unit(offices: Offices) -> None:
    with offices.villages[0].open() as session:
        unit = session.require_unit()
    found = people(offices.villages[0])
    offices.commune.merge(offices.villages[0].export(offices.folder / "up.vhb"))
    with offices.commune.open() as session:
        assert RegistrationService(session).register(found, YEAR).fresh == 2
        assert len(OverviewService(session).registrations(YEAR, unit)) == 2


def test_a_year_must_be_open_and_a_day_real(offices: Offices) -> None:
    village = offices.villages[0]
    first, _ = people(village)
    with village.open() as session:
        service = RegistrationService(session)
        assert refusal(lambda: service.register([first], 2030)) is ErrorCode.CYCLE_NOT_OPEN
        consent = Consent(frozenset({USE}), "2026-02-30")
        before = IntegrityService(session).state_hash()
        assert refusal(lambda: service.register([first], YEAR, consent)) is ErrorCode.VALUE_INVALID
        assert IntegrityService(session).state_hash() == before


# --- what registering means, and taking it back --------------------------------------------------


@pytest.mark.parametrize(
    ("text", "precision", "expected"),
    [
        ("2010-11-29", DatePrecision.DAY, False),
        ("2010-11-30", DatePrecision.DAY, True),
        ("2010-11", DatePrecision.MONTH, False),
        ("2010-12", DatePrecision.MONTH, True),
        ("2010", DatePrecision.YEAR, False),
        ("2011", DatePrecision.YEAR, True),
        ("1961", DatePrecision.YEAR, False),
    ],
)
def test_whoever_is_not_16_on_the_day_is_a_child(
    text: str, precision: DatePrecision, *, expected: bool
) -> None:
    assert is_child(BirthDate(text, precision), "2026-11-29") is expected


def test_a_plan_counts_who_is_new_and_who_is_a_child(offices: Offices) -> None:
    village = offices.villages[0]
    with village.open() as session:
        adult, registered = add_person(session, "Lê Thị Một"), add_person(session, "Mai Văn Hai")
        child = add_person(session, "Trần Bé Út", str(session.this_year() - 10))
        RegistrationService(session).register([registered], YEAR)
        plan = RegistrationService(session).plan([adult, registered, child], YEAR)
    assert plan == RegistrationPlan(
        people=3, fresh=2, added=0, dated=0, written={}, children=1, ageless=0
    )
    assert plan.kept == 1
    assert not is_child(None, "2026-11-29")


def test_a_plan_writes_nothing(offices: Offices) -> None:
    village = offices.villages[0]
    found = people(village)
    with village.open() as session:
        before = IntegrityService(session).state_hash()
        RegistrationService(session).plan(found, YEAR)
        assert IntegrityService(session).state_hash() == before


def test_a_registration_that_is_withdrawn_is_gone_with_its_consents(offices: Offices) -> None:
    village = offices.villages[0]
    found = people(village)
    both = Consent(frozenset({USE, POST}), ON)
    with village.open() as session:
        service = RegistrationService(session)
        service.register(found, YEAR, both)
        assert service.withdraw(found[:1], YEAR).people == 1
        assert set(OverviewService(session).registrations(YEAR)) == {found[1].id}
        assert service.withdraw(found[:1], YEAR) == Withdrawn(0)
        service.register(found[:1], YEAR)
        again = OverviewService(session).registrations(YEAR)[found[0].id]
        assert (again.use_consent_on, again.post_consent_on) == (None, None)
        assert IntegrityService(session).check().is_ok


def test_points_of_somebody_who_withdrew_rest_and_count_again(offices: Offices) -> None:
    village = offices.villages[0]
    first, second = people(village)
    with village.open() as session:
        service = RegistrationService(session)
        for person in (first, second):
            give_points(session, person, ["9"] * 10)
        service.withdraw([first], YEAR)
        assert sheets_of(session, YEAR)[first.id].status == "withdrawn"
        with pytest.raises(VanHoaError) as caught:
            give_points(session, first, ["8"] * 10)
        assert sentence(caught.value).startswith("Lê Thị Một đã rút đăng ký năm này.")
        assert WorkflowService(session).submit(YEAR).moved == 1
        service.register([first], YEAR)
        sheet = sheets_of(session, YEAR)[first.id]
        assert sheet.status == "open"
        assert str(sheet.total) == "90"
        assert IntegrityService(session).check().is_ok


def test_a_sheet_that_was_sent_holds_its_registration_and_nobody_is_withdrawn(
    offices: Offices,
) -> None:
    village = offices.villages[0]
    first, second = people(village)
    with village.open() as session:
        service = RegistrationService(session)
        service.register([second], YEAR)
        give_points(session, first, ["9"] * 10)
        WorkflowService(session).submit(YEAR)
        assert (
            refusal(lambda: service.withdraw([second, first], YEAR)) is ErrorCode.ASSESSMENT_CLOSED
        )
        assert set(OverviewService(session).registrations(YEAR)) == {first.id, second.id}


def test_points_after_a_withdrawal_without_a_sheet_register_anew(offices: Offices) -> None:
    village = offices.villages[0]
    first, _ = people(village)
    with village.open() as session:
        service = RegistrationService(session)
        service.register([first], YEAR, Consent(frozenset({POST}), ON))
        service.withdraw([first], YEAR)
        give_points(session, first, ["9"] * 10)
        kept = OverviewService(session).registrations(YEAR)[first.id]
        assert kept.post_consent_on is None


def test_a_withdrawal_reaches_the_commune(offices: Offices, tmp_path: Path) -> None:
    village = offices.villages[0]
    found = people(village)
    with village.open() as session:
        RegistrationService(session).register(found, YEAR)
    offices.commune.merge(village.export(tmp_path / "1.vhb"))
    with village.open() as session:
        RegistrationService(session).withdraw(found[:1], YEAR)
    assert offices.commune.merge(village.export(tmp_path / "2.vhb")).refused == []
    with offices.commune.open() as session:
        assert set(OverviewService(session).registrations(YEAR)) == {found[1].id}


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (dt.datetime(2026, 11, 30, 16, 59, tzinfo=dt.UTC), "2026-11-30"),
        (dt.datetime(2026, 11, 30, 17, 1, tzinfo=dt.UTC), "2026-12-01"),
        (
            dt.datetime(2026, 12, 31, 20, 0, tzinfo=dt.timezone(dt.timedelta(hours=-5))),
            "2027-01-01",
        ),
    ],
)
def test_a_day_that_is_written_is_that_of_viet_nam_whatever_zone_the_computer_has(
    offices: Offices, moment: dt.datetime, day: str
) -> None:
    """Consents had the day before, beside a «Đã lưu lúc 00:30» of the day after."""
    with offices.villages[0].open() as session:
        ports = replace(session.ports, clock=FixedClock(moment))
        there = replace(session, ports=ports)
        assert there.today() == day
        assert there.this_year() == int(day[:4])
