"""What people are told of files that are not taken, and of what does not agree, in plain words."""

from pathlib import Path

import pytest

from tests.builders.offices import COMMUNE, NGOC_BAN, YEAR, Offices, found_offices
from tests.cli.carrying import Carrier, carrier, device_of
from tests.cli.conftest import Machines
from tests.cli.test_healing import BY_VILLAGE, MAI, NAM, NINE, add, lose_last_change
from tests.cli.test_healing_histories import SECOND_OFFICER, give_office_to


@pytest.fixture
def post(machines: Machines, tmp_path: Path) -> Carrier:
    """The commune with two villages, and who carries files between them."""
    return carrier(machines, tmp_path)


def test_a_hand_over_file_that_is_out_of_date_says_so_and_makes_no_office(
    post: Carrier, machines: Machines
) -> None:
    """The office came back meanwhile; somebody finds the stick of then and takes it once more."""
    commune = machines.commune
    second = post.enrolled(COMMUNE, "--unit", COMMUNE)
    commune.do("recovery", "create", "-o", post.path("vhk"))
    devices = commune.do("device", "list")["devices"]
    known = {d["officer"]: d["device_id"] for d in devices if d["unit"] == COMMUNE}
    second_id = known.pop(SECOND_OFFICER)
    (first_id,) = known.values()
    stale = post.path("vhg")
    commune.do("device", "hand-over", second_id, "-o", stale)
    second.do("device", "take-over", stale)
    back = post.path("vhg")
    second.do("device", "hand-over", first_id, "-o", back)
    commune.do("device", "take-over", back)
    assert second.refuse("device", "take-over", stale) == "HAND_OVER_INVALID"
    assert "đã cũ" in second.run("device", "take-over", stale).err
    assert second.refuse("unit", "add", "Thôn Mới", "--kind", "village") == "ROLE_NOT_ALLOWED"


def test_a_file_of_a_computer_that_is_no_office_any_more_is_told_in_plain_words(
    post: Carrier, machines: Machines
) -> None:
    """It was saved before the hand-over and comes after the file that tells of it."""
    village = machines.village
    second = post.enrolled(COMMUNE, "--unit", COMMUNE)
    add(village, MAI)
    post.exchange()
    late = post.saved_down(NGOC_BAN)
    give_office_to(post, second)
    post.down(NGOC_BAN)
    told = village.run("bundle", "merge", late)
    assert told.error == "BUNDLE_OUT_OF_SCOPE"
    assert "không còn là, máy chính của xã" in told.err
    assert "office" not in told.err


def test_people_whom_only_a_stopped_laptop_wrote_have_their_names_in_the_list(
    post: Carrier, machines: Machines
) -> None:
    """Nothing of theirs stands: whoever settles it must read of whom it is."""
    commune, village = machines.commune, machines.village
    add(village, MAI)
    post.exchange()
    nam = add(village, NAM)
    village.do("assess", "set", nam, *BY_VILLAGE, *NINE)
    late = post.saved_up(village)
    commune.do("device", "revoke", device_of(commune, NGOC_BAN), "--reason", "mất máy")
    assert commune.run("bundle", "merge", late).error == "BUNDLE_REVOKED_SENDER"
    (aside,) = commune.do("bundle", "quarantine")["quarantine"]
    commune.do("bundle", "quarantine", "--take", aside["file"])
    listed = commune.do("conflicts", "list")["conflicts"]
    assert {item["subject"] for item in listed} == {NAM}
    # And its own next file from the commune says what may have happened to it.
    renewed = post.enrolled(NGOC_BAN, "--unit", NGOC_BAN)
    file = post.saved_down(NGOC_BAN)
    post.take(renewed, file)
    told = village.run("bundle", "merge", file)
    assert told.error == "BUNDLE_NOT_FOR_US"
    assert "máy này đã bị xã ngừng sử dụng" in told.err


def test_the_commune_is_never_told_to_ask_the_commune(
    post: Carrier, machines: Machines, tmp_path: Path
) -> None:
    """A file that a village of another commune saved lies on the same stick."""
    other = found_offices(tmp_path / "other-commune").villages[0]
    stray = other.export(tmp_path / "stray.vhb")
    for answer in (
        machines.commune.run("bundle", "merge", stray),
        machines.commune.run("bundle", "inspect", stray),
    ):
        assert answer.error == "BUNDLE_NOT_FOR_US"
        assert "gửi cho xã khác" in answer.err
        assert "hỏi xã" not in answer.err
        assert "ngừng sử dụng" not in answer.err
    second = post.enrolled(COMMUNE, "--unit", COMMUNE)
    told = second.run("bundle", "merge", stray)
    assert "hỏi xã" not in told.err
    assert "người giữ máy chính" in told.err
    assert "hỏi xã" in machines.village.run("bundle", "merge", stray).err


def test_who_differs_after_everything_was_sent_is_named_until_they_agree(
    post: Carrier, machines: Machines, offices: Offices
) -> None:
    """A3. The disk forgets it a second time: having sent everything was not enough."""
    commune, village = machines.commune, machines.village
    mai = add(village, MAI)
    post.up(village)
    commune.do("person", "set", mai, "--phone", "0911000111")
    post.down(NGOC_BAN)
    post.up(village)
    for is_first_time in (True, False):
        lose_last_change(offices, mai)
        village.run("check", "--repair")
        post.up(village)
        assert not commune.run("check").json["ok"]
        everything = post.saved_down(NGOC_BAN)
        assert commune.run("check").json["ok"] is is_first_time
        post.take(village, everything)
    post.up(village)
    post.agree()


def test_a_village_is_told_what_the_commune_took_back_of_its_work(
    post: Carrier, machines: Machines
) -> None:
    """Its figures went to nothing with a green «1 tệp đã nhận»."""
    commune, village = machines.commune, machines.village
    mai, nam = add(village, MAI), add(village, NAM)
    post.exchange()
    for person in (mai, nam):
        village.do("assess", "set", person, *BY_VILLAGE, *NINE)
    # A list that the village took back itself is no loss.
    wrong = post.path("csv")
    wrong.write_text("Họ và tên,Năm sinh\nLê Thị Nhầm,1950\n", encoding="utf-8")
    village.do("import", "undo", village.do("roster", "import", wrong)["import_id"])
    file = post.saved_up(village)
    number = commune.do("bundle", "inspect", file)["bundle_id"]
    post.take(commune, file)
    commune.do("bundle", "undo", number)
    down = post.saved_down(NGOC_BAN)
    told = village.tell("bundle", "inspect", down).out
    said = f"2 phiếu đăng ký, 2 phiếu đánh giá của {MAI}, {NAM} không còn được tính"
    assert said in told
    done = village.do("bundle", "merge", down)
    assert done["taken_back"] == [
        {"kinds": {"assessment": 2, "registration": 2}, "people": [MAI, NAM]}
    ]
    commune.do("bundle", "redo", number)
    assert village.do("bundle", "merge", post.saved_down(NGOC_BAN))["taken_back"] == []


def test_a_list_of_imports_says_which_the_commune_took_back(
    post: Carrier, machines: Machines
) -> None:
    """It said nothing, and `import redo` said that it was done."""
    commune, village = machines.commune, machines.village
    table = post.path("csv")
    table.write_text("Họ và tên,Năm sinh\nLê Thị Mới,1950\n", encoding="utf-8")
    number = village.do("roster", "import", table)["import_id"]
    file = post.saved_up(village)
    bundle = commune.do("bundle", "inspect", file)["bundle_id"]
    post.take(commune, file)
    commune.do("bundle", "undo", bundle)
    post.take(village, post.saved_down(NGOC_BAN))
    (listed,) = village.do("import", "list")["imports"]
    assert (listed["undone"], listed["taken_back"]) == (False, "all")
    assert "(xã đã hoàn tác)" in village.tell("import", "list").out
    assert village.refuse("import", "undo", number) == "UNDONE_BY_COMMUNE"
    commune.do("bundle", "redo", bundle)
    post.take(village, post.saved_down(NGOC_BAN))
    (listed,) = village.do("import", "list")["imports"]
    assert (listed["undone"], listed["taken_back"]) == (False, "none")


def test_two_laptops_of_a_village_that_register_the_same_people_contradict_nothing(
    post: Carrier, machines: Machines
) -> None:
    """Every consent asked which of «30/11/2026» and «30/11/2026» holds."""
    village = machines.village
    mai = add(village, MAI)
    post.exchange()
    other = post.enrolled(NGOC_BAN)
    post.exchange()
    for laptop in (village, other):
        laptop.do("register", mai, "--cycle", YEAR, "--consent", "use", "--consent", "post")
    post.exchange()
    post.exchange()
    for machine in (machines.commune, village, other):
        assert machine.do("conflicts", "list")["conflicts"] == []
    post.agree()
