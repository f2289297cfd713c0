"""Full disks, by the command line as a process of its own: said, nothing half, then done again.

The disk is full under the office (opening, typing, importing, merging, backing up, restoring), or
the stick is to which something is saved. Each act is refused as DISK_FULL, leaves what there was,
and is done once the film is gone.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.architecture.source_tree import ROOT
from tests.builders.offices import NGOC_BAN, PASSPHRASE, YEAR, Office
from tests.builders.small_disks import FILLER, fill, small_disk
from tests.interrupted.scenes import PEOPLE, Stage
from tests.interrupted.victims import look_at
from vanhoa_desktop.paths import InstallationPaths

_OFFICE_KB = 2_500
_STICK_KB = 1_300
# What a write-ahead log and its index take before anything is written.
_TO_OPEN = 96 * 1024
FULL = "Ổ đĩa đã đầy"


class Told(NamedTuple):
    """Exit code, the answer and what people were told."""

    code: int
    answer: dict[str, object]
    said: str

    @property
    def error(self) -> str:
        """The code of the refusal, or nothing."""
        error = self.answer.get("error")
        return str(error["code"]) if isinstance(error, dict) else ""


def vanhoa(folder: Path, words: Sequence[object]) -> Told:
    """The command line as a process of its own."""
    surroundings = {"VANHOA_PASSPHRASE": PASSPHRASE, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "vanhoa_desktop", "--json", "--data", str(folder)]
    done = subprocess.run(
        [*command, *map(str, words)],
        env=os.environ | surroundings,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    said = done.stderr.decode("utf-8")
    assert "Traceback" not in said
    return Told(done.returncode, json.loads(done.stdout), said)


def names_in(folder: Path) -> set[str]:
    """Every file under a folder but the film and what the store keeps while it is open."""
    passing = {FILLER, "store.lock", "store.db-wal", "store.db-shm"}
    found = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    return {name for name in found if Path(name).name not in passing}


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk on which an office has just enough room."""
    with small_disk(tmp_path / "disk", _OFFICE_KB) as folder:
        yield folder


@pytest.fixture
def stick(tmp_path: Path) -> Iterator[Path]:
    """A stick for what is saved."""
    with small_disk(tmp_path / "stick", _STICK_KB) as folder:
        yield folder


def _points(_: Stage) -> Sequence[object]:
    return ["assess", "set", "Đỗ Thị An", "--cycle", YEAR, "--by", "village", "CS1=8"]


class Act(NamedTuple):
    """What is done in an office, and how much room is left when it is."""

    office: Callable[[Stage], Path]
    words: Callable[[Stage], Sequence[object]]
    spare: int


IN_THE_OFFICE = {
    "opening": Act(lambda s: s.village, _points, 0),
    "typing a point": Act(lambda s: s.village, _points, _TO_OPEN),
    "adding a person": Act(lambda s: s.village, lambda _: ["person", "add", "Mai Thị Mẫu"], 0),
    "importing a roster": Act(
        lambda s: s.village, lambda s: ["roster", "import", s.roster], _TO_OPEN
    ),
    "merging": Act(lambda s: s.commune, lambda s: ["bundle", "merge", s.up], _TO_OPEN),
    "backing up": Act(lambda s: s.village, lambda _: ["backup", "create"], _TO_OPEN),
}


@pytest.mark.parametrize("name", IN_THE_OFFICE)
def test_an_act_on_a_full_disk_is_refused_as_such_and_done_when_there_is_room(
    stage: Stage, disk: Path, name: str
) -> None:
    act = IN_THE_OFFICE[name]
    folder = disk / "office"
    shutil.copytree(act.office(stage), folder)
    # Opened once where it lies now: a copied office begins a chain of its own.
    Office(InstallationPaths(folder), "").open().close()
    before, names = look_at(folder), names_in(disk)
    filler = fill(disk, spare_bytes=act.spare)
    told = vanhoa(folder, act.words(stage))
    assert (told.code, told.error) == (1, "DISK_FULL"), told
    assert FULL in told.said
    assert names_in(disk) == names
    filler.unlink()
    after = look_at(folder)
    assert after == before
    assert after.is_sound
    assert vanhoa(folder, act.words(stage)).code == 0
    assert look_at(folder).is_sound


def test_a_store_that_was_copied_to_a_full_disk_is_read(stage: Stage, disk: Path) -> None:
    folder = disk / "office"
    shutil.copytree(stage.village, folder)
    filler = fill(disk)
    told = vanhoa(folder, ["roster", "search", ""])
    assert told.code == 0, told
    filler.unlink()
    again = vanhoa(folder, ["roster", "search", ""])
    people = again.answer["people"]
    assert isinstance(people, list)
    assert len(people) == PEOPLE


def test_restoring_onto_a_full_disk_leaves_nothing_and_is_done_when_there_is_room(
    stage: Stage, disk: Path, tmp_path: Path
) -> None:
    village = tmp_path / "village"
    shutil.copytree(stage.village, village)
    copy = tmp_path / "copy.vhs"
    assert vanhoa(village, ["backup", "create", "-o", copy]).code == 0
    filler = fill(disk, spare_bytes=_TO_OPEN)
    folder = disk / "office"
    told = vanhoa(folder, ["backup", "restore", copy])
    assert (told.code, told.error) == (1, "DISK_FULL"), told
    assert FULL in told.said
    assert names_in(disk) == set()
    filler.unlink()
    assert vanhoa(folder, ["backup", "restore", copy]).code == 0
    assert look_at(folder).is_sound


# What is saved, with the room left on the stick: none, or enough for a beginning.
TO_THE_STICK: dict[str, tuple[str, list[object], int]] = {
    "a spreadsheet": ("ds.xlsx", ["roster", "export", "-o"], 0),
    "a report": ("bc.pdf", ["report", "annual", "--cycle", YEAR, "-o"], 4096),
    "a bundle": ("xuong.vhb", ["bundle", "export", "--full", "--to", NGOC_BAN, "-o"], 4096),
    "a backup": ("sao.vhs", ["backup", "create", "-o"], 300 * 1024),
}


@pytest.mark.parametrize("name", TO_THE_STICK)
def test_saving_to_a_full_stick_leaves_nothing_and_is_done_when_there_is_room(
    stage: Stage, stick: Path, tmp_path: Path, name: str
) -> None:
    file, words, spare = TO_THE_STICK[name]
    commune = tmp_path / "commune"
    shutil.copytree(stage.commune, commune)
    Office(InstallationPaths(commune), "").open().close()
    before = look_at(commune)
    filler = fill(stick, spare_bytes=spare)
    told = vanhoa(commune, [*words, stick / file])
    assert (told.code, told.error) == (1, "DISK_FULL"), told
    assert FULL in told.said
    assert [path.name for path in stick.iterdir()] == [FILLER]
    assert look_at(commune) == before
    filler.unlink()
    assert vanhoa(commune, [*words, stick / file]).code == 0
    assert (stick / file).stat().st_size > 0


def test_a_file_for_which_the_access_log_has_no_room_is_saved_all_the_same(
    stage: Stage, disk: Path, tmp_path: Path
) -> None:
    folder = disk / "office"
    shutil.copytree(stage.village, folder)
    Office(InstallationPaths(folder), "").open().close()
    saved = tmp_path / "ds.xlsx"
    filler = fill(disk)
    told = vanhoa(folder, ["roster", "export", "-o", saved])
    assert told.code == 0, told
    assert saved.stat().st_size > 0
    saved.unlink()
    filler.unlink()
    assert vanhoa(folder, ["roster", "export", "-o", saved]).code == 0
