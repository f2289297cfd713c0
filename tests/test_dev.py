"""`dev.py`, the first thing a developer runs: it must be right before anything is installed."""

import hashlib
import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

import dev
from tests.fakes.pip import RecordingPip

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
    wanted = dev.wanted_packages(for_tests=True, has_ensurepip=True)
    assert dev.missing_packages(wanted, set(wanted)) == []


def test_the_package_for_venv_is_wanted_only_by_a_python_without_it() -> None:
    without = dev.wanted_packages(for_tests=False, has_ensurepip=False)
    assert "python3-venv" in without
    assert set(dev.wanted_packages(for_tests=False, has_ensurepip=True)) == set(without) - {
        "python3-venv"
    }


def test_the_program_gets_the_libraries_of_qt_and_no_program_that_only_tests_start() -> None:
    program = set(dev.wanted_packages(for_tests=False, has_ensurepip=True))
    tests = set(dev.wanted_packages(for_tests=True, has_ensurepip=True))
    assert {"libgl1", "libxcb-cursor0", "libcups2"} <= program
    assert {"xvfb", "xdotool", "cups", "age"} <= tests - program
    assert all(name.startswith("lib") for name in program)


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


# --- what is installed, and how ------------------------------------------------------------------


@pytest.fixture
def pip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RecordingPip:
    """A `.venv` without anything in it, which only `dev` believes in, on a system that has all."""
    recording = RecordingPip()
    monkeypatch.setattr(dev, "VENV", tmp_path)
    monkeypatch.setattr(dev, "venv_program", lambda _name: Path(sys.executable))
    monkeypatch.setattr(dev, "make_venv", lambda: _emptied(tmp_path))
    monkeypatch.setattr(dev, "ensure_system_packages", lambda **_packages: None)
    monkeypatch.setattr(dev, "pip", recording)
    return recording


def _emptied(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()


APP = ["requirements/backends.txt", "requirements/app.txt", "."]


def test_run_and_demo_install_what_the_program_needs_and_no_tools(pip: RecordingPip) -> None:
    assert dev.COMMANDS["run"].needs == dev.COMMANDS["demo"].needs == ()
    dev.ensure_environment(dev.COMMANDS["run"].needs)
    assert pip.lists() == APP


@pytest.mark.parametrize("command", ["test", "check", "bench", "fuzz", "screens"])
def test_what_developers_do_installs_their_tools(pip: RecordingPip, command: str) -> None:
    dev.ensure_environment(dev.COMMANDS[command].needs)
    assert "requirements/dev.txt" in pip.lists()


def test_going_from_the_program_to_the_tests_adds_the_tools_and_going_back_does_nothing(
    pip: RecordingPip,
) -> None:
    dev.ensure_environment(())
    dev.ensure_environment(("dev",))
    assert pip.lists() == [*APP, "requirements/dev.txt"]
    dev.ensure_environment(())
    dev.ensure_environment(("dev",))
    assert pip.lists() == [*APP, "requirements/dev.txt"]


def test_a_changed_list_is_installed_again(
    pip: RecordingPip, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = tmp_path_factory.mktemp("project")
    (copied / "requirements").mkdir()
    for name in ("backends", "app", "dev"):
        (copied / "requirements" / f"{name}.txt").write_text(f"{name}==1", encoding="utf-8")
    (copied / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    monkeypatch.setattr(dev, "ROOT", copied)
    dev.ensure_environment(())
    (copied / "requirements" / "app.txt").write_text("app==2", encoding="utf-8")
    dev.ensure_environment(())
    assert pip.lists() == [*APP, "requirements/app.txt"]


def test_half_an_installation_is_made_anew_the_next_time(pip: RecordingPip) -> None:
    pip.answers["install"] = [0, 1]
    with pytest.raises(dev.DevelopmentError, match="pip could not install"):
        dev.ensure_environment(())
    assert not dev.is_usable_venv()
    dev.ensure_environment(())
    assert pip.lists() == [*APP[:2], *APP]


def test_what_was_installed_is_checked_once_and_left_overs_are_thrown_away(
    pip: RecordingPip,
) -> None:
    pip.answers["check"] = [1, 0]
    dev.ensure_environment(())
    assert pip.lists() == [*APP, *APP]
    assert pip.told.count(("check",)) == 2
    dev.ensure_environment(())
    assert pip.told.count(("check",)) == 2


def test_lists_that_do_not_fit_are_refused_every_time(pip: RecordingPip) -> None:
    pip.answers["check"] = [1, 1, 1, 1]
    for _time in range(2):
        with pytest.raises(dev.DevelopmentError, match="do not fit together"):
            dev.ensure_environment(())


def _wheel(folder: Path, name: str, version: str, *needs: str) -> str:
    """Write a wheel that holds nothing but its name; returns its SHA-256."""
    path = folder / f"{name}-{version}-py3-none-any.whl"
    inside = f"{name}-{version}.dist-info"
    required = "".join(f"Requires-Dist: {need}\n" for need in needs)
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr(
            f"{inside}/METADATA",
            f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{required}",
        )
        wheel.writestr(f"{inside}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\n")
        wheel.writestr(f"{inside}/RECORD", "")
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _installed(index: Path, into: Path, words: Sequence[str]) -> tuple[int, set[str]]:
    """Let the real pip do `words` in `into`; returns its exit code and what is installed then."""
    offline = ("--no-index", "--find-links", str(index), "--target", str(into / "site"))
    done = subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", *offline, *words],
        cwd=into,
        env={**os.environ, "PIP_CONFIG_FILE": os.devnull},
        capture_output=True,
        check=False,
    )
    return done.returncode, {path.name for path in (into / "site").glob("*.dist-info")}


def test_a_release_that_came_out_after_the_lock_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = tmp_path / "index"
    (tmp_path / "requirements").mkdir()
    index.mkdir()
    pinned = {
        "alpha": _wheel(index, "alpha", "1.0", "beta[more]>=1"),
        "beta": _wheel(index, "beta", "1.0", "gamma; extra == 'more'"),
        "gamma": _wheel(index, "gamma", "1.0"),
    }
    for name in pinned:
        _wheel(index, name, "2.0", "delta")
    lock = "".join(f"{name}==1.0 --hash=sha256:{digest}\n" for name, digest in pinned.items())
    (tmp_path / "requirements" / "app.txt").write_text(lock, encoding="utf-8")
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    exit_code, installed = _installed(index, tmp_path, dev.install_command("app"))
    assert exit_code == 0
    assert installed == {f"{name}-1.0.dist-info" for name in pinned}
    (index / "alpha-1.0-py3-none-any.whl").write_bytes(b"something else under this name")
    (tmp_path / "again" / "requirements").mkdir(parents=True)
    (tmp_path / "again" / "requirements" / "app.txt").write_text(lock, encoding="utf-8")
    assert _installed(index, tmp_path / "again", dev.install_command("app"))[0] != 0


def test_on_a_screen_that_is_not_there_it_says_where_the_papers_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "build" / "demo" / "documents").mkdir(parents=True)
    (tmp_path / "build" / "demo" / "documents" / "quyet-dinh.pdf").touch()
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "DEMO", tmp_path / "build" / "demo")
    monkeypatch.setenv("DISPLAY", ":4711")
    monkeypatch.setattr(dev, "run", lambda _command, **_more: -signal.SIGABRT)
    assert dev.run_command([]) == 0
    said = capsys.readouterr().out
    assert "could not be opened" in said
    assert "build/demo/documents/quyet-dinh.pdf" in said
