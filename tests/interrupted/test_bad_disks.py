"""Full disks, write-protected folders, sticks pulled out, files cut short while they are read."""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.builders.offices import PASSPHRASE, Office
from tests.builders.small_disks import fill, small_disk
from tests.interrupted.scenes import Stage
from tests.interrupted.victims import look_at
from vanhoa_desktop import files
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.paths import InstallationPaths
from vanhoa_desktop.services.exchange.exporting import ExportService, ExportWish
from vanhoa_desktop.services.office.control import control
from vanhoa_desktop.services.office.installation import open_session
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.texts.errors.catalogue import sentence

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits and mounts are of Unix")

_SMALL_DISK_KB = 1_200
_MANY = 2_000


@pytest.fixture
def village(stage: Stage, tmp_path: Path) -> Office:
    """A village's office of this test alone."""
    folder = tmp_path / "village"
    shutil.copytree(stage.village, folder)
    return Office(InstallationPaths(folder), "Thôn Ngọc Bản")


def refusal(act: Callable[[], object]) -> VanHoaError:
    with pytest.raises(VanHoaError) as refused:
        act()
    assert sentence(refused.value)
    return refused.value


@pytest.fixture(name="small_disk")
def about_a_megabyte(tmp_path: Path) -> Iterator[Path]:
    """A disk of about a megabyte; only root can make one."""
    with small_disk(tmp_path / "disk", _SMALL_DISK_KB) as folder:
        yield folder


def export(session: Session, output: Path) -> object:
    return ExportService(session).export(ExportWish(output, None, is_full=True))


def test_an_export_to_a_full_stick_says_so_and_leaves_no_file(
    village: Office, small_disk: Path
) -> None:
    filler = fill(small_disk)
    before = look_at(village.paths.root)
    with village.open() as session:
        refused = refusal(lambda: export(session, small_disk / "up.vhb"))
    assert refused.code is ErrorCode.DISK_FULL
    assert list(small_disk.iterdir()) == [filler]
    assert look_at(village.paths.root) == before


def write_people(session: Session) -> None:
    with session.work() as work:
        for number in range(_MANY):
            values = control(session.require_unit()) | {"full_name": f"Đỗ Văn Mẫu {number}"}
            work.put("person", session.new_record_id(), values)
        work.commit()


def test_a_full_disk_under_the_store_is_told_and_nothing_is_lost(
    stage: Stage, small_disk: Path
) -> None:
    folder = small_disk / "village"
    shutil.copytree(stage.village, folder)
    before = look_at(folder)
    with open_session(InstallationPaths(folder), PASSPHRASE, writing=True) as session:
        refused = refusal(lambda: write_people(session))
    assert refused.code is ErrorCode.DISK_FULL
    assert look_at(folder) == before


def test_a_write_protected_stick_is_told(
    village: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def protected(*_: object, **__: object) -> object:
        raise PermissionError(13, "Permission denied")

    before = look_at(village.paths.root)
    with village.open() as session:
        monkeypatch.setattr(tempfile, "mkstemp", protected)
        refused = refusal(lambda: export(session, tmp_path / "up.vhb"))
    assert refused.code is ErrorCode.FOLDER_READ_ONLY
    assert str(tmp_path / "up.vhb") in sentence(refused)
    assert not (tmp_path / "up.vhb").exists()
    assert look_at(village.paths.root) == before


def test_a_folder_that_goes_while_a_file_is_saved_is_told_and_no_half_file_is_left(
    village: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    flush = os.fsync

    def pulled_out(handle: int) -> None:
        flush(handle)
        shutil.rmtree(stick)

    before = look_at(village.paths.root)
    with village.open() as session:
        monkeypatch.setattr(os, "fsync", pulled_out)
        refused = refusal(lambda: export(session, stick / "up.vhb"))
    assert refused.code is ErrorCode.FOLDER_UNREACHABLE
    assert not stick.exists()
    assert look_at(village.paths.root) == before


@pytest.mark.parametrize("share", [0.0, 0.2, 0.5, 0.99])
def test_a_file_that_is_cut_short_while_it_is_copied_is_refused(
    stage: Stage, tmp_path: Path, share: float
) -> None:
    commune = Office(InstallationPaths(tmp_path / "commune"), "Xã Vạn Hòa")
    shutil.copytree(stage.commune, commune.paths.root)
    whole = stage.up.read_bytes()
    path = tmp_path / "up.vhb"
    path.write_bytes(whole[: int(len(whole) * share)])
    before = look_at(commune.paths.root)
    (refused,) = commune.merge(path).refused
    assert refused.error.code is ErrorCode.BUNDLE_TRUNCATED
    assert "chép chưa hết" in sentence(refused.error)
    assert look_at(commune.paths.root) == before


@pytest.mark.parametrize("share", [0.0, 0.2, 0.5, 0.99])
def test_a_file_whose_end_was_never_written_to_the_stick_is_told_as_such(
    stage: Stage, tmp_path: Path, share: float
) -> None:
    commune = Office(InstallationPaths(tmp_path / "commune"), "Xã Vạn Hòa")
    shutil.copytree(stage.commune, commune.paths.root)
    whole = stage.up.read_bytes()
    written = whole[: int(len(whole) * share)]
    path = tmp_path / "up.vhb"
    path.write_bytes(written.ljust(len(whole), b"\0"))
    (refused,) = commune.merge(path).refused
    assert refused.error.code is ErrorCode.BUNDLE_TRUNCATED
    assert "USB bị rút ra" in sentence(refused.error)


def test_a_pipe_or_a_device_is_not_read_as_a_file(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.vhb"
    os.mkfifo(pipe)
    for path in (pipe, Path("/dev/zero"), tmp_path):
        refused = refusal(partial(files.read_limited, path, 10))
        assert refused.code is ErrorCode.FILE_UNREADABLE


def test_a_file_that_grows_while_it_is_read_is_too_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "up.vhb"
    path.write_bytes(b"1234")
    found = path.stat()
    path.write_bytes(b"123456789")
    monkeypatch.setattr(Path, "stat", lambda *_, **__: found)
    assert refusal(lambda: files.read_limited(path, 5)).code is ErrorCode.FILE_TOO_LARGE
