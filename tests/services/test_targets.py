"""Who is counted in the targets, from the store: places, days, decisions, linked records."""

from collections.abc import Iterator

import pytest

from tests.builders.communes import CommuneBook
from tests.builders.offices import CAM_BAO, INDICATORS, NGOC_BAN, YEAR, Offices
from vanhoa_desktop.domain.counting import (
    ADULT_AGE_KEY,
    LEAST_CLAN_KEY,
    NOT_COUNTED_KEY,
    STATIONS_KEY,
)
from vanhoa_desktop.domain.enums import LearningModel, UnitKind
from vanhoa_desktop.domain.targets import BranchTraining
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.scoring.target_counts import Dimension
from vanhoa_desktop.services.reporting.reports import ReportService
from vanhoa_desktop.services.reporting.targets import TargetRow
from vanhoa_desktop.services.rows.roster import RosterService
from vanhoa_desktop.services.setup.target_sets import AREA_KEY, CONTENT_KEY, PLAN_KEY, STATED_KEY
from vanhoa_desktop.services.sheets.year_entries import OutsideTitleWish, YearEntryService

SCHOOL = "Trường THCS Vạn Hòa"
STATION = "Trạm y tế"
PASSING = dict.fromkeys(INDICATORS, "8")


@pytest.fixture
def book(offices: Offices) -> Iterator[CommuneBook]:
    made = CommuneBook.of(offices.commune)
    yield made
    made.session.close()


def target(book: CommuneBook, name: str, provisional_on: str | None = None) -> TargetRow:
    rows = ReportService(book.session).figures(YEAR, provisional_on=provisional_on).targets
    return next(row for row in rows if row.id == name)


def counted(book: CommuneBook, name: str, provisional_on: str | None = None) -> tuple[int, int]:
    share = target(book, name, provisional_on).share
    return share.numerator, share.denominator


def test_an_adult_of_a_recognised_family_or_village_or_clan_is_counted_once(
    book: CommuneBook,
) -> None:
    family = book.add_household(NGOC_BAN, "H1")
    household: dict[str, object] = {"household": family, "relation": None}
    one = book.add_person(NGOC_BAN, "Lê Thị Mẫu Một", membership=household)  # type: ignore[arg-type]  # a JSON object
    book.add_person(NGOC_BAN, "Lê Thị Mẫu Hai", membership=household)  # type: ignore[arg-type]  # a JSON object
    other = book.add_person(CAM_BAO, "Lê Thị Mẫu Ba")
    clan = book.write("clan", book.session.new_record_id(), book.own, {"name": "Họ Lê"})
    book.write("household", family, book.units[NGOC_BAN], {f"clan.{YEAR}": clan})
    book.give_title(one)
    book.give_title(other)
    assert counted(book, "T2") == (0, 0)
    book.give_title(clan, LearningModel.CLAN)
    assert counted(book, "T2") == (1, 2)
    book.give_title(family, LearningModel.FAMILY)
    book.give_title(book.units[NGOC_BAN], LearningModel.COMMUNITY)
    assert counted(book, "T2") == (1, 2)
    assert counted(book, "T2-all") == (2, 3)
    assert counted(book, "GDHT") == (1, 1)
    assert counted(book, "DHHT") == (1, 1)
    assert counted(book, "CDHT-thon") == (1, 2)


@pytest.mark.parametrize(
    ("birth_year", "is_adult"),
    [(YEAR - 18, True), (YEAR - 17, False), (YEAR - 99, True), (None, False)],
)
def test_an_adult_is_18_by_the_end_of_the_year(
    book: CommuneBook, birth_year: int | None, *, is_adult: bool
) -> None:
    birth = None if birth_year is None else {"precision": "year", "text": str(birth_year)}
    book.add_person(NGOC_BAN, "Lê Thị Mẫu", birth=birth)
    assert counted(book, "T2-all") == (0, int(is_adult))


def test_the_age_of_adults_is_the_commune_s_to_set(book: CommuneBook) -> None:
    book.add_person(NGOC_BAN, "Lê Thị Mẫu", birth={"precision": "year", "text": str(YEAR - 16)})
    book.set(ADULT_AGE_KEY, "16")
    assert counted(book, "T2-all") == (0, 1)


# Biến động | từ ngày | ngày chốt 30/11 có tính không
PRESENCES = (
    ("present", None, True),
    ("arrived", f"{YEAR}-03-01", True),
    ("arrived", f"{YEAR}-12-02", False),
    ("working_away", f"{YEAR}-02-01", False),
    ("working_away", f"{YEAR}-12-02", True),
    ("studying_away", None, False),
    ("departed", f"{YEAR}-12-01", True),
    ("departed", f"{YEAR}-11-30", False),
    ("deceased", f"{YEAR}-11-30", False),
    ("deceased", f"{YEAR}-12-01", True),
    ("exempt", None, False),
)


@pytest.mark.parametrize(("value", "on", "is_counted"), PRESENCES)
def test_presence_counts_as_of_the_cut_off(
    book: CommuneBook, value: str, on: str | None, *, is_counted: bool
) -> None:
    book.add_person(NGOC_BAN, "Lê Thị Mẫu", presence={"on": on, "value": value})
    assert counted(book, "T2-all", f"{YEAR}-11-30") == (0, int(is_counted))


def test_the_commune_decides_who_is_not_counted(book: CommuneBook) -> None:
    book.add_person(NGOC_BAN, "Lê Thị Mẫu", presence={"on": None, "value": "working_away"})
    book.set(NOT_COUNTED_KEY, "departed, deceased")
    assert counted(book, "T2-all") == (0, 1)


def test_staff_count_in_their_unit_wherever_they_live_and_never_among_village_adults(
    book: CommuneBook,
) -> None:
    school = book.add_unit(SCHOOL, UnitKind.SCHOOL)
    teacher = book.add_person(SCHOOL, "Lê Thị Giáo Viên", target_group="staff")
    villager = book.add_person(NGOC_BAN, "Lê Thị Nhân Viên", target_group="worker")
    book.add_person(SCHOOL, "Lê Thị Học Sinh", target_group="student")
    book.register(villager, SCHOOL)
    book.give_title(teacher)
    assert counted(book, "T3") == (0, 0)
    book.give_title(school, LearningModel.UNIT)
    assert counted(book, "T3") == (1, 2)
    assert counted(book, "T3-strict") == (1, 1)
    assert counted(book, "T2-all") == (0, 1)
    assert counted(book, "DVHT") == (1, 1)
    parts = target(book, "T3").count.parts[Dimension.UNIT]
    assert list(parts) == [school]


def test_whether_a_station_is_a_learning_unit_is_a_setting(book: CommuneBook) -> None:
    station = book.add_unit(STATION, UnitKind.STATION)
    book.add_person(STATION, "Lê Thị Y Sĩ", target_group="staff")
    book.give_title(station, LearningModel.UNIT)
    assert counted(book, "T3") == (0, 1)
    book.set(STATIONS_KEY, "no")
    assert counted(book, "T3") == (0, 0)


def test_the_smallest_clan_that_counts_is_a_setting(book: CommuneBook) -> None:
    clan = book.write("clan", book.session.new_record_id(), book.own, {"name": "Họ Lê"})
    book.write("clan", book.session.new_record_id(), book.own, {"name": "Họ Trần"})
    family = book.add_household(NGOC_BAN, "H1")
    book.write("household", family, book.units[NGOC_BAN], {f"clan.{YEAR}": clan})
    book.add_person(NGOC_BAN, "Lê Thị Mẫu", membership={"household": family, "relation": None})
    assert counted(book, "DHHT") == (0, 2)
    book.set(LEAST_CLAN_KEY, "1")
    assert counted(book, "DHHT") == (0, 1)


def test_two_records_of_one_person_are_one_head_and_the_title_of_either_counts(
    book: CommuneBook,
) -> None:
    one = book.add_person(NGOC_BAN, "Lê Thị Mẫu")
    other = book.add_person(CAM_BAO, "Lê Thị Mẫu")
    assert counted(book, "T2-all") == (0, 2)
    book.link(one, other)
    book.give_title(other)
    assert counted(book, "T2-all") == (1, 1)


def test_a_draft_gives_no_title_and_provisional_figures_stop_at_their_day(
    book: CommuneBook,
) -> None:
    one, two = (book.add_person(NGOC_BAN, f"Lê Thị Mẫu {n}") for n in (1, 2))
    book.give_title(one, decision=book.add_decision(f"{YEAR}-11-20", status="draft"))
    book.give_title(two, decision=book.add_decision(f"{YEAR + 1}-01-15"))
    assert counted(book, "T2-all") == (1, 2)
    assert counted(book, "T2-all", f"{YEAR}-12-05") == (0, 2)


def test_provisional_figures_count_whoever_was_appraised_and_passes(book: CommuneBook) -> None:
    one, two, three = (book.add_person(NGOC_BAN, f"Lê Thị Mẫu {n}") for n in (1, 2, 3))
    book.add_sheet(one, NGOC_BAN, PASSING)
    book.add_sheet(two, NGOC_BAN, PASSING, status="submitted")
    book.add_sheet(three, NGOC_BAN, PASSING | {"CS1": "4.5"})
    assert counted(book, "T2-all", f"{YEAR}-12-05") == (1, 3)
    assert counted(book, "T2-all") == (0, 3)


def test_a_revoked_title_is_none(book: CommuneBook) -> None:
    person = book.add_person(NGOC_BAN, "Lê Thị Mẫu")
    book.add_sheet(person, NGOC_BAN, PASSING, status="revoked")
    book.give_title(person)
    assert counted(book, "T2-all") == (0, 1)


def test_a_title_from_elsewhere_counts_once_its_paper_was_checked(book: CommuneBook) -> None:
    book.add_person(NGOC_BAN, "Lê Thị Mẫu")
    person = RosterService(book.session).person("Lê Thị Mẫu")
    service = YearEntryService(book.session)
    service.set_outside_title(OutsideTitleWish(person, YEAR, "Trường THPT Nông Cống"))
    assert counted(book, "T2-all") == (0, 1)
    wish = OutsideTitleWish(person, YEAR, "Trường THPT Nông Cống", f"{YEAR}-11-01", f"{YEAR}-11-20")
    service.set_outside_title(wish)
    assert counted(book, "T2-all") == (1, 1)


def test_training_is_what_the_branches_say(book: CommuneBook) -> None:
    service = YearEntryService(book.session)
    service.set_training(BranchTraining(book.units[NGOC_BAN], YEAR, 12, 10))
    service.set_training(BranchTraining(book.units[CAM_BAO], YEAR, 3, 10))
    row = target(book, "T1")
    assert (row.share.numerator, row.share.denominator) == (13, 20)
    assert (row.missing, row.count.overstated) == (7, 1)


def test_a_family_that_registered_counts_unless_it_withdrew(book: CommuneBook) -> None:
    family = book.add_household(NGOC_BAN, "H1")
    book.add_person(NGOC_BAN, "Lê Thị Mẫu", membership={"household": family, "relation": None})
    assert counted(book, "T2-registered") == (0, 0)
    sheet = book.add_sheet(family, NGOC_BAN, {}, status="open", model=LearningModel.FAMILY)
    assert counted(book, "T2-registered") == (0, 1)
    book.write("assessment", sheet, book.own, {"control": {
        "deleted": False, "status": "withdrawn", "unit": book.units[NGOC_BAN],
    }})  # fmt: skip
    assert counted(book, "T2-registered") == (0, 0)


def test_the_plan_of_one_area_leaves_the_rest_to_the_national_goals(book: CommuneBook) -> None:
    one = book.add_person(NGOC_BAN, "Lê Thị Mẫu")
    book.add_person(CAM_BAO, "Trần Thị Mẫu")
    book.give_title(one)
    book.set(AREA_KEY, book.units[NGOC_BAN])
    assert counted(book, "T2-all") == (1, 1)
    rest = target(book, "rest:T2")
    assert rest.set_id == "QD-677-2022"
    assert rest.goal == 60
    assert counted(book, "rest:CDHT-thon") == (0, 1)


def test_another_plan_can_be_chosen_and_its_goals_count(book: CommuneBook) -> None:
    assert target(book, "T2").goal == 70
    book.set(PLAN_KEY, "QD-677-2022")
    assert target(book, "T2").goal == 60


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        (ADULT_AGE_KEY, "mười tám", ErrorCode.VALUE_INVALID),
        (ADULT_AGE_KEY, "5", ErrorCode.VALUE_INVALID),
        (NOT_COUNTED_KEY, "đi vắng", ErrorCode.VALUE_INVALID),
        (STATIONS_KEY, "có", ErrorCode.VALUE_INVALID),
        (LEAST_CLAN_KEY, "-1", ErrorCode.VALUE_INVALID),
        (CONTENT_KEY, "không phải TOML", ErrorCode.TARGETS_INVALID),
        (f"{STATED_KEY}{YEAR}.TTHTCD", "ba trên bốn", ErrorCode.VALUE_INVALID),
        (f"{STATED_KEY}{YEAR}.TTHTCD", "5/4", ErrorCode.VALUE_INVALID),
    ],
)
def test_a_setting_that_cannot_be_read_is_refused_and_never_guessed(
    book: CommuneBook, key: str, value: str, code: ErrorCode
) -> None:
    book.set(key, value)
    with pytest.raises(VanHoaError) as refusal:
        ReportService(book.session).figures(YEAR)
    assert refusal.value.code is code


def test_the_report_s_rows_add_up_to_its_total(book: CommuneBook) -> None:
    one = book.add_person(NGOC_BAN, "Lê Thị Mẫu")
    two = book.add_person(CAM_BAO, "Lê Thị Mẫu")
    book.add_person(CAM_BAO, "Trần Thị Mẫu", target_group="resident")
    book.link(one, two)
    book.add_sheet(two, CAM_BAO, PASSING)
    rows = ReportService(book.session).figures(YEAR).rows
    for name in ("people", "adults", "registered", "assessed", "passed", "adults_passed"):
        assert sum(getattr(unit, name) for unit in rows.units) == getattr(rows.total, name)
    assert (rows.total.people, rows.total.assessed) == (2, 1)
