"""At the start what a kill left is cleared away, and an installation is its user's alone."""

import os
import signal
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders.offices import NGOC_BAN, PASSPHRASE, Office, Offices, found_offices
from vanhoa_desktop.db.backup_archive import write_backup
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.services.exchange.waiting_list import WaitingList
from vanhoa_desktop.services.safekeeping.backups import BackupService
from vanhoa_desktop.services.safekeeping.restoring import restore_backup, staged_backup

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="fork and modes are of Unix")

NOTHING_BEFORE = VanHoaError(ErrorCode.BUNDLE_GAP, chain="", expected=1, found=2)
PACKING = "vanhoa_desktop.services.safekeeping.backups.write_backup"


def wide(folder: Path) -> dict[str, str]:
    """What other users of the computer may read or enter, by its name."""
    found = [folder, *folder.rglob("*")]
    modes = {str(path.relative_to(folder.parent)): path.stat().st_mode for path in found}
    return {name: oct(stat.S_IMODE(mode)) for name, mode in modes.items() if mode & 0o077}


@pytest.fixture
def open_handed() -> Iterator[None]:
    """A system where new files are everybody's."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.usefixtures("open_handed")
def test_whatever_an_installation_keeps_is_its_users_alone(tmp_path: Path) -> None:
    offices = found_offices(tmp_path / "offices", (NGOC_BAN,))
    (village,) = offices.villages
    with village.open() as session:
        made = BackupService(session).create()
        WaitingList(session).keep(b"a file that came too early", NOTHING_BEFORE)
        assert wide(village.paths.root) == {}
    assert wide(offices.commune.paths.root) == {}
    restore_backup(village.paths, made.path, PASSPHRASE)
    assert wide(village.paths.root) == {}
    assert (village.paths.replaced / "001" / "keys.json").exists()
    copy = tmp_path / "sao.vhs"
    with village.open() as session:
        BackupService(session).create(copy)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_an_installation_that_others_could_read_is_tightened_when_it_is_opened(
    offices: Offices,
) -> None:
    root = offices.commune.paths.root
    (root / "vanhoa.log").touch()
    (root / "look.json").touch()
    for path in [root, *root.rglob("*")]:
        path.chmod(0o777 if path.is_dir() else 0o666)
    offices.commune.open(writing=False).close()
    assert wide(root)
    offices.commune.open().close()
    assert wide(root) == {}


def test_in_a_folder_with_other_files_only_our_own_are_tightened(offices: Offices) -> None:
    root = offices.commune.paths.root
    (root / "ảnh họp thôn.jpg").touch()
    for path in [root, *root.iterdir()]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    offices.commune.open().close()
    assert set(wide(root)) == {root.name, f"{root.name}/ảnh họp thôn.jpg"}


def killed_backup(office: Office) -> None:
    """The power goes when the store has been copied and not yet packed."""
    child = os.fork()
    if not child:
        pytest.MonkeyPatch().setattr(PACKING, lambda *_: os.kill(os.getpid(), signal.SIGKILL))
        with office.open(writing=False) as session:
            BackupService(session).create()
        os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def test_what_a_killed_backup_left_goes_at_the_next_start_and_good_ones_stay(
    offices: Offices,
) -> None:
    office = offices.villages[0]
    with office.open(writing=False) as session:
        good = BackupService(session).create().path
    content = good.read_bytes()
    killed_backup(office)
    (left,) = office.paths.backups.glob(".luu-*")
    assert {path.name for path in left.iterdir()} == {"store.db", "keys.json"}
    office.open(writing=False).close()
    assert left.exists()
    office.open().close()
    assert [path.name for path in office.paths.backups.iterdir()] == [good.name]
    assert good.read_bytes() == content


def test_a_backup_clears_away_what_the_one_before_it_left(offices: Offices) -> None:
    office = offices.villages[0]
    killed_backup(office)
    with office.open(writing=False) as session:
        made = BackupService(session).create().path
    assert [path.name for path in office.paths.backups.iterdir()] == [made.name]


def test_a_backup_that_is_being_made_is_not_cleared_away_by_a_window_that_opens(
    offices: Offices, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = offices.villages[0]

    def pack_while_another_opens(*words: object) -> None:
        office.open().close()
        write_backup(*words)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr(PACKING, pack_while_another_opens)
    with office.open(writing=False) as session:
        made = BackupService(session).create()
    assert made.path.stat().st_size > 0


def test_what_a_killed_restore_left_goes_at_the_next_start(
    offices: Offices, tmp_path: Path
) -> None:
    office = offices.villages[0]
    copy = tmp_path / "sao.vhs"
    with office.open(writing=False) as session:
        BackupService(session).create(copy)
    child = os.fork()
    if not child:
        with staged_backup(office.paths, copy):
            os.kill(os.getpid(), signal.SIGKILL)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    assert {path.name for path in office.paths.restoring.iterdir()} == {"store.db", "keys.json"}
    (office.paths.passing / "cups").mkdir(parents=True)
    office.open().close()
    assert not office.paths.restoring.exists()
    assert not office.paths.passing.exists()
