"""A restored office ends no device before it has answered: what that alone holds would be lost."""

from pathlib import Path
from typing import Any

import pytest

from tests.builders.offices import CAM_BAO, NGOC_BAN, Offices
from tests.cli.carrying import Carrier, carrier, device_of, names
from tests.cli.conftest import Machines
from tests.cli.driver import Answer, Machine
from tests.cli.test_healing import HOA, MAI, NAM, add, moved, rebuilt
from tests.cli.test_rolled_back import kept_copy, over_the_present_one
from vanhoa_desktop.bundles.waymarks import Waymark
from vanhoa_desktop.services.devices import rotation


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


def test_an_office_put_back_unnoticed_learns_of_it_from_the_request(
    post: Carrier, machines: Machines
) -> None:
    """Nothing had come since: the old keys would end where the older folder knew them."""
    commune, village = machines.commune, machines.village
    post.exchange()
    older = kept_copy(post, commune)
    mai = add(village, MAI)
    add(village, HOA)
    post.exchange()
    moved(commune, mai, CAM_BAO)
    post.exchange()
    over_the_present_one(commune.folder, older)
    request, asked = asked_keys(post, village)
    for _ in range(2):
        refused = approval(post, request, asked)
        assert (refused.code, refused.error) == (1, "ANSWERS_AWAITED")
        assert NGOC_BAN in refused.err
    # It asks all units from now on, as whenever a file shows it.
    assert commune.do("recovery", "status")["restored"] is True
    for _ in range(2):
        post.exchange()
    post.answer_request(village, asked, request)
    post.exchange()
    post.exchange()
    assert names(machines.other) == [MAI]
    assert names(commune) == [MAI, HOA]
    post.agree()


def test_a_waymark_that_no_office_signed_makes_the_office_ask_nobody(
    post: Carrier, machines: Machines, offices: Offices, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A laptop that invents a later place in its request is believed nothing."""
    commune, village = machines.commune, machines.village
    add(village, MAI)
    post.exchange()
    with offices.commune.open(writing=False) as session:
        invented = Waymark(session.identity.chain, 900, "ab" * 32, "cd" * 64)
    with monkeypatch.context() as patch:
        patch.setattr(rotation, "heard_waymarks", lambda *_: (invented,))
        request, asked = asked_keys(post, village)
    post.answer_request(village, asked, request)
    assert commune.do("recovery", "status")["restored"] is False
    post.exchange()
    post.agree()
