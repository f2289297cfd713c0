"""Contract of passphrase change and passphrase root."""

from pathlib import Path

import pytest

from tests.cli.conftest import Machines
from tests.cli.driver import PASSPHRASE

NEW, OWN = "cái nón lá cọ", "núi sông biển trời"


def test_the_passphrase_is_changed_and_only_the_new_one_opens(
    machines: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    village = machines.village
    before = village.do("state-hash")
    assert village.refuse("passphrase", "change") == "PASSPHRASE_REQUIRED"
    for new, code in (
        ("ngắn", "PASSPHRASE_TOO_SHORT"),
        ("12345678", "PASSPHRASE_COMMON"),
        (PASSPHRASE, "PASSPHRASE_SAME"),
    ):
        monkeypatch.setenv("VANHOA_NEW_PASSPHRASE", new)
        assert village.refuse("passphrase", "change") == code
    monkeypatch.setenv("VANHOA_NEW_PASSPHRASE", NEW)
    assert set(village.do("passphrase", "change")) >= {"device_id"}
    assert village.refuse("unit", "list") == "PASSPHRASE_WRONG"
    monkeypatch.setenv("VANHOA_PASSPHRASE", NEW)
    assert village.do("state-hash") == before


def test_the_new_passphrase_may_stand_in_a_file(
    machines: Machines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "new.txt"
    file.write_text(f"{NEW}\n", encoding="utf-8")
    said = machines.village.tell("passphrase", "change", "--new-passphrase-file", file)
    assert "Đã đổi mật khẩu" in said.out
    monkeypatch.setenv("VANHOA_PASSPHRASE", NEW)
    machines.village.do("check")


def test_with_a_passphrase_of_its_own_the_root_key_signs_for_nobody_else(
    machines: Machines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commune = machines.commune
    made = commune.do("recovery", "create", "-o", tmp_path / "xa.vhk")
    devices = commune.do("device", "list")["devices"]
    village = next(item["device_id"] for item in devices if item["role"] == "village")
    monkeypatch.setenv("VANHOA_NEW_PASSPHRASE", OWN)
    assert set(commune.do("passphrase", "root")) >= {"device_id"}
    revoke = ("device", "revoke", village, "--reason", "mất")
    assert commune.refuse(*revoke) == "ROOT_PASSPHRASE_REQUIRED"
    assert commune.refuse("device", "rotate") == "ROOT_PASSPHRASE_REQUIRED"
    assert commune.do("bundle", "waiting") is not None
    monkeypatch.setenv("VANHOA_ROOT_PASSPHRASE", PASSPHRASE)
    assert commune.refuse(*revoke) == "ROOT_PASSPHRASE_WRONG"
    code = tmp_path / "code.txt"
    code.write_text(made["code"], encoding="utf-8")
    monkeypatch.setenv("VANHOA_NEW_PASSPHRASE", NEW)
    reset = ("passphrase", "root", "--recovery", tmp_path / "xa.vhk", "--code-file", code)
    commune.do(*reset)
    monkeypatch.setenv("VANHOA_ROOT_PASSPHRASE", NEW)
    assert commune.do(*revoke)["status"] == "revoked"
    assert machines.village.refuse("passphrase", "root") == "ROLE_NOT_ALLOWED"
