"""Ending devices: refused requests, replaced laptops, lost laptops and what they wrote."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.builders.devices import (
    AskingDevice,
    device_of,
    merged_from,
    names_at,
    refusals,
    retire,
    revoke,
    seen_by,
    write_person,
)
from tests.builders.offices import CAM_BAO, NGOC_BAN, Office, Offices
from vanhoa_desktop.domain.enums import DeviceStatus
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.services.devices.device_ending import DeviceEndingService, EndedDevice
from vanhoa_desktop.services.devices.enrolment import EnrolmentService
from vanhoa_desktop.services.exchange.quarantine import quarantined
from vanhoa_desktop.services.office.integrity import IntegrityService
from vanhoa_desktop.trust.envelope import open_sealed

OLD, LATER = "Đinh Thị Cũ", "Hà Thị Muộn"


def bring(village: Office, commune: Office, file: Path, name: str) -> str:
    """A village writes a person and the commune merges it; the record's id."""
    record = write_person(village, name)
    assert commune.merge(village.export(file)).refused == []
    return record


def files_aside(commune: Office) -> list[bytes]:
    """What lies in the commune's quarantine."""
    with commune.open(writing=False) as session:
        return [path.read_bytes() for path in quarantined(session)]


def test_the_next_file_of_a_revoked_laptop_is_refused_and_kept_aside(
    offices: Offices, tmp_path: Path
) -> None:
    village, commune = offices.villages[0], offices.commune
    bring(village, commune, tmp_path / "1.vhb", OLD)
    ended = revoke(commune, device_of(village).device_id)
    assert (ended.device.status, ended.set_aside) == (DeviceStatus.REVOKED, 0)
    write_person(village, LATER)
    later = village.export(tmp_path / "2.vhb")
    assert refusals(commune.merge(later)) == [ErrorCode.BUNDLE_REVOKED_SENDER]
    assert names_at(commune) == [OLD]
    assert files_aside(commune) == [later.read_bytes()]


def test_a_file_that_waits_goes_aside_when_its_sender_is_revoked(
    offices: Offices, tmp_path: Path
) -> None:
    village, behind = offices.villages[0], offices.copy(tmp_path / "behind").commune
    bring(village, offices.commune, tmp_path / "1.vhb", OLD)
    village.merge(offices.commune.export(tmp_path / "down.vhb", NGOC_BAN))
    write_person(village, LATER)
    too_early = village.export(tmp_path / "2.vhb")
    assert refusals(behind.merge(too_early)) == [ErrorCode.BUNDLE_GAP]
    revoke(behind, device_of(village).device_id)
    assert files_aside(behind) == [too_early.read_bytes()]
    assert list(behind.paths.waiting.iterdir()) == []


def test_what_came_after_the_last_good_file_counts_no_more_but_is_kept_for_review(
    offices: Offices, tmp_path: Path
) -> None:
    village, commune = offices.villages[0], offices.commune
    device = device_of(village).device_id
    bring(village, commune, tmp_path / "1.vhb", OLD)
    (good,) = merged_from(commune, device)
    late = bring(village, commune, tmp_path / "2.vhb", LATER)
    ended = revoke(commune, device[:12], last_bundle=good[:10].upper())
    assert ended.set_aside == 1
    assert names_at(commune) == [OLD]
    with commune.open(writing=False) as session, session.database.reading() as reading:
        assert late in {item.record for item in reading.states.to_review()}
        assert len(reading.journal.of_records([late])[late]) == 1
        assert IntegrityService(session).check().is_ok


def test_of_two_revocations_the_earlier_end_holds(offices: Offices, tmp_path: Path) -> None:
    village, commune = offices.villages[0], offices.commune
    device = device_of(village).device_id
    bring(village, commune, tmp_path / "1.vhb", OLD)
    bring(village, commune, tmp_path / "2.vhb", LATER)
    revoke(commune, device, last_bundle=merged_from(commune, device)[0])
    revoke(commune, device)
    assert names_at(commune) == [OLD]


def test_a_revocation_names_the_last_change_held_of_each_chain(
    offices: Offices, tmp_path: Path
) -> None:
    village, commune = offices.villages[0], offices.commune
    bring(village, commune, tmp_path / "1.vhb", OLD)
    with village.open(writing=False) as session:
        chain = session.identity.chain
    assert revoke(commune, device_of(village).device_id).chains == {chain: 1}
    with commune.open(writing=False) as session, session.database.reading() as reading:
        assert reading.trust is not None
        last = reading.trust.last_good[chain]
        assert bytes.fromhex(last.id) == reading.journal.id_at(chain, 1)


def test_the_other_laptop_of_the_village_learns_of_the_end_with_the_next_file(
    offices: Offices, tmp_path: Path
) -> None:
    lost, commune = offices.villages[0], offices.commune
    device = device_of(lost).device_id
    bring(lost, commune, tmp_path / "1.vhb", OLD)
    laptop = AskingDevice(tmp_path, NGOC_BAN).join(commune)
    bring(lost, commune, tmp_path / "2.vhb", LATER)
    laptop.merge(commune.export(tmp_path / "down1.vhb", NGOC_BAN))
    assert sorted(names_at(laptop)) == sorted([OLD, LATER])
    revoke(commune, device, last_bundle=merged_from(commune, device)[0])
    down = commune.export(tmp_path / "down2.vhb", NGOC_BAN)
    laptop.merge(down)
    assert names_at(laptop) == [OLD]
    assert seen_by(laptop, device).status is DeviceStatus.REVOKED
    with lost.open(writing=False) as session, pytest.raises(VanHoaError) as refused:
        open_sealed(down.read_bytes(), [session.secrets.age_identity])
    assert refused.value.code is ErrorCode.BUNDLE_NOT_FOR_US


@pytest.mark.parametrize("end", [revoke, retire])
def test_the_office_cannot_end_itself(
    offices: Offices, end: Callable[[Office, str], EndedDevice]
) -> None:
    with pytest.raises(VanHoaError) as refused:
        end(offices.commune, device_of(offices.commune).device_id)
    assert refused.value.code is ErrorCode.DEVICE_IS_OFFICE


def test_a_village_ends_nobody(offices: Offices) -> None:
    first, second = offices.villages
    with pytest.raises(VanHoaError) as refused:
        revoke(first, device_of(first).device_id)
    assert refused.value.code is ErrorCode.ROLE_NOT_ALLOWED
    with pytest.raises(VanHoaError) as refused:
        retire(second, device_of(second).device_id)
    assert refused.value.code is ErrorCode.ROLE_NOT_ALLOWED


def test_a_revocation_needs_a_reason_and_a_file_that_the_device_sent(offices: Offices) -> None:
    device = device_of(offices.villages[0]).device_id
    with pytest.raises(VanHoaError) as refused:
        revoke(offices.commune, device, reason="  ")
    assert refused.value.code is ErrorCode.VALUE_INVALID
    with pytest.raises(VanHoaError) as refused:
        revoke(offices.commune, device, last_bundle="ab" * 32)
    assert refused.value.code is ErrorCode.NOT_FOUND
    assert seen_by(offices.commune, device).status is not DeviceStatus.REVOKED


def test_a_replaced_laptop_ends_at_its_last_change_and_the_new_one_holds_its_work(
    offices: Offices, tmp_path: Path
) -> None:
    old, commune = offices.villages[0], offices.commune
    bring(old, commune, tmp_path / "1.vhb", OLD)
    asking = AskingDevice(tmp_path, NGOC_BAN)
    with commune.open() as session:
        step = DeviceEndingService(session).replace(
            device_of(old).device_id[:16],
            asking.file,
            asking.invite,
            fingerprint=asking.fingerprint,
        )
    new = asking.accept(step.commune_fingerprint)
    assert names_at(new) == [OLD]
    bring(new, commune, tmp_path / "2.vhb", LATER)
    assert sorted(names_at(commune)) == sorted([OLD, LATER])
    assert refusals(commune.merge(old.export(tmp_path / "3.vhb"))) == [
        ErrorCode.BUNDLE_REVOKED_SENDER
    ]


def test_a_refused_request_is_not_approved_but_a_new_one_of_the_same_laptop_is(
    offices: Offices, tmp_path: Path
) -> None:
    commune, asking = offices.commune, AskingDevice(tmp_path, CAM_BAO)
    with commune.open() as session:
        refused_device = DeviceEndingService(session).refuse(asking.file, "chưa rõ máy của ai")
    assert refused_device.unit_name == CAM_BAO
    with pytest.raises(VanHoaError) as refused:
        asking.join(commune)
    assert refused.value.code is ErrorCode.REQUEST_REFUSED
    first = asking.fingerprint
    asking.file = asking.ask(tmp_path / "again.vhr", is_new=True)
    assert asking.fingerprint != first
    asking.join(commune)
    with commune.open() as session, pytest.raises(VanHoaError) as refused:
        DeviceEndingService(session).refuse(asking.file, "nhầm")
    assert refused.value.code is ErrorCode.DEVICE_ENROLLED


def test_an_invite_for_a_refused_request_does_not_fit_the_new_one(
    offices: Offices, tmp_path: Path
) -> None:
    asking = AskingDevice(tmp_path, CAM_BAO)
    with offices.commune.open() as session:
        step = EnrolmentService(session).approve(
            asking.file, asking.invite, unit_text=CAM_BAO, fingerprint=asking.fingerprint
        )
    asking.ask(tmp_path / "again.vhr", is_new=True)
    with pytest.raises(VanHoaError) as refused:
        asking.accept(step.commune_fingerprint)
    assert refused.value.code is ErrorCode.INVITE_NOT_FOR_US
