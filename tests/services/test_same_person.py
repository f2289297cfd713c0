"""One person in two records: found with reasons, linked, counted once, and parted again."""

import pytest

from tests.builders.offices import CAM_BAO, NGOC_BAN, YEAR, Offices, add_person, give_points
from vanhoa_desktop.domain.enums import AssessmentStatus, Assessor, SamePersonSign, UnitKind
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.services.appraisal.workflow import WorkflowService
from vanhoa_desktop.services.office.control import control
from vanhoa_desktop.services.office.integrity import IntegrityService
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.people.duplicates import DuplicateService, SuspectedPair
from vanhoa_desktop.services.people.households import HouseholdService
from vanhoa_desktop.services.people.person_entry import PersonService, TypedPerson
from vanhoa_desktop.services.people.same_person import SamePersonService
from vanhoa_desktop.services.recognition.recognition import RecognitionService, RecognitionWish
from vanhoa_desktop.services.setup.units import UnitService

HOA: TypedPerson = {"full_name": "Nguyễn Thị Hòa", "birth": "12/3/1961"}
NUMBER, OTHER_NUMBER = "038161000017", "038161000018"


def enter(session: Session, unit: str, **more: str) -> Person:
    """Mrs. Hòa, or somebody who differs from her."""
    return PersonService(session).add({**HOA, **more}, unit).person


def pairs(session: Session, least: int = 0) -> list[SuspectedPair]:
    return DuplicateService(session).pairs(least)


def test_the_same_number_and_name_in_two_villages_is_sure(offices: Offices) -> None:
    with offices.commune.open() as session:
        left = enter(session, NGOC_BAN, citizen_number=NUMBER)
        right = enter(session, CAM_BAO, citizen_number=NUMBER)
        (pair,) = pairs(session)
        assert {pair.left.id, pair.right.id} == {left.id, right.id}
        assert pair.score == 100
        assert pair.is_exact
        assert pair.signs[0] is SamePersonSign.SAME_NUMBER


@pytest.mark.parametrize(
    ("more", "lowest", "highest", "sign"),
    [
        ({}, 85, 95, SamePersonSign.SAME_BIRTH_DATE),
        ({"birth": "1961"}, 75, 84, SamePersonSign.SAME_BIRTH_YEAR),
        ({"birth": ""}, 60, 74, SamePersonSign.BIRTH_UNKNOWN),
        ({"full_name": "Nguyễn Thị Hoa"}, 85, 95, SamePersonSign.SAME_LETTERS),
        ({"full_name": "Nguyễn Thi Hòa"}, 85, 95, SamePersonSign.SAME_LETTERS),
        ({"full_name": "Nguyên Thy Hòa"}, 85, 95, SamePersonSign.SAME_LETTERS),
        ({"full_name": "Nguyễn Thịn Hòa"}, 80, 90, SamePersonSign.LIKE_NAME),
        ({"sex": "male"}, 50, 74, SamePersonSign.OTHER_SEX),
    ],
)
def test_without_numbers_the_signs_are_weighed(
    offices: Offices, more: dict[str, str], lowest: int, highest: int, sign: SamePersonSign
) -> None:
    with offices.commune.open() as session:
        enter(session, NGOC_BAN, sex="female")
        enter(session, CAM_BAO, **more)
        (pair,) = pairs(session)
        assert lowest <= pair.score <= highest, pair.score
        assert sign in pair.signs
        assert not pair.is_exact


@pytest.mark.parametrize(
    "other",
    [
        {"birth": "1962"},
        {"full_name": "Trần Văn Bình"},
        {"citizen_number": "038161999999"},
        {"citizen_number": OTHER_NUMBER, "birth": "1961"},
    ],
)
def test_what_cannot_be_one_person_is_not_proposed(offices: Offices, other: dict[str, str]) -> None:
    with offices.commune.open() as session:
        enter(session, NGOC_BAN, citizen_number=NUMBER)
        enter(session, CAM_BAO, **other)
        assert pairs(session) == []


def test_one_digit_mistyped_is_proposed_where_all_else_agrees(offices: Offices) -> None:
    with offices.commune.open() as session:
        enter(session, NGOC_BAN, citizen_number=NUMBER)
        enter(session, CAM_BAO, citizen_number=OTHER_NUMBER)
        (pair,) = pairs(session)
        assert pair.signs[0] is SamePersonSign.NUMBER_MISTYPED
        assert not pair.is_exact


def test_a_household_of_the_same_head_speaks_for_it(offices: Offices) -> None:
    with offices.commune.open() as session:
        for unit, code in ((NGOC_BAN, "12"), (CAM_BAO, "H-7")):
            HouseholdService(session).add(code, "Lê Văn Sơn", unit)
        enter(session, NGOC_BAN, birth="1961", household="12")
        enter(session, CAM_BAO, birth="1961", household="H-7")
        (pair,) = pairs(session)
        assert SamePersonSign.SAME_HOUSEHOLD in pair.signs


@pytest.mark.parametrize(
    ("names", "is_proposed"),
    [
        (("Phạm Văn Đức", "Phạm Văn Đứcc"), True),
        (("Phạm Văn Đức", "Phạm Hữu Đức"), True),
        (("Phạm Văn Đức", "Phạm Văn Đức Anh"), True),
        (("Vũ Văn Nam", "Vũ Văn Năng"), False),
        (("Vũ Văn Nam", "Trần Thị Cúc"), False),
    ],
)
def test_a_corrected_name_is_proposed_at_one_home_and_birth_and_twins_are_not(
    offices: Offices, names: tuple[str, str], is_proposed: bool
) -> None:
    with offices.commune.open() as session:
        for name in names:
            enter(session, NGOC_BAN, full_name=name, birth="20/6/2015", household="H1")
        assert len(pairs(session, 75)) == is_proposed


def test_linked_people_are_one_class_and_parted_ones_are_not_proposed_again(
    offices: Offices,
) -> None:
    with offices.commune.open() as session:
        left, right = enter(session, NGOC_BAN), enter(session, CAM_BAO)
        service = SamePersonService(session)
        report = service.link(right.id, left.id)
        assert report.name == min(left.id, right.id)
        assert set(report.members) == {left.id, right.id}
        assert pairs(session) == []
        assert service.unlink(left.id, right.id).members == (left.id,)
        assert pairs(session) == []
        assert len(service.link(left.id, right.id).members) == 2


def test_linking_twice_writes_once(offices: Offices) -> None:
    with offices.commune.open() as session:
        left, right = enter(session, NGOC_BAN), enter(session, CAM_BAO)
        SamePersonService(session).link(left.id, right.id)
        before = IntegrityService(session).state_hash()
        SamePersonService(session).link(right.id, left.id)
        assert IntegrityService(session).state_hash() == before


def test_exact_double_imports_are_linked_in_one_action(offices: Offices) -> None:
    with offices.commune.open() as session:
        for number in range(5):
            typed = {"full_name": f"Lê Thị Mẫu {'ABCDE'[number]}", "birth": f"1{number}/1/1970"}
            for unit in (NGOC_BAN, CAM_BAO):
                enter(session, unit, citizen_number=f"03817000000{number}", **typed)
        enter(session, NGOC_BAN)
        enter(session, CAM_BAO)
        assert SamePersonService(session).link_exact() == 5
        assert SamePersonService(session).link_exact() == 0
        assert len(pairs(session)) == 1


def test_units_hold_no_links_and_their_state_is_untouched(offices: Offices) -> None:
    village = offices.villages[0]
    with village.open() as session:
        person = add_person(session, "Nguyễn Thị Hòa")
        give_points(session, person, ["8"] * 10)
    offices.commune.merge(village.export(offices.folder / "len.vhb"))
    with offices.commune.open() as session:
        other = enter(session, CAM_BAO)
        unit = next(u.id for u in UnitService(session).units() if u.name == NGOC_BAN)
        before = IntegrityService(session).state_hash(unit)
        SamePersonService(session).link(person.id, other.id)
        assert IntegrityService(session).state_hash(unit) == before
    village.merge(offices.commune.export(offices.folder / "xuong.vhb", NGOC_BAN))
    with village.open() as session, session.database.reading() as reading:
        assert reading.people.links.links() == []


def test_the_commune_says_which_record_counts(offices: Offices) -> None:
    with offices.commune.open() as session:
        left, right = enter(session, NGOC_BAN), enter(session, CAM_BAO)
        service = SamePersonService(session)
        with pytest.raises(VanHoaError) as refused:
            service.choose(left.id, YEAR)
        assert refused.value.code is ErrorCode.VALUE_INVALID
        service.link(left.id, right.id)
        later = max(left.id, right.id)
        service.choose(later, YEAR)
        with session.database.reading() as reading:
            classes = reading.people.links.classes(YEAR)
            assert set(classes.counting([left.id, right.id]).values()) == {later}
            assert set(
                reading.people.links.classes(YEAR + 1).counting([left.id, right.id]).values()
            ) == {min(left.id, right.id)}


def test_only_the_commune_links_and_nobody_is_linked_with_himself(offices: Offices) -> None:
    with offices.commune.open() as session:
        UnitService(session).add("Trạm y tế", UnitKind.STATION)
        person = enter(session, NGOC_BAN)
        with pytest.raises(VanHoaError) as refused:
            SamePersonService(session).link(person.id, person.id)
        assert refused.value.code is ErrorCode.VALUE_INVALID
    with offices.villages[0].open() as session, pytest.raises(VanHoaError) as refused:
        SamePersonService(session).link("a", "b")
    assert refused.value.code is ErrorCode.ROLE_NOT_ALLOWED


def test_a_person_held_twice_is_recognised_once(offices: Offices) -> None:
    with offices.commune.open() as session:
        left, right = enter(session, NGOC_BAN), enter(session, CAM_BAO)
        for person in (left, right):
            give_points(session, person, ["9"] * 10, Assessor.COMMUNE)
        SamePersonService(session).link(left.id, right.id)
        SamePersonService(session).choose(max(left.id, right.id), YEAR)
        work_of(session)
        service = RecognitionService(session)
        assert [sheet.person for sheet in service.candidates(YEAR)] == [max(left.id, right.id)]
        assert service.recognise(RecognitionWish(YEAR, "1/QĐ", "2026-12-01")).recognised == 1
        assert service.recognise(RecognitionWish(YEAR, "2/QĐ", "2026-12-02")).recognised == 0
        SamePersonService(session).unlink(left.id, right.id)
        assert service.recognise(RecognitionWish(YEAR, "2/QĐ", "2026-12-02")).recognised == 1


def work_of(session: Session) -> None:
    """Everything entered at the commune goes through its appraisal."""
    workflow = WorkflowService(session)
    # Both villages have a device, so that only they submit; here the commune does it for them.
    with session.database.reading() as reading:
        sheets = reading.assessments.assessments(YEAR)
    with session.work() as work:
        for sheet in sheets:
            status = AssessmentStatus.SUBMITTED.value
            work.put("assessment", sheet.id, control(sheet.unit, status), covers=True)
        work.commit()
    assert workflow.appraise(YEAR).moved == len(sheets)
