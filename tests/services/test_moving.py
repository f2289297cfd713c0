"""Moves: who lives where, who is assessed where, and what each office holds afterwards."""

from pathlib import Path

import pytest

from tests.builders.evidence import attach, evidence_of, held_files, saved
from tests.builders.offices import (
    CAM_BAO,
    NGOC_BAN,
    YEAR,
    Office,
    Offices,
    add_person,
    give_points,
)
from tests.builders.pictures import photo
from vanhoa_desktop.domain.enums import Assessor, UnitKind
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.services.appraisal.workflow import WorkflowService
from vanhoa_desktop.services.office.integrity import IntegrityService
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.people.moving import MoveReport, MoveService
from vanhoa_desktop.services.people.person_entry import PersonService
from vanhoa_desktop.services.people.registrations import RegistrationService
from vanhoa_desktop.services.people.wishes import WishService
from vanhoa_desktop.services.recognition.recognition import RecognitionService, RecognitionWish
from vanhoa_desktop.services.review.conflicts import ConflictService
from vanhoa_desktop.services.rows.roster import RosterImport, RosterService
from vanhoa_desktop.services.setup.units import UnitService
from vanhoa_desktop.services.sheets.overview import OverviewService
from vanhoa_desktop.services.sheets.sheets import read_sheet


def refusal_of(error: pytest.ExceptionInfo[VanHoaError]) -> ErrorCode:
    return error.value.code


@pytest.fixture
def moving(offices: Offices) -> Offices:
    """The first village has sent one person with points."""
    with offices.villages[0].open() as session:
        give_points(session, add_person(session, "Lê Văn Chuyển"), ["8"] * 10)
    up(offices, offices.villages[0])
    return offices


def up(offices: Offices, village: Office) -> None:
    number = len(list(offices.folder.glob("*.vhb")))
    offices.commune.merge(village.export(offices.folder / f"{number}-len.vhb"))


def down(offices: Offices, village: Office) -> None:
    number = len(list(offices.folder.glob("*.vhb")))
    file = offices.folder / f"{number}-xuong.vhb"
    village.merge(offices.commune.export(file, village.name))


def move(offices: Offices, name: str = "Lê Văn Chuyển", to: str = CAM_BAO) -> MoveReport:
    with offices.commune.open() as session:
        return MoveService(session).move(name, to)


def names(office: Office) -> list[str]:
    with office.open() as session:
        return [person.full_name for person in RosterService(session).search("")]


def the_person(office: Office, name: str = "Lê Văn Chuyển") -> Person:
    with office.open() as session:
        return RosterService(session).person(name)


def agree(offices: Offices, village: Office) -> None:
    """The commune and a village say the same of the village's records."""
    hashes = []
    for office in (offices.commune, village):
        with office.open() as session:
            units = {unit.name: unit.id for unit in UnitService(session).units()}
            hashes.append(IntegrityService(session).state_hash(units[village.name]))
    assert hashes[0] == hashes[1]


def test_a_person_who_moved_is_the_new_villages_with_all_that_was_written(
    moving: Offices,
) -> None:
    first, second = moving.villages
    assert move(moving).records == 2
    for village in moving.villages:
        down(moving, village)
    assert names(first) == []
    assert names(second) == ["Lê Văn Chuyển"]
    with second.open() as session, session.database.reading() as reading:
        person = reading.people.search("")[0]
        assert read_sheet(reading, person, YEAR).result.total == 80
    for village in moving.villages:
        agree(moving, village)


def test_the_new_village_goes_on_and_the_commune_takes_it_in(moving: Offices) -> None:
    second = moving.villages[1]
    move(moving)
    down(moving, second)
    with second.open() as session:
        give_points(session, RosterService(session).person("Lê Văn Chuyển"), ["9"] * 10)
        WorkflowService(session).submit(YEAR)
    up(moving, second)
    with moving.commune.open() as session:
        assert WorkflowService(session).appraise(YEAR).moved == 1
    down(moving, second)
    agree(moving, second)


@pytest.mark.parametrize("hears_first", [True, False])
def test_what_the_old_village_wrote_meanwhile_is_late_and_listed(
    moving: Offices, *, hears_first: bool
) -> None:
    first, second = moving.villages
    person = the_person(first)
    with first.open() as session:
        PersonService(session).set(person, {"phone": "0912345678"})
    move(moving)
    if hears_first:
        down(moving, second)
        down(moving, first)
    up(moving, first)
    with moving.commune.open() as session:
        listed = ConflictService(session).listed().shown
        assert [item.field for item in listed] == ["phone"]
        held = RosterService(session).person(person.id)
        assert held.phone is None
    for village in moving.villages:
        down(moving, village)
        agree(moving, village)


def test_the_old_village_is_not_asked_about_who_is_anothers_now(moving: Offices) -> None:
    """It could settle nothing there, and the question would stay for ever."""
    first, second = moving.villages
    person = the_person(first)
    move(moving)
    with first.open() as session:
        PersonService(session).set(person, {"phone": "0912345678"})
    down(moving, second)
    there = the_person(second)
    with second.open() as session:
        PersonService(session).set(there, {"phone": "0987654321"})
    up(moving, first)
    up(moving, second)
    for village in moving.villages:
        down(moving, village)
    asked = []
    for office in (moving.commune, second, first):
        with office.open(writing=False) as session:
            listed = len(ConflictService(session).listed().shown)
            counted = OverviewService(session).year(YEAR).open_conflicts
            asked.append((listed, counted))
    assert asked == [(1, 1), (1, 1), (0, 0)]


def test_the_old_village_can_no_longer_write_what_moved_away(moving: Offices) -> None:
    first = moving.villages[0]
    person = the_person(first)
    move(moving)
    down(moving, first)
    with first.open() as session:
        before = IntegrityService(session).state_hash()
        with pytest.raises(VanHoaError) as refused:
            give_points(session, person, ["1"])
        assert refusal_of(refused) is ErrorCode.RECORD_OF_OTHERS
        assert IntegrityService(session).state_hash() == before


def test_a_move_back_brings_the_person_home(moving: Offices) -> None:
    first, second = moving.villages
    move(moving)
    for village in moving.villages:
        down(moving, village)
    move(moving, to=NGOC_BAN)
    for village in moving.villages:
        down(moving, village)
        agree(moving, village)
    assert names(first) == ["Lê Văn Chuyển"]
    assert names(second) == []


def test_what_was_written_while_a_person_was_away_comes_with_a_short_return(
    moving: Offices,
) -> None:
    """Home again and away again between two files: the first village lacked what lay between."""
    first, second = moving.villages
    move(moving)
    for village in moving.villages:
        down(moving, village)
    with second.open() as session:
        person = RosterService(session).person("Lê Văn Chuyển")
        PersonService(session).set(person, {"phone": "0912345678"})
    up(moving, second)
    down(moving, first)
    move(moving, to=NGOC_BAN)
    move(moving, to=CAM_BAO)
    down(moving, first)
    assert names(first) == []
    agree(moving, first)


def test_a_unit_that_no_longer_assesses_a_person_holds_nothing_of_that_person(
    moving: Offices,
) -> None:
    first, second = moving.villages
    with moving.commune.open() as session:
        MoveService(session).assess_at("Lê Văn Chuyển", YEAR, CAM_BAO)
    down(moving, second)
    assert names(second) == ["Lê Văn Chuyển"]
    with moving.commune.open() as session:
        MoveService(session).assess_at("Lê Văn Chuyển", YEAR, None)
    for village in (first, second):
        down(moving, village)
        agree(moving, village)
    assert names(second) == []
    assert names(first) == ["Lê Văn Chuyển"]


def test_a_decided_sheet_stays_where_it_was_decided(moving: Offices) -> None:
    with moving.villages[0].open() as session:
        WorkflowService(session).submit(YEAR)
    up(moving, moving.villages[0])
    with moving.commune.open() as session:
        WorkflowService(session).appraise(YEAR)
        RecognitionService(session).recognise(RecognitionWish(YEAR, "1/QĐ", "2026-12-01"))
        before = read_unit_of_sheet(session)
        MoveService(session).move("Lê Văn Chuyển", CAM_BAO)
        assert read_unit_of_sheet(session) == before


def read_unit_of_sheet(session: Session) -> list[str]:
    with session.database.reading() as reading:
        return [sheet.unit for sheet in reading.assessments.assessments(YEAR)]


def test_moving_to_where_one_lives_writes_nothing(moving: Offices) -> None:
    with moving.commune.open() as session:
        before = IntegrityService(session).state_hash()
        moved = MoveService(session).move("Lê Văn Chuyển", NGOC_BAN)
        assert (moved.records, moved.was_there) == (0, True)
        assert IntegrityService(session).state_hash() == before
        # Into another household of the same unit is something that was done.
        assert not MoveService(session).move("Lê Văn Chuyển", NGOC_BAN, "H9").was_there
        assert IntegrityService(session).state_hash() != before


def test_a_village_moves_nobody(moving: Offices) -> None:
    with moving.villages[0].open() as session, pytest.raises(VanHoaError) as refused:
        MoveService(session).move("Lê Văn Chuyển", CAM_BAO)
    assert refusal_of(refused) is ErrorCode.ROLE_NOT_ALLOWED


def test_nobody_lives_in_the_commune_as_a_whole(moving: Offices) -> None:
    with moving.commune.open() as session, pytest.raises(VanHoaError) as refused:
        MoveService(session).move("Lê Văn Chuyển", "Xã Vạn Hòa")
    assert refusal_of(refused) is ErrorCode.VALUE_INVALID


def test_who_is_assessed_elsewhere_is_held_by_both_and_written_by_one(moving: Offices) -> None:
    first, second = moving.villages
    with first.open() as session:
        add_person(session, "Trần Thị Giáo")
    up(moving, first)
    with moving.commune.open() as session:
        MoveService(session).assess_at("Trần Thị Giáo", YEAR, CAM_BAO)
    for village in moving.villages:
        down(moving, village)
    assert "Trần Thị Giáo" in names(first)
    assert names(second) == ["Trần Thị Giáo"]
    person = the_person(second, "Trần Thị Giáo")
    with first.open() as session:
        with pytest.raises(VanHoaError) as refused:
            give_points(session, person, ["5"] * 10)
        assert refusal_of(refused) is ErrorCode.ASSESSED_ELSEWHERE
        with pytest.raises(VanHoaError) as refused:
            RegistrationService(session).register([person], YEAR)
        assert refusal_of(refused) is ErrorCode.ASSESSED_ELSEWHERE
    with second.open() as session:
        give_points(session, person, ["9"] * 10, Assessor.VILLAGE)
    up(moving, second)
    for village in moving.villages:
        down(moving, village)
        agree(moving, village)
    with first.open() as session, session.database.reading() as reading:
        assert reading.assessments.assessment(person.id, YEAR) is None


def test_a_village_says_where_its_people_are_assessed_before_anything_is_begun(
    moving: Offices,
) -> None:
    first = moving.villages[0]
    with first.open() as session:
        add_person(session, "Trần Thị Giáo")
        MoveService(session).assess_at("Trần Thị Giáo", YEAR, CAM_BAO)
        with pytest.raises(VanHoaError) as refused:
            MoveService(session).assess_at("Lê Văn Chuyển", YEAR, CAM_BAO)
        assert refusal_of(refused) is ErrorCode.ROLE_NOT_ALLOWED
    up(moving, first)
    down(moving, moving.villages[1])
    assert names(moving.villages[1]) == []
    with moving.commune.open() as session:
        (wish,) = WishService(session).wishes()
        assert (wish.full_name, wish.home, wish.elsewhere) == ("Trần Thị Giáo", NGOC_BAN, CAM_BAO)
        MoveService(session).assess_at(wish.person, wish.year, wish.elsewhere)
        assert WishService(session).wishes() == []
    down(moving, moving.villages[1])
    assert names(moving.villages[1]) == ["Trần Thị Giáo"]
    for village in moving.villages:
        down(moving, village)
        agree(moving, village)


def test_the_commune_refuses_a_wish_by_saying_at_home(moving: Offices) -> None:
    first, second = moving.villages
    with first.open() as session:
        add_person(session, "Trần Thị Giáo")
        MoveService(session).assess_at("Trần Thị Giáo", YEAR, CAM_BAO)
    up(moving, first)
    with moving.commune.open() as session:
        MoveService(session).assess_at("Trần Thị Giáo", YEAR, None)
        assert WishService(session).wishes() == []
    for village in moving.villages:
        down(moving, village)
        agree(moving, village)
    assert names(second) == []
    with first.open() as session:
        assert WishService(session).wishes() == []


def test_the_commune_gives_a_sheet_that_was_begun_to_the_assessing_unit(moving: Offices) -> None:
    first, second = moving.villages
    with moving.commune.open() as session:
        assert MoveService(session).assess_at("Lê Văn Chuyển", YEAR, CAM_BAO).records == 2
        assert MoveService(session).assess_at("Lê Văn Chuyển", YEAR, None).records == 2
        assert MoveService(session).assess_at("Lê Văn Chuyển", YEAR, CAM_BAO).records == 2
        # What the commune enters for the unit goes to the unit, not to the home village.
        person = RosterService(session).person("Lê Văn Chuyển")
        give_points(session, person, ["10"], Assessor.COMMUNE)
    for village in (first, second):
        down(moving, village)
        agree(moving, village)


def test_an_import_leaves_people_of_another_unit_as_they_are(
    moving: Offices, tmp_path: Path
) -> None:
    with moving.commune.open() as session:
        UnitService(session).add("Trường THCS Vạn Hòa", UnitKind.SCHOOL)
        person = RosterService(session).person("Lê Văn Chuyển")
        PersonService(session).set(person, {"citizen_number": "038061000001"})
        before = IntegrityService(session).state_hash()
        table = tmp_path / "truong.csv"
        table.write_text(
            "Họ và tên,Năm sinh,Số CCCD,Nghề nghiệp\nLê Văn Chuyển,1961,038061000001,Giáo viên\n",
            encoding="utf-8",
        )
        report = RosterService(session).import_file(RosterImport(table, unit="Trường THCS Vạn Hòa"))
        assert [problem.code for problem in report.problems] == ["PERSON_OF_OTHER_UNIT"]
        assert (report.created, report.updated, report.left_out) == (0, 0, 1)
        assert IntegrityService(session).state_hash() == before


def test_evidence_of_the_year_goes_along(moving: Offices, tmp_path: Path) -> None:
    first, second = moving.villages
    with first.open() as session:
        person = RosterService(session).person("Lê Văn Chuyển")
        attach(session, saved(tmp_path, photo()), person)
    up(moving, first)
    move(moving)
    for village in moving.villages:
        down(moving, village)
        agree(moving, village)
    with second.open() as session:
        assert len(evidence_of(session)) == 1
        assert held_files(session) == 1
    with first.open() as session:
        assert evidence_of(session) == []
