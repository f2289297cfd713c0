"""People entered and corrected by hand."""

from collections.abc import Callable

import pytest

from tests.builders.offices import NGOC_BAN, Offices, add_person
from vanhoa_desktop.domain.enums import DatePrecision, Presence, Sex, TargetGroup
from vanhoa_desktop.domain.people import BirthDate
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.services.office.integrity import IntegrityService
from vanhoa_desktop.services.people.person_entry import PersonService
from vanhoa_desktop.services.rows.roster import RosterService
from vanhoa_desktop.texts.errors.catalogue import sentence


def refusal(act: Callable[[], object]) -> VanHoaError:
    with pytest.raises(VanHoaError) as caught:
        act()
    return caught.value


ALL = {
    "full_name": "  LÊ THỊ   MẪU ",
    "birth": "05/03/1965",
    "sex": "female",
    "citizen_number": "038 165 001 235",
    "household": "H7",
    "relation": "Vợ",
    "occupation": "Giáo viên",
    "target_group": "staff",
    "phone": "0912 345 678",
    "note": "Dạy tiểu học",
    "presence": "working_away",
    "presence_on": "2026-02-01",
}


def test_everything_that_is_typed_is_kept(offices: Offices) -> None:
    with offices.villages[0].open() as session:
        saved = PersonService(session).add(ALL)
        person = RosterService(session).person(saved.person.id)
        assert saved.is_changed
        assert saved.alike == ()
        assert person == saved.person
        assert person.full_name == "Lê Thị Mẫu"
        assert person.birth == BirthDate("1965-03-05", DatePrecision.DAY)
        assert (person.sex, person.citizen_number) == (Sex.FEMALE, "038165001235")
        assert (person.target_group, person.occupation) == (TargetGroup.STAFF, "Giáo viên")
        assert (person.phone, person.note) == ("0912 345 678", "Dạy tiểu học")
        assert person.presence is Presence.WORKING_AWAY
        with session.database.reading() as reading:
            (household,) = reading.people.households()
        assert (household.id, household.code) == (person.household, "H7")
        assert person.relation == "Vợ"
        assert IntegrityService(session).check().is_ok


def test_a_name_alone_is_enough(offices: Offices) -> None:
    with offices.villages[0].open() as session:
        person = PersonService(session).add({"full_name": "Đỗ Văn Mẫu"}).person
        assert (person.birth, person.sex, person.household) == (None, None, None)
        assert person.home_unit == session.identity.unit_id


@pytest.mark.parametrize(
    ("field", "text", "told"),
    [
        ("full_name", "", "full_name"),
        ("full_name", "  ", "full_name"),
        ("full_name", "Lê Văn 2", "full_name"),
        ("full_name", "…", "full_name"),
        ("birth", "31/02/1990", "birth"),
        ("birth", "năm ngoái", "birth"),
        ("citizen_number", "12345", "citizen_number"),
        ("citizen_number", "O38165001235", "citizen_number"),
        ("citizen_number", "٠٣٨١٦٥٠٠١٢٣٥", "citizen_number"),
        ("sex", "nữ", "sex"),
        ("target_group", "5", "target_group"),
        ("presence", "gone", "presence"),
        ("presence_on", "31/02/2026", "presence_on"),
        ("presence_on", "2026", "presence_on"),
    ],
)
def test_a_value_that_cannot_be_is_refused_and_nothing_is_written(
    offices: Offices, field: str, text: str, told: str
) -> None:
    with offices.villages[0].open() as session:
        held = add_person(session, "Người Có Trước")
        before = IntegrityService(session).state_hash()
        service = PersonService(session)
        added = refusal(lambda: service.add({"full_name": "Lê Văn Mẫu", field: text}))
        corrected = refusal(lambda: service.set(held, {field: text}))
        for refused in (added, corrected):
            assert refused.code is ErrorCode.VALUE_INVALID
            assert refused.facts["field"] == told
        assert IntegrityService(session).state_hash() == before


@pytest.mark.parametrize(
    ("field", "most", "told"),
    [
        ("full_name", 120, "Họ và tên"),
        ("phone", 40, "Điện thoại"),
        ("occupation", 120, "Nghề nghiệp"),
        ("relation", 60, "Quan hệ với chủ hộ"),
        ("note", 2_000, "Ghi chú"),
    ],
)
def test_a_text_that_is_too_long_is_refused_by_its_name_and_nothing_is_written(
    offices: Offices, field: str, most: int, told: str
) -> None:
    with offices.villages[0].open() as session:
        before = IntegrityService(session).state_hash()
        service = PersonService(session)
        typed = {"full_name": "Lê Văn Mẫu", field: "ă" * (most + 1)}
        words = sentence(refusal(lambda: service.add(typed)))
        assert words.startswith(f"«{told}» dài {most + 1} chữ, chỉ được tối đa {most} chữ.")
        assert IntegrityService(session).state_hash() == before


def test_pasted_text_is_taken_in_its_one_form(offices: Offices) -> None:
    pasted = {
        "full_name": "Ðặng\u200b  Thị\tHoa\ufffe",
        "occupation": "Thơ\u0323 may",
        "note": "dòng một\x0bdòng hai\u2028\ufeff",
        "phone": "\u202d0912 345 678\u202c",
    }
    with offices.villages[0].open() as session:
        person = PersonService(session).add(pasted).person
    assert (person.full_name, person.occupation) == ("Đặng Thị Hoa", "Thợ may")
    assert (person.note, person.phone) == ("dòng một\ndòng hai", "0912 345 678")


def test_correcting_touches_only_what_is_named(offices: Offices) -> None:
    with offices.villages[0].open() as session:
        service = PersonService(session)
        person = service.add(ALL).person
        saved = service.set(person, {"phone": "0987654321", "relation": "Chủ hộ"}).person
        assert (saved.phone, saved.relation, saved.household) == (
            *("0987654321", "Chủ hộ"),
            person.household,
        )
        assert (saved.full_name, saved.birth, saved.note) == (
            *(person.full_name, person.birth),
            person.note,
        )


def test_an_empty_text_clears_a_field(offices: Offices) -> None:
    with offices.villages[0].open() as session:
        service = PersonService(session)
        person = service.add(ALL).person
        cleared = ("birth", "sex", "citizen_number", "household", "relation", "occupation")
        fields = (*cleared, "target_group", "phone", "note", "presence")
        saved = service.set(person, dict.fromkeys(fields, "")).person
        assert saved.full_name == "Lê Thị Mẫu"
        assert saved.presence is Presence.PRESENT
        assert all(getattr(saved, name) is None for name in (*fields[:-1],)), saved


def test_saying_the_same_again_is_no_change(offices: Offices) -> None:
    with offices.villages[0].open() as session:
        service = PersonService(session)
        person = service.add(ALL).person
        before = IntegrityService(session).state_hash()
        assert not service.set(person, {name: ALL[name] for name in ALL}).is_changed
        assert IntegrityService(session).state_hash() == before


@pytest.mark.parametrize(
    "typed",
    [
        {"full_name": "Lê Thị Mẫu", "birth": "1965"},
        {"full_name": "lê thị mẫu"},
        {"full_name": "Tên Khác Hẳn", "citizen_number": "038165001235"},
    ],
)
def test_somebody_who_may_be_the_same_is_named_and_added_all_the_same(
    offices: Offices, typed: dict[str, str]
) -> None:
    with offices.villages[0].open() as session:
        service = PersonService(session)
        first = service.add(ALL).person
        second = service.add(typed)
        assert second.alike == (first.id,)
        assert second.person.id != first.id


@pytest.mark.parametrize(
    "typed",
    [
        {"full_name": "Lê Thị Mẫu", "birth": "1966"},
        {"full_name": "Lê Thị Mẫu", "citizen_number": "038165009999"},
        {"full_name": "Lê Văn Mẫu"},
    ],
)
def test_another_birth_or_number_or_name_is_somebody_else(
    offices: Offices, typed: dict[str, str]
) -> None:
    with offices.villages[0].open() as session:
        PersonService(session).add(ALL)
        assert PersonService(session).add(typed).alike == ()


def test_the_commune_names_the_unit_and_a_unit_only_itself(offices: Offices) -> None:
    typed = {"full_name": "Mai Văn Mẫu"}
    with offices.commune.open() as session:
        service = PersonService(session)
        unnamed = refusal(lambda: service.add(typed))
        assert (unnamed.code, unnamed.facts["field"]) == (ErrorCode.VALUE_INVALID, "unit")
        itself = refusal(lambda: service.add(typed, "Xã Vạn Hòa"))
        assert (itself.code, itself.facts["field"]) == (ErrorCode.VALUE_INVALID, "unit")
        added = service.add(typed, NGOC_BAN).person
    with offices.villages[0].open() as session:
        service = PersonService(session)
        assert session.identity.unit_id == added.home_unit
        assert service.add(typed, "thôn ngọc bản").person.home_unit == added.home_unit
        assert refusal(lambda: service.add(typed, "Thôn Cẩm Bào")).code is (
            ErrorCode.ROLE_NOT_ALLOWED
        )
        assert refusal(lambda: service.add(typed, "Thôn Lạ")).code is ErrorCode.NOT_FOUND


def test_a_unit_leaves_people_of_another_one_alone(offices: Offices) -> None:
    with offices.villages[1].open() as session:
        stranger = add_person(session, "Người Thôn Khác")
    with offices.villages[0].open() as session:
        refused = refusal(lambda: PersonService(session).set(stranger, {"phone": "1"}))
        assert refused.code is ErrorCode.ROLE_NOT_ALLOWED
        assert sentence(refused).startswith("Người này thuộc đơn vị khác nên không sửa được")
