"""With 0 bytes free or in a write-protected folder figures are read, and saved to another disk."""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from tests.builders.offices import PASSPHRASE, Office, add_person
from tests.builders.small_disks import fill, small_disk, write_protected
from tests.interrupted.scenes import PEOPLE, Stage
from tests.interrupted.test_full_disks import FULL, vanhoa
from tests.interrupted.victims import look_at
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.paths import InstallationPaths
from vanhoa_desktop.services.office.installation import open_session, open_to_work_or_view
from vanhoa_desktop.services.rows.roster import RosterService

_DISK_KB = 2_500


@contextmanager
def without_room(disk: Path) -> Iterator[None]:
    """Not one byte is free."""
    filler = fill(disk)
    assert shutil.disk_usage(disk).free == 0
    yield
    filler.unlink()


# What is the matter, and the refusal of whoever wants to write.
Trouble = tuple[Callable[[Path], AbstractContextManager[None]], str, str]
TROUBLES: dict[str, Trouble] = {
    "a full disk": (without_room, "DISK_FULL", FULL),
    "a write-protected folder": (write_protected, "FOLDER_READ_ONLY", "Không ghi được vào"),
}


@pytest.fixture(params=TROUBLES)
def trouble(request: pytest.FixtureRequest) -> Trouble:
    return TROUBLES[request.param]


@pytest.fixture
def village(stage: Stage, tmp_path: Path) -> Iterator[Office]:
    """A village's office on a small disk of its own."""
    with small_disk(tmp_path / "disk", _DISK_KB) as disk:
        shutil.copytree(stage.village, disk / "office")
        office = Office(InstallationPaths(disk / "office"), "Thôn Ngọc Bản")
        office.open().close()
        yield office


def saved_elsewhere(folder: Path, elsewhere: Path, words: Sequence[object]) -> Path:
    told = vanhoa(folder, [*words, elsewhere])
    assert told.code == 0, told
    assert elsewhere.stat().st_size > 0
    return elsewhere


def found_in(folder: Path, name: str) -> int:
    people = vanhoa(folder, ["roster", "search", name]).answer["people"]
    assert isinstance(people, list)
    return len(people)


def test_reading_searching_and_saving_to_another_disk_go_on(
    village: Office, trouble: Trouble, tmp_path: Path
) -> None:
    folder = village.paths.root
    in_trouble, code, said = trouble
    before = look_at(folder)
    with in_trouble(folder.parent):
        assert found_in(folder, "Đỗ Thị") == PEOPLE
        assert vanhoa(folder, ["check"]).answer["ok"] is True
        saved_elsewhere(folder, tmp_path / "ds.xlsx", ["roster", "export", "-o"])
        backup = saved_elsewhere(folder, tmp_path / "sao.vhs", ["backup", "create", "-o"])
        refused = vanhoa(folder, ["person", "add", "Mai Thị Mẫu"])
        assert (refused.code, refused.error) == (1, code)
        assert said in refused.said
    assert look_at(folder) == before
    rescued = tmp_path / "rescued"
    assert vanhoa(rescued, ["backup", "restore", backup]).code == 0
    assert look_at(rescued).changes == before.changes
    assert look_at(rescued).is_sound


def test_what_only_the_log_of_the_store_holds_is_read_and_rescued_too(
    village: Office, trouble: Trouble, tmp_path: Path
) -> None:
    """The power went: the last work lies in the log beside the store, and is the store's."""
    folder = village.paths.root
    in_trouble = trouble[0]
    shown = os.fork() if hasattr(os, "fork") else 0
    if not shown:
        add_person(open_session(village.paths, PASSPHRASE, writing=True), "Mai Thị Mẫu")
        os._exit(0)
    assert os.waitpid(shown, 0)[1] == 0
    assert (folder / "store.db-wal").stat().st_size > 0
    (folder / "store.db-shm").unlink(missing_ok=True)
    with in_trouble(folder.parent):
        assert found_in(folder, "Mai Thị Mẫu") == 1
        backup = saved_elsewhere(folder, tmp_path / "sao.vhs", ["backup", "create", "-o"])
    rescued = tmp_path / "rescued"
    assert vanhoa(rescued, ["backup", "restore", backup]).code == 0
    assert found_in(rescued, "Mai Thị Mẫu") == 1


def test_a_window_that_cannot_write_shows_and_says_why_it_does_not_save(
    village: Office, trouble: Trouble
) -> None:
    folder = village.paths.root
    in_trouble, code, _ = trouble
    with in_trouble(folder.parent), open_to_work_or_view(village.paths, PASSPHRASE) as session:
        assert len(RosterService(session).search("")) == PEOPLE
        with pytest.raises(VanHoaError) as refused:
            add_person(session, "Mai Thị Mẫu")
        assert refused.value.code is ErrorCode(code)
    with village.open() as session:
        assert session.database.still_for is None
        assert len(RosterService(session).search("")) == PEOPLE
