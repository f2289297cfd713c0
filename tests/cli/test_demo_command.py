"""`vanhoa demo`: a made-up commune with a year of work, the same for the same seed."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.driver import Answer, Machine
from vanhoa_desktop.cli.main import main

VILLAGES, PEOPLE = 2, 14
Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small demo, made once."""
    folder = tmp_path_factory.mktemp("demo") / "xã mẫu"
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("VANHOA_PASSPHRASE", raising=False)
        assert main(demo_words(folder, seed=7)) == 0
    return folder


def demo_words(folder: Path, seed: int) -> list[str]:
    sizes = ("--villages", str(VILLAGES), "--people", str(PEOPLE), "--seed", str(seed))
    return ["--json", "demo", str(folder), *sizes]


@pytest.fixture
def passphrase_of_demo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VANHOA_PASSPHRASE", "demo")


def people_of(folder: Path, capsys: Capture) -> list[dict[str, Any]]:
    """What a demo says of everybody: name, birth, group, and the sheet; no keys and no ids."""
    commune = Machine(folder / "commune", capsys)
    found = []
    for person in commune.do("roster", "search", "", "--limit", 0)["people"]:
        sheet = commune.do("assess", "show", person["id"], "--cycle", 2026)
        about = {
            name: person[name]
            for name in ("full_name", "birth", "sex", "citizen_number", "unit", "target_group")
        }
        scored = {name: sheet[name] for name in ("total", "result", "missing", "points", "state")}
        found.append(about | scored)
    return sorted(found, key=str)


def test_the_folders_of_the_demo(demo_folder: Path) -> None:
    assert {path.name for path in demo_folder.iterdir()} >= {
        *("commune", "villages", "bundles"),
        "documents",
    }
    assert {path.name for path in (demo_folder / "villages").iterdir() if path.is_dir()} == {
        *("01", "02")
    }
    bundles = list((demo_folder / "bundles").glob("*.vhb"))
    assert len(bundles) == 2 * VILLAGES
    assert len(list((demo_folder / "documents").glob("*.pdf"))) == 3


def test_the_passphrase_is_demo_and_a_year_of_work_is_done(
    demo_folder: Path, capsys: Capture, passphrase_of_demo: None
) -> None:
    commune = Machine(demo_folder / "commune", capsys)
    units = commune.do("unit", "list")["units"]
    assert len(units) == VILLAGES
    assert len(commune.do("roster", "search", "", "--limit", 0)["people"]) == PEOPLE
    counted = commune.do("score", "--cycle", 2026)
    assert 0 < counted["passed"] <= counted["assessed"] <= PEOPLE
    assert commune.do("check")["ok"]
    for number in range(1, VILLAGES + 1):
        village = Machine(demo_folder / "villages" / f"{number:02d}", capsys)
        people = village.do("roster", "search", "", "--limit", 0)["people"]
        (own,) = {person["unit"] for person in people}
        here = village.do("state-hash", "--unit", own)
        assert here == commune.do("state-hash", "--unit", own)


def test_the_same_seed_makes_the_same_people_points_and_results(
    demo_folder: Path, tmp_path: Path, capsys: Capture, passphrase_of_demo: None
) -> None:
    assert main(demo_words(tmp_path / "again", seed=7)) == 0
    assert people_of(tmp_path / "again", capsys) == people_of(demo_folder, capsys)
    hashes = [
        Machine(folder / "commune", capsys).do("device", "list")["devices"][0]["device_id"]
        for folder in (demo_folder, tmp_path / "again")
    ]
    assert len(set(hashes)) == 2


def test_another_seed_makes_other_people(
    demo_folder: Path, tmp_path: Path, capsys: Capture, passphrase_of_demo: None
) -> None:
    assert main(demo_words(tmp_path / "other", seed=8)) == 0
    assert people_of(tmp_path / "other", capsys) != people_of(demo_folder, capsys)


def test_the_answer_counts_and_progress_goes_aside(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VANHOA_PASSPHRASE", "khác hẳn")
    words = ["--json", "demo", str(tmp_path / "d"), "--villages", "1", "--people", "4"]
    capsys.readouterr()
    code = main(words)
    answer = Answer(code, *capsys.readouterr())
    assert answer.code == 0
    assert answer.out.count("\n") == 1
    assert answer.json == {"villages": 1, "people": 4, "bundles": 2}
    assert "Xã" in answer.err
    commune = Machine(tmp_path / "d" / "commune", capsys)
    assert len(commune.do("roster", "search", "")["people"]) == 4


def test_a_demo_is_never_written_over(demo_folder: Path, capsys: Capture) -> None:
    capsys.readouterr()
    code = main(demo_words(demo_folder, seed=9))
    answer = Answer(code, *capsys.readouterr())
    assert (answer.code, answer.error) == (1, "STORE_EXISTS")


@pytest.mark.parametrize("sizes", [("--villages", "0"), ("--people", "1"), ("--seed", "x")])
def test_sizes_that_cannot_be_are_wrong_usage(
    tmp_path: Path, capsys: Capture, sizes: tuple[str, str]
) -> None:
    assert main(["--json", "demo", str(tmp_path / "d"), *sizes]) == 2
    assert not (tmp_path / "d").exists()
