"""Whose a backup is: one machine's is never put over another's, by command line.

Over an installation goes a backup of the same device, or of another device of the same unit (keys
that were renewed, a laptop that was replaced). An empty folder takes every backup that opens.
"""

import re
from pathlib import Path

import pytest

from tests.builders.offices import COMMUNE, NGOC_BAN
from tests.cli.carrying import Carrier, carrier, names
from tests.cli.conftest import Machines
from tests.cli.driver import PASSPHRASE, Machine
from tests.cli.test_healing import MAI, NAM, add
from vanhoa_desktop import canonical

OTHER_PASSPHRASE = "mật khẩu thay"


@pytest.fixture
def post(machines: Machines, tmp_path: Path) -> Carrier:
    """The commune with two villages, and who carries files between them."""
    return carrier(machines, tmp_path)


def backed_up(post: Carrier, machine: Machine) -> Path:
    """A backup of a machine, on a stick."""
    return Path(machine.do("backup", "create", "-o", post.path("vhs"))["path"])


def test_a_backup_is_not_put_over_another_units_installation_and_says_whose_it_is(
    post: Carrier, machines: Machines
) -> None:
    commune, village, other = machines.commune, machines.village, machines.other
    add(village, MAI)
    add(other, NAM)
    post.exchange()
    of_village, of_commune = backed_up(post, village), backed_up(post, commune)
    for machine, backup, whose in (
        (commune, of_village, NGOC_BAN),
        (other, of_village, NGOC_BAN),
        (village, of_commune, COMMUNE),
    ):
        before = machine.do("state-hash")
        answer = machine.run("backup", "restore", backup)
        assert answer.error == "BACKUP_OF_ANOTHER"
        message = answer.json["error"]["message"]
        assert f"Bản sao lưu này là của {whose} (" in message
        assert "không phải của máy này" in message
        assert "thư mục trống" in message
        assert machine.do("state-hash") == before
        assert not (machine.folder / "replaced").exists()
    assert names(commune) == sorted([MAI, NAM])
    assert commune.do("device", "list")["devices"]
    empty = Machine(post.path("may"), village.capture)
    empty.do("backup", "restore", of_village)
    assert names(empty) == [MAI]


def test_going_back_is_told_by_the_clock_of_the_office_and_with_the_next_step(
    post: Carrier, machines: Machines
) -> None:
    village, commune = machines.village, machines.commune
    told = village.tell("backup", "restore", backed_up(post, village)).out
    assert re.search(r"sao lưu lúc \d\d:\d\d ngày \d\d/\d\d/\d{4}\.", told)
    assert "nhận tệp kết quả mới nhất của xã" in told
    backup = backed_up(post, commune)
    assert "gửi tệp kết quả cho từng thôn" in commune.tell("backup", "restore", backup).out
    new = Machine(post.path("may"), commune.capture)
    assert "chưa có khóa gốc" in new.tell("backup", "restore", backup).out
    assert village.tell("backup", "list").out == "Không có.\n"
    village.do("backup", "create")
    assert re.match(r"\d\d/\d\d/\d{4}  ", village.tell("backup", "list").out)


def test_another_passphrase_opens_no_way_over_another_units_installation(
    post: Carrier, machines: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each machine has a passphrase of its own; the one typed is the backup's, not the folder's."""
    commune, village, other = machines.commune, machines.village, machines.other
    add(village, MAI)
    post.exchange()
    monkeypatch.setenv("VANHOA_NEW_PASSPHRASE", OTHER_PASSPHRASE)
    village.do("passphrase", "change")
    monkeypatch.setenv("VANHOA_PASSPHRASE", OTHER_PASSPHRASE)
    of_village = backed_up(post, village)
    for machine in (commune, other):
        assert machine.refuse("backup", "restore", of_village) == "BACKUP_OF_ANOTHER"
    # An installation of an older program says in the open only whether it is an office.
    keys = commune.folder / "keys.json"
    content = canonical.decode(keys.read_bytes())
    assert isinstance(content, dict)
    del content["owner"]
    keys.write_bytes(canonical.encode(content))
    assert commune.refuse("backup", "restore", of_village) == "BACKUP_OF_ANOTHER"
    monkeypatch.setenv("VANHOA_PASSPHRASE", PASSPHRASE)
    assert names(commune) == [MAI]


def test_a_backup_of_before_the_passphrase_was_changed_goes_over_its_own_installation(
    post: Carrier, machines: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    village = machines.village
    add(village, MAI)
    backup = backed_up(post, village)
    add(village, NAM)
    monkeypatch.setenv("VANHOA_NEW_PASSPHRASE", OTHER_PASSPHRASE)
    village.do("passphrase", "change")
    village.do("backup", "restore", backup)
    assert names(village) == [MAI]


def test_a_backup_of_a_lost_laptop_goes_over_the_one_that_took_its_place(
    post: Carrier, machines: Machines
) -> None:
    """Of the same unit: what the lost laptop had not sent can be read there."""
    village = machines.village
    add(village, MAI)
    backup = backed_up(post, village)
    replacing = post.enrolled(NGOC_BAN)
    assert names(replacing) == []
    replacing.do("backup", "restore", backup)
    assert names(replacing) == [MAI]
    assert names(machines.commune) == []


def test_a_laptop_that_nobody_enrolled_yet_takes_a_backup_of_its_predecessor(
    post: Carrier, machines: Machines
) -> None:
    """Somebody began the first start before he found the stick."""
    village = machines.village
    add(village, MAI)
    backup = backed_up(post, village)
    new = Machine(post.path("may"), village.capture)
    new.do("init", "--role", "village", "--unit", NGOC_BAN, "--officer", "Phạm Thị Thử")
    new.do("backup", "restore", backup)
    assert names(new) == [MAI]


def test_a_damaged_installation_takes_its_own_backup_and_no_other(
    post: Carrier, machines: Machines
) -> None:
    """The store cannot tell any more whose it is; the keys beside it say it in the open."""
    village, other = machines.village, machines.other
    add(village, MAI)
    own, of_other = backed_up(post, village), backed_up(post, other)
    (village.folder / "store.db").write_bytes(b"\0" * 8192)
    assert village.refuse("backup", "restore", of_other) == "BACKUP_OF_ANOTHER"
    village.do("backup", "restore", own)
    assert names(village) == [MAI]
    assert village.do("check")["ok"]
