"""`dev.py`, the first thing a developer runs: it must be right before anything is installed."""

import subprocess
import sys
from pathlib import Path

import pytest

import dev

ROOT = Path(__file__).resolve().parents[1]


def _run_dev(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-I", str(ROOT / "dev.py"), *arguments],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_without_arguments_it_lists_its_commands() -> None:
    answer = _run_dev()
    assert answer.returncode == 0
    assert [line.split()[0] for line in answer.stdout.splitlines()[1:]] == [
        *("run", "test", "check", "demo", "bench", "fuzz", "screens", "build")
    ]


def test_an_unknown_command_is_wrong_usage_and_installs_nothing() -> None:
    answer = _run_dev("lint")
    assert answer.returncode == 2
    assert "no such command: lint" in answer.stdout


def test_a_package_under_its_new_name_is_not_missing() -> None:
    assert dev.missing_packages(["libglib2.0-0", "libgl1"], {"libglib2.0-0t64"}) == ["libgl1"]


def test_nothing_is_missing_when_all_is_installed() -> None:
    assert dev.missing_packages(dev.DEBIAN_PACKAGES, set(dev.DEBIAN_PACKAGES)) == []


def test_the_package_for_venv_is_wanted_only_by_a_python_without_it() -> None:
    assert "python3-venv" in dev.wanted_packages(has_ensurepip=False)
    assert "python3-venv" not in dev.wanted_packages(has_ensurepip=True)


@pytest.mark.parametrize(
    ("environment", "platform", "expected"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"DISPLAY": ""}, "linux", False),
        ({}, "win32", True),
        ({}, "darwin", True),
    ],
)
def test_a_screen_is_seen_where_there_is_one(
    environment: dict[str, str], platform: str, expected: bool
) -> None:
    assert dev.has_screen(environment, platform) is expected


def test_a_stamp_changes_with_every_part_and_with_their_borders() -> None:
    stamps = {dev.digest_of("ab", "c"), dev.digest_of("a", "bc"), dev.digest_of("abc")}
    assert len(stamps) == 3
    assert dev.digest_of("ab", "c") == dev.digest_of(b"ab", b"c")


def test_an_interrupted_installation_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "VENV", tmp_path)
    monkeypatch.setattr(dev, "venv_program", lambda _name: Path(sys.executable))
    assert dev.is_usable_venv()
    (tmp_path / "installing").touch()
    assert not dev.is_usable_venv()


def test_a_venv_without_python_is_not_usable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "VENV", tmp_path)
    assert not dev.is_usable_venv()


def test_a_python_that_is_too_old_is_refused_with_both_versions(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(dev, "LOWEST_PYTHON", (3, 99))
    monkeypatch.setattr(dev, "HIGHEST_PYTHON", (3, 99))
    with pytest.raises(dev.DevelopmentError, match=r"3\.99.*this is 3\."):
        dev.check_python()
