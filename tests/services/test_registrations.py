"""Registration is voluntary, and its two consents are never assumed."""

from collections.abc import Callable

import pytest

from tests.builders.offices import YEAR, Office, Offices, add_person
from vanhoa_desktop.domain.enums import ConsentKind
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.services.integrity import IntegrityService
from vanhoa_desktop.services.overview import OverviewService
from vanhoa_desktop.services.registrations import Consent, RegistrationService

USE, POST = ConsentKind.USE, ConsentKind.POST
ON = "2026-03-01"


def refusal(act: Callable[[], object]) -> ErrorCode:
    with pytest.raises(VanHoaError) as caught:
        act()
    return caught.value.code


def people(office: Office) -> list[Person]:
    with office.open() as session:
        return [add_person(session, name) for name in ("Lê Thị Một", "Mai Văn Hai")]


def test_registering_assumes_no_consent(offices: Offices) -> None:
    village = offices.villages[0]
    found = people(village)
    with village.open() as session:
        assert RegistrationService(session).register(found, YEAR) == 2
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
        assert service.register([first], YEAR, Consent(frozenset({POST}), ON)) == 1
        kept = OverviewService(session).registrations(YEAR)[first.id]
    assert (kept.use_consent_on, kept.post_consent_on) == (ON, ON)


def test_registering_again_changes_nothing_and_takes_no_consent_back(offices: Offices) -> None:
    village = offices.villages[0]
    found = people(village)
    with village.open() as session:
        service = RegistrationService(session)
        service.register(found, YEAR, Consent(frozenset({USE, POST}), ON))
        before = IntegrityService(session).state_hash()
        assert service.register(found, YEAR) == 0
        assert service.register(found, YEAR, Consent(frozenset({USE, POST}), ON)) == 0
        assert IntegrityService(session).state_hash() == before


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
        assert RegistrationService(session).register(found, YEAR) == 2
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
