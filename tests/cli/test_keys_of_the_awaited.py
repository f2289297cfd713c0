"""A restored office ends no device before it has answered: what that alone holds would be lost."""

from pathlib import Path
from typing import Any

import pytest

from tests.builders.offices import CAM_BAO, NGOC_BAN
from tests.cli.carrying import Carrier, carrier, device_of, names
from tests.cli.conftest import Machines
from tests.cli.driver import Answer, Machine
from tests.cli.test_healing import HOA, MAI, NAM, add, moved, rebuilt


@pytest.fixture
def post(machines: Machines, tmp_path: Path) -> Carrier:
    """The commune with two villages, and who carries files between them."""
    return carrier(machines, tmp_path)


def asked_keys(post: Carrier, laptop: Machine) -> tuple[Path, Any]:
    """A laptop asks for new keys: its file, and what it shows."""
    request = post.path("vhr")
    return request, laptop.do("device", "rotate", "-o", request)


def approval(post: Carrier, request: Path, asked: Any, *words: object) -> Answer:
    """The office is to approve a request, its fingerprint told rightly."""
    told = ("--fingerprint", asked["fingerprint"])
    return post.office.run("device", "approve", request, "-o", post.path("vhi"), *told, *words)


def went_back(post: Carrier, machines: Machines) -> str:
    """Somebody was entered, sent and given to the other village; the office went back; who."""
    commune, village = machines.commune, machines.village
    recovery = post.path("vhk")
    made = commune.do("recovery", "create", "-o", recovery)
    post.exchange()
    backup = commune.do("backup", "create", "-o", post.path("vhs"))["path"]
    mai = add(village, MAI)
    add(village, HOA)
    post.exchange()
    moved(commune, mai, CAM_BAO)
    post.exchange()
    assert names(machines.other) == [MAI]
    post.office = rebuilt(post, backup, made, recovery)
    return mai


def test_new_keys_wait_for_the_answer_of_the_device_that_asks(
    post: Carrier, machines: Machines
) -> None:
    went_back(post, machines)
    village, other = machines.village, machines.other
    request, asked = asked_keys(post, village)
    for words in ((), ("--unit", NGOC_BAN)):
        refused = approval(post, request, asked, *words)
        assert (refused.code, refused.error) == (1, "ANSWERS_AWAITED")
        assert NGOC_BAN in refused.err
        assert CAM_BAO not in refused.err
    # The old keys are at work still: it answers, and then gets its new ones.
    post.down(NGOC_BAN)
    post.up(village)
    post.answer_request(village, asked, request)
    post.exchange()
    post.exchange()
    assert names(other) == [MAI]
    assert names(post.office) == [MAI, HOA]
    post.agree()


def test_so_do_those_of_a_device_that_the_office_let_in_since(
    post: Carrier, machines: Machines
) -> None:
    """The request itself tells of the laptop: from then on it is asked like all others."""
    commune = machines.commune
    recovery = post.path("vhk")
    made = commune.do("recovery", "create", "-o", recovery)
    post.exchange()
    backup = commune.do("backup", "create", "-o", post.path("vhs"))["path"]
    laptop = post.enrolled(NGOC_BAN, "--unit", NGOC_BAN)
    mai = add(laptop, MAI)
    post.exchange()
    moved(commune, mai, CAM_BAO)
    post.exchange()
    post.office = rebuilt(post, backup, made, recovery)
    request, asked = asked_keys(post, laptop)
    assert approval(post, request, asked).error == "ANSWERS_AWAITED"
    post.exchange()
    post.exchange()
    post.answer_request(laptop, asked, request)
    post.exchange()
    post.exchange()
    assert names(post.office) == names(machines.other) == [MAI]
    post.agree()


def test_an_old_laptop_is_replaced_or_retired_after_its_answer_and_stopped_at_once(
    post: Carrier, machines: Machines
) -> None:
    went_back(post, machines)
    old = device_of(post.office, NGOC_BAN)
    new = Machine(post.path("may"), post.office.capture)
    new.do("init", "--role", "village", "--unit", NGOC_BAN, "--officer", "Phạm Thị Thử")
    request = post.path("vhr")
    asked = new.do("device", "request", "-o", request)
    replaced = approval(post, request, asked, "--replaces", old)
    assert (replaced.error, post.office.refuse("device", "retire", old)) == (
        "ANSWERS_AWAITED",
        "ANSWERS_AWAITED",
    )
    assert device_of(post.office, NGOC_BAN) == old
    # Stolen laptops are stopped whatever they still hold.
    post.office.do("device", "revoke", old, "--reason", "Mất máy")
    assert approval(post, request, asked).code == 0
    # The other one answers, and may be retired then.
    post.down(CAM_BAO)
    post.up(machines.other)
    post.office.do("device", "retire", device_of(post.office, CAM_BAO))


def test_new_keys_go_to_the_unit_of_the_old_ones_though_it_is_called_otherwise_by_now(
    post: Carrier, machines: Machines
) -> None:
    village, renamed = machines.village, "Thôn Ngọc Bản Mới"
    post.exchange()
    request, asked = asked_keys(post, village)
    post.office.do("unit", "rename", NGOC_BAN, renamed)
    answer = approval(post, request, asked)
    assert (answer.code, answer.json["unit"]) == (0, renamed)
    # Named wrongly it is refused as ever.
    assert approval(post, request, asked, "--unit", CAM_BAO).error == "REQUEST_INVALID"
    post.answer_request(village, asked, request)
    add(village, NAM)
    post.units[renamed] = post.units.pop(NGOC_BAN)
    post.exchange()
    assert names(post.office) == [NAM]
    post.agree()
