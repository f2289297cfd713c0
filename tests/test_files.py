"""Files are there whole or not at all, whatever the disk does."""

import errno
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fakes.disks import FullStream
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.files import make_folder, read_limited, write_atomically

OLD, NEW = b"what was there before", b"what comes now"


def code_of(act: Callable[[], object]) -> ErrorCode:
    with pytest.raises(VanHoaError) as refused:
        act()
    return refused.value.code


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=4096))
def test_what_is_written_is_read_back(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "giấy công nhận.pdf"
    write_atomically(path, content)
    assert read_limited(path, 4096) == content
    assert [item.name for item in tmp_path.iterdir()] == [path.name]


def test_folders_on_the_way_are_made(tmp_path: Path) -> None:
    write_atomically(tmp_path / "a" / "b" / "c.vhb", NEW)
    make_folder(tmp_path / "a" / "d")
    make_folder(tmp_path / "a" / "d")
    assert (tmp_path / "a" / "b" / "c.vhb").read_bytes() == NEW
    assert (tmp_path / "a" / "d").is_dir()


def _failing(error_number: int) -> Callable[..., object]:
    def fail(*_: object, **__: object) -> object:
        raise OSError(error_number, os.strerror(error_number))

    return fail


# Each act of the operating system on the way can be the one that fails.
STEPS = ("mkstemp", "write", "fsync", "replace")
CODES = [
    (errno.ENOSPC, ErrorCode.DISK_FULL),
    (errno.EDQUOT, ErrorCode.DISK_FULL),
    (errno.EFBIG, ErrorCode.DISK_FULL),
    (errno.EROFS, ErrorCode.FOLDER_READ_ONLY),
    (errno.EACCES, ErrorCode.FOLDER_READ_ONLY),
    (errno.EIO, ErrorCode.FOLDER_READ_ONLY),
]


def break_step(monkeypatch: pytest.MonkeyPatch, step: str, error_number: int) -> None:
    """Let one act of the operating system fail."""
    if step == "mkstemp":
        monkeypatch.setattr(tempfile, "mkstemp", _failing(error_number))
    elif step == "write":
        monkeypatch.setattr(os, "fdopen", lambda handle, _: FullStream(handle, error_number))
    elif step == "fsync":
        monkeypatch.setattr(os, "fsync", _failing(error_number))
    else:
        monkeypatch.setattr(Path, "replace", _failing(error_number))


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(("error_number", "code"), CODES)
def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, error_number: int, code: ErrorCode
) -> None:
    path = tmp_path / "kho.vhb"
    path.write_bytes(OLD)
    with monkeypatch.context() as broken:
        break_step(broken, step, error_number)
        assert code_of(lambda: write_atomically(path, NEW)) is code
    assert path.read_bytes() == OLD
    assert [item.name for item in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("step", STEPS)
def test_a_first_write_that_fails_leaves_no_file_under_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    with monkeypatch.context() as broken:
        break_step(broken, step, errno.ENOSPC)
        assert code_of(lambda: write_atomically(tmp_path / "x.pdf", NEW)) is ErrorCode.DISK_FULL
    assert list(tmp_path.iterdir()) == []


def test_a_stick_pulled_out_while_writing_is_one_refusal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the rename nor the clearing away succeeds then."""
    with monkeypatch.context() as broken:
        broken.setattr(Path, "replace", _failing(errno.EIO))
        broken.setattr(Path, "unlink", _failing(errno.EIO))
        code = code_of(lambda: write_atomically(tmp_path / "x.pdf", NEW))
    assert code is ErrorCode.FOLDER_READ_ONLY


def test_an_interruption_leaves_no_half_file_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", interrupt)
        with pytest.raises(KeyboardInterrupt):
            write_atomically(tmp_path / "x.pdf", NEW)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("act", [lambda path: write_atomically(path / "x", NEW), make_folder])
def test_a_file_in_the_way_of_a_folder_is_told_as_such(
    tmp_path: Path, act: Callable[[Path], None]
) -> None:
    (tmp_path / "taken").write_bytes(OLD)
    assert code_of(lambda: act(tmp_path / "taken" / "in")) is ErrorCode.FOLDER_READ_ONLY
    assert (tmp_path / "taken").read_bytes() == OLD


def test_a_full_disk_that_cannot_take_a_folder_is_told_as_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(Path, "mkdir", _failing(errno.ENOSPC))
        assert code_of(lambda: make_folder(tmp_path / "new")) is ErrorCode.DISK_FULL


@pytest.mark.parametrize(
    ("name", "limit", "code"),
    [
        ("none.vhb", 10, ErrorCode.FILE_MISSING),
        ("folder", 1 << 20, ErrorCode.FILE_UNREADABLE),
        ("five.vhb", 4, ErrorCode.FILE_TOO_LARGE),
        ("five.vhb/in", 10, ErrorCode.FILE_UNREADABLE),
    ],
)
def test_a_file_that_cannot_be_read_says_why(
    tmp_path: Path, name: str, limit: int, code: ErrorCode
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "five.vhb").write_bytes(b"12345")
    assert code_of(lambda: read_limited(tmp_path / name, limit)) is code


def test_a_file_as_large_as_allowed_is_read(tmp_path: Path) -> None:
    (tmp_path / "five.vhb").write_bytes(b"12345")
    assert read_limited(tmp_path / "five.vhb", 5) == b"12345"


def test_a_bad_sector_is_told_as_unreadable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x").write_bytes(OLD)
    with monkeypatch.context() as broken:
        broken.setattr(Path, "open", _failing(errno.EIO))
        assert code_of(lambda: read_limited(tmp_path / "x", 100)) is ErrorCode.FILE_UNREADABLE
