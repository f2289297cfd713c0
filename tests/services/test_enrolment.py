"""Enrolment: both sides compare what the other reads out; an invite serves the one who asked."""

from pathlib import Path

import pytest

from tests.builders.offices import NGOC_BAN, PASSPHRASE, Office, Offices, add_person
from vanhoa_desktop.domain.enums import DeviceStatus, UnitKind
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.paths import InstallationPaths
from vanhoa_desktop.services.devices.enrolment import EnrolmentService
from vanhoa_desktop.services.office.installation import NewInstallation, create_installation
from vanhoa_desktop.services.rows.roster import RosterService

WRONG = "000000 000000 000000 000000"


def new_laptop(folder: Path, name: str = NGOC_BAN) -> tuple[Office, str]:
    """An installation that has not been enrolled, and its fingerprint."""
    office = Office(InstallationPaths(folder), name)
    wish = NewInstallation(UnitKind.VILLAGE, name, "Phạm Thị Thử")
    return office, create_installation(office.paths, wish, PASSPHRASE).fingerprint


def ask(office: Office, path: Path) -> Path:
    with office.open() as session:
        EnrolmentService(session).request(path)
    return path


def code_of(error: pytest.ExceptionInfo[VanHoaError]) -> ErrorCode:
    return error.value.code


def test_a_request_with_another_fingerprint_is_not_approved(
    offices: Offices, tmp_path: Path
) -> None:
    laptop, _ = new_laptop(tmp_path / "new")
    asked = ask(laptop, tmp_path / "a.vhr")
    with offices.commune.open() as session, pytest.raises(VanHoaError) as refused:
        EnrolmentService(session).approve(
            asked, tmp_path / "a.vhi", unit_text=NGOC_BAN, fingerprint=WRONG
        )
    assert code_of(refused) is ErrorCode.FINGERPRINT_MISMATCH
    assert not (tmp_path / "a.vhi").exists()


def test_an_altered_request_is_refused(offices: Offices, tmp_path: Path) -> None:
    laptop, fingerprint = new_laptop(tmp_path / "new")
    asked = ask(laptop, tmp_path / "a.vhr")
    asked.write_bytes(asked.read_bytes().replace("Ngọc Bản".encode(), "Cẩm Bào".encode()))
    with offices.commune.open() as session, pytest.raises(VanHoaError) as refused:
        EnrolmentService(session).approve(
            asked, tmp_path / "a.vhi", unit_text=NGOC_BAN, fingerprint=fingerprint
        )
    assert code_of(refused) is ErrorCode.REQUEST_INVALID


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.999])
def test_an_invite_that_was_copied_in_part_is_told_as_such(
    offices: Offices, tmp_path: Path, share: float
) -> None:
    laptop, fingerprint = new_laptop(tmp_path / "new")
    asked, invite = ask(laptop, tmp_path / "a.vhr"), tmp_path / "a.vhi"
    with offices.commune.open() as session:
        step = EnrolmentService(session).approve(
            asked, invite, unit_text=NGOC_BAN, fingerprint=fingerprint
        )
    whole = invite.read_bytes()
    with laptop.open() as session:
        invite.write_bytes(whole[: int(len(whole) * share)])
        with pytest.raises(VanHoaError) as refused:
            EnrolmentService(session).accept(invite, fingerprint=step.commune_fingerprint)
        assert refused.value.code is ErrorCode.BUNDLE_TRUNCATED
        invite.write_bytes(whole)
        EnrolmentService(session).accept(invite, fingerprint=step.commune_fingerprint)


def test_an_invite_for_another_laptop_is_refused(offices: Offices, tmp_path: Path) -> None:
    laptop, _ = new_laptop(tmp_path / "new")
    with offices.commune.open(writing=False) as session:
        (commune,) = [d for d in EnrolmentService(session).devices() if d.role is UnitKind.COMMUNE]
    others_invite = offices.villages[0].paths.root.with_suffix(".vhi")
    with laptop.open() as session, pytest.raises(VanHoaError) as refused:
        EnrolmentService(session).accept(others_invite, fingerprint=commune.fingerprint)
    assert code_of(refused) is ErrorCode.INVITE_NOT_FOR_US


def test_until_it_is_accepted_a_laptop_cannot_take_in_people(tmp_path: Path) -> None:
    laptop, _ = new_laptop(tmp_path / "new")
    with laptop.open() as session, pytest.raises(VanHoaError) as refused:
        session.require_unit()
    assert code_of(refused) is ErrorCode.NOT_ENROLLED


def test_a_second_laptop_of_a_village_gets_everything_the_village_has_sent(
    offices: Offices, tmp_path: Path
) -> None:
    first = offices.villages[0]

    with first.open() as session:
        add_person(session, "Đinh Thị Cũ")
    offices.commune.merge(first.export(tmp_path / "up.vhb"))
    laptop, fingerprint = new_laptop(tmp_path / "new")
    asked, invite = ask(laptop, tmp_path / "a.vhr"), tmp_path / "a.vhi"
    with offices.commune.open() as session:
        step = EnrolmentService(session).approve(
            asked, invite, unit_text=NGOC_BAN, fingerprint=fingerprint
        )
    with laptop.open() as session:
        with pytest.raises(VanHoaError) as refused:
            EnrolmentService(session).accept(invite, fingerprint=WRONG)
        assert code_of(refused) is ErrorCode.FINGERPRINT_MISMATCH
        accepted = EnrolmentService(session).accept(invite, fingerprint=step.commune_fingerprint)
        assert accepted.device.status is DeviceStatus.ACCEPTED
        assert [p.full_name for p in RosterService(session).search("")] == ["Đinh Thị Cũ"]
