"""True processes: UTF-8 under any locale, exit codes, one writer at a time."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.architecture.source_tree import ROOT
from tests.builders.offices import NGOC_BAN, PASSPHRASE
from tests.builders.offices import Offices as OfficesOnDisk
from tests.cli.conftest import YEAR, Machines

READING = (
    ("unit", "list"),
    ("cycle", "list"),
    ("criteria", "list"),
    ("device", "list"),
    ("roster", "search", ""),
    ("score", "--cycle", YEAR),
    ("conflicts", "list"),
    ("bundle", "waiting"),
    ("import", "list"),
    ("household", "list"),
    ("clan", "list"),
    ("state-hash",),
    ("check",),
)


def run(folder: Path, *words: object, **surroundings: str) -> subprocess.CompletedProcess[bytes]:
    """`vanhoa` as its own process, without a terminal."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))
    }
    environment |= {"VANHOA_PASSPHRASE": PASSPHRASE, "PYTHONPATH": str(ROOT)} | surroundings
    command = [sys.executable, "-m", "vanhoa_desktop", "--json", "--data", str(folder)]
    return subprocess.run(
        [*command, *map(str, words)],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )


def test_both_streams_are_utf_8_in_a_locale_without_it(offices: OfficesOnDisk) -> None:
    folder = offices.commune.paths.root
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    listed = run(folder, "unit", "list", **plain)
    assert listed.returncode == 0
    names = [unit["name"] for unit in json.loads(listed.stdout.decode("utf-8"))["units"]]
    assert NGOC_BAN in names
    found = run(folder, "state-hash", "--unit", NGOC_BAN, **plain)
    assert found.returncode == 0
    refused = run(folder, "state-hash", "--unit", "Thôn Xa", **plain)
    assert refused.returncode == 1
    assert json.loads(refused.stdout)["error"]["code"] == "NOT_FOUND"
    assert refused.stderr.decode("utf-8").startswith("Không có thôn, đơn vị «Thôn Xa».")


def test_wrong_usage_is_two_and_tells_nothing_on_standard_output(tmp_path: Path) -> None:
    misused = run(tmp_path, "score")
    assert (misused.returncode, misused.stdout) == (2, b"")
    assert b"Traceback" not in misused.stderr


def test_without_passphrase_and_terminal_nothing_is_asked(offices: OfficesOnDisk) -> None:
    refused = run(offices.commune.paths.root, "unit", "list", VANHOA_PASSPHRASE="")
    assert refused.returncode == 1
    assert json.loads(refused.stdout)["error"]["code"] == "PASSPHRASE_REQUIRED"


def test_another_process_that_writes_is_told_and_one_that_reads_is_answered(
    offices: OfficesOnDisk,
) -> None:
    village = offices.villages[0]
    with village.open() as session:
        refused = run(village.paths.root, "person", "add", "Lê Thị Mẫu")
        assert refused.returncode == 1
        assert json.loads(refused.stdout)["error"]["code"] == "STORE_IN_USE"
        assert b"Traceback" not in refused.stderr
        listed = run(village.paths.root, "unit", "list")
        assert listed.returncode == 0
        assert session.database.is_writable
    assert run(village.paths.root, "person", "add", "Lê Thị Mẫu").returncode == 0


@pytest.mark.parametrize("words", READING, ids=lambda words: " ".join(map(str, words[:2])))
def test_reading_goes_on_while_the_window_is_open(
    offices: OfficesOnDisk, machines: Machines, words: tuple[object, ...]
) -> None:
    with offices.commune.open():
        assert machines.commune.run(*words).code == 0


def test_looking_at_files_goes_on_while_the_window_is_open(
    peopled: Machines, peopled_offices: OfficesOnDisk, tmp_path: Path
) -> None:
    up = tmp_path / "len.vhb"
    peopled.village.do("bundle", "export", "-o", up)
    here = peopled_offices.copy(tmp_path / "peopled")
    village, commune = here.villages[0], here.commune
    assert village.paths.root == peopled.village.folder
    with village.open():
        for words in (
            ("roster", "export", "-o", tmp_path / "ds.xlsx"),
            ("assess", "show", "Lê Thị Cúc", "--cycle", YEAR),
        ):
            assert peopled.village.run(*words).code == 0, words
    assert commune.paths.root == peopled.commune.folder
    with commune.open():
        report = ("report", "annual", "--cycle", YEAR, "-o", tmp_path / "bc.pdf")
        assert peopled.commune.run(*report).code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("person", "add", "Lê Thị Mẫu", "--unit", NGOC_BAN),
        ("unit", "add", "Thôn Mới", "--kind", "village"),
        ("cycle", "open", "2027"),
        ("appraise", "--cycle", YEAR),
        ("recognise", "--cycle", YEAR, "--draft"),
        ("bundle", "merge", "x.vhb"),
    ],
    ids=lambda words: " ".join(map(str, words[:2])),
)
def test_writing_waits_until_the_window_is_closed(
    offices: OfficesOnDisk, machines: Machines, words: tuple[object, ...]
) -> None:
    with offices.commune.open():
        assert machines.commune.refuse(*words) == "STORE_IN_USE"


def test_what_leaves_as_a_list_is_noted_unless_a_window_holds_the_store(
    offices: OfficesOnDisk, machines: Machines, tmp_path: Path
) -> None:
    machines.village.do("roster", "export", "-o", tmp_path / "1.xlsx")
    with offices.villages[0].open() as session:
        machines.village.do("roster", "export", "-o", tmp_path / "2.xlsx")
        with session.database._reader.connect() as connection:
            noted = connection.execute(text("SELECT action, detail FROM access_log")).all()
    assert [tuple(line) for line in noted] == [("roster-export", "1.xlsx")]
    assert (tmp_path / "2.xlsx").is_file()
