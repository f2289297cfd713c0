"""What a bundle would do is told before it is done, and nothing is written meanwhile."""

from pathlib import Path

from tests.builders.offices import CAM_BAO, NGOC_BAN, YEAR, Offices, give_points
from vanhoa_desktop.services.appraisal.workflow import WorkflowService
from vanhoa_desktop.services.office.integrity import IntegrityService
from vanhoa_desktop.services.people.duplicates import DuplicateService
from vanhoa_desktop.services.people.moving import MoveService
from vanhoa_desktop.services.people.person_entry import PersonService
from vanhoa_desktop.services.post.preview import BundlePreview, PreviewService
from vanhoa_desktop.services.rows.roster import RosterService


def look(offices: Offices, file: Path) -> BundlePreview:
    with offices.commune.open() as session:
        before = IntegrityService(session).state_hash()
        seen = PreviewService(session).inspect(file)
        assert IntegrityService(session).state_hash() == before
    return seen


def test_a_new_person_who_may_be_held_already_is_named_a_suspicion(offices: Offices) -> None:
    twin = {"full_name": "Nguyễn Thị Hòa", "birth": "12/3/1961", "citizen_number": "038161000017"}
    with offices.commune.open() as session:
        PersonService(session).add(twin, CAM_BAO)
    with offices.villages[0].open() as session:
        PersonService(session).add(twin)
        PersonService(session).add({"full_name": "Lê Văn Khác", "birth": "1950"})
    effect = look(offices, offices.villages[0].export(offices.folder / "len.vhb")).effect
    assert effect.created == {"person": 2}
    assert effect.suspected == 1
    offices.commune.merge(offices.folder / "len.vhb")
    with offices.commune.open() as session:
        assert len(DuplicateService(session).pairs()) == 1


def test_sheets_sent_late_edits_and_moves_are_counted(offices: Offices) -> None:
    village = offices.villages[0]
    with village.open() as session:
        person = PersonService(session).add({"full_name": "Lê Văn Chuyển", "birth": "1961"}).person
        give_points(session, person, ["8"] * 10)
        WorkflowService(session).submit(YEAR)
    seen = look(offices, village.export(offices.folder / "1.vhb"))
    assert seen.effect.submitted == 1
    assert seen.sender_name == NGOC_BAN
    offices.commune.merge(offices.folder / "1.vhb")
    assert look(offices, offices.folder / "1.vhb").is_already_merged
    with offices.commune.open() as session:
        MoveService(session).move(person.id, CAM_BAO)
    with village.open() as session:
        PersonService(session).set(
            RosterService(session).person(person.id), {"phone": "0912345678"}
        )
    effect = look(offices, village.export(offices.folder / "2.vhb")).effect
    assert (effect.late, effect.moved) == (1, 1)
    assert effect.created == {}


def test_both_sides_correcting_the_same_thing_is_a_conflict_to_come(offices: Offices) -> None:
    village = offices.villages[0]
    with village.open() as session:
        person = PersonService(session).add({"full_name": "Lê Văn Hai", "birth": "1961"}).person
    offices.commune.merge(village.export(offices.folder / "1.vhb"))
    for office, phone in ((offices.commune, "0911111111"), (village, "0922222222")):
        with office.open() as session:
            PersonService(session).set(person, {"phone": phone})
    effect = look(offices, village.export(offices.folder / "2.vhb")).effect
    assert effect.conflicts == 1
    assert effect.altered == {}  # the commune's stands for now
