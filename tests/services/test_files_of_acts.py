"""Acts that change the store and save a file: on a full stick they change nothing, and come again.

Whoever is told «Ổ đĩa đã đầy … Số liệu trên máy này không bị thay đổi» may believe it: no laptop is
enrolled without its invite, no earlier request is made worthless, no part of a set is left behind.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders.devices import AskingDevice, device_of
from tests.builders.offices import CAM_BAO, COMMUNE, NGOC_BAN, Offices, add_person
from tests.builders.small_disks import FILLER, fill, small_disk
from vanhoa_desktop.domain.enums import DeviceStatus, UnitKind
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.services.devices.device_ending import DeviceEndingService
from vanhoa_desktop.services.devices.enrolment import EnrolmentService
from vanhoa_desktop.services.devices.handing_over import HandOverService
from vanhoa_desktop.services.devices.passphrase_resets import (
    PassphraseResetService,
    accept_reset,
    request_reset,
)
from vanhoa_desktop.services.devices.rotation import ask_new_keys, renew_office_keys
from vanhoa_desktop.services.exchange.exporting import ExportService, ExportWish, SavedBundle
from vanhoa_desktop.services.safekeeping.recovery import RecoveryService

NEW = "mật khẩu thay"


@pytest.fixture
def stick(tmp_path: Path) -> Iterator[Path]:
    """A stick on which nothing has room any more."""
    with small_disk(tmp_path / "stick", 300) as folder:
        fill(folder)
        yield folder


def is_full(refused: pytest.ExceptionInfo[VanHoaError], stick: Path) -> bool:
    """Whether it was told as that, and nothing half was left."""
    names = [path.name for path in stick.iterdir()]
    return refused.value.code is ErrorCode.DISK_FULL and names == [FILLER]


def pages(file: SavedBundle) -> int:
    """How many pages of 4 KB a small disk gives to a file."""
    return -(-file.size_bytes // 4_096)


def make_room(stick: Path) -> None:
    (stick / FILLER).unlink()


def test_a_laptop_whose_invite_has_no_room_is_not_enrolled_and_can_be_for_another_village(
    offices: Offices, tmp_path: Path, stick: Path
) -> None:
    asking = AskingDevice(tmp_path, NGOC_BAN)
    with offices.commune.open() as session:
        service = EnrolmentService(session)
        before = {device.device_id for device in service.devices()}
        with pytest.raises(VanHoaError) as refused:
            service.approve(
                asking.file, stick / "a.vhi", unit_text=NGOC_BAN, fingerprint=asking.fingerprint
            )
        assert is_full(refused, stick)
        assert {device.device_id for device in service.devices()} == before
        make_room(stick)
        asking.invite = stick / "a.vhi"
        step = service.approve(
            asking.file, asking.invite, unit_text=CAM_BAO, fingerprint=asking.fingerprint
        )
    asking.accept(step.commune_fingerprint)
    assert device_of(asking.office).status is DeviceStatus.ACCEPTED


def test_asking_for_new_keys_on_a_full_stick_leaves_the_earlier_request_good(
    offices: Offices, tmp_path: Path, stick: Path
) -> None:
    village, commune = offices.villages[0], offices.commune
    with village.open() as session:
        asked = ask_new_keys(session, tmp_path / "n.vhr")
        with pytest.raises(VanHoaError) as refused:
            ask_new_keys(session, stick / "n.vhr")
    assert is_full(refused, stick)
    with commune.open() as session:
        step = EnrolmentService(session).approve(
            tmp_path / "n.vhr",
            tmp_path / "n.vhi",
            unit_text=NGOC_BAN,
            fingerprint=asked.fingerprint,
        )
    with village.open() as session:
        EnrolmentService(session).accept(tmp_path / "n.vhi", fingerprint=step.commune_fingerprint)
        assert session.identity.device_id == asked.device


def test_a_laptop_stays_in_use_when_the_invite_of_its_successor_has_no_room(
    offices: Offices, tmp_path: Path, stick: Path
) -> None:
    old, commune = offices.villages[0], offices.commune
    former = device_of(old).device_id
    asking = AskingDevice(tmp_path, NGOC_BAN)
    with commune.open() as session:
        service = DeviceEndingService(session)
        with pytest.raises(VanHoaError) as refused:
            service.replace(former, asking.file, stick / "a.vhi", fingerprint=asking.fingerprint)
        assert is_full(refused, stick)
        listed = EnrolmentService(session).find_device(former)
        assert listed.status is not DeviceStatus.REVOKED
        make_room(stick)
        asking.invite = stick / "a.vhi"
        step = service.replace(former, asking.file, asking.invite, fingerprint=asking.fingerprint)
        ended = EnrolmentService(session).find_device(former)
        assert ended.status is DeviceStatus.REVOKED
    with asking.accept(step.commune_fingerprint).open() as session:
        assert EnrolmentService(session).find_device(former).status is DeviceStatus.REVOKED


def test_a_recovery_file_whose_sheet_has_no_room_is_not_saved_at_all(
    offices: Offices, tmp_path: Path, stick: Path
) -> None:
    kept, sheet = tmp_path / "xa.vhk", stick / "ma.pdf"
    with offices.commune.open() as session:
        with pytest.raises(VanHoaError) as refused:
            RecoveryService(session).create(kept, sheet)
        assert is_full(refused, stick)
        assert not kept.exists()
        # Nobody may rely on a recovery file that is not there.
        assert session.root_secrets().recovery_identity is None
        make_room(stick)
        RecoveryService(session).create(kept, sheet)
    assert kept.exists()
    assert sheet.exists()


def test_an_office_whose_hand_over_file_has_no_room_stays_the_office(
    offices: Offices, tmp_path: Path, stick: Path
) -> None:
    second = AskingDevice(tmp_path, COMMUNE, UnitKind.COMMUNE, "second").join(offices.commune)
    wanted = device_of(second).device_id
    with offices.commune.open() as session:
        RecoveryService(session).create(tmp_path / "xa.vhk")
        with pytest.raises(VanHoaError) as refused:
            HandOverService(session).give(wanted, stick / "giao.vhg")
        assert is_full(refused, stick)
        assert session.identity.is_office
        assert offices.commune.paths.root_key.exists()
        make_room(stick)
        assert HandOverService(session).give(wanted, stick / "giao.vhg").device_id == wanted
    with second.open() as session:
        assert HandOverService(session).take(stick / "giao.vhg").device_id == wanted


def test_a_second_request_for_a_new_passphrase_that_has_no_room_leaves_the_first_good(
    offices: Offices, tmp_path: Path, stick: Path
) -> None:
    commune, village = offices.commune, offices.villages[0]
    with commune.open() as session:
        RecoveryService(session).create(tmp_path / "xa.vhk")
    village.merge(commune.export(tmp_path / "down.vhb", NGOC_BAN))
    village.open().close()  # the keys are sealed for the commune's recovery when they are opened
    asked = request_reset(village.paths, tmp_path / "r.vhm", NEW)
    with pytest.raises(VanHoaError) as refused:
        request_reset(village.paths, stick / "r.vhm", "mật khẩu khác nữa")
    assert is_full(refused, stick)
    answer = tmp_path / "tra-loi.vhm"
    with commune.open() as session:
        PassphraseResetService(session).answer(
            tmp_path / "r.vhm", answer, fingerprint=asked.fingerprint
        )
    accept_reset(village.paths, answer, NEW)


# Each part holds the commune's criteria, or the lines that vouch for what the commune wrote.
_PART_BYTES = 13_000


@pytest.mark.parametrize("is_down", [False, True], ids=["up", "down"])
def test_of_several_files_none_is_left_when_the_last_has_no_room(
    offices: Offices, tmp_path: Path, stick: Path, is_down: bool
) -> None:
    village = offices.villages[0]
    with village.open() as session:
        for number in range(120):
            add_person(session, "Đỗ Thị Mẫu", str(1940 + number % 60))
    if is_down:
        offices.commune.merge(village.export(village.paths.root.with_suffix(".vhb")))
    office, unit = (offices.commune, NGOC_BAN) if is_down else (village, None)
    with office.open() as session:
        wish = ExportWish(tmp_path / "gui.vhb", unit, is_full=True, most_bytes=_PART_BYTES)
        first, second, *_ = ExportService(session).export(wish).files
        make_room(stick)
        # A page less than what the first two take.
        fill(stick, spare_bytes=(pages(first) + pages(second) - 1) * 4_096)
        wish = replace(wish, output=stick / "gui.vhb")
        with pytest.raises(VanHoaError) as refused:
            ExportService(session).export(wish)
        assert is_full(refused, stick)
        make_room(stick)
        report = ExportService(session).export(wish)
    assert all(file.path.exists() for file in report.files)


def test_new_keys_of_the_office_that_have_no_room_leave_the_old_ones_in_force(
    offices: Offices, tmp_path: Path
) -> None:
    with small_disk(tmp_path / "disk", 5_000) as disk:
        moved = offices.copy(disk)
        office = moved.commune
        with office.open() as session:
            former = session.identity.device_id
            filler = fill(disk)
            with pytest.raises(VanHoaError) as refused:
                renew_office_keys(session)
            assert refused.value.code is ErrorCode.DISK_FULL
            filler.unlink()
            assert session.identity.device_id == former
            assert session.identity.is_office
        with office.open() as session:
            assert session.identity.is_office
            renewed = renew_office_keys(session)
            assert session.identity.is_office
            assert session.identity.device_id == renewed != former
