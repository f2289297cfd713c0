"""Dated settings: what holds on a day, and what they change."""

from pathlib import Path

import pytest

from tests.builders.communes import CommuneBook
from tests.builders.offices import CAM_BAO, NGOC_BAN, YEAR, Offices
from tests.builders.refusals import refusal
from vanhoa_desktop.domain.counting import (
    ADULT_AGE_KEY,
    LEAST_CLAN_KEY,
    NOT_COUNTED_KEY,
    STATIONS_KEY,
)
from vanhoa_desktop.domain.enums import LearningModel
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.people.person_entry import PersonService
from vanhoa_desktop.services.reporting.reports import ReportService
from vanhoa_desktop.services.setup.cycles import CycleService
from vanhoa_desktop.services.setup.settings import DEFAULTS, ListedSetting, SettingService
from vanhoa_desktop.services.setup.target_sets import AREA_KEY, PLAN_KEY
from vanhoa_desktop.services.setup.units import UnitService
from vanhoa_desktop.texts.sentences.settings import setting_label


def held(session: Session, key: str, on: str | None = None) -> ListedSetting:
    (found,) = [item for item in SettingService(session).settings(on) if item.key == key]
    return found


def test_the_defaults_hold_where_nobody_set_anything(offices: Offices) -> None:
    with offices.commune.open(writing=False) as session:
        found = SettingService(session).settings()
        with session.database.reading() as reading:
            rules = reading.counting.rules(f"{YEAR}-12-31")
    assert {item.key: item.value for item in found} == DEFAULTS
    assert {item.since for item in found} == {None}
    assert DEFAULTS[ADULT_AGE_KEY] == str(rules.adult_age_years)
    assert set(DEFAULTS[NOT_COUNTED_KEY].split(",")) == {p.value for p in rules.not_counted}
    assert rules.stations_are_units
    assert DEFAULTS[LEAST_CLAN_KEY] == str(rules.least_clan_households)


def test_every_setting_has_its_words() -> None:
    assert all(setting_label(key) != key for key in DEFAULTS)


def test_a_setting_holds_from_its_day_on(offices: Offices) -> None:
    with offices.commune.open() as session:
        service = SettingService(session)
        service.set(ADULT_AGE_KEY, "16", "2026-06-01")
        service.set(ADULT_AGE_KEY, " 20 ", "2027-01-01")
        values = [
            held(session, ADULT_AGE_KEY, on).value
            for on in ("2026-05-31", "2026-06-01", "2026-12-31", "2027-01-01")
        ]
    assert values == ["18", "16", "16", "20"]


def test_without_a_day_it_holds_from_the_newest_open_year(offices: Offices) -> None:
    with offices.commune.open() as session:
        CycleService(session).open(2028)
        kept = SettingService(session).set(ADULT_AGE_KEY, "16")
        assert (kept.value, kept.since) == ("16", "2028-01-01")
        assert held(session, ADULT_AGE_KEY).value == "16"
        assert held(session, ADULT_AGE_KEY, f"{YEAR}-12-31").value == "18"


def test_setting_it_again_from_the_same_day_replaces_it(offices: Offices) -> None:
    with offices.commune.open() as session:
        service = SettingService(session)
        service.set(ADULT_AGE_KEY, "16")
        assert service.set(ADULT_AGE_KEY, "17").value == "17"
        with session.database.reading() as reading:
            before = reading.journal.last_position()
        service.set(ADULT_AGE_KEY, "17")
        with session.database.reading() as reading:
            assert reading.journal.last_position() == before


@pytest.mark.parametrize(
    ("key", "text", "code"),
    [
        (ADULT_AGE_KEY, "mười tám", ErrorCode.VALUE_INVALID),
        (ADULT_AGE_KEY, "5", ErrorCode.VALUE_INVALID),
        (ADULT_AGE_KEY, "", ErrorCode.VALUE_INVALID),
        (NOT_COUNTED_KEY, "deceased,gone", ErrorCode.VALUE_INVALID),
        (STATIONS_KEY, "có", ErrorCode.VALUE_INVALID),
        (LEAST_CLAN_KEY, "-1", ErrorCode.VALUE_INVALID),
        (PLAN_KEY, "KHONG-CO", ErrorCode.VALUE_INVALID),
        (AREA_KEY, f"{NGOC_BAN},Thôn Xa", ErrorCode.NOT_FOUND),
        ("targets.content", "x", ErrorCode.NOT_FOUND),
        ("", "x", ErrorCode.NOT_FOUND),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_set(
    offices: Offices, key: str, text: str, code: ErrorCode
) -> None:
    with offices.commune.open() as session:
        service = SettingService(session)
        before = service.settings()
        assert refusal(lambda: service.set(key, text)) is code
        assert service.settings() == before


@pytest.mark.parametrize(
    ("key", "text"),
    [
        (NOT_COUNTED_KEY, "deceased, departed"),
        (NOT_COUNTED_KEY, ""),
        (STATIONS_KEY, "no"),
        (LEAST_CLAN_KEY, "5"),
        (PLAN_KEY, DEFAULTS[PLAN_KEY]),
        (AREA_KEY, ""),
    ],
)
def test_what_can_be_is_kept(offices: Offices, key: str, text: str) -> None:
    with offices.commune.open() as session:
        assert SettingService(session).set(key, text).value == text
        with session.database.reading() as reading:
            reading.counting.rules(f"{YEAR}-12-31")


def test_units_of_the_area_are_kept_by_id_and_shown_by_name(offices: Offices) -> None:
    with offices.commune.open() as session:
        units = UnitService(session)
        first, second = units.find(NGOC_BAN).id, units.find(CAM_BAO).id
        kept = SettingService(session).set(AREA_KEY, f"thôn ngọc bản, {second}")
    assert (kept.value, kept.shown) == (f"{first},{second}", f"{NGOC_BAN}, {CAM_BAO}")


def test_the_age_of_adults_changes_the_figures(offices: Offices) -> None:
    with offices.commune.open() as session:
        typed = {"full_name": "Lê Thị Mẫu", "birth": str(YEAR - 16)}
        PersonService(session).add(typed, NGOC_BAN)
        counts = []
        for age in ("18", "16"):
            SettingService(session).set(ADULT_AGE_KEY, age)
            targets = ReportService(session).figures(YEAR).targets
            (adults,) = [t for t in targets if t.id == "T2-all"]
            counts.append(adults.share.denominator)
    assert counts == [0, 1]


def test_villages_hear_of_settings_and_set_none(offices: Offices, tmp_path: Path) -> None:
    village = offices.villages[0]
    with offices.commune.open() as session:
        SettingService(session).set(ADULT_AGE_KEY, "16")
    village.merge(offices.commune.export(tmp_path / "down.vhb", NGOC_BAN))
    with village.open() as session:
        assert held(session, ADULT_AGE_KEY).value == "16"
        code = refusal(lambda: SettingService(session).set(ADULT_AGE_KEY, "18"))
        assert code is ErrorCode.ROLE_NOT_ALLOWED


def test_figures_are_counted_by_what_is_in_force_on_their_day(offices: Offices) -> None:
    with offices.commune.open() as session:
        typed = {"full_name": "Lê Thị Mẫu", "birth": str(YEAR - 18)}
        PersonService(session).add(typed, NGOC_BAN)
        service = SettingService(session)
        for age, day in (
            ("20", f"{YEAR}-07-01"),
            ("16", f"{YEAR}-01-01"),
            ("15", f"{YEAR + 1}-01-01"),
        ):
            service.set(ADULT_AGE_KEY, age, day)
        with session.database.reading() as reading:
            ages = [
                reading.counting.rules(day).adult_age_years
                for day in (
                    f"{YEAR - 1}-12-31",
                    f"{YEAR}-06-30",
                    f"{YEAR}-12-31",
                    f"{YEAR + 1}-01-01",
                )
            ]
            adults = [
                len(
                    reading.counting.for_results(year, None).pairs(
                        LearningModel.COMMUNITY, "adults"
                    )
                )
                for year in (YEAR - 1, YEAR, YEAR + 1)
            ]
    assert ages == [18, 16, 20, 15]
    assert adults == [0, 0, 1]


UNREADABLE = [
    (ADULT_AGE_KEY, "từ khi có căn cước"),
    (ADULT_AGE_KEY, "40"),
    (NOT_COUNTED_KEY, "departed,on_the_moon"),
    (STATIONS_KEY, "sometimes"),
    (LEAST_CLAN_KEY, "một nửa"),
]


@pytest.mark.parametrize(("key", "text"), UNREADABLE)
def test_a_setting_of_a_newer_program_stops_reports_and_never_the_office_s_work(
    offices: Offices, key: str, text: str
) -> None:
    book = CommuneBook.of(offices.commune)
    family = book.add_household(NGOC_BAN, "H1")
    village = book.units[NGOC_BAN]
    book.add_sheet(family, NGOC_BAN, {}, status="open", model=LearningModel.FAMILY)
    book.set(key, text)
    typed = {"full_name": "Lê Thị Mẫu", "birth": str(YEAR - 20), "household": "H1"}
    person = PersonService(book.session).add(typed, NGOC_BAN).person
    with book.session.database.reading() as reading:
        members = reading.counting.for_results(YEAR, None)
        assert members.pairs(LearningModel.COMMUNITY, "adults") == [(village, person.id)]
    with pytest.raises(VanHoaError) as refused:
        ReportService(book.session).figures(YEAR)
    assert refused.value.code is ErrorCode.VALUE_INVALID
    assert refused.value.facts == {"field": key, "value": text}
    SettingService(book.session).set(key, DEFAULTS[key])
    assert ReportService(book.session).figures(YEAR).targets
    book.session.close()
