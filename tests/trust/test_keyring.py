"""Sealed keys open with the passphrase, however it was composed, and with nothing else."""

import json
import unicodedata
from pathlib import Path

import pytest

from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.trust.keyring import (
    create_keyring,
    new_device_secrets,
    open_keyring,
)
from vanhoa_desktop.trust.sealed_file import sealed_file

PASSPHRASE = "mật khẩu ở nhà"


def test_the_passphrase_opens_the_keys_in_either_unicode_form(tmp_path: Path) -> None:
    secrets = new_device_secrets()
    create_keyring(tmp_path / "keys.json", secrets, PASSPHRASE, "Lê Thị Thử")
    for form in ("NFC", "NFD"):
        typed = unicodedata.normalize(form, PASSPHRASE)
        opened, officer = open_keyring(tmp_path / "keys.json", typed)
        assert opened == secrets
        assert officer == "Lê Thị Thử"


def test_another_passphrase_opens_nothing(tmp_path: Path) -> None:
    create_keyring(tmp_path / "keys.json", new_device_secrets(), PASSPHRASE, "")
    with pytest.raises(VanHoaError) as refused:
        open_keyring(tmp_path / "keys.json", PASSPHRASE + "x")
    assert refused.value.code is ErrorCode.PASSPHRASE_WRONG


def test_no_secret_stands_in_the_file_or_in_what_is_printed(tmp_path: Path) -> None:
    secrets = new_device_secrets()
    create_keyring(tmp_path / "keys.json", secrets, PASSPHRASE, "")
    written = (tmp_path / "keys.json").read_bytes()
    assert secrets.age_identity.encode() not in written
    assert secrets.age_identity not in repr(secrets)
    assert secrets.store_key.hex() not in repr(secrets)


@pytest.mark.parametrize("part", ["secrets", "box", "salt"])
def test_damaged_keys_are_told_from_a_wrong_passphrase_or_refused(
    tmp_path: Path, part: str
) -> None:
    path = tmp_path / "keys.json"
    create_keyring(path, new_device_secrets(), PASSPHRASE, "")
    content = json.loads(path.read_bytes())
    holder = content if part == "secrets" else content["slots"][0]
    holder[part] = ("A" if holder[part][0] != "A" else "B") + holder[part][1:]
    path.write_bytes(json.dumps(content, sort_keys=True, separators=(",", ":")).encode())
    with pytest.raises(VanHoaError) as refused:
        open_keyring(path, PASSPHRASE)
    damaged = ErrorCode.STORE_DAMAGED if part == "secrets" else ErrorCode.PASSPHRASE_WRONG
    assert refused.value.code is damaged


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff\xfe", b'{"type":"other"}'])
def test_a_file_that_holds_no_keys_is_told_as_damaged(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "keys.json").write_bytes(content)
    with pytest.raises(VanHoaError) as refused:
        open_keyring(tmp_path / "keys.json", PASSPHRASE)
    assert refused.value.code is ErrorCode.STORE_DAMAGED


def test_a_new_lock_costs_a_guesser_what_it_should() -> None:
    """The key function is scrypt with n = 2^15 and r = 8: 32 MiB a guess (RFC 7914)."""
    made = json.loads(sealed_file("vanhoa/keyring/1", {}, "một câu rất dài", "An"))
    (slot,) = made["slots"]
    assert (slot["n"], slot["r"], slot["p"]) == (32768, 8, 1)
