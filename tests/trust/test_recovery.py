"""Recovery files, slots and resets as bytes: altered, cut, of others, or of the wrong kind."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from vanhoa_desktop import canonical
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.trust.envelope import new_age_identity, recipient_of, seal
from vanhoa_desktop.trust.hand_over import HandOver, make_hand_over, read_hand_over
from vanhoa_desktop.trust.keyring import (
    RootSecrets,
    create_keyring,
    create_root_key,
    new_device_secrets,
    open_keyring,
    open_root_secrets,
    replace_root_secrets,
    resealed_device,
)
from vanhoa_desktop.trust.keys import SigningKey
from vanhoa_desktop.trust.passphrase_reset import (
    answer_reset,
    read_reset_request,
    reset_request,
    take_reset,
)
from vanhoa_desktop.trust.recovery_file import RecoveryContents, open_recovery, seal_recovery
from vanhoa_desktop.trust.recovery_slot import (
    RecoveryRecipient,
    open_recovery_box,
    recover_device_secrets,
    recovery_box,
    seal_for_recovery,
    sealed_for,
)

PASSPHRASE, NEW = "mật khẩu ở nhà", "mật khẩu khác hẳn"
ROOT = SigningKey(bytes(range(32)))
CODE = bytes(range(16))
RECOVERY = new_age_identity()
COMMUNE, DEVICE = "xã", "aa" * 32
RECIPIENT = RecoveryRecipient(COMMUNE, recipient_of(RECOVERY), 3)


def code_of(act: Callable[[], object]) -> ErrorCode:
    """The code with which an act is refused."""
    with pytest.raises(VanHoaError) as refused:
        act()
    return refused.value.code


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    """A keys file with a recovery slot."""
    path = tmp_path / "keys.json"
    create_keyring(path, new_device_secrets(), PASSPHRASE, "Lê Thị Thử")
    seal_for_recovery(path, PASSPHRASE, DEVICE, RECIPIENT)
    return path


def contents() -> RecoveryContents:
    """What a recovery file of a test holds."""
    return RecoveryContents(COMMUNE, "Xã Thử", RootSecrets(ROOT, RECOVERY), (b"{}", b"[]"))


def test_a_recovery_file_gives_back_what_was_put_in() -> None:
    encoded = seal_recovery(contents(), CODE)
    opened = open_recovery(encoded, CODE)
    assert opened == contents()
    assert ROOT.seed not in encoded
    assert RECOVERY.encode() not in encoded
    assert repr(opened).find(RECOVERY) == -1


def test_any_altered_byte_of_a_recovery_file_is_noticed() -> None:
    encoded = bytearray(seal_recovery(contents(), CODE))
    for place in range(0, len(encoded), 7):
        altered = bytes(encoded[:place]) + bytes([encoded[place] ^ 1]) + bytes(encoded[place + 1 :])
        found = code_of(partial(open_recovery, altered, CODE))
        assert found in {ErrorCode.RECOVERY_FILE_INVALID, ErrorCode.RECOVERY_CODE_WRONG}
    assert code_of(lambda: open_recovery(bytes(encoded[:-9]), CODE)) is (
        ErrorCode.RECOVERY_FILE_INVALID
    )


def test_a_slot_holds_the_master_key_for_the_commune_alone(keys: Path) -> None:
    assert sealed_for(keys) == RECIPIENT.number
    opened = open_recovery_box(recovery_box(keys), [RECOVERY])
    assert (opened.commune, opened.device) == (COMMUNE, DEVICE)
    assert (
        recover_device_secrets(keys.read_bytes(), [RECOVERY]) == open_keyring(keys, PASSPHRASE)[0]
    )
    other = new_age_identity()
    assert code_of(lambda: recover_device_secrets(keys.read_bytes(), [other])) is (
        ErrorCode.RECOVERY_SLOT_MISSING
    )


@pytest.mark.parametrize(
    "inside", [b"[]", b"{}", b'{"master":"AA==","type":"vanhoa/recovery-slot/1"}']
)
def test_a_slot_of_another_kind_opens_nothing(inside: bytes) -> None:
    box = seal(inside, [recipient_of(RECOVERY)])
    assert code_of(lambda: open_recovery_box(box, [RECOVERY])) is ErrorCode.RECOVERY_SLOT_MISSING


def test_keys_without_a_slot_say_so(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    create_keyring(path, new_device_secrets(), PASSPHRASE, "")
    assert sealed_for(path) == 0
    assert code_of(lambda: recovery_box(path)) is ErrorCode.RECOVERY_SLOT_MISSING
    path.write_bytes(canonical.encode({"recovery": {"number": "x"}, "type": "vanhoa/keyring/1"}))
    assert sealed_for(path) == 0


def test_secrets_are_replaced_under_the_same_passphrase_and_slot(keys: Path) -> None:
    fresh = new_device_secrets()
    assert code_of(lambda: resealed_device(keys, fresh, NEW)) is ErrorCode.PASSPHRASE_WRONG
    keys.write_bytes(resealed_device(keys, fresh, PASSPHRASE))
    assert open_keyring(keys, PASSPHRASE) == (fresh, "Lê Thị Thử")
    assert recover_device_secrets(keys.read_bytes(), [RECOVERY]) == fresh


def test_the_root_file_keeps_the_recovery_identity(tmp_path: Path) -> None:
    path = tmp_path / "root.json"
    create_root_key(path, RootSecrets(ROOT), PASSPHRASE, "")
    assert open_root_secrets(path, PASSPHRASE) == RootSecrets(ROOT)
    replace_root_secrets(path, RootSecrets(ROOT, RECOVERY), PASSPHRASE)
    assert open_root_secrets(path, PASSPHRASE) == RootSecrets(ROOT, RECOVERY)


def test_a_reset_keeps_the_passphrases_of_other_officers(keys: Path, tmp_path: Path) -> None:
    waiting = tmp_path / "waiting.json"
    encoded, kept = reset_request(keys, NEW, "Trần Văn Thử")
    waiting.write_bytes(kept)
    request = read_reset_request(encoded)
    opened = open_recovery_box(request.box, [RECOVERY])
    assert take_reset(keys, waiting, answer_reset(request, opened, ROOT), NEW) == ROOT.public
    assert open_keyring(keys, NEW)[1] == "Trần Văn Thử"
    assert open_keyring(keys, PASSPHRASE)[1] == "Lê Thị Thử"
    assert not waiting.exists()


def test_the_master_key_of_another_device_is_refused(keys: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    create_keyring(other, new_device_secrets(), PASSPHRASE, "")
    seal_for_recovery(other, PASSPHRASE, DEVICE, RECIPIENT)
    waiting = tmp_path / "waiting.json"
    encoded, kept = reset_request(keys, NEW)
    waiting.write_bytes(kept)
    request = read_reset_request(encoded)
    opened = open_recovery_box(recovery_box(other), [RECOVERY])
    answer = answer_reset(request, opened, ROOT)
    assert code_of(lambda: take_reset(keys, waiting, answer, NEW)) is (
        ErrorCode.RESET_ANSWER_INVALID
    )
    assert open_keyring(keys, PASSPHRASE)


@pytest.mark.parametrize("file", [b"", b"{}", b"[1]"])
def test_a_file_that_is_no_request_is_refused(file: bytes) -> None:
    assert code_of(lambda: read_reset_request(file)) is ErrorCode.RESET_REQUEST_INVALID


def test_a_hand_over_is_for_one_device_and_of_one_root() -> None:
    reader = new_age_identity()
    given = HandOver(COMMUNE, DEVICE, RootSecrets(ROOT, RECOVERY), (b"{}",), b"bundle")
    file = make_hand_over(given, recipient_of(reader))
    assert read_hand_over(file, [reader], device=DEVICE, root=ROOT.public) == given
    invalid = ErrorCode.HAND_OVER_INVALID
    for device, root in ((DEVICE, b"x" * 32), ("bb" * 32, ROOT.public)):
        act = _reading(file, reader, device, root)
        assert code_of(act) is invalid
    assert code_of(_reading(file, new_age_identity(), DEVICE, ROOT.public)) is invalid


def _reading(file: bytes, identity: str, device: str, root: bytes) -> Callable[[], HandOver]:
    return lambda: read_hand_over(file, [identity], device=device, root=root)
