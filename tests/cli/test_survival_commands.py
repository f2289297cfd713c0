"""Contract of backup, recovery, device rotate|hand-over|branches and certificate numbering."""

from pathlib import Path

import pytest

from tests.builders.documents import plain_text
from tests.cli.conftest import Machines
from tests.cli.driver import PASSPHRASE, Machine

YEAR = 2026
VILLAGE = "Thôn Ngọc Bản"


def test_a_backup_is_made_listed_and_gone_back_to(machines: Machines, tmp_path: Path) -> None:
    village = machines.village
    village.do("person", "add", "Nguyễn Văn Bình", "--birth", 1961)
    made = village.do("backup", "create")
    assert set(made) >= {"path", "changes", "bytes", "thinned"}
    elsewhere = tmp_path / "usb" / "b.vhs"
    elsewhere.parent.mkdir()
    assert village.do("backup", "create", "-o", elsewhere)["path"] == str(elsewhere)
    (listed,) = village.do("backup", "list")["backups"]
    assert (listed["path"], listed["bytes"]) == (made["path"], made["bytes"])
    village.do("person", "add", "Lê Thị Cúc", "--birth", 1965)
    restored = village.do("backup", "restore", made["path"])
    assert restored["changes"] == made["changes"]
    found = village.do("roster", "search", "")["people"]
    assert [person["full_name"] for person in found] == ["Nguyễn Văn Bình"]
    assert village.do("check")["ok"]
    copied = Machine(tmp_path / "new", village.capture)
    assert copied.do("backup", "restore", elsewhere)["device_id"] == restored["device_id"]
    assert village.refuse("backup", "restore", tmp_path / "none.vhs") == "FILE_MISSING"
    (tmp_path / "no.vhs").write_bytes(b"PK")
    assert village.refuse("backup", "restore", tmp_path / "no.vhs") == "BACKUP_INVALID"
    assert "Đã sao lưu" in village.tell("backup", "create").out


@pytest.mark.parametrize(
    ("name", "sheet", "code"),
    [("xa.vhk", "to.docx", "PAPER_ENDING"), ("xã 漢.vhk", "to.pdf", "PAPER_LETTERS_MISSING")],
)
def test_a_recovery_file_is_not_made_if_its_code_cannot_be_put_on_paper(
    machines: Machines, tmp_path: Path, name: str, sheet: str, code: str
) -> None:
    words = ("recovery", "create", "-o", tmp_path / name, "--sheet", tmp_path / sheet)
    assert machines.commune.refuse(*words) == code
    assert not (tmp_path / name).exists()
    assert not (tmp_path / sheet).exists()


def test_a_recovery_file_has_its_code_on_the_sheet_and_rebuilds_the_office(
    machines: Machines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commune = machines.commune
    file, sheet = tmp_path / "xa.vhk", tmp_path / "drawer" / "sheet.pdf"
    sheet.parent.mkdir()
    made = commune.do("recovery", "create", "-o", file, "--sheet", sheet)
    assert (made["path"], made["sheet"]) == (str(file), str(sheet))
    text = " ".join(plain_text(sheet.read_bytes()).split())
    assert made["code"] in text
    assert made["commune_fingerprint"] in text
    assert machines.village.refuse("recovery", "create", "-o", file) == "ROLE_NOT_ALLOWED"
    backup = commune.do("backup", "create", "-o", tmp_path / "xa.vhs")
    new = Machine(tmp_path / "new", commune.capture)
    code = tmp_path / "code.txt"
    code.write_text(made["code"] + "\n", encoding="utf-8")
    restore = ("recovery", "restore", file, "--backup", backup["path"], "--code-file", code)
    assert commune.refuse(*restore) == "STORE_EXISTS"
    monkeypatch.setenv("VANHOA_PASSPHRASE", "mật khẩu thay")
    rebuilt = new.do(*restore, "--officer", "Phạm Thị Thử")
    assert rebuilt["changes"] == backup["changes"]
    assert rebuilt["device_id"] != made["device_id"]
    status = new.do("recovery", "status")
    assert (status["restored"], len(status["waiting"])) == (True, 2)
    assert "Chờ Thôn" in new.tell("recovery", "status").out
    asked = new.do("certificate", "numbering", "--cycle", YEAR)
    assert (asked["last"], asked["next"], asked["confirmed"]) == (0, 1, False)
    assert new.do("certificate", "numbering", "--cycle", YEAR, "--next", 12)["next"] == 12
    monkeypatch.setenv("VANHOA_PASSPHRASE", PASSPHRASE)
    assert new.refuse("device", "list") == "PASSPHRASE_WRONG"


def test_a_forgotten_passphrase_goes_by_two_files(
    machines: Machines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commune, village = machines.commune, machines.village
    asked, answered, down = tmp_path / "a.vhq", tmp_path / "a.vha", tmp_path / "d.vhb"
    assert village.refuse("recovery", "ask-reset", "-o", asked) == "RECOVERY_SLOT_MISSING"
    commune.do("recovery", "create", "-o", tmp_path / "xa.vhk")
    commune.do("bundle", "export", "--to", VILLAGE, "-o", down)
    village.do("bundle", "merge", down)
    monkeypatch.setenv("VANHOA_PASSPHRASE", "mật khẩu thay")
    heard = village.do("recovery", "ask-reset", "-o", asked)["fingerprint"]
    monkeypatch.setenv("VANHOA_PASSPHRASE", PASSPHRASE)
    answer = ("recovery", "reset-password", asked, "-o", answered)
    assert commune.refuse(*answer) == "FINGERPRINT_REQUIRED"
    assert commune.refuse(*answer, "--fingerprint", "0" * 24) == "FINGERPRINT_MISMATCH"
    done = commune.do(*answer, "--fingerprint", heard)
    assert (done["unit"], done["path"]) == (VILLAGE, str(answered))
    monkeypatch.setenv("VANHOA_PASSPHRASE", "mật khẩu thay")
    assert village.do("recovery", "accept-reset", answered)["device_id"] == done["device_id"]
    assert village.do("check")["ok"]
    assert village.refuse("recovery", "accept-reset", answered) == "RESET_NOT_ASKED"


def test_the_office_moves_to_a_second_device(machines: Machines, tmp_path: Path) -> None:
    commune, second = machines.commune, Machine(tmp_path / "second", machines.commune.capture)
    asked, invite, given = tmp_path / "s.vhr", tmp_path / "s.vhi", tmp_path / "g.vhg"
    made = second.do("init", "--role", "commune", "--unit", "Xã Vạn Hòa", "--join")
    second.do("device", "request", "-o", asked)
    approve = ("device", "approve", asked, "--unit", "Xã Vạn Hòa", "-o", invite)
    approved = commune.do(*approve, "--fingerprint", made["fingerprint"])
    second.do("device", "accept", invite, "--fingerprint", approved["commune_fingerprint"])
    hand_over = ("device", "hand-over", made["device_id"], "-o", given)
    assert second.refuse("device", "take-over", asked) == "HAND_OVER_INVALID"
    assert second.refuse(*hand_over) == "ROLE_NOT_ALLOWED"
    assert commune.refuse(*hand_over) == "RECOVERY_MISSING"
    commune.do("recovery", "create", "-o", tmp_path / "xa.vhk")
    assert commune.do(*hand_over)["device_id"] == made["device_id"]
    assert second.do("device", "take-over", given)["device_id"] == made["device_id"]
    assert second.do("unit", "add", "Thôn Mới", "--kind", "village")
    assert commune.refuse("unit", "add", "Thôn Cũ", "--kind", "village") == "ROLE_NOT_ALLOWED"


def test_a_device_gets_new_keys_and_takes_its_unsent_work_along(
    machines: Machines, tmp_path: Path
) -> None:
    commune, village = machines.commune, machines.village
    asked, invite = tmp_path / "n.vhr", tmp_path / "n.vhi"
    former = next(d for d in village.do("device", "list")["devices"] if d["unit"] == VILLAGE)
    village.do("person", "add", "Nguyễn Văn Bình", "--birth", 1961)
    assert "cần -o TỆP" in village.misused("device", "rotate")
    made = village.do("device", "rotate", "-o", asked)
    approve = ("device", "approve", asked, "--replaces", former["device_id"], "-o", invite)
    approved = commune.do(*approve, "--fingerprint", made["fingerprint"])
    accept = ("device", "accept", invite, "--fingerprint", approved["commune_fingerprint"])
    assert village.do(*accept)["device_id"] == made["device_id"] != former["device_id"]
    # What was not sent in time was written again under the new keys, without anybody's asking.
    assert village.do("device", "branches")["branches"] == []
    assert village.refuse("device", "rescue", "ffff") == "NOT_FOUND"
    mine = village.do("roster", "search", "")["people"]
    assert [person["full_name"] for person in mine] == ["Nguyễn Văn Bình"]
    up = tmp_path / "u.vhb"
    village.do("bundle", "export", "-o", up)
    assert commune.do("bundle", "merge", up)["refused"] == []
    found = commune.do("roster", "search", "")["people"]
    assert [person["full_name"] for person in found] == ["Nguyễn Văn Bình"]
    renewed = commune.do("device", "rotate")
    assert renewed["fingerprint"] is None
    assert commune.do("check")["ok"]
