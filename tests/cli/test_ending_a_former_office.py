"""A former office is ended by a rebuilt one only after all have answered: its word is everybody's.

A stolen office laptop is the first that people want to stop. Where the new office holds nothing
of it yet, its units, years and decisions would count no more.
"""

from pathlib import Path

import pytest

from tests.builders.offices import CAM_BAO, COMMUNE, NGOC_BAN, PASSPHRASE
from tests.cli.carrying import Carrier, carrier, names
from tests.cli.conftest import YEAR, Machines
from tests.cli.driver import Machine
from tests.cli.test_healing import HOA, MAI, add, moved, rebuilt
from tests.cli.test_healing_histories import give_office_to
from tests.cli.test_rolled_back import kept_copy, over_the_present_one
from vanhoa_desktop.paths import InstallationPaths
from vanhoa_desktop.services.office.installation import open_session

REBUILDER = "Phạm Thị Thử"  # of `rebuilt`


@pytest.fixture
def post(machines: Machines, tmp_path: Path) -> Carrier:
    """The commune with two villages, and who carries files between them."""
    return carrier(machines, tmp_path)


def commune_devices(post: Carrier) -> set[str]:
    """The computers of the commune that the office knows and that have not ended, but its own."""
    listed = post.office.do("device", "list")["devices"]
    return {
        item["device_id"]
        for item in listed
        if item["role"] == "commune"
        and item["status"] != "revoked"
        and item["officer"] != REBUILDER
    }


def device_id(laptop: Machine) -> str:
    """The id of a village's laptop: the one that the device list of its own folder calls so."""
    with open_session(InstallationPaths(laptop.folder), PASSPHRASE, writing=False) as session:
        return session.identity.device_id


@pytest.mark.parametrize("has_backup", [False, True], ids=["nothing left", "an old backup"])
def test_a_stolen_office_is_stopped_after_the_units_have_answered(
    post: Carrier, machines: Machines, *, has_backup: bool
) -> None:
    commune = machines.commune
    recovery = post.path("vhk")
    made = commune.do("recovery", "create", "-o", recovery)
    backup = commune.do("backup", "create", "-o", post.path("vhs"))["path"]
    mai = add(machines.village, MAI)
    add(machines.village, HOA)
    post.exchange()
    moved(commune, mai, CAM_BAO)
    post.exchange()
    post.office = rebuilt(post, backup if has_backup else None, made, recovery)
    for stolen in commune_devices(post):
        refused = post.office.run("device", "revoke", stolen, "--reason", "mất trộm")
        assert (refused.code, refused.error) == (1, "ANSWERS_AWAITED")
    for _ in range(2):
        post.exchange()
    for stolen in commune_devices(post):
        post.office.do("device", "revoke", stolen, "--reason", "mất trộm")
    for _ in range(2):
        post.exchange()
    assert names(post.office) == [MAI, HOA]
    assert names(machines.other) == [MAI]
    assert {u["name"] for u in post.office.do("unit", "list")["units"]} >= {NGOC_BAN, CAM_BAO}
    post.agree()


def test_an_office_of_before_a_hand_over_is_stopped_after_the_units_have_answered(
    post: Carrier, machines: Machines
) -> None:
    """It gave its work on, the other burnt at once: the whole word is in the first's chains."""
    second = post.enrolled(COMMUNE, "--unit", COMMUNE)
    add(machines.village, MAI)
    post.exchange()
    give_office_to(post, second)
    recovery = post.path("vhk")
    made = second.do("recovery", "create", "-o", recovery)
    post.exchange()
    first = post.units.pop(COMMUNE)[0]
    post.office = rebuilt(post, None, made, recovery)
    for stolen in commune_devices(post):
        refused = post.office.run("device", "revoke", stolen, "--reason", "mất trộm")
        assert (refused.code, refused.error) == (1, "ANSWERS_AWAITED")
    for _ in range(2):
        post.exchange()
    for stolen in commune_devices(post):
        post.office.do("device", "revoke", stolen, "--reason", "mất trộm")
    for _ in range(2):
        post.exchange()
    assert names(post.office) == [MAI]
    assert first.folder.exists()
    post.agree()


def test_the_second_of_two_rebuilt_offices_is_the_office(post: Carrier, machines: Machines) -> None:
    """One recovery file on one stick: the new computer is lost as well, and it is used again."""
    commune = machines.commune
    recovery = post.path("vhk")
    made = commune.do("recovery", "create", "-o", recovery)
    backup = commune.do("backup", "create", "-o", post.path("vhs"))["path"]
    add(machines.village, MAI)
    post.exchange()
    # Chance decided before which of them the villages believed.
    for _ in range(4):
        post.office = rebuilt(post, backup, made, recovery)
        post.exchange()
        post.exchange()
        assert names(post.office) == [MAI]
    post.agree()


def test_an_office_that_went_back_to_before_its_new_keys_renews_them_again(
    post: Carrier, machines: Machines
) -> None:
    """The keys that the villages know are gone; those that it makes now are the later ones."""
    commune = machines.commune
    add(machines.village, MAI)
    post.exchange()
    for _ in range(4):
        older = kept_copy(post, commune)
        commune.do("device", "rotate")
        post.exchange()
        over_the_present_one(commune.folder, older)
        commune.do("device", "rotate")
        # They seal for the keys that they know until they hear of others.
        for unit in post.units:
            post.down(unit)
        post.exchange()
        post.exchange()
        assert names(commune) == [MAI]
    post.agree()


def test_nor_is_one_stopped_that_gave_its_work_on_without_the_recovery_file_knowing(
    post: Carrier, machines: Machines
) -> None:
    """The file calls the first computer the office; made early, it names no village to await."""
    second = post.enrolled(COMMUNE, "--unit", COMMUNE)
    add(machines.village, MAI)
    post.exchange()
    recovery = post.path("vhk")
    made = machines.commune.do("recovery", "create", "-o", recovery)
    give_office_to(post, second)
    post.units.pop(COMMUNE)
    post.office = rebuilt(post, None, made, recovery)
    for stolen in commune_devices(post):
        refused = post.office.run("device", "revoke", stolen, "--reason", "mất trộm")
        assert (refused.code, refused.error) == (1, "ANSWERS_AWAITED")


def test_an_office_rebuilt_from_nothing_that_knows_nobody_stops_no_former_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The recovery file was made on the first day, before any laptop was enrolled."""
    commune = Machine(tmp_path / "xa", capsys)
    commune.do("init", "--role", "commune", "--unit", COMMUNE, "--officer", "Lê Thị Thử")
    made = commune.do("recovery", "create", "-o", tmp_path / "k.vhk")
    recovery = tmp_path / "k.vhk"
    post = Carrier(tmp_path / "sticks", commune)
    post.folder.mkdir()
    commune.do("cycle", "open", YEAR)
    commune.do("unit", "add", NGOC_BAN, "--kind", "village")
    village = post.enrolled(NGOC_BAN, "--unit", NGOC_BAN)
    add(village, MAI)
    post.exchange()
    post.office = rebuilt(post, None, made, recovery)
    (stolen,) = commune_devices(post)
    refused = post.office.run("device", "revoke", stolen, "--reason", "mất trộm")
    assert (refused.code, refused.error) == (1, "ANSWERS_AWAITED")
    assert "của mọi nơi: các thôn, đơn vị có máy đã đăng ký" in refused.err
    for _ in range(2):
        post.take(post.office, post.saved_up(village, "--full"))
        post.down(NGOC_BAN)
    post.office.do("device", "revoke", stolen, "--reason", "mất trộm")
    post.exchange()
    assert names(post.office) == names(village) == [MAI]
    post.agree()


def rebuilt_with_two_laptops(post: Carrier, machines: Machines) -> Machine:
    """Of a village's two laptops the second wrote upon what the first had begun; the second.

    The office burnt, and was rebuilt from nothing; the other village has answered.
    """
    recovery = post.path("vhk")
    made = machines.commune.do("recovery", "create", "-o", recovery)
    second = post.enrolled(NGOC_BAN, "--unit", NGOC_BAN)
    mai = add(machines.village, MAI)
    post.exchange()
    second.do("person", "set", mai, "--sex", "female")
    post.office = rebuilt(post, None, made, recovery)
    post.take(post.office, post.saved_up(machines.other, "--full"))
    return second


def test_a_lost_laptop_waits_for_the_other_one_of_its_village(
    post: Carrier, machines: Machines
) -> None:
    """What the other wrote upon its records was refused for ever: they began with nobody."""
    second = rebuilt_with_two_laptops(post, machines)
    lost = device_id(machines.village)
    refused = post.office.run("device", "revoke", lost, "--reason", "mất trộm")
    assert (refused.code, refused.error) == (1, "ANSWERS_AWAITED")
    post.down(NGOC_BAN)
    post.units[NGOC_BAN].remove(machines.village)
    post.up(second, "--full")
    post.office.do("device", "revoke", lost, "--reason", "mất trộm")
    post.exchange()
    post.exchange()
    assert names(post.office) == names(second) == [MAI]
    post.agree()


def test_where_all_laptops_of_a_village_are_lost_none_is_waited_for(
    post: Carrier, machines: Machines
) -> None:
    second = rebuilt_with_two_laptops(post, machines)
    for laptop in (machines.village, second):
        lost = device_id(laptop)
        told = post.office.run("device", "revoke", lost, "--reason", "cháy", "--unheard")
        assert told.code == 0
    post.units.pop(NGOC_BAN)
    post.exchange()
    post.agree()
