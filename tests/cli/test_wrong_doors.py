"""Files of ours at every door of the command line that is not theirs: what is said of them."""

import shutil
from pathlib import Path

import pytest

from tests.builders.offices import COMMUNE, NGOC_BAN, YEAR
from tests.cli.carrying import Carrier, carrier
from tests.cli.conftest import Machines
from tests.cli.driver import PASSPHRASE, Machine
from vanhoa_desktop.domain.our_files import OurFile
from vanhoa_desktop.texts.errors.given_files import GIVEN_FILES

NEW_PASSPHRASE = "mật khẩu thay"
# A few words of what is said of each.
SAID = {
    OurFile.BUNDLE: "Đây là tệp số liệu: tệp gửi xã, hoặc tệp kết quả của xã.",
    OurFile.REQUEST: "Đây là tệp máy mới xin đăng ký với xã.",
    OurFile.INVITE: "Đây là tệp mời của xã cho một máy mới",
    OurFile.BACKUP: "Đây là bản sao lưu.",
    OurFile.RECOVERY: "Đây là tệp khôi phục của xã.",
    OurFile.HAND_OVER: "Đây là tệp bàn giao máy chính của xã.",
    OurFile.RESET_REQUEST: "Đây là tệp xin đặt lại mật khẩu.",
    OurFile.RESET_ANSWER: "Đây là tệp xã trả lời để đặt lại mật khẩu.",
}


@pytest.fixture
def post(machines: Machines, tmp_path: Path) -> Carrier:
    """The commune with two villages, and who carries files between them."""
    return carrier(machines, tmp_path)


def every_kind(
    post: Carrier, village: Machine, code: Path, patch: pytest.MonkeyPatch
) -> dict[OurFile, Path]:
    """One sound file of each kind, as the commands save them, and the recovery code in `code`."""
    commune = post.office
    endings = ("vhb", "vhr", "vhi", "vhs", "vhk", "vhg", "vhq", "vha")
    files = {
        kind: post.folder / f"tep.{ending}" for kind, ending in zip(OurFile, endings, strict=True)
    }
    made = commune.do("recovery", "create", "-o", files[OurFile.RECOVERY])
    code.write_text(made["code"], encoding="utf-8")
    post.exchange()
    second = post.enrolled(COMMUNE, "--unit", COMMUNE)
    village.do("bundle", "export", "-o", files[OurFile.BUNDLE])
    village.do("backup", "create", "-o", files[OurFile.BACKUP])
    asking = Machine(post.path("may"), village.capture)
    asked = asking.do("init", "--role", "village", "--unit", NGOC_BAN)
    asking.do("device", "request", "-o", files[OurFile.REQUEST])
    approve = ("device", "approve", files[OurFile.REQUEST], "-o", files[OurFile.INVITE])
    commune.do(*approve, "--fingerprint", asked["fingerprint"])
    patch.setenv("VANHOA_PASSPHRASE", NEW_PASSPHRASE)
    heard = village.do("recovery", "ask-reset", "-o", files[OurFile.RESET_REQUEST])["fingerprint"]
    patch.setenv("VANHOA_PASSPHRASE", PASSPHRASE)
    answer = ("recovery", "reset-password", files[OurFile.RESET_REQUEST])
    commune.do(*answer, "-o", files[OurFile.RESET_ANSWER], "--fingerprint", heard)
    twin = post.copied(COMMUNE, commune)
    wanted = second.do("device", "list")["devices"]
    (device,) = (d["device_id"] for d in wanted if d["officer"] == "Phạm Thị Thử")
    twin.do("device", "hand-over", device, "-o", files[OurFile.HAND_OVER])
    return files


def test_a_file_of_ours_at_a_door_that_is_not_its_own_is_told_by_its_name(
    post: Carrier, machines: Machines, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """All are sound: «damaged» would send an officer looking for what is not wrong."""
    commune, village = machines.commune, machines.village
    code = tmp_path / "ma.txt"
    files = every_kind(post, village, code, monkeypatch)
    assert set(SAID) == set(files) == set(OurFile)
    assert set(GIVEN_FILES) == {kind.value for kind in OurFile}
    asking = Machine(tmp_path / "moi", village.capture)
    asking.do("init", "--role", "village", "--unit", NGOC_BAN)
    asking.do("device", "request", "-o", tmp_path / "moi.vhr")
    no_office = Machine(tmp_path / "trong", village.capture)
    second, out, heard = post.units[COMMUNE][0], tmp_path / "ra", "0" * 24
    by_fingerprint = ("-o", out, "--fingerprint", heard)
    doors = {
        OurFile.BUNDLE: (commune, ("bundle", "merge"), ()),
        OurFile.REQUEST: (commune, ("device", "approve"), ("--unit", NGOC_BAN, *by_fingerprint)),
        OurFile.INVITE: (asking, ("device", "accept"), ("--fingerprint", heard)),
        OurFile.BACKUP: (village, ("backup", "restore"), ()),
        OurFile.RECOVERY: (no_office, ("recovery", "restore"), ("--code-file", code)),
        OurFile.HAND_OVER: (second, ("device", "take-over"), ()),
        OurFile.RESET_REQUEST: (commune, ("recovery", "reset-password"), by_fingerprint),
        OurFile.RESET_ANSWER: (village, ("recovery", "accept-reset"), ()),
    }
    before = [machine.do("state-hash") for machine in (commune, village)]
    for wanted, (machine, words, more) in doors.items():
        is_new = wanted is OurFile.RESET_ANSWER
        monkeypatch.setenv("VANHOA_PASSPHRASE", NEW_PASSPHRASE if is_new else PASSPHRASE)
        for given, file in files.items():
            if given is wanted:
                continue
            answer = machine.run(*words, file, *more)
            assert answer.code == 1, (wanted, given, answer)
            assert SAID[given] in answer.json["error"]["message"], (wanted, given, answer)
    monkeypatch.setenv("VANHOA_PASSPHRASE", PASSPHRASE)
    # As docs/khi-co-su-co.md names it.
    answer_of_the_page = files[OurFile.RESET_ANSWER].with_name("tra-loi.vhq")
    shutil.copy(files[OurFile.RESET_ANSWER], answer_of_the_page)
    said = village.run("bundle", "merge", answer_of_the_page).json["error"]["message"]
    assert SAID[OurFile.RESET_ANSWER] in said
    for given, file in files.items():
        if given is not OurFile.BUNDLE:
            answer = commune.run("bundle", "inspect", file)
            assert SAID[given] in answer.json["error"]["message"], (given, answer)
    tables: tuple[tuple[object, ...], ...] = (
        ("roster", "import"),
        ("assess", "import", "--cycle", YEAR, "--by", "village"),
        ("digital", "import", "--cycle", YEAR),
    )
    for table in tables:
        for given, file in files.items():
            answer = village.run(*table, file)
            assert SAID[given] in answer.json["error"]["message"], (table, given, answer)
    assert [machine.do("state-hash") for machine in (commune, village)] == before
    assert not no_office.folder.joinpath("store.db").exists()
    assert commune.do("bundle", "waiting")["waiting"] == []


def test_an_office_without_its_root_key_is_told_so_by_check(machines: Machines) -> None:
    """A backup holds none: the figures are whole, and nobody could be let in or ended."""
    commune = machines.commune
    assert commune.do("check")["ok"]
    (commune.folder / "root-key.json").unlink()
    found = commune.run("check")
    assert found.code == 1
    assert found.json["problems"] == [{"code": "ROOT_KEY_MISSING", "subject": "root-key.json"}]
    assert "thiếu tệp khóa gốc" in commune.tell("check").out
    assert machines.village.do("check")["ok"]
