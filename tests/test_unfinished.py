"""What a kill leaves under a passing name is cleared away; what somebody writes is not."""

import os
import signal
import stat
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from vanhoa_desktop.files import PRIVATE_FILE, PRIVATE_FOLDER, make_folder, preparing, tighten
from vanhoa_desktop.unfinished import (
    LEFT_BEHIND_S,
    clear_unfinished,
    open_passing_file,
    passing_folder,
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="fork and modes are of Unix")


def write_file(folder: Path) -> None:
    stream, _ = open_passing_file(folder)
    stream.write(b"H'Hen Ni\xc3\xaa;038161000111")
    stream.flush()


def write_folder(folder: Path) -> None:
    with passing_folder(folder) as made:
        (made / "store.db").write_bytes(b"a copy of the store")
        os.kill(os.getpid(), signal.SIGKILL)


WRITING = (write_file, write_folder)


def killed(act: Callable[[Path], None], folder: Path) -> None:
    """A process that is killed while it does something."""
    child = os.fork()
    if not child:
        act(folder)
        os.kill(os.getpid(), signal.SIGKILL)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def passing(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".luu-")]


@pytest.mark.parametrize("act", WRITING)
def test_what_a_killed_process_wrote_is_cleared_away(
    act: Callable[[Path], None], tmp_path: Path
) -> None:
    (tmp_path / "00001-2026-11-05.vhs").write_bytes(b"a good backup")
    (tmp_path / ".luu-của tôi").mkdir()
    (tmp_path / ".luu-nothing.txt").touch()
    killed(act, tmp_path)
    assert len(passing(tmp_path)) == 3
    assert clear_unfinished(tmp_path) == 1
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"00001-2026-11-05.vhs", ".luu-của tôi", ".luu-nothing.txt"}
    assert clear_unfinished(tmp_path / "nowhere") == 0


def test_what_is_being_written_stays(tmp_path: Path) -> None:
    stream, path = open_passing_file(tmp_path)
    stream.write(b"half of a list")
    stream.flush()
    with passing_folder(tmp_path) as made:
        (made / "store.db").write_bytes(b"a copy of the store")
        assert clear_unfinished(tmp_path) == 0
        assert path.exists()
        assert (made / "store.db").exists()
    assert not made.exists()
    stream.close()
    assert clear_unfinished(tmp_path) == 1


def test_what_was_made_this_moment_and_is_empty_stays_until_it_is_old(tmp_path: Path) -> None:
    """Between the making of a name and the lock on it another program may start."""
    made, file = tmp_path / ".luu-abcdefgh", tmp_path / ".luu-abcdefgi.tam"
    made.mkdir()
    file.touch()
    assert clear_unfinished(tmp_path) == 0
    before = time.time() - 60
    for path in (made, file):
        os.utime(path, (before, before))
    assert clear_unfinished(tmp_path) == 2


def test_beside_a_file_that_is_saved_what_was_left_long_ago_is_cleared_away(
    tmp_path: Path,
) -> None:
    killed(write_file, tmp_path)
    with preparing(tmp_path / "ds.xlsx"):
        assert len(passing(tmp_path)) == 2
    (left,) = tmp_path.iterdir()
    long_ago = time.time() - LEFT_BEHIND_S - 1
    os.utime(left, (long_ago, long_ago))
    with preparing(tmp_path / "ds.xlsx") as prepared:
        prepared.fill(b"a list")
        prepared.settle()
    assert [path.name for path in tmp_path.iterdir()] == ["ds.xlsx"]


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_folders_and_files_of_our_own_are_this_users_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        make_folder(tmp_path / "a" / "b")
        with preparing(tmp_path / "c" / "keys.json", is_own=True) as prepared:
            prepared.fill(b"{}")
            prepared.settle()
        with passing_folder(tmp_path) as made:
            assert mode(made) == PRIVATE_FOLDER
    finally:
        os.umask(before)
    for folder in ("a", "a/b", "c"):
        assert mode(tmp_path / folder) == PRIVATE_FOLDER
    assert mode(tmp_path / "c" / "keys.json") == PRIVATE_FILE


def test_what_others_could_read_is_tightened_and_nothing_else_changes(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "folder", tmp_path / "elsewhere"
    (folder / "waiting").mkdir(parents=True)
    elsewhere.touch()
    (folder / "link").symlink_to(elsewhere)
    for name in ("store.db", "waiting/a.vhb"):
        (folder / name).write_bytes(b"x")
        (folder / name).chmod(0o644)
    (folder / "waiting" / "a.vhb").chmod(0o444)
    folder.chmod(0o755)
    elsewhere.chmod(0o644)
    tighten(folder)
    tighten(tmp_path / "nowhere")
    assert mode(folder) == mode(folder / "waiting") == PRIVATE_FOLDER
    assert mode(folder / "store.db") == PRIVATE_FILE
    assert mode(folder / "waiting" / "a.vhb") == 0o400
    assert mode(elsewhere) == 0o644
