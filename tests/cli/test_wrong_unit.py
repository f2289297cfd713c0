"""A laptop that the commune enrolled for a unit that is not its own, and the way out of it."""

import shutil
from pathlib import Path

import pytest

from tests.builders.offices import CAM_BAO, NGOC_BAN
from tests.cli.carrying import Carrier, carrier, names
from tests.cli.conftest import Machines
from tests.cli.driver import Machine
from tests.cli.test_healing import MAI, NAM, YEN, add


@pytest.fixture
def post(machines: Machines, tmp_path: Path) -> Carrier:
    """The commune with two villages, and who carries files between them."""
    return carrier(machines, tmp_path)


def enrolled_for_the_wrong_unit(post: Carrier) -> Machine:
    """A laptop of Ngọc Bản that the commune approved for Cẩm Bào."""
    laptop = Machine(post.path("may"), post.office.capture)
    laptop.do("init", "--role", "village", "--unit", NGOC_BAN, "--officer", "Phạm Thị Thử")
    request = post.path("vhr")
    asked = laptop.do("device", "request", "-o", request)
    post.answer_request(laptop, asked, request, "--unit", CAM_BAO)
    return laptop


def test_a_laptop_enrolled_for_the_wrong_unit_asks_anew_and_forgets_that_units_people(
    post: Carrier, machines: Machines
) -> None:
    commune, village = machines.commune, machines.village
    add(village, MAI)
    add(machines.other, NAM)
    post.exchange()
    laptop = enrolled_for_the_wrong_unit(post)
    assert names(laptop) == [NAM]
    mine = laptop.do("device", "list")["devices"]
    (wrong,) = (d["device_id"] for d in mine if d["officer"] == "Phạm Thị Thử")
    request = post.path("vhr")
    asked = laptop.do("device", "request", "--new", "-o", request)
    assert asked["device_id"] != wrong
    assert asked["unit"] == NGOC_BAN
    assert names(laptop) == []
    commune.do("device", "revoke", wrong, "--reason", "chấp nhận nhầm đơn vị")
    post.answer_request(laptop, asked, request)
    post.units[NGOC_BAN].append(laptop)
    assert names(laptop) == [MAI]
    add(laptop, YEN)
    post.exchange()
    post.exchange()
    assert names(commune) == sorted([MAI, NAM, YEN])
    post.agree()


def test_what_was_written_for_a_unit_is_not_given_up_for_another_one(
    post: Carrier, machines: Machines
) -> None:
    laptop = enrolled_for_the_wrong_unit(post)
    add(laptop, YEN)
    before = laptop.do("state-hash")
    answer = laptop.run("device", "request", "--new", "-o", post.path("vhr"))
    assert answer.error == "ENROLLED_AND_USED"
    assert CAM_BAO in answer.json["error"]["message"]
    assert laptop.do("state-hash") == before
    assert machines.commune.refuse("device", "request", "--new", "-o", post.path("vhr")) == (
        "ROLE_NOT_ALLOWED"
    )


def test_the_step_that_names_another_unit_says_what_to_do(post: Carrier) -> None:
    laptop = Machine(post.path("may"), post.office.capture)
    laptop.do("init", "--role", "village", "--unit", NGOC_BAN)
    request, invite = post.path("vhr"), post.path("vhi")
    asked = laptop.do("device", "request", "-o", request)
    approve = ("device", "approve", request, "--unit", CAM_BAO, "-o", invite)
    approved = post.office.do(*approve, "--fingerprint", asked["fingerprint"])
    heard = ("--fingerprint", approved["commune_fingerprint"])
    told = laptop.tell("device", "accept", invite, *heard).out
    assert f"tệp xin đăng ký ghi «{NGOC_BAN}»" in told
    assert "device request --new" in told


def test_a_new_request_that_cannot_be_saved_leaves_the_laptop_as_it_was(post: Carrier) -> None:
    asking = Machine(post.path("may"), post.office.capture)
    asking.do("init", "--role", "village", "--unit", NGOC_BAN)
    laptop = enrolled_for_the_wrong_unit(post)
    add(post.units[CAM_BAO][0], NAM)
    post.up(post.units[CAM_BAO][0])
    for machine in (asking, laptop):
        before = machine.do("device", "list")["devices"]
        folder = post.path("xin")
        folder.mkdir()
        assert machine.refuse("device", "request", "--new", "-o", folder) == "FILE_IS_FOLDER"
        assert machine.do("device", "list")["devices"] == before


def test_a_folder_that_is_moved_between_asking_and_the_invite_is_enrolled_all_the_same(
    post: Carrier,
) -> None:
    asking = Machine(post.path("may"), post.office.capture)
    asking.do("init", "--role", "village", "--unit", NGOC_BAN)
    request, again = post.path("vhr"), post.path("vhr")
    asked = asking.do("device", "request", "-o", request)
    moved = Machine(post.path("may"), post.office.capture)
    shutil.move(asking.folder, moved.folder)
    assert moved.do("device", "request", "-o", again) == asked
    assert again.read_bytes() == request.read_bytes()
    post.answer_request(moved, asked, request)
    post.units[NGOC_BAN].append(moved)
    add(moved, YEN)
    post.exchange()
    assert names(post.office) == [YEN]
    post.agree()
