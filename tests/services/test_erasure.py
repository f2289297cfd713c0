"""An erased person's data is nowhere on the disk, and everything still checks (G33)."""

from decimal import Decimal
from pathlib import Path

import pytest

from tests.builders.offices import YEAR, Office, Offices, add_person, enrol, give_points
from tests.builders.pictures import BLUE, RED, photo
from tests.builders.raw_store import plain_bytes
from vanhoa_desktop.domain.enums import Assessor
from vanhoa_desktop.domain.evidence import EvidenceSearch
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.paths import InstallationPaths
from vanhoa_desktop.services.devices.enrolment import EnrolmentService
from vanhoa_desktop.services.office.integrity import IntegrityService
from vanhoa_desktop.services.people.erasure import ErasureService
from vanhoa_desktop.services.people.person_entry import PersonService
from vanhoa_desktop.services.rows.roster import RosterService
from vanhoa_desktop.services.sheets.assessments import AssessmentService, PointsEntry
from vanhoa_desktop.services.sheets.evidence import EvidenceService, EvidenceWish

NAME = "Tạ Thị Quên"


def stored(office: Office) -> bytes:
    """Every decrypted byte of a store while it is open, the log included."""
    with office.open() as session:
        return plain_bytes(session.paths.store, session.secrets.store_key)


def holds(office: Office, text: str) -> bool:
    return text.encode() in stored(office)


def unit_state(office: Office, village: Office) -> str:
    with village.open(writing=False) as session:
        unit = session.require_unit()
    with office.open(writing=False) as session:
        assert IntegrityService(session).check().is_ok
        return IntegrityService(session).state_hash(unit).sha256


@pytest.fixture
def known(offices: Offices, tmp_path: Path) -> Offices:
    """Commune and village hold a person with points, and somebody else."""
    village = offices.villages[0]
    with village.open() as session:
        give_points(session, add_person(session, NAME), ["8"] * 10)
        give_points(session, add_person(session, "Tạ Thị Nhớ"), ["9"] * 10)
    offices.commune.merge(village.export(tmp_path / "1.vhb"))
    return offices


def test_the_store_is_really_read_as_it_lies_on_the_disk(known: Offices) -> None:
    assert holds(known.commune, NAME)
    assert holds(known.villages[0], NAME)


def test_the_office_erases_and_no_byte_stays(known: Offices) -> None:
    with known.commune.open() as session:
        report = ErasureService(session).erase(NAME, "Đơn ngày 02/11/2026")
        assert (report.records, report.titles_kept) == (3, 0)
        on_disk = plain_bytes(session.paths.store, session.secrets.store_key)
        assert NAME.encode() not in on_disk
        assert "Tạ Thị Nhớ".encode() in on_disk
        people = RosterService(session).search("")
    assert [person.full_name for person in people] == ["Tạ Thị Nhớ"]
    assert unit_state(known.commune, known.villages[0])


def test_the_village_drops_it_with_the_next_bundle_and_states_agree(
    known: Offices, tmp_path: Path
) -> None:
    village = known.villages[0]
    with known.commune.open() as session:
        ErasureService(session).erase(NAME, "Đơn")
    report = village.merge(known.commune.export(tmp_path / "down.vhb", village.name))
    assert report.refused == []
    assert not holds(village, NAME)
    assert unit_state(known.commune, village) == unit_state(village, village)


def test_what_arrives_later_is_stripped(known: Offices, tmp_path: Path) -> None:
    village = known.villages[0]
    with known.commune.open() as session:
        ErasureService(session).erase(NAME, "Đơn")
    with village.open() as session:
        person = RosterService(session).person(NAME)
        with session.work() as work:
            work.put("person", person.id, {"occupation": "Thợ nề hiếm thấy"})
            work.commit()
        give_points(session, person, ["3"])
    report = known.commune.merge(village.export(tmp_path / "2.vhb"))
    assert (report.merged, report.refused) == (1, [])
    assert not holds(known.commune, "Thợ nề hiếm thấy")
    village.merge(known.commune.export(tmp_path / "down.vhb", village.name))
    assert not holds(village, "Thợ nề hiếm thấy")
    assert unit_state(known.commune, village) == unit_state(village, village)


def test_a_second_laptop_of_the_village_gets_ids_without_what_they_said(
    known: Offices, tmp_path: Path
) -> None:
    village = known.villages[0]
    with known.commune.open() as session:
        ErasureService(session).erase(NAME, "Đơn")
        fingerprint = EnrolmentService(session).commune_fingerprint()
    second = Office(InstallationPaths(tmp_path / "second"), village.name)
    enrol(second, known.commune, fingerprint)
    assert not holds(second, NAME)
    assert unit_state(known.commune, village) == unit_state(second, second)


def test_a_phone_corrected_in_turns_before_the_erasure_bars_no_later_file(
    known: Offices, tmp_path: Path
) -> None:
    """What an erased change replaced is gone with its body: its clock proves less than before."""
    village = known.villages[0]
    village.merge(known.commune.export(tmp_path / "down1.vhb", village.name))
    for turn, office in enumerate((known.commune, village, known.commune, village)):
        with office.open() as session:
            person = RosterService(session).person(NAME)
            PersonService(session).set(person, {"phone": f"091234567{turn}"})
        if office is village:
            known.commune.merge(village.export(tmp_path / f"up{turn}.vhb"))
        else:
            village.merge(known.commune.export(tmp_path / f"down{turn}.vhb", village.name))
    with known.commune.open() as session:
        ErasureService(session).erase(NAME, "Đơn")
        fingerprint = EnrolmentService(session).commune_fingerprint()
    for name, is_full in (("later.vhb", False), ("full.vhb", True)):
        down = known.commune.export(tmp_path / name, village.name, is_full=is_full)
        assert village.merge(down).refused == []
    assert not holds(village, NAME)
    up = village.export(tmp_path / "full-up.vhb", is_full=True)
    assert known.commune.merge(up).refused == []
    assert unit_state(known.commune, village) == unit_state(village, village)
    third = Office(InstallationPaths(tmp_path / "third"), village.name)
    enrol(third, known.commune, fingerprint)
    assert unit_state(known.commune, village) == unit_state(third, third)


def test_only_the_office_erases_and_says_why(known: Offices) -> None:
    for office, reason, code in (
        (known.villages[0], "Đơn", ErrorCode.ROLE_NOT_ALLOWED),
        (known.commune, "  ", ErrorCode.VALUE_INVALID),
    ):
        with office.open() as session, pytest.raises(VanHoaError) as caught:
            ErasureService(session).erase(NAME, reason)
        assert caught.value.code is code


def test_a_year_of_points_is_erased_with_the_person(known: Offices) -> None:
    with known.commune.open() as session:
        ErasureService(session).erase(NAME, "Đơn")
        with session.database.reading() as reading:
            sheets = reading.assessments.assessments(YEAR)
            assert len(sheets) == 1


def test_evidence_of_the_erased_goes_and_what_others_use_stays(
    known: Offices, tmp_path: Path
) -> None:
    own, shared = tmp_path / "rieng.jpg", tmp_path / "chung.jpg"
    own.write_bytes(photo(colour=RED))
    shared.write_bytes(photo(colour=BLUE))
    with known.commune.open() as session:
        person, other = (RosterService(session).person(name) for name in (NAME, "Tạ Thị Nhớ"))
        service = EvidenceService(session)
        attached = service.add(own, EvidenceWish([person], YEAR, "CS1"))
        removed = service.add(own, EvidenceWish([person], YEAR, "CS2", note="Ghi chú hiếm thấy"))
        service.remove(removed.records[0])
        service.add(shared, EvidenceWish([person, other], YEAR, "CS4"))
        gone = service.file(attached.records[0]).content
        assert ErasureService(session).erase(NAME, "Đơn").records == 6
        on_disk = plain_bytes(session.paths.store, session.secrets.store_key)
        assert gone not in on_disk
        assert "Ghi chú hiếm thấy".encode() not in on_disk
        assert str(attached.sha256).encode() not in on_disk
        (left,) = service.search(EvidenceSearch())
        assert (left.person, left.is_missing) == (other.id, False)
        assert IntegrityService(session).check().is_ok


def test_a_sheet_that_a_village_began_before_it_heard_is_erased_too(
    offices: Offices, tmp_path: Path
) -> None:
    village, commune = offices.villages[0], offices.commune
    with village.open() as session:
        person = add_person(session, NAME)
    commune.merge(village.export(tmp_path / "1.vhb"))
    with commune.open() as session:
        assert ErasureService(session).erase(NAME, "Đơn").records == 1
    with village.open() as session:
        entry = PointsEntry(person, YEAR, Assessor.VILLAGE, {"CS1": Decimal(8)}, "Lý do hiếm thấy")
        AssessmentService(session).set_points(entry)
    commune.merge(village.export(tmp_path / "2.vhb"))
    assert not holds(commune, "Lý do hiếm thấy")
    with commune.open(writing=False) as session, session.database.reading() as reading:
        assert reading.assessments.assessments(YEAR) == []
    village.merge(commune.export(tmp_path / "down.vhb", village.name))
    assert not holds(village, "Lý do hiếm thấy")
    assert unit_state(commune, village) == unit_state(village, village)
