"""Several devices of a commune with one office; new keys; the office handed over."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.builders.devices import (
    AskingDevice,
    device_of,
    names_at,
    refusals,
    seen_by,
    write_person,
)
from tests.builders.offices import (
    COMMUNE,
    NGOC_BAN,
    PASSPHRASE,
    YEAR,
    Office,
    Offices,
    add_person,
    give_points,
)
from tests.services.test_backups import back_up
from vanhoa_desktop.domain.enums import AssessmentStatus, DeviceStatus, UnitKind
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.services.appraisal.workflow import WorkflowService
from vanhoa_desktop.services.devices.device_ending import DeviceEndingService
from vanhoa_desktop.services.devices.enrolment import EnrolmentService
from vanhoa_desktop.services.devices.handing_over import HandOverService
from vanhoa_desktop.services.devices.rotation import ask_new_keys, renew_office_keys
from vanhoa_desktop.services.office.integrity import IntegrityService, StateHash
from vanhoa_desktop.services.office.rescue import RescueService
from vanhoa_desktop.services.safekeeping.recovery import RecoveryService
from vanhoa_desktop.services.safekeeping.restoring import restore_backup
from vanhoa_desktop.services.setup.units import UnitService
from vanhoa_desktop.trust.envelope import open_sealed

EARLY, LATER = "Đinh Thị Sớm", "Hà Thị Muộn"
NINE = ["9"] * 10


def code_of(act: Callable[[], object]) -> ErrorCode:
    """The code with which an act is refused."""
    with pytest.raises(VanHoaError) as refused:
        act()
    return refused.value.code


def second_device(offices: Offices, folder: Path) -> Office:
    """A second computer of the commune, enrolled as any other."""
    return AskingDevice(folder, COMMUNE, UnitKind.COMMUNE, "second").join(offices.commune)


def submit(village: Office, name: str) -> None:
    """A village writes, scores and submits a person's sheet."""
    with village.open() as session:
        give_points(session, add_person(session, name), NINE)
        WorkflowService(session).submit(YEAR)


def appraise(office: Office) -> int:
    """Appraise what was submitted; how many."""
    with office.open() as session:
        return WorkflowService(session).appraise(YEAR).moved


def statuses(office: Office) -> list[AssessmentStatus]:
    """The states of all sheets."""
    with office.open(writing=False) as session, session.database.reading() as reading:
        return [sheet.status for sheet in reading.assessments.assessments(YEAR)]


def state(office: Office) -> StateHash:
    """The state of everything that an office holds."""
    with office.open(writing=False) as session:
        return IntegrityService(session).state_hash()


def tell(office: Office, other: Office, folder: Path) -> None:
    """The office's file goes to another installation."""
    number = len(list(folder.glob("*.vhb")))
    with other.open(writing=False) as session:
        unit = session.require_unit()
    assert refusals(other.merge(office.export(folder / f"{number}d.vhb", unit))) == []


def hear(office: Office, other: Office, folder: Path) -> None:
    """Another installation's file goes to the office."""
    number = len(list(folder.glob("*.vhb")))
    assert refusals(office.merge(other.export(folder / f"{number}u.vhb"))) == []


def make_recovery(commune: Office, output: Path) -> None:
    """A recovery file."""
    with commune.open() as session:
        RecoveryService(session).create(output)


def test_the_second_device_of_the_commune_appraises_and_the_office_takes_it_in(
    offices: Offices, tmp_path: Path
) -> None:
    office, village = offices.commune, offices.villages[0]
    second = second_device(offices, tmp_path)
    submit(village, EARLY)
    hear(office, village, tmp_path)
    tell(office, second, tmp_path)
    assert state(second) == state(office)
    assert appraise(second) == 1
    hear(office, second, tmp_path)
    assert statuses(office) == [AssessmentStatus.APPRAISED]
    tell(office, village, tmp_path)
    assert statuses(village) == [AssessmentStatus.APPRAISED]
    tell(office, second, tmp_path)
    assert state(second) == state(office)


def test_the_second_device_writes_nothing_that_only_the_office_writes(
    offices: Offices, tmp_path: Path
) -> None:
    second = second_device(offices, tmp_path)
    with second.open() as session:
        assert code_of(lambda: UnitService(session).add("Thôn Mới", UnitKind.VILLAGE)) is (
            ErrorCode.ROLE_NOT_ALLOWED
        )
        unit = session.require_unit()
        with session.work() as work:
            assert code_of(lambda: work.put("unit", unit, {"name": "Xã Khác"})) is (
                ErrorCode.RECORD_OF_OTHERS
            )
    village = offices.villages[0]
    write_person(village, EARLY)
    tell(offices.commune, village, tmp_path)
    file = village.export(tmp_path / "up.vhb")
    assert refusals(second.merge(file)) == [ErrorCode.BUNDLE_FOR_OFFICE]


def test_the_office_is_handed_over_and_its_word_before_still_counts(
    offices: Offices, tmp_path: Path
) -> None:
    old, village = offices.commune, offices.villages[0]
    new = second_device(offices, tmp_path)
    submit(village, EARLY)
    hear(old, village, tmp_path)
    given = tmp_path / "ban-giao.vhg"
    wanted = device_of(new).device_id

    def hand_over() -> str:
        with old.open() as session:
            return HandOverService(session).give(wanted[:16], given).device_id

    assert code_of(hand_over) is ErrorCode.RECOVERY_MISSING
    make_recovery(old, tmp_path / "xa.vhk")
    assert hand_over() == wanted
    assert code_of(hand_over) is ErrorCode.ROLE_NOT_ALLOWED
    assert not old.paths.root_key.exists()
    with village.open() as session:
        assert code_of(lambda: HandOverService(session).take(given)) is ErrorCode.ROLE_NOT_ALLOWED
    with old.open() as session:
        assert code_of(lambda: HandOverService(session).take(given)) is ErrorCode.HAND_OVER_INVALID
    with new.open() as session:
        assert HandOverService(session).take(given).device_id == wanted
    assert names_at(new) == [EARLY]
    write_person(village, LATER)
    tell(new, village, tmp_path)
    hear(new, village, tmp_path)
    with new.open() as session:
        UnitService(session).add("Thôn Mới", UnitKind.VILLAGE)
    tell(new, old, tmp_path)
    assert state(old) == state(new)
    assert appraise(old) == 1
    hear(new, old, tmp_path)
    tell(new, village, tmp_path)
    assert sorted(names_at(new)) == sorted(names_at(village)) == sorted([EARLY, LATER])
    with old.open() as session:
        assert code_of(lambda: UnitService(session).add("Thôn Cũ", UnitKind.VILLAGE)) is (
            ErrorCode.ROLE_NOT_ALLOWED
        )


def test_the_office_renews_its_keys_and_villages_follow(offices: Offices, tmp_path: Path) -> None:
    office, village = offices.commune, offices.villages[0]
    make_recovery(office, tmp_path / "xa.vhk")
    on_its_way = write_and_export(village, EARLY, tmp_path / "way.vhb")
    former = device_of(office).device_id
    with office.open() as session:
        renewed = renew_office_keys(session)
        assert session.identity.device_id == renewed != former
    assert refusals(office.merge(on_its_way)) == []
    tell(office, village, tmp_path)
    assert seen_by(village, former).status is DeviceStatus.REVOKED
    write_person(village, LATER)
    hear(office, village, tmp_path)
    with office.open() as session:
        UnitService(session).add("Thôn Mới", UnitKind.VILLAGE)
    tell(office, village, tmp_path)
    assert sorted(names_at(office)) == sorted(names_at(village)) == sorted([EARLY, LATER])
    for each in (office, village):
        with each.open(writing=False) as session:
            assert IntegrityService(session).check().is_ok


def write_and_export(village: Office, name: str, output: Path) -> Path:
    """A village writes a person and saves its file."""
    write_person(village, name)
    return village.export(output)


def test_a_village_renews_its_keys_in_the_same_folder_and_loses_nothing(
    offices: Offices, tmp_path: Path
) -> None:
    office, village = offices.commune, offices.villages[0]
    make_recovery(office, tmp_path / "xa.vhk")
    tell(office, village, tmp_path)
    write_person(village, EARLY)
    hear(office, village, tmp_path)
    write_person(village, LATER)
    with village.open() as session:
        former, old_key = session.identity.device_id, session.secrets.age_identity
        asked = ask_new_keys(session, tmp_path / "new.vhr")
    with office.open() as session:
        step = DeviceEndingService(session).replace(
            former, tmp_path / "new.vhr", tmp_path / "new.vhi", fingerprint=asked.fingerprint
        )
    with village.open() as session:
        done = EnrolmentService(session).accept(
            tmp_path / "new.vhi", fingerprint=step.commune_fingerprint
        )
        assert done.device.device_id == session.identity.device_id == asked.device
    # What was not sent in time was written again under the new keys.
    assert sorted(names_at(village)) == sorted([EARLY, LATER])
    down = office.export(tmp_path / "sealed.vhb", NGOC_BAN)
    assert code_of(lambda: open_sealed(down.read_bytes(), [old_key])) is (
        ErrorCode.BUNDLE_NOT_FOR_US
    )
    with village.open() as session:
        assert RescueService(session).branches() == []
    for _ in range(2):
        hear(office, village, tmp_path)
        tell(office, village, tmp_path)
    assert sorted(names_at(office)) == sorted(names_at(village)) == sorted([EARLY, LATER])
    assert not village.paths.rotation.exists()


def test_the_office_does_not_ask_itself_for_new_keys(offices: Offices, tmp_path: Path) -> None:
    with offices.commune.open() as session:
        assert code_of(lambda: ask_new_keys(session, tmp_path / "a.vhr")) is (
            ErrorCode.ROLE_NOT_ALLOWED
        )
    with offices.villages[0].open() as session:
        assert code_of(lambda: renew_office_keys(session)) is ErrorCode.ROLE_NOT_ALLOWED


def test_what_a_village_wrote_under_former_keys_comes_back_to_a_restored_office(
    offices: Offices, tmp_path: Path
) -> None:
    office, village = offices.commune, offices.villages[0]
    backup = back_up(office, tmp_path / "old.vhs")
    write_person(village, EARLY)
    write_person(village, LATER)
    hear(office, village, tmp_path)
    with village.open() as session:
        former = session.identity.device_id
        asked = ask_new_keys(session, tmp_path / "new.vhr")
    with office.open() as session:
        step = DeviceEndingService(session).replace(
            former, tmp_path / "new.vhr", tmp_path / "new.vhi", fingerprint=asked.fingerprint
        )
    with village.open() as session:
        EnrolmentService(session).accept(tmp_path / "new.vhi", fingerprint=step.commune_fingerprint)
    restore_backup(office.paths, backup, PASSPHRASE)
    assert names_at(office) == []
    hear(office, village, tmp_path)
    tell(office, village, tmp_path)
    hear(office, village, tmp_path)
    assert sorted(names_at(office)) == sorted([EARLY, LATER])
    assert seen_by(office, former).status is DeviceStatus.REVOKED
