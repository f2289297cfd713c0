"""What a village wrote of somebody who had moved already is asked at the commune, not there."""

from pathlib import Path

import pytest

from tests.builders.offices import CAM_BAO, NGOC_BAN
from tests.cli.carrying import Carrier, carrier, questions
from tests.cli.conftest import YEAR, Machines
from tests.cli.test_healing import HOA, MAI, add, moved


@pytest.fixture
def post(machines: Machines, tmp_path: Path) -> Carrier:
    """The commune with two villages, and who carries files between them."""
    return carrier(machines, tmp_path)


@pytest.mark.parametrize("is_settled", [True, False], ids=["settled", "open"])
def test_the_former_village_is_not_asked_about_who_has_moved(
    post: Carrier, machines: Machines, *, is_settled: bool
) -> None:
    """It registered her while she was another's by the commune's word, which it had not heard."""
    commune, village = machines.commune, machines.village
    mai = add(village, MAI)
    add(village, HOA)
    post.exchange()
    moved(commune, mai, CAM_BAO)
    village.do("assess", "set", MAI, "--cycle", YEAR, "--by", "village", "CS1=7", "CS2=8")
    sent = post.saved_up(village)
    post.take(commune, sent)
    late = questions(commune)
    assert late
    if is_settled:
        for record in {item["entity"] for item in commune.do("conflicts", "list")["conflicts"]}:
            commune.do("conflicts", "settle", record, "--as-shown")
    post.exchange()
    post.exchange()
    assert questions(village) == {}
    assert questions(commune) == ({} if is_settled else late)
    # A new laptop of the village is asked the same as the old one.
    new = post.enrolled(NGOC_BAN, "--unit", NGOC_BAN)
    post.exchange("--full")
    assert questions(new) == questions(village) == {}
    assert commune.do("check")["ok"]
    assert village.do("check")["ok"]
