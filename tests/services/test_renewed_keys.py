"""Keys renewed more than once, with work that the commune never got under the former ones."""

import shutil
from pathlib import Path

from tests.builders.devices import (
    AskingDevice,
    device_of,
    names_at,
    refusals,
    seen_by,
    write_person,
)
from tests.builders.offices import PASSPHRASE, YEAR, Office, Offices, add_person, give_points
from vanhoa_desktop.domain.enums import AssessmentStatus, DeviceStatus
from vanhoa_desktop.errors import ErrorCode
from vanhoa_desktop.services.appraisal.workflow import WorkflowService
from vanhoa_desktop.services.devices.device_ending import DeviceEndingService
from vanhoa_desktop.services.devices.enrolment import EnrolmentService
from vanhoa_desktop.services.devices.rotation import ask_new_keys
from vanhoa_desktop.services.office.integrity import IntegrityService
from vanhoa_desktop.services.people.moving import MoveService
from vanhoa_desktop.services.rows.roster import RosterService
from vanhoa_desktop.services.safekeeping.backups import BackupService
from vanhoa_desktop.services.safekeeping.restoring import restore_backup

HOA, CUC, NINE = "Đỗ Thị Hòa", "Lê Thị Cúc", ["9"] * 10


def renew(commune: Office, village: Office, folder: Path, turn: int) -> None:
    """New keys in the place of the old ones."""
    request, invite = folder / f"{turn}.vhr", folder / f"{turn}.vhi"
    with village.open() as session:
        former = session.identity.device_id
        asked = ask_new_keys(session, request)
    with commune.open() as session:
        step = DeviceEndingService(session).replace(
            former, request, invite, fingerprint=asked.fingerprint
        )
    with village.open() as session:
        EnrolmentService(session).accept(invite, fingerprint=step.commune_fingerprint)


def sheets(office: Office) -> dict[str, AssessmentStatus]:
    """Where each person's sheet stands."""
    with office.open(writing=False) as session, session.database.reading() as reading:
        people = RosterService(session).search("", 0)
        names = {person.id: person.full_name for person in people}
        return {names[s.person]: s.status for s in reading.assessments.assessments(YEAR)}


def test_a_sheet_handed_over_under_former_keys_and_never_sent_comes_under_the_newest(
    offices: Offices, tmp_path: Path
) -> None:
    commune, village = offices.commune, offices.villages[0]
    with village.open() as session:
        give_points(session, add_person(session, HOA), NINE)
        WorkflowService(session).submit(YEAR)
    renew(commune, village, tmp_path, 1)
    assert sheets(village) == {HOA: AssessmentStatus.SUBMITTED}
    with village.open() as session:
        give_points(session, add_person(session, CUC), NINE)
    renew(commune, village, tmp_path, 2)
    assert sheets(village) == {HOA: AssessmentStatus.SUBMITTED, CUC: AssessmentStatus.OPEN}
    assert refusals(commune.merge(village.export(tmp_path / "up.vhb"))) == []
    assert sheets(commune) == {HOA: AssessmentStatus.RECEIVED, CUC: AssessmentStatus.OPEN}
    assert refusals(village.merge(commune.export(tmp_path / "down.vhb", village.name))) == []
    assert names_at(village) == names_at(commune)
    for office in (commune, village):
        with office.open(writing=False) as session:
            assert IntegrityService(session).check().is_ok


def exchange(commune: Office, village: Office, folder: Path, turn: int) -> list[ErrorCode]:
    """A file up and a file down; what was refused of them."""
    up = village.export(folder / f"up{turn}.vhb")
    refused = refusals(commune.merge(up))
    down = commune.export(folder / f"down{turn}.vhb", village.name)
    return [*refused, *refusals(village.merge(down))]


def test_a_backup_older_than_a_new_laptop_keeps_all_the_keys_that_it_wrote_under(
    offices: Offices, tmp_path: Path
) -> None:
    """Work of the first keys is written again under the second: it hangs on the first's chain."""
    commune, village = offices.commune, offices.villages[0]
    write_person(village, HOA)
    renew(commune, village, tmp_path, 1)
    with village.open(writing=False) as session:
        backup = BackupService(session).create(tmp_path / "a.vhs").path
    asking = AskingDevice(tmp_path, village.name)
    with commune.open() as session:
        step = DeviceEndingService(session).replace(
            device_of(village).device_id,
            asking.file,
            asking.invite,
            fingerprint=asking.fingerprint,
        )
    laptop = asking.accept(step.commune_fingerprint)
    restore_backup(laptop.paths, backup, PASSPHRASE)
    assert names_at(laptop) == [HOA]
    assert exchange(commune, laptop, tmp_path, 1) == []
    assert names_at(commune) == [HOA]


def test_an_office_that_lost_a_laptop_ends_it_when_it_asks_for_new_keys(
    offices: Offices, tmp_path: Path
) -> None:
    """Enrolled in the time that the office lost, it is unknown there, and never ended by hand."""
    commune, saved = offices.commune, tmp_path / "image"
    shutil.copytree(commune.paths.root, saved)
    second = AskingDevice(tmp_path, offices.villages[0].name, name="second").join(commune)
    write_person(second, HOA)
    former = device_of(second).device_id
    shutil.rmtree(commune.paths.root)
    shutil.copytree(saved, commune.paths.root)
    with second.open() as session:
        asked = ask_new_keys(session, tmp_path / "n.vhr")
    with commune.open() as session:
        step = EnrolmentService(session).approve(
            tmp_path / "n.vhr", tmp_path / "n.vhi", unit_text=None, fingerprint=asked.fingerprint
        )
    with second.open() as session:
        EnrolmentService(session).accept(tmp_path / "n.vhi", fingerprint=step.commune_fingerprint)
    assert exchange(commune, second, tmp_path, 1) == []
    assert names_at(commune) == names_at(second) == [HOA]
    assert seen_by(commune, former).status is DeviceStatus.REVOKED
    for office in (commune, second):
        with office.open(writing=False) as session:
            assert IntegrityService(session).check().is_ok


def test_who_moved_away_does_not_come_back_with_new_keys(offices: Offices, tmp_path: Path) -> None:
    commune, (village, other) = offices.commune, offices.villages
    for name in (HOA, CUC):
        write_person(village, name)
    assert exchange(commune, village, tmp_path, 1) == []
    with commune.open() as session:
        MoveService(session).move(HOA, other.name)
    assert exchange(commune, village, tmp_path, 2) == []
    renew(commune, village, tmp_path, 1)
    assert names_at(village) == [CUC]
    with village.open() as session:
        assert IntegrityService(session).repair() == ()
