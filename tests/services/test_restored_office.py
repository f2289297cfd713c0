"""The office goes back to an old backup, and what was lost comes back from the villages.

Histories of the kind that happens: the disk fails in December, and the last good copy is weeks old.
"""

from pathlib import Path

import pytest

from tests.builders.devices import (
    AskingDevice,
    chain_of,
    device_of,
    names_at,
    refusals,
    revoke,
    seen_by,
    write_person,
)
from tests.builders.offices import (
    CAM_BAO,
    NGOC_BAN,
    PASSPHRASE,
    YEAR,
    Office,
    Offices,
    add_person,
    give_points,
)
from tests.services.test_backups import back_up
from vanhoa_desktop.domain.enums import DeviceStatus
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.services.appraisal.workflow import WorkflowService
from vanhoa_desktop.services.devices.enrolment import EnrolmentService
from vanhoa_desktop.services.devices.rotation import renew_office_keys
from vanhoa_desktop.services.exchange.waiting_list import WaitingList
from vanhoa_desktop.services.office.integrity import IntegrityService
from vanhoa_desktop.services.people.erasure import ErasureService
from vanhoa_desktop.services.recognition.numbering import NumberingService
from vanhoa_desktop.services.recognition.recognition import RecognitionService, RecognitionWish
from vanhoa_desktop.services.rows.roster import RosterService
from vanhoa_desktop.services.safekeeping.recovery import RecoveryService
from vanhoa_desktop.services.safekeeping.restoring import restore_backup

EARLY, LATER, LAST = "Đinh Thị Sớm", "Hà Thị Muộn", "Lê Văn Cuối"
NINE = ["9"] * 10


def submit(village: Office, name: str) -> None:
    """A village writes, scores and submits a person's sheet."""
    with village.open() as session:
        give_points(session, add_person(session, name), NINE)
        WorkflowService(session).submit(YEAR)


def recognise(commune: Office, number: str) -> tuple[str | None, str | None]:
    """Appraise and decide; the range of numbers."""
    with commune.open() as session:
        WorkflowService(session).appraise(YEAR)
        wish = RecognitionWish(YEAR, number, f"{YEAR}-12-05")
        report = RecognitionService(session).recognise(wish)
    return report.first_number, report.last_number


def numbers_at(office: Office) -> list[str]:
    """All certificate numbers of the year."""
    with office.open(writing=False) as session, session.database.reading() as reading:
        return sorted(reading.recognitions.certificate_numbers(YEAR))


def go_back(office: Office, backup: Path, *, is_disk_lost: bool = False) -> None:
    """The office is restored from a backup; nothing else is left of a disk that was lost."""
    if is_disk_lost:
        office.paths.store.unlink()
    restore_backup(office.paths, backup, PASSPHRASE)


def up(village: Office, folder: Path) -> Path:
    """A village's next file."""
    return village.export(folder / f"{len(list(folder.iterdir()))}u.vhb")


def down(commune: Office, village: Office, folder: Path) -> Path:
    """The commune's next file for a village."""
    return commune.export(folder / f"{len(list(folder.iterdir()))}d.vhb", village.name)


def is_whole(*offices: Office) -> bool:
    """Whether `check` finds nothing anywhere."""
    for office in offices:
        with office.open(writing=False) as session:
            if not IntegrityService(session).check().is_ok:
                return False
    return True


def test_acknowledgements_that_were_ahead_go_down_and_nothing_is_missing(
    offices: Offices, tmp_path: Path
) -> None:
    commune, village = offices.commune, offices.villages[0]
    write_person(village, EARLY)
    assert refusals(commune.merge(up(village, tmp_path))) == []
    village.merge(down(commune, village, tmp_path))
    backup = back_up(commune, tmp_path / "old.vhs")
    write_person(village, LATER)
    commune.merge(up(village, tmp_path))
    village.merge(down(commune, village, tmp_path))
    go_back(commune, backup)
    assert names_at(commune) == [EARLY]
    write_person(village, LAST)
    next_file = up(village, tmp_path)
    assert refusals(commune.merge(next_file)) == [ErrorCode.BUNDLE_GAP]
    assert refusals(village.merge(down(commune, village, tmp_path))) == []
    report = commune.merge(up(village, tmp_path))
    assert (report.refused, report.waiting) == ([], [])
    assert list(commune.paths.waiting.iterdir()) == []
    assert sorted(names_at(commune)) == sorted([EARLY, LATER, LAST])
    assert is_whole(commune, village)


def test_a_revocation_comes_back_from_a_village_that_had_heard_of_it(
    offices: Offices, tmp_path: Path
) -> None:
    commune, (lost, other) = offices.commune, offices.villages
    backup = back_up(commune, tmp_path / "old.vhs")
    device = device_of(lost).device_id
    revoke(commune, device)
    other.merge(down(commune, other, tmp_path))
    go_back(commune, backup, is_disk_lost=True)
    assert seen_by(commune, device).status is not DeviceStatus.REVOKED
    assert refusals(commune.merge(up(other, tmp_path))) == []
    assert seen_by(commune, device).status is DeviceStatus.REVOKED
    write_person(lost, EARLY)
    assert refusals(commune.merge(up(lost, tmp_path))) == [ErrorCode.BUNDLE_REVOKED_SENDER]


def test_a_revocation_stays_known_where_the_disk_still_says_so(
    offices: Offices, tmp_path: Path
) -> None:
    """Going back brings figures back; the commune's word on devices is never taken back."""
    commune, lost = offices.commune, offices.villages[0]
    backup = back_up(commune, tmp_path / "old.vhs")
    device = device_of(lost).device_id
    revoke(commune, device)
    go_back(commune, backup)
    assert seen_by(commune, device).status is DeviceStatus.REVOKED
    write_person(lost, EARLY)
    assert refusals(commune.merge(up(lost, tmp_path))) == [ErrorCode.BUNDLE_REVOKED_SENDER]


def test_no_certificate_number_is_used_twice(offices: Offices, tmp_path: Path) -> None:
    commune, (first, second) = offices.commune, offices.villages
    submit(first, EARLY)
    commune.merge(up(first, tmp_path))
    assert recognise(commune, "1/QĐ-UBND") == ("0001/2026", "0001/2026")
    for village in (first, second):
        village.merge(down(commune, village, tmp_path))
    backup = back_up(commune, tmp_path / "old.vhs")
    submit(second, LATER)
    commune.merge(up(second, tmp_path))
    assert recognise(commune, "2/QĐ-UBND") == ("0002/2026", "0002/2026")
    second.merge(down(commune, second, tmp_path))
    go_back(commune, backup)
    submit(first, LAST)
    commune.merge(up(first, tmp_path))
    with pytest.raises(VanHoaError) as refused:
        recognise(commune, "3/QĐ-UBND")
    assert refused.value.code is ErrorCode.NUMBERING_UNCONFIRMED
    with commune.open() as session:
        NumberingService(session).confirm(YEAR, 3)
    assert recognise(commune, "3/QĐ-UBND") == ("0003/2026", "0003/2026")
    second.merge(down(commune, second, tmp_path))
    assert refusals(commune.merge(up(second, tmp_path))) == []
    assert numbers_at(commune) == ["0001/2026", "0002/2026", "0003/2026"]
    assert is_whole(commune, first, second)


def test_a_second_restore_asks_for_everything_again(offices: Offices, tmp_path: Path) -> None:
    commune, village = offices.commune, offices.villages[0]
    write_person(village, EARLY)
    commune.merge(up(village, tmp_path))
    backup = back_up(commune, tmp_path / "old.vhs")
    write_person(village, LATER)
    chains = {chain_of(commune)}
    for _ in range(2):
        go_back(commune, backup)
        chains.add(chain_of(commune))
        assert refusals(village.merge(down(commune, village, tmp_path))) == []
        assert refusals(commune.merge(up(village, tmp_path))) == []
        assert sorted(names_at(commune)) == sorted([EARLY, LATER])
    assert len(chains) == 3


def test_what_the_restored_office_sends_is_not_mistaken_for_what_it_sent_before(
    offices: Offices, tmp_path: Path
) -> None:
    """The same number went out twice with different contents; the village must get both."""
    commune, village = offices.commune, offices.villages[0]
    backup = back_up(commune, tmp_path / "old.vhs")
    rename(commune, village, "Tên Một")
    village.merge(commune.export(tmp_path / "a.vhb", "Tên Một"))
    go_back(commune, backup)
    rename(commune, village, "Tên Hai")
    lost_on_its_way = commune.export(tmp_path / "b.vhb", "Tên Hai")
    assert lost_on_its_way.exists()
    assert refusals(commune.merge(up(village, tmp_path))) == []
    village.merge(commune.export(tmp_path / "c.vhb", "Tên Hai"))
    with village.open(writing=False) as session, session.database.reading() as reading:
        record = session.require_unit()
        held = {item.change.id for item in reading.journal.of_records([record])[record]}
    with commune.open(writing=False) as session, session.database.reading() as reading:
        sent = {item.change.id for item in reading.journal.of_records([record])[record]}
    assert sent <= held


def rename(commune: Office, village: Office, name: str) -> None:
    """The office names a village anew."""
    with village.open(writing=False) as session:
        unit = session.require_unit()
    with commune.open() as session, session.work() as work:
        work.put("unit", unit, {"name": name})
        work.commit()


def test_a_replayed_invite_changes_nothing_and_brings_no_ended_device_back(
    offices: Offices, tmp_path: Path
) -> None:
    commune = offices.commune
    asking = AskingDevice(tmp_path, NGOC_BAN)
    laptop = asking.join(commune)
    with commune.open(writing=False) as session:
        fingerprint = EnrolmentService(session).commune_fingerprint()
    write_person(laptop, EARLY)
    asking.accept(fingerprint)
    assert names_at(laptop) == [EARLY]
    other = AskingDevice(tmp_path, CAM_BAO, name="other")
    other.invite.write_bytes(asking.invite.read_bytes())
    with pytest.raises(VanHoaError) as refused:
        other.accept(fingerprint)
    assert refused.value.code is ErrorCode.INVITE_NOT_FOR_US
    device = device_of(laptop).device_id
    revoke(commune, device)
    offices.villages[0].merge(down(commune, offices.villages[0], tmp_path))
    asking.accept(fingerprint)
    assert seen_by(commune, device).status is DeviceStatus.REVOKED
    assert refusals(commune.merge(up(laptop, tmp_path))) == [ErrorCode.BUNDLE_REVOKED_SENDER]
    assert seen_by(offices.villages[0], device).status is DeviceStatus.REVOKED


def test_a_file_that_rests_on_what_the_office_lost_waits_until_it_came_back(
    offices: Offices, tmp_path: Path
) -> None:
    """The village corrected what the commune had corrected; the stick lay there when it burned."""
    commune, village = offices.commune, offices.villages[0]
    person = write_person(village, EARLY)
    commune.merge(up(village, tmp_path))
    backup = back_up(commune, tmp_path / "old.vhs")
    set_phone(commune, person, "0911000111")
    village.merge(down(commune, village, tmp_path))
    set_phone(village, person, "0922000222")
    on_its_way = up(village, tmp_path)
    go_back(commune, backup)
    assert refusals(commune.merge(on_its_way)) == [ErrorCode.BUNDLE_GAP]
    with commune.open(writing=False) as session:
        (waiting,) = WaitingList(session).bundles()
        assert waiting.unit_name == village.name
    assert refusals(village.merge(down(commune, village, tmp_path))) == []
    assert refusals(commune.merge(up(village, tmp_path))) == []
    with commune.open(writing=False) as session:
        assert WaitingList(session).files() == []
        assert RosterService(session).person(EARLY).phone == "0922000222"
    assert is_whole(commune, village)


def test_a_whole_file_about_somebody_erased_meanwhile_brings_the_offices_word_on_it(
    offices: Offices, tmp_path: Path
) -> None:
    """The office erased a person and went back to before; the village has no bodies any more."""
    commune, village = offices.commune, offices.villages[0]
    person = write_person(village, EARLY)
    commune.merge(up(village, tmp_path))
    village.merge(down(commune, village, tmp_path))
    backup = back_up(commune, tmp_path / "old.vhs")
    set_phone(village, person, "0922000222")
    commune.merge(up(village, tmp_path))
    with commune.open() as session:
        ErasureService(session).erase(person, "theo đơn")
    village.merge(down(commune, village, tmp_path))
    write_person(village, LATER)
    full = village.export(tmp_path / "full.vhb", is_full=True)
    go_back(commune, backup)
    assert refusals(commune.merge(full)) == []
    assert names_at(commune) == names_at(village) == [LATER]
    assert refusals(village.merge(down(commune, village, tmp_path))) == []
    assert refusals(commune.merge(up(village, tmp_path))) == []
    with commune.open(writing=False) as session:
        assert WaitingList(session).files() == []
    assert is_whole(commune, village)


def set_phone(office: Office, person: str, phone: str) -> None:
    """An office writes a person's telephone number."""
    with office.open() as session, session.work() as work:
        work.put("person", person, {"phone": phone})
        work.commit()


def test_a_restored_office_keeps_its_keys_until_everybody_has_answered(
    offices: Offices, tmp_path: Path
) -> None:
    """What it erased before it went back is known to a village alone, and must count for all."""
    commune, (village, other) = offices.commune, offices.villages
    person = write_person(village, EARLY)
    commune.merge(up(village, tmp_path))
    backup = back_up(commune, tmp_path / "old.vhs")
    with commune.open() as session:
        ErasureService(session).erase(person, "theo đơn")
        RecoveryService(session).create(tmp_path / "xa.vhk")
    village.merge(down(commune, village, tmp_path))
    go_back(commune, backup)
    with commune.open() as session:
        with pytest.raises(VanHoaError) as refused:
            renew_office_keys(session)
        assert refused.value.code is ErrorCode.ANSWERS_AWAITED
        assert refused.value.facts == {"units": f"{CAM_BAO}, {NGOC_BAN}", "count": 2}
    for office in (village, other):
        office.merge(down(commune, office, tmp_path))
        assert refusals(commune.merge(up(office, tmp_path))) == []
    with commune.open() as session:
        renew_office_keys(session)
    for office in (village, other):
        assert refusals(office.merge(down(commune, office, tmp_path))) == []
        assert refusals(commune.merge(up(office, tmp_path))) == []
    assert names_at(commune) == names_at(village) == []
    assert is_whole(commune, village, other)
