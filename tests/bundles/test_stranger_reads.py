"""Files that real offices made: a stranger checks every signature, hash and chain himself.

He comes to the same fields, counts and state hashes as the office that takes them in.
"""

import hashlib
from pathlib import Path

import pytest

from tests.builders.devices import AskingDevice, device_of, revoke, unnoticed_copy
from tests.builders.disputes import dispute, late_edit, write
from tests.builders.doctored import doctor
from tests.builders.evidence import attach, saved
from tests.builders.offices import CAM_BAO, YEAR, Office, Offices, add_person, give_points
from tests.builders.pictures import BLUE, photo
from tests.bundles.stranger.fold import Record
from tests.bundles.stranger.plain import RefusedError, canonical
from tests.bundles.stranger.reader import read_bundle
from tests.bundles.stranger.sending import told_to
from tests.bundles.stranger.values import natural_id
from tests.bundles.stranger_hands import (
    difference,
    held_at,
    held_in,
    says_its_state,
    taken_by_both,
)
from tests.services.test_backups import back_up
from tests.services.test_renewed_keys import renew
from tests.services.test_restored_office import go_back
from vanhoa_desktop.canonical import Json
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.services.appraisal.workflow import WorkflowService
from vanhoa_desktop.services.devices.rotation import renew_office_keys
from vanhoa_desktop.services.exchange.exporting import ExportService, ExportWish
from vanhoa_desktop.services.people.erasure import ErasureService
from vanhoa_desktop.services.people.moving import MoveService

NAME = "Tạ Thị Quên"
EIGHT = ["8"] * 10


def score(office: Office, *names: str, is_sent: bool = False) -> Person:
    """People with points, of whom the first is given back; sheets are handed over, if wished."""
    with office.open() as session:
        people = [add_person(session, name) for name in names]
        for person in people:
            give_points(session, person, EIGHT)
        if is_sent:
            WorkflowService(session).submit(YEAR)
    return people[0]


def note(office: Office, person: Person, text: str) -> None:
    """A note about a person."""
    with office.open() as session:
        write(session, "person", person.id, {"note": text})


def test_a_year_goes_up_and_down_with_pictures_and_verdicts(
    offices: Offices, tmp_path: Path
) -> None:
    commune, village = offices.commune, offices.villages[0]
    with village.open() as session:
        person = add_person(session, NAME)
        give_points(session, person, EIGHT)
        attach(session, saved(tmp_path, photo(colour=BLUE)), person)
        WorkflowService(session).submit(YEAR)
    (up,) = taken_by_both(commune, village.export(tmp_path / "1.vhb"))
    assert len(up.evidence) == 1
    assert says_its_state(up, village)
    with commune.open() as session:
        WorkflowService(session).appraise(YEAR)
    (down,) = taken_by_both(village, commune.export(tmp_path / "2.vhb", village.name))
    assert says_its_state(down, commune)
    held = held_at(village)
    own = [chain for chain, device in held.owners.items() if device == device_of(village).device_id]
    assert {chain: place["seq"] for chain, place in down.manifest["known"].items()} == {
        chain: held.unbroken(chain) for chain in own if held.unbroken(chain)
    }


def test_what_two_offices_wrote_apart_is_a_dispute_with_one_digest(
    offices: Offices, tmp_path: Path
) -> None:
    made = dispute(offices, tmp_path)
    commune, village = offices.commune, offices.villages[0]
    (down,) = taken_by_both(village, commune.export(tmp_path / "down.vhb", village.name))
    assert says_its_state(down, commune)
    held = held_at(village)
    field = Record(held.by_record[made.person.id], held).fields["occupation"]
    said = {held.changes[head].values["occupation"] for head in field.heads}
    assert (field.rivals, field.value, said) == (True, "Thợ mộc", {"Nông dân", "Thợ mộc"})


def test_what_a_village_wrote_without_knowing_of_the_verdict_is_late_and_waits(
    offices: Offices, tmp_path: Path
) -> None:
    person = late_edit(offices, tmp_path)
    with offices.commune.open() as session:
        held = held_in(session)
        assert difference(session, held) == []
    sheet = natural_id("assessment", person.id, YEAR, "citizen")
    found = Record(held.by_record[sheet], held)
    field = found.fields["village.CS6"]
    ((late, why),) = found.out.items()
    assert (field.value["points"], field.waiting, why) == ("8", [late], "late")
    assert held.changes[late].values["village.CS6"]["points"] == "9"


def test_erased_changes_keep_their_ids_and_what_comes_late_is_stripped(
    offices: Offices, tmp_path: Path
) -> None:
    commune, village = offices.commune, offices.villages[0]
    person = score(village, NAME, "Tạ Thị Nhớ")
    taken_by_both(commune, village.export(tmp_path / "1.vhb"))
    with commune.open() as session:
        ErasureService(session).erase(NAME, "Đơn")
    note(village, person, "viết sau khi xóa")
    taken_by_both(commune, village.export(tmp_path / "2.vhb"))
    file = commune.export(tmp_path / "3.vhb", village.name, is_full=True)
    (down,) = taken_by_both(village, file)
    bare = [change for change in down.changes if change.body is None]
    assert {change.kind for change in bare} == {"person", "registration", "assessment"}
    assert NAME.encode() not in file.read_bytes()
    assert says_its_state(down, commune)


def test_a_restored_office_is_answered_with_witnesses(offices: Offices, tmp_path: Path) -> None:
    commune, village = offices.commune, offices.villages[0]
    backup = back_up(commune, tmp_path / "old.vhs")
    score(village, NAME, is_sent=True)
    taken_by_both(commune, village.export(tmp_path / "1.vhb"))
    with commune.open() as session:
        WorkflowService(session).appraise(YEAR)
    taken_by_both(village, commune.export(tmp_path / "2.vhb", village.name))
    go_back(commune, backup)
    (asking,) = taken_by_both(village, commune.export(tmp_path / "3.vhb", village.name))
    assert asking.manifest["asks"] is True
    (answer,) = taken_by_both(commune, village.export(tmp_path / "4.vhb"))
    office = asking.manifest["sender"]["device"]
    returned = [c for c in answer.changes if answer.owners[c.chain] == office]
    assert returned
    assert {change.id for change in returned} <= set(answer.vouched)


def test_renewed_and_replaced_keys_hand_on_what_was_written_under_the_former(
    offices: Offices, tmp_path: Path
) -> None:
    commune, village = offices.commune, offices.villages[0]
    score(village, NAME, is_sent=True)
    former = device_of(village).device_id
    renew(commune, village, tmp_path, 1)
    score(village, "Tạ Thị Nhớ")
    (up,) = taken_by_both(commune, village.export(tmp_path / "up.vhb"))
    assert former in up.trust.ended
    assert former in up.owners.values()
    assert up.manifest["sender"]["device"] != former
    taken_by_both(village, commune.export(tmp_path / "down.vhb", village.name))


def test_an_office_with_new_keys_speaks_on_and_its_former_word_stands(
    offices: Offices, tmp_path: Path
) -> None:
    commune, village = offices.commune, offices.villages[0]
    score(village, NAME, is_sent=True)
    commune.merge(village.export(tmp_path / "1.vhb"))
    with commune.open() as session:
        WorkflowService(session).appraise(YEAR)
        former = session.identity.device_id
        renew_office_keys(session)
    (down,) = taken_by_both(village, commune.export(tmp_path / "2.vhb", village.name))
    assert down.trust.office != former
    assert former in down.trust.until
    verdict = next(
        c for c in down.changes if c.values.get("control", {}).get("status") == "appraised"
    )
    assert not down.trust.is_past_term(former, verdict.chain, verdict.seq)
    assert down.trust.is_past_term(former, verdict.chain, 10**6)


def test_a_second_laptop_of_a_village_reads_what_the_first_one_wrote(
    offices: Offices, tmp_path: Path
) -> None:
    commune, first = offices.commune, offices.villages[0]
    second = AskingDevice(tmp_path, first.name).join(commune)
    score(first, NAME, is_sent=True)
    score(second, "Tạ Thị Nhớ", is_sent=True)
    for number, laptop in enumerate((first, second)):
        taken_by_both(commune, laptop.export(tmp_path / f"up{number}.vhb"))
    down = commune.export(tmp_path / "down.vhb", first.name)
    for laptop in (first, second):
        (opened,) = taken_by_both(laptop, down)
        assert says_its_state(opened, commune)


def test_what_moved_away_leaves_the_old_village_and_comes_to_the_new_one(
    offices: Offices, tmp_path: Path
) -> None:
    commune, (old, new) = offices.commune, offices.villages
    person = score(old, NAME)
    taken_by_both(commune, old.export(tmp_path / "1.vhb"))
    with commune.open() as session:
        MoveService(session).move(NAME, CAM_BAO)
    note(old, person, "chưa biết")
    taken_by_both(commune, old.export(tmp_path / "2.vhb"))
    taken_by_both(new, commune.export(tmp_path / "3.vhb", new.name))
    note(new, person, "của nơi mới")
    taken_by_both(commune, new.export(tmp_path / "4.vhb"))
    knows = held_at(commune)
    notes = []
    for number, village in enumerate((old, new)):
        file = commune.export(tmp_path / f"down{number}.vhb", village.name, is_full=True)
        (down,) = taken_by_both(village, file)
        assert {change.id for change in down.changes} == told_to(down.manifest["addressee"], knows)
        notes.append({c.values["note"] for c in down.changes if "note" in c.values})
    assert notes == [{"chưa biết"}, {"chưa biết", "của nơi mới"}]


def test_what_another_village_claims_is_foreign_and_wins_it_nothing(
    offices: Offices, tmp_path: Path
) -> None:
    commune, (honest, other) = offices.commune, offices.villages
    person = score(honest, NAME)
    doctored = doctor(other)
    about: dict[str, Json] = {"person": person.id, "year": YEAR}
    pen = doctored.second_pen()
    claims: dict[str, tuple[str, dict[str, Json]]] = {
        "person": (person.id, {"full_name": "Kẻ Gian"}),
        "registration": (natural_id("registration", person.id, YEAR), about),
        "digital": (natural_id("digital", person.id, YEAR), about),
    }
    for kind, (record, values) in claims.items():
        pen.write(kind, record, doctored.own_control() | values)
    taken_by_both(commune, honest.export(tmp_path / "up.vhb"))
    taken_by_both(commune, doctored.save(tmp_path / "claims.vhb"))
    knows = held_at(commune)
    for record in (person.id, natural_id("registration", person.id, YEAR)):
        found = Record(knows.by_record[record], knows)
        assert set(found.out.values()) == {"foreign"}
        assert found.control == doctor(honest).own_control()["control"]
    file = commune.export(tmp_path / "down.vhb", other.name, is_full=True)
    (down,) = taken_by_both(other, file)
    told = told_to(down.manifest["addressee"], knows)
    assert {change.id for change in down.changes} == told
    about_her = {
        c.id for c in knows.changes.values() if person.id in (c.record, c.values.get("person"))
    }
    assert not told & about_her


def test_what_a_lost_laptop_wrote_past_its_last_good_file_does_not_stand(
    offices: Offices, tmp_path: Path
) -> None:
    commune, village = offices.commune, offices.villages[0]
    first = score(village, NAME)
    (good,) = taken_by_both(commune, village.export(tmp_path / "1.vhb"))
    note(village, first, "của kẻ nhặt được")
    (bad,) = taken_by_both(commune, village.export(tmp_path / "2.vhb"))
    device = good.manifest["sender"]["device"]
    name = hashlib.sha256(canonical(dict(good.manifest))).hexdigest()
    revoke(commune, device, last_bundle=name)
    with commune.open() as session:
        knows = held_in(session)
        assert difference(session, knows) == []
    found = Record(knows.by_record[first.id], knows)
    assert found.out == {bad.changes[-1].id: "revoked"}
    assert "note" not in found.fields
    (run,) = good.manifest["chains"].values()
    ((chain, place),) = knows.trust.last_good.items()
    assert (chain, place) == (*good.manifest["chains"], (run["last"], run["after"]))
    with pytest.raises(RefusedError, match="BUNDLE_REVOKED_SENDER"):
        read_bundle((tmp_path / "2.vhb").read_bytes(), knows)


def test_a_copied_disk_forks_a_chain_and_both_branches_are_held(
    offices: Offices, tmp_path: Path
) -> None:
    commune, village = offices.commune, offices.villages[0]
    score(village, "Tạ Thị Nhớ")
    copied = unnoticed_copy(village, tmp_path / "copied")
    score(village, "Bản Một")
    score(copied, "Bản Hai")
    for number, laptop in enumerate((village, copied)):
        taken_by_both(commune, laptop.export(tmp_path / f"{number}.vhb"))
    held = held_at(commune)
    assert [place for place, ids in held.by_place.items() if len(ids) > 1]


def test_parts_are_read_in_their_order_and_wait_out_of_it(offices: Offices, tmp_path: Path) -> None:
    commune, village = offices.commune, offices.villages[0]
    score(village, *(f"Tạ Thị Số {number}" for number in range(12)), is_sent=True)
    with village.open() as session:
        wish = ExportWish(tmp_path / "parts.vhb", most_bytes=9_000)
        files = [file.path for file in ExportService(session).export(wish).files]
    assert len(files) > 2
    with pytest.raises(RefusedError, match="BUNDLE_GAP"):
        read_bundle(files[1].read_bytes(), held_at(commune))
    parts = taken_by_both(commune, *files)
    assert [part.manifest["state"] is None for part in parts] == [True] * (len(files) - 1) + [False]
    with commune.open() as session:
        wish = ExportWish(tmp_path / "down.vhb", village.name, True, 12_000)
        files = [file.path for file in ExportService(session).export(wish).files]
    down = taken_by_both(village, *files)
    numbers = [part.manifest["down"] for part in down]
    first = numbers[0]["number"]
    assert [said["number"] for said in numbers] == list(range(first, first + len(files)))
    assert [said["since"] for said in numbers[1:]] == [said["number"] for said in numbers[:-1]]
