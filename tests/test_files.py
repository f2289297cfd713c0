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
from vanhoa_desktop.disk_failures import writing_failure
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.files import make_folder, preparing, read_limited, write_atomically
from vanhoa_desktop.texts.errors.catalogue import sentence

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


def test_folders_on_the_way_of_a_file_of_our_own_are_made(tmp_path: Path) -> None:
    write_atomically(tmp_path / "a" / "b" / "c.vhb", NEW, is_own=True)
    make_folder(tmp_path / "a" / "d")
    make_folder(tmp_path / "a" / "d")
    assert (tmp_path / "a" / "b" / "c.vhb").read_bytes() == NEW
    assert (tmp_path / "a" / "d").is_dir()


def test_a_folder_that_a_person_named_and_that_is_not_there_is_told_and_not_made(
    tmp_path: Path,
) -> None:
    refused = code_of(lambda: write_atomically(tmp_path / "a" / "giay.pdf", NEW))
    assert refused is ErrorCode.FOLDER_UNREACHABLE
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["hai\ndòng.pdf", "a\r.pdf", "a\t.pdf", "a\u2028.pdf", "\x1b.pdf"])
def test_a_name_that_no_list_of_files_shows_as_it_is_is_refused_in_one_line(
    tmp_path: Path, name: str
) -> None:
    with pytest.raises(VanHoaError) as refused:
        write_atomically(tmp_path / name, NEW)
    assert refused.value.code is ErrorCode.FILE_NAME_INVALID
    assert len(sentence(refused.value).splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def installation(tmp_path: Path) -> Path:
    """A folder as an installation has it, with a backup."""
    folder = tmp_path / "dữ liệu"
    (folder / "backups").mkdir(parents=True)
    for name in ("store.db", "keys.json", "store.lock", "backups/00001-2026-11-05.vhs"):
        (folder / name).write_bytes(OLD)
    return folder


@pytest.mark.parametrize(
    "name",
    [
        *("store.db", "store.db-wal", "keys.json", "root-key.json", "store.lock"),
        *("waiting/a.vhb", "backups/00001-2026-11-05.vhs", "backups/../keys.json", "backups/a/b"),
    ],
)
@pytest.mark.parametrize("lost", [None, "store.db", "keys.json"])
def test_nobody_saves_among_the_files_of_an_installation_even_where_one_is_lost(
    installation: Path, name: str, lost: str | None
) -> None:
    if lost is not None:
        (installation / lost).unlink()
    before = {path: path.read_bytes() for path in installation.rglob("*") if path.is_file()}
    refused = code_of(lambda: write_atomically(installation / name, NEW))
    assert refused is ErrorCode.FILE_OF_INSTALLATION
    assert {p: p.read_bytes() for p in installation.rglob("*") if p.is_file()} == before


def test_no_link_leads_into_an_installation(installation: Path, tmp_path: Path) -> None:
    (tmp_path / "giay.pdf").symlink_to(installation / "keys.json")
    (tmp_path / "thư mục").symlink_to(installation)
    for path in (tmp_path / "giay.pdf", tmp_path / "thư mục" / "store.db"):
        with pytest.raises(VanHoaError) as refused:
            write_atomically(path, NEW)
        assert refused.value.code is ErrorCode.FILE_OF_INSTALLATION
    assert (installation / "keys.json").read_bytes() == OLD


def test_a_further_backup_goes_beside_the_others_and_a_stray_name_marks_nothing(
    installation: Path, tmp_path: Path
) -> None:
    write_atomically(installation / "backups" / "riêng.vhs", NEW)
    (tmp_path / "store.db").write_bytes(OLD)
    write_atomically(tmp_path / "giay.pdf", NEW)
    assert (installation / "backups" / "riêng.vhs").read_bytes() == NEW
    assert (tmp_path / "giay.pdf").read_bytes() == NEW


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
    (errno.EIO, ErrorCode.DISK_FAILED),
    (errno.ENAMETOOLONG, ErrorCode.FILE_NAME_INVALID),
    (errno.ENOENT, ErrorCode.FOLDER_UNREACHABLE),
    (errno.ETXTBSY, ErrorCode.FILE_IN_USE),
    (errno.EMFILE, ErrorCode.SYSTEM_EXHAUSTED),
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
    assert code is ErrorCode.DISK_FAILED


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
    assert code_of(lambda: act(tmp_path / "taken" / "in")) is ErrorCode.FOLDER_UNREACHABLE
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


def test_a_bad_sector_is_told_as_the_disks_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x").write_bytes(OLD)
    with monkeypatch.context() as broken:
        broken.setattr(Path, "open", _failing(errno.EIO))
        assert code_of(lambda: read_limited(tmp_path / "x", 100)) is ErrorCode.DISK_FAILED


# --- where there is something else than a file ----------------------------------------------------


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_stays_a_link_and_its_file_is_written(tmp_path: Path) -> None:
    (tmp_path / "usb").mkdir()
    file, link = tmp_path / "usb" / "that.pdf", tmp_path / "link.pdf"
    file.write_bytes(OLD)
    file.chmod(0o640)
    link.symlink_to(file)
    write_atomically(link, NEW)
    assert link.is_symlink()
    assert file.read_bytes() == NEW
    assert file.stat().st_mode & 0o777 == 0o640
    assert [item.name for item in (tmp_path / "usb").iterdir()] == ["that.pdf"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_links_that_lead_in_a_circle_lead_nowhere(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.symlink_to(other)
    other.symlink_to(one)
    assert code_of(lambda: write_atomically(one, NEW)) is ErrorCode.FOLDER_UNREACHABLE
    assert one.is_symlink()


@pytest.mark.skipif(os.name == "nt", reason="devices and pipes of Unix")
@pytest.mark.parametrize("device", ["/dev/null", "/dev/full", "/dev/stdout", "pipe"])
def test_a_device_or_a_pipe_is_refused_and_stays_what_it_is(tmp_path: Path, device: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    path = tmp_path / device
    before = path.lstat()
    assert code_of(lambda: write_atomically(path, NEW)) is ErrorCode.FILE_NOT_ORDINARY
    assert path.lstat().st_mode == before.st_mode
    assert path.lstat().st_ino == before.st_ino


def test_a_folder_is_no_file_to_write(tmp_path: Path) -> None:
    assert code_of(lambda: write_atomically(tmp_path, NEW)) is ErrorCode.FILE_IS_FOLDER
    assert tmp_path.is_dir()


def test_a_name_that_is_too_long_is_told_as_such(tmp_path: Path) -> None:
    """100 letters of Vietnamese are 300 bytes, and a name may have 255."""
    path = tmp_path / f"{'ệ' * 100}.pdf"
    assert code_of(lambda: write_atomically(path, NEW)) is ErrorCode.FILE_NAME_INVALID
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (112, ErrorCode.DISK_FULL),
        (39, ErrorCode.DISK_FULL),
        (19, ErrorCode.FOLDER_READ_ONLY),
        (32, ErrorCode.FILE_IN_USE),
        (33, ErrorCode.FILE_IN_USE),
        (206, ErrorCode.FILE_NAME_INVALID),
        (123, ErrorCode.FILE_NAME_INVALID),
        (21, ErrorCode.DISK_FAILED),
        (3, ErrorCode.FOLDER_UNREACHABLE),
    ],
)
def test_what_windows_says_is_sorted_too(number: int, code: ErrorCode) -> None:
    error = OSError(errno.EINVAL, "as Windows says it")
    error.winerror = number  # type: ignore[attr-defined]  # there only on Windows
    assert writing_failure(error, Path("x")).code is code


def test_content_has_its_name_only_when_it_is_settled(tmp_path: Path) -> None:
    path = tmp_path / "len.vhb"
    with preparing(path) as prepared:
        prepared.stream.write(NEW)
        prepared.complete()
        assert not path.exists()
        prepared.settle()
    assert path.read_bytes() == NEW
    with preparing(path) as prepared:
        prepared.stream.write(OLD)
        prepared.complete()
    assert path.read_bytes() == NEW
    assert [item.name for item in tmp_path.iterdir()] == ["len.vhb"]
