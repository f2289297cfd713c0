"""A passphrase is changed, and what an old copy of the keys opens ends that day."""

import contextlib
import os
import shutil
import signal
import sys
from pathlib import Path

import pytest

from tests.builders.offices import PASSPHRASE, Office, Offices, add_person
from tests.fakes.scrypt import RememberedScrypt
from vanhoa_desktop.db.database import Database
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.paths import InstallationPaths
from vanhoa_desktop.services.devices.enrolment import EnrolmentService
from vanhoa_desktop.services.devices.passphrase_resets import (
    PassphraseResetService,
    accept_reset,
    request_reset,
)
from vanhoa_desktop.services.devices.rotation import ask_new_keys
from vanhoa_desktop.services.office.installation import (
    change_passphrase,
    check_passphrase_change,
    open_session,
    open_to_work_or_view,
)
from vanhoa_desktop.services.office.integrity import IntegrityService
from vanhoa_desktop.services.rows.roster import RosterService
from vanhoa_desktop.services.safekeeping.backups import BackupService
from vanhoa_desktop.services.safekeeping.recovery import RecoveryService
from vanhoa_desktop.services.safekeeping.restoring import restore_backup
from vanhoa_desktop.trust.keyring import open_keyring

pytestmark = pytest.mark.usefixtures("quick_lock")
NEW = "cái nón lá cọ"


@pytest.fixture
def quick_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each key is derived once: nine tenths of opening are scrypt, on purpose."""
    monkeypatch.setattr("vanhoa_desktop.trust.sealed_file.Scrypt", RememberedScrypt)


def refusal_of(paths: InstallationPaths, passphrase: str) -> ErrorCode:
    with pytest.raises(VanHoaError) as refused:
        open_session(paths, passphrase, writing=False)
    return refused.value.code


def names_of(paths: InstallationPaths, passphrase: str) -> list[str]:
    with open_session(paths, passphrase, writing=False) as session:
        return [person.full_name for person in RosterService(session).search("")]


def test_only_the_new_passphrase_opens_and_nothing_else_has_changed(offices: Offices) -> None:
    office = offices.villages[0]
    with office.open() as session:
        add_person(session, "Lê Thị Mẫu")
        before = IntegrityService(session).state_hash()
        identity = session.identity
    change_passphrase(office.paths, PASSPHRASE, NEW)
    assert refusal_of(office.paths, PASSPHRASE) is ErrorCode.PASSPHRASE_WRONG
    with open_session(office.paths, NEW, writing=True) as session:
        assert IntegrityService(session).state_hash() == before
        assert IntegrityService(session).check().is_ok
        # The same device on the same chain: nobody has copied anything.
        assert session.identity == identity
    names = {path.name for path in office.paths.root.iterdir()}
    assert names <= {"store.db", "keys.json", "store.lock"}


def test_an_old_copy_of_the_keys_opens_nothing_of_today(offices: Offices, tmp_path: Path) -> None:
    office = offices.villages[0]
    stolen = tmp_path / "keys.json"
    shutil.copy(office.paths.keys, stolen)
    before, _ = open_keyring(stolen, PASSPHRASE)
    change_passphrase(office.paths, PASSPHRASE, NEW)
    with pytest.raises(VanHoaError) as refused:
        Database.open(office.paths.store, before.store_key, office.paths.lock, writing=False)
    assert refused.value.code is ErrorCode.STORE_DAMAGED
    after, _ = open_keyring(office.paths.keys, NEW)
    assert after.store_key != before.store_key
    assert after.unfinished is None
    assert after.signing_key == before.signing_key


def test_what_lies_beside_the_keys_goes_with_the_passphrase(
    offices: Offices, tmp_path: Path
) -> None:
    commune, village = offices.commune, offices.villages[0]
    with commune.open() as session:
        root = session.root_key()
        RecoveryService(session).create(tmp_path / "xa.vhp")
    with village.open() as session:
        asked = ask_new_keys(session, tmp_path / "xin.vhr")
    for office in (commune, village):
        change_passphrase(office.paths, PASSPHRASE, NEW)
    with open_session(commune.paths, NEW, writing=True) as session:
        assert session.root_key() == root
        village_id = EnrolmentService(session).devices()[1].device_id
        EnrolmentService(session).approve(
            tmp_path / "xin.vhr",
            tmp_path / "moi.vhi",
            unit_text=village.name,
            fingerprint=asked.fingerprint,
        )
        assert village_id
    waiting, _ = open_keyring(village.paths.rotation, NEW)
    assert waiting.signing_key != open_keyring(village.paths.keys, NEW)[0].signing_key


def test_the_commune_can_still_answer_who_forgets_the_new_one(
    offices: Offices, tmp_path: Path
) -> None:
    commune, village = offices.commune, offices.villages[0]
    with commune.open() as session:
        RecoveryService(session).create(tmp_path / "xa.vhp")
    commune.export(tmp_path / "down.vhb", village.name)
    village.merge(tmp_path / "down.vhb")
    change_passphrase(village.paths, PASSPHRASE, NEW)
    asked = request_reset(village.paths, tmp_path / "quen.vhr", "trâu cá bè tre")
    with commune.open() as session:
        PassphraseResetService(session).answer(
            tmp_path / "quen.vhr", tmp_path / "tra-loi.vhr", fingerprint=asked.fingerprint
        )
    accept_reset(village.paths, tmp_path / "tra-loi.vhr", "trâu cá bè tre")
    assert names_of(village.paths, "trâu cá bè tre") == []


def test_a_backup_of_before_opens_with_the_passphrase_of_its_time(
    offices: Offices, tmp_path: Path
) -> None:
    office = offices.villages[0]
    with office.open() as session:
        add_person(session, "Lê Thị Mẫu")
        BackupService(session).create(tmp_path / "truoc.vhs")
    change_passphrase(office.paths, PASSPHRASE, NEW)
    with open_session(office.paths, NEW, writing=False) as session:
        BackupService(session).create(tmp_path / "sau.vhs")
    for number, (copy, passphrase) in enumerate((("truoc", PASSPHRASE), ("sau", NEW))):
        paths = InstallationPaths(tmp_path / f"{number}")
        restore_backup(paths, tmp_path / f"{copy}.vhs", passphrase)
        assert names_of(paths, passphrase) == ["Lê Thị Mẫu"]
    restore_backup(office.paths, tmp_path / "truoc.vhs", PASSPHRASE)
    assert names_of(office.paths, PASSPHRASE) == ["Lê Thị Mẫu"]


@pytest.mark.parametrize(
    ("known", "new", "code"),
    [
        ("không phải cái này", NEW, ErrorCode.PASSPHRASE_WRONG),
        (PASSPHRASE, "ngắn", ErrorCode.PASSPHRASE_TOO_SHORT),
        (PASSPHRASE, "12345678", ErrorCode.PASSPHRASE_COMMON),
        (PASSPHRASE, PASSPHRASE, ErrorCode.PASSPHRASE_SAME),
        (PASSPHRASE, "mâ\u0323t khâ\u0309u thư\u0309", ErrorCode.PASSPHRASE_SAME),
    ],
)
def test_a_change_that_cannot_be_changes_nothing(
    offices: Offices, known: str, new: str, code: ErrorCode
) -> None:
    office = offices.villages[0]
    keys = office.paths.keys.read_bytes()
    with pytest.raises(VanHoaError) as refused:
        change_passphrase(office.paths, known, new)
    assert refused.value.code is code
    with office.open() as session, pytest.raises(VanHoaError) as asked:
        check_passphrase_change(session, known, new)
    assert asked.value.code is code
    assert office.paths.keys.read_bytes() == keys
    assert {path.name for path in office.paths.root.iterdir()} <= {
        *("store.db", "keys.json", "store.lock"),
    }


def test_while_another_window_writes_nothing_changes(offices: Offices) -> None:
    office = offices.villages[0]
    keys = office.paths.keys.read_bytes()
    with office.open(), pytest.raises(VanHoaError) as refused:
        change_passphrase(office.paths, PASSPHRASE, NEW)
    assert refused.value.code is ErrorCode.STORE_IN_USE
    assert office.paths.keys.read_bytes() == keys


def killed_at(office: Office, step: int) -> bool:
    """Whether the process was killed before its file of the number `step` (from 1) was renamed."""
    child = os.fork()
    if not child:
        seen = 0
        rename = Path.replace

        def counted(path: Path, target: Path) -> Path:
            nonlocal seen
            seen += 1
            if seen == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return rename(path, target)

        Path.replace = counted  # type: ignore[method-assign,assignment]  # counts what the change renames
        change_passphrase(office.paths, PASSPHRASE, NEW)
        os._exit(0)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert ended in {0, -signal.SIGKILL}
    return ended != 0


def is_changed(office: Office) -> bool:
    """Whether only the new passphrase opens the keys; one of the two does."""
    opening = []
    for passphrase in (PASSPHRASE, NEW):
        with contextlib.suppress(VanHoaError):
            open_keyring(office.paths.keys, passphrase)
            opening.append(passphrase)
    assert len(opening) == 1
    return opening == [NEW]


@pytest.mark.skipif(sys.platform == "win32", reason="fork is of Unix")
@pytest.mark.parametrize("is_viewed_first", [False, True])
def test_killed_at_any_step_one_of_the_two_opens_everything(
    offices: Offices, tmp_path: Path, *, is_viewed_first: bool
) -> None:
    with offices.commune.open() as session:
        root = session.root_key()
        people = add_person(session, "Lê Thị Mẫu")
    changed = step = 0
    while True:
        step += 1
        folder = tmp_path / f"{step}"
        office = offices.copy(folder).commune
        office.open().close()
        if not killed_at(office, step):
            break
        passphrase = NEW if is_changed(office) else PASSPHRASE
        changed += passphrase == NEW
        if is_viewed_first:
            assert names_of(office.paths, passphrase) == [people.full_name]
        with open_to_work_or_view(office.paths, passphrase) as session:
            assert session.root_key() == root
            assert IntegrityService(session).check().is_ok
            assert session.secrets.unfinished is None
        assert names_of(office.paths, passphrase) == [people.full_name]
        names = {path.name for path in office.paths.root.iterdir()}
        assert names <= {"store.db", "keys.json", "root-key.json", "store.lock"}
    # Renamed are keys, store, root key, keys, and keys that say whose they are; from the first of
    # them on the new one counts.
    assert (step, changed) == (6, 4)


def test_a_full_disk_changes_nothing(offices: Offices, monkeypatch: pytest.MonkeyPatch) -> None:
    office = offices.villages[0]

    def full(*_: object, **__: object) -> None:
        raise VanHoaError(ErrorCode.DISK_FULL, path="keys.json")

    with monkeypatch.context() as patch:
        patch.setattr("vanhoa_desktop.services.office.passphrase_change.write_atomically", full)
        with pytest.raises(VanHoaError) as refused:
            change_passphrase(office.paths, PASSPHRASE, NEW)
    assert refused.value.code is ErrorCode.DISK_FULL
    assert names_of(office.paths, PASSPHRASE) == []
    office.open().close()
    assert not office.paths.renewed_store.exists()
