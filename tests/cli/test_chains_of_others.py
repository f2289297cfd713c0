"""A chain's id tells whose it is: nobody bars a device by calling its chain his own first."""

import shutil
from pathlib import Path

import pytest

from tests.builders.devices import AskingDevice, chain_of, names_at, refusals, write_person
from tests.builders.doctored import doctor
from tests.builders.offices import NGOC_BAN, Office, Offices
from tests.cli.conftest import Machines
from vanhoa_desktop.journal.identity import new_record_id
from vanhoa_desktop.services.rows.roster import RosterService
from vanhoa_desktop.trust.enrolment import make_request, read_request
from vanhoa_desktop.trust.keyring import new_device_secrets

MAI, NAM = "Nguyễn Thị Mai", "Lê Văn Nam"


def claim_of(other: Office, chain: str, output: Path) -> Path:
    """A file of a doctored laptop, which writes a person of its own unit in somebody's chain."""
    laptop = doctor(other)
    pen = laptop.second_pen()
    pen.chain = chain
    record = new_record_id(1, bytes(10), laptop.unit)
    pen.write("person", record, laptop.own_control() | {"full_name": "Kẻ Gian"})
    return laptop.save(output)


@pytest.mark.parametrize("whose", ["village", "office"])
def test_an_office_that_went_back_believes_nobody_about_a_chain_that_it_lost(
    offices: Offices, machines: Machines, tmp_path: Path, whose: str
) -> None:
    commune, (village, other) = offices.commune, offices.villages
    saved = tmp_path / "image"
    shutil.copytree(commune.paths.root, saved)
    write_person(village, MAI)
    commune.merge(village.export(tmp_path / "1.vhb"))
    with commune.open() as session:
        person = RosterService(session).person(MAI)
        with session.work() as work:
            work.put("person", person.id, {"phone": "0911222333"})
            work.commit()
    village.merge(commune.export(tmp_path / "2.vhb", NGOC_BAN))
    lost = chain_of(village if whose == "village" else commune)
    shutil.rmtree(commune.paths.root)
    shutil.copytree(saved, commune.paths.root)
    evil = machines.commune.run("bundle", "merge", claim_of(other, lost, tmp_path / "x.vhb"))
    assert [item["code"] for item in evil.json["refused"]] == ["BUNDLE_OUT_OF_SCOPE"]
    write_person(village, NAM)
    assert refusals(commune.merge(village.export(tmp_path / "3.vhb", is_full=True))) == []
    assert sorted(names_at(commune)) == sorted([NAM, MAI])


def test_a_request_for_somebody_s_chain_is_not_approved(
    offices: Offices, machines: Machines, tmp_path: Path
) -> None:
    asking = AskingDevice(tmp_path, NGOC_BAN)
    asked = read_request(asking.file.read_bytes())
    stolen = tmp_path / "x.vhr"
    stolen.write_bytes(
        make_request(new_device_secrets(), NGOC_BAN, asked.role, "Kẻ Gian", asked.chain)
    )
    approve = ["device", "approve", stolen, "--unit", NGOC_BAN, "-o", tmp_path / "x.vhi"]
    approve += ["--fingerprint", read_request(stolen.read_bytes()).fingerprint]
    assert machines.commune.refuse(*approve) == "REQUEST_INVALID"
    joined = asking.join(offices.commune)
    write_person(joined, MAI)
    assert refusals(offices.commune.merge(joined.export(tmp_path / "1.vhb"))) == []
