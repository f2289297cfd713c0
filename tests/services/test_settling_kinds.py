"""Whatever kind of field does not agree, it can be settled: by choosing, by typing, or at once."""

from pathlib import Path

import pytest

from tests.builders.disputes import write
from tests.builders.offices import NGOC_BAN, YEAR, Offices, add_person
from vanhoa_desktop.canonical import Json
from vanhoa_desktop.domain.enums import LearningModel, NotStanding
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.journal.identity import assessment_id, household_id, registration_id
from vanhoa_desktop.journal.kinds import KINDS
from vanhoa_desktop.services.office.control import control
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.review.conflicts import ConflictService
from vanhoa_desktop.services.review.settling import SettlingService

PERSON: dict[str, tuple[Json, Json]] = {
    "full_name": ("Lê Thị Một", "Lê Thị Hai"),
    "birth": ({"precision": "year", "text": "1961"}, {"precision": "day", "text": "1962-03-04"}),
    "sex": ("female", "male"),
    "citizen_number": ("001061000001", "001061000002"),
    "phone": ("0911", "0922"),
    "occupation": ("Nông dân", None),
    "target_group": ("resident", "worker"),
    "presence": ({"on": None, "value": "present"}, {"on": "2026-05-01", "value": "departed"}),
    "note": ("một", "hai"),
}
REGISTRATION: dict[str, tuple[Json, Json]] = {
    "use_consent": (
        {"by": "Xã", "form": "giấy", "on": "2026-03-01"},
        {"by": "Thôn", "form": "giấy", "on": "2026-03-02"},
    ),
    "post_consent": (None, {"by": "Thôn", "form": "giấy", "on": "2026-03-02"}),
}


def apart(
    offices: Offices, folder: Path, kind: str, record: str, said: dict[str, tuple[Json, Json]]
) -> None:
    """The commune and the village write a record that both know, unaware of each other."""
    village = offices.villages[0]
    for number, office in enumerate((offices.commune, village)):
        with office.open() as session:
            write(session, kind, record, {name: pair[number] for name, pair in said.items()})
    offices.commune.merge(village.export(folder / "apart.vhb"))


def begun(offices: Offices, folder: Path) -> str:
    """Somebody whom both know, registered."""
    village = offices.villages[0]
    with village.open() as session:
        person = add_person(session, "Lê Thị Không")
        unit = session.require_unit()
        values = control(unit) | {"person": person.id, "year": YEAR}
        write(session, "registration", registration_id(person.id, YEAR), values)
    offices.commune.merge(village.export(folder / "begun.vhb"))
    return person.id


def settle_all(session: Session, *, by_typing: bool) -> dict[str, Json]:
    """Answer everything with what the village wrote: field → the value that counts now."""
    service = SettlingService(session)
    answered: dict[str, Json] = {}
    for item in ConflictService(session).listed().shown:
        theirs = next(value for value in item.values if value.unit_name == NGOC_BAN)
        settled = (
            service.type(item.id, theirs.text)
            if by_typing and theirs.value is not None
            else service.keep(item.id, theirs.change)
        )
        answered[item.field] = settled.value
    assert ConflictService(session).listed().shown == []
    return answered


@pytest.mark.parametrize("by_typing", [False, True])
def test_every_field_of_people_and_consents_is_settled_by_choosing_and_by_typing(
    offices: Offices, tmp_path: Path, by_typing: bool
) -> None:
    person = begun(offices, tmp_path)
    apart(offices, tmp_path, "person", person, PERSON)
    apart(offices, tmp_path, "registration", registration_id(person, YEAR), REGISTRATION)
    with offices.commune.open() as session:
        answered = settle_all(session, by_typing=by_typing)
    both = PERSON | REGISTRATION
    assert answered == {name: pair[1] for name, pair in both.items()}


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("sex", "Nữ", "female"),
        ("target_group", "học sinh, sinh viên, học viên", "student"),
        ("presence", "Đã mất", {"on": None, "value": "deceased"}),
        ("birth", "05/03/1963", {"precision": "day", "text": "1963-03-05"}),
        ("note", " ba ", "ba"),
    ],
)
def test_the_right_value_may_be_neither(
    offices: Offices, tmp_path: Path, field: str, text: str, value: Json
) -> None:
    person = begun(offices, tmp_path)
    apart(offices, tmp_path, "person", person, {field: PERSON[field]})
    with offices.commune.open() as session:
        (item,) = ConflictService(session).listed().shown
        assert SettlingService(session).type(item.id, text).value == value


@pytest.mark.parametrize("text", ["không có từ này", '{"a": 1}'])
def test_a_word_that_means_nothing_settles_nothing(
    offices: Offices, tmp_path: Path, text: str
) -> None:
    person = begun(offices, tmp_path)
    apart(offices, tmp_path, "person", person, {"presence": PERSON["presence"]})
    with offices.commune.open() as session:
        (item,) = ConflictService(session).listed().shown
        with pytest.raises(VanHoaError) as refused:
            SettlingService(session).type(item.id, text)
        assert refused.value.code is ErrorCode.VALUE_INVALID
        assert len(ConflictService(session).listed().shown) == 1


@pytest.mark.parametrize("at_once", [False, True])
def test_a_sheet_of_which_nothing_stands_can_be_taken_in_with_its_key(
    offices: Offices, tmp_path: Path, at_once: bool
) -> None:
    """The laptop was ended before its sheet came: person, year and model wait like the points."""
    person = begun(offices, tmp_path)
    village, sheet = offices.villages[0], assessment_id(person, YEAR, LearningModel.CITIZEN)
    with village.open() as session:
        unit = session.require_unit()
    with offices.commune.open() as session:
        write(session, "assessment", sheet, control(unit, "stopped"))
    with village.open() as session:
        values = control(unit) | {"person": person, "year": YEAR, "model": "citizen"}
        values["village.CS1"] = {"points": "8", "reason": None}
        write(session, "assessment", sheet, values)
    offices.commune.merge(village.export(tmp_path / "late.vhb"))
    with offices.commune.open() as session:
        listed = ConflictService(session).listed().shown
        assert {item.field for item in listed} == {*KINDS["assessment"].key, "village.CS1"}
        late = {value.reason for item in listed for value in item.values if not value.stands}
        assert late == {NotStanding.LATE.value}
        service = SettlingService(session)
        if at_once:
            change = next(value.change for value in listed[0].values if not value.stands)
            service.keep_all(sheet, change)
        else:
            for item in listed:
                if any(item.id == left.id for left in ConflictService(session).listed().shown):
                    service.keep(item.id, item.values[0].change)
        assert ConflictService(session).listed().shown == []
        with session.database.reading() as reading:
            found = reading.assessments.by_id(sheet)
        assert found is not None
        assert (found.person, found.status.value) == (person, "stopped")


@pytest.mark.parametrize(
    ("text", "value"), [("1,50", "1.5"), ("có", True), ("NaN", None), ("Infinity", None)]
)
def test_a_fact_is_a_plain_number_or_a_yes(
    offices: Offices, tmp_path: Path, text: str, value: Json
) -> None:
    """What is no number that can be counted with settles nothing."""
    village = offices.villages[0]
    with village.open() as session, session.work() as work:
        unit = session.require_unit()
        house = household_id(unit, "H1")
        work.put("household", house, control(unit) | {"code": "H1"})
        sheet = assessment_id(house, YEAR, LearningModel.FAMILY)
        about: dict[str, Json] = {
            "person": house,
            "year": YEAR,
            "model": "family",
            "criteria": "0" * 64,
        }
        work.put("assessment", sheet, control(unit) | about)
        work.commit()
    offices.commune.merge(village.export(tmp_path / "begun.vhb"))
    apart(offices, tmp_path, "assessment", sheet, {"fact.children": ("1", "2")})
    with offices.commune.open() as session:
        (item,) = ConflictService(session).listed().shown
        if value is not None:
            assert SettlingService(session).type(item.id, text).value == value
            return
        with pytest.raises(VanHoaError) as refused:
            SettlingService(session).type(item.id, text)
        assert refused.value.code is ErrorCode.VALUE_INVALID
