"""Somebody with two records is erased: whoever erases one of them is told of the other."""

from pathlib import Path

import pytest

from tests.builders.offices import CAM_BAO, NGOC_BAN
from tests.cli.carrying import Carrier, carrier, names
from tests.cli.conftest import Machines
from tests.cli.test_healing import HOA, MAI, add

ERASE = ("person", "erase")
REASON = ("--reason", "Theo đơn")


@pytest.fixture
def post(machines: Machines, tmp_path: Path) -> Carrier:
    """The commune with two villages, and who carries files between them."""
    return carrier(machines, tmp_path)


def test_the_other_records_of_the_same_person_are_told_and_how_to_erase_them(
    post: Carrier, machines: Machines
) -> None:
    commune = machines.commune
    mine, other = add(machines.village, MAI), add(machines.other, MAI)
    third = add(machines.other, HOA)
    post.exchange()
    commune.do("person", "merge", mine, other)
    told = commune.tell(*ERASE, other, *REASON).out
    assert "Còn 1 hồ sơ khác của chính người này" in told
    assert NGOC_BAN in told
    assert CAM_BAO not in told
    assert f"person erase {mine}" in told
    assert third not in told
    # The last one leaves nothing to tell; somebody else's record is untouched.
    answer = commune.do(*ERASE, mine, *REASON)
    assert answer["linked"] == []
    post.exchange()
    assert names(machines.village) == []
    assert names(machines.other) == names(commune) == [HOA]


def test_they_are_in_the_answer_for_programs_too(post: Carrier, machines: Machines) -> None:
    commune = machines.commune
    mine, other = add(machines.village, MAI), add(machines.other, MAI)
    alone = add(machines.village, HOA)
    post.exchange()
    commune.do("person", "merge", mine, other)
    assert commune.do(*ERASE, alone, *REASON)["linked"] == []
    assert commune.do(*ERASE, mine, *REASON)["linked"] == [{"id": other, "unit": CAM_BAO}]


@pytest.mark.parametrize("is_moved", [False, True], ids=["at home", "moved before"])
def test_no_household_names_an_erased_head_and_what_is_left_is_told(
    post: Carrier, machines: Machines, *, is_moved: bool
) -> None:
    """The old household went on naming a head who had moved away before the erasure."""
    commune, village = machines.commune, machines.village
    mai = add(village, MAI, "--household", "H7")
    village.do("household", "set", "H7", "--head", MAI)
    add(machines.other, MAI, "--household", "H9")
    machines.other.do("household", "set", "H9", "--head", MAI)
    post.exchange()
    if is_moved:
        commune.do("person", "move", mai, "--to", CAM_BAO)
        post.exchange()
    answer = commune.do(*ERASE, mai, *REASON)
    assert answer["households"] == ["H7"]
    post.exchange()
    heads = {h["code"]: h["head_name"] for h in commune.do("household", "list")["households"]}
    assert not heads["H7"]
    # A namesake heads another household, and stays.
    assert heads["H9"] == MAI
    told = {h["code"]: h["head_name"] for h in village.do("household", "list")["households"]}
    assert not told["H7"]
