"""Values that are ids are told by what they are called, where people choose and in histories."""

from pathlib import Path

import pytest

from tests.builders.offices import CAM_BAO
from tests.cli.carrying import Carrier, carrier
from tests.cli.conftest import YEAR, Machines
from tests.cli.test_healing import MAI, add


@pytest.fixture
def post(machines: Machines, tmp_path: Path) -> Carrier:
    """The commune with two villages, and who carries files between them."""
    return carrier(machines, tmp_path)


def told_of(machines: Machines, person: str) -> str:
    """Who changed what of a person, as the commune reads it."""
    said = machines.commune.tell("history", person)
    assert said.code == 0, said.err
    return said.out


def test_two_households_of_one_person_are_told_apart(post: Carrier, machines: Machines) -> None:
    """Village and commune write another household each: both codes stand beside each other."""
    mai = add(machines.village, MAI)
    post.exchange()
    machines.village.do("person", "set", mai, "--household", "H12", "--relation", "vợ")
    machines.commune.do("person", "set", mai, "--household", "H21")
    post.exchange()
    told = machines.commune.tell("conflicts", "list").out
    assert "H12, vợ" in told
    assert "H21" in told
    of_mai = told_of(machines, mai)
    assert "H12, vợ" in of_mai
    assert "H21" in of_mai


def test_the_unit_where_somebody_is_assessed_is_told_by_its_name(
    post: Carrier, machines: Machines
) -> None:
    """A move for one year names a unit, not an id, and home where it is taken back."""
    mai = add(machines.village, MAI)
    post.exchange()
    machines.commune.do("person", "assess-at", mai, "--cycle", YEAR, "--unit", CAM_BAO)
    machines.commune.do("person", "assess-at", mai, "--cycle", YEAR, "--home")
    told = told_of(machines, mai)
    assert f"Nơi đánh giá năm {YEAR}: {CAM_BAO}" in told
    assert f"Nơi đánh giá năm {YEAR}: {CAM_BAO} → nơi ở" in told


def test_a_whole_record_settled_tells_no_identity_number(post: Carrier, machines: Machines) -> None:
    """What was chosen is said with the number masked, in words and for machines."""
    mai = add(machines.village, MAI)
    post.exchange()
    machines.village.do("person", "set", mai, "--cccd", "038161000017", "--phone", "0911000111")
    machines.commune.do("person", "set", mai, "--cccd", "038161000025", "--phone", "0922000222")
    post.exchange()
    conflicts = machines.commune.do("conflicts", "list")["conflicts"]
    change = conflicts[0]["values"][1]["change"]
    settled = machines.commune.run("conflicts", "settle", mai, "--as", change)
    assert settled.code == 0
    assert "038161000" not in str(settled.out)
