#!/usr/bin/env python3
"""Everything a developer does with this project, on Debian and on Windows, from a bare Python.

`python3 dev.py` lists the commands. The first one makes `.venv` here and installs what the command
needs: for `run` and `demo` the program's libraries, for the others the developers' tools too; on
Debian as root also the system's packages. What is installed stands whole, with hashes, in
`requirements/`: nothing is resolved or built from elsewhere, so a library that comes out tomorrow
changes nothing. Only the standard library is used here, because nothing else is there yet.
"""

import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BUILD = ROOT / "build"
DEMO = BUILD / "demo"
DEMO_PASSPHRASE = "demo"
IS_WINDOWS = os.name == "nt"
LOWEST_PYTHON, HIGHEST_PYTHON = (3, 11), (3, 13)
TEST_PROCESSES = 2

# Debian 13 and Ubuntu 24.04 gave these libraries new names.
RENAMED_PACKAGES = {"libglib2.0-0": "libglib2.0-0t64", "libcups2": "libcups2t64"}
APT_OPTIONS = ("-o", "Acquire::http::Timeout=20", "-o", "Acquire::Retries=1")


class DevelopmentError(Exception):
    """Something is missing that only the developer can mend; the message says what."""


def say(line: str) -> None:
    """Tell the developer something, before whatever a tool says next."""
    print(line, flush=True)


# --- running -------------------------------------------------------------------------------------


def venv_program(name: str) -> Path:
    """The path of a program inside `.venv`, such as `python` or `ruff`."""
    return VENV / "Scripts" / f"{name}.exe" if IS_WINDOWS else VENV / "bin" / name


def has_screen(environment: Mapping[str, str], platform: str = sys.platform) -> bool:
    """Whether a window can be shown; only Unix runs without one."""
    if platform in {"win32", "darwin"}:
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def tool_environment(**more: str) -> dict[str, str]:
    """The environment of our tools: UTF-8, and Qt without a screen where there is none."""
    environment = {**os.environ, "PYTHONUTF8": "1", **more}
    environment.pop("PYTHONPATH", None)
    environment["VIRTUAL_ENV"] = str(VENV)
    if not has_screen(os.environ):
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    return environment


def run(command: Sequence[str | Path], **more: str) -> int:
    """Run one command in the project's root and return its exit code."""
    words = [str(word) for word in command]
    return subprocess.run(words, cwd=ROOT, env=tool_environment(**more), check=False).returncode


def python(*arguments: str, **more: str) -> int:
    """Run the Python of `.venv` with `arguments`; returns its exit code."""
    return run([venv_program("python"), *arguments], **more)


# --- the system's libraries ----------------------------------------------------------------------


def debian_packages(name: str) -> tuple[str, ...]:
    """The packages that `requirements/debian-NAME.txt` lists, one a line beside its remarks."""
    lines = (ROOT / "requirements" / f"debian-{name}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if not line.startswith("#"))


def wanted_packages(*, for_tests: bool, has_ensurepip: bool) -> tuple[str, ...]:
    """The Debian packages that the program, or its tests too, need beside this Python."""
    venv = () if has_ensurepip else ("python3-venv",)
    tests = debian_packages("tests") if for_tests else ()
    return (*venv, *debian_packages("program"), *tests)


def missing_packages(wanted: Sequence[str], installed: set[str]) -> list[str]:
    """Those of `wanted` that are not installed, neither by their own name nor by their new one."""
    return [
        name
        for name in wanted
        if name not in installed and RENAMED_PACKAGES.get(name) not in installed
    ]


def installed_packages(names: Sequence[str]) -> set[str]:
    """Those of `names` that dpkg has installed."""
    asked = [*names, *(RENAMED_PACKAGES[name] for name in names if name in RENAMED_PACKAGES)]
    answer = subprocess.run(
        ["dpkg-query", "-W", "-f", "${binary:Package} ${db:Status-Status}\n", *asked],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    found = (line.split() for line in answer.stdout.splitlines())
    return {words[0].partition(":")[0] for words in found if words[1:] == ["installed"]}


def ensure_system_packages(*, for_tests: bool) -> None:
    """Install the missing Debian packages if we may, else say which they are; never fails."""
    if shutil.which("dpkg-query") is None:
        return
    has_ensurepip = importlib.util.find_spec("ensurepip") is not None
    wanted = wanted_packages(for_tests=for_tests, has_ensurepip=has_ensurepip)
    missing = missing_packages(wanted, installed_packages(wanted))
    if not missing:
        return
    advice = f"missing system packages, install them by: apt-get install {' '.join(missing)}"
    remembered = VENV / "packages-not-installed"
    if os.geteuid() != 0 or shutil.which("apt-get") is None or has_line(remembered, advice):
        say(advice)
        return
    say(f"installing system packages: {' '.join(missing)}")
    if not apt_install(missing):
        say(advice)
        if VENV.is_dir():
            # Asking a network that is not there takes minutes: do it once.
            remembered.write_text(advice, encoding="utf-8")


def has_line(path: Path, line: str) -> bool:
    """Whether `path` exists and says exactly `line`."""
    return path.is_file() and path.read_text(encoding="utf-8") == line


def apt_install(names: Sequence[str]) -> bool:
    """Install Debian packages, one by one if not all can be had together; returns success."""
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "-q", *APT_OPTIONS]
    run([*apt, "update"], **quiet)
    install = [*apt, "install", "-y", "--no-install-recommends"]
    if run([*install, *names], **quiet) == 0:
        importlib.invalidate_caches()
        return True
    tried = [
        run([*install, name], **quiet) == 0
        or run([*install, RENAMED_PACKAGES.get(name, name)], **quiet) == 0
        for name in names
    ]
    return all(tried)


# --- .venv ---------------------------------------------------------------------------------------


def digest_of(*parts: str | bytes) -> str:
    """One SHA-256 over `parts`, so that a stamp changes with any of them."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(hashlib.sha256(part.encode() if isinstance(part, str) else part).digest())
    return whole.hexdigest()


def requirements_stamp(name: str) -> str:
    """What an installation of `requirements/NAME.txt` depends on."""
    listed = (ROOT / "requirements" / f"{name}.txt").read_bytes()
    return digest_of(listed, repr(install_command(name)), sys.version)


def program_stamp() -> str:
    """What the editable installation of the program depends on: its metadata and where it lies."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return digest_of(
        repr(project["project"]), repr(project["build-system"]), str(ROOT), sys.version
    )


def check_python() -> None:
    """Refuse a Python that the pinned libraries are not made for."""
    if not LOWEST_PYTHON <= sys.version_info[:2] <= HIGHEST_PYTHON:
        low, high = (".".join(map(str, version)) for version in (LOWEST_PYTHON, HIGHEST_PYTHON))
        here = ".".join(map(str, sys.version_info[:2]))
        raise DevelopmentError(f"Python {low} to {high} is needed; this is {here}")


def is_usable_venv() -> bool:
    """Whether `.venv` has this Python, with pip, and no installation that was interrupted."""
    program = venv_program("python")
    if not program.exists() or (VENV / "installing").exists():
        return False
    question = "import pip, sys; print(*sys.version_info[:2])"
    try:
        answer = subprocess.run(
            [program, "-c", question], capture_output=True, encoding="utf-8", check=False
        )
    except OSError:
        return False
    return answer.stdout.split() == [str(part) for part in sys.version_info[:2]]


def make_venv() -> None:
    """Make `.venv` anew; raises DevelopmentError if this Python cannot."""
    if importlib.util.find_spec("ensurepip") is None:
        raise DevelopmentError("this Python has no venv: apt-get install python3-venv")
    say("making .venv")
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=False)
    if made.returncode:
        raise DevelopmentError(f"could not make {VENV}; close what uses it and try again")


def install_command(name: str) -> tuple[str, ...]:
    """The words for pip that install `requirements/NAME.txt` as it is written.

    Nothing is resolved (`--no-deps`) and nothing fetched to build with (`--no-build-isolation`):
    both would look at what came out after the lock was made. The lists are whole; tests and
    `pip check` see to that.
    """
    as_written = ("--require-hashes", "--no-deps", "--no-build-isolation", "--use-pep517")
    return (*as_written, "-r", f"requirements/{name}.txt")


def pip(command: str, *arguments: str) -> int:
    """Run one of pip's commands in `.venv`; returns its exit code."""
    return python("-m", "pip", "--disable-pip-version-check", command, *arguments)


def ensure_installed(name: str, stamp: str, *arguments: str) -> bool:
    """Run pip with `arguments` unless `.venv` carries `stamp` for `name`; returns whether it ran.

    A mark lies in `.venv` while pip works, so that half an installation is seen.
    """
    kept, mark = VENV / f"installed-{name}", VENV / "installing"
    if has_line(kept, stamp):
        return False
    kept.unlink(missing_ok=True)
    mark.touch()
    say(f"installing {name} into .venv")
    if pip("install", "--quiet", *arguments):
        raise DevelopmentError("pip could not install the requirements; see above")
    kept.write_text(stamp, encoding="utf-8")
    mark.unlink()
    return True


def install_lists(needs: Sequence[str]) -> bool:
    """Install what every command needs, the lists named by `needs`, and the program itself.

    Returns whether anything was installed.
    """
    lists = ("backends", "app", *needs)
    ran = [
        ensure_installed(name, requirements_stamp(name), *install_command(name)) for name in lists
    ]
    editable = ("--no-deps", "--no-build-isolation", "--editable", ".")
    return any((*ran, ensure_installed("program", program_stamp(), *editable)))


def ensure_environment(needs: Sequence[str]) -> None:
    """Bring the system and `.venv` to where a command can run; quick when nothing changed."""
    check_python()
    ensure_system_packages(for_tests="dev" in needs)
    if not is_usable_venv():
        make_venv()
    if not install_lists(needs) or pip("check") == 0:
        return
    say("what older lists left behind does not fit the new ones")
    make_venv()
    install_lists(needs)
    if pip("check"):
        (VENV / "installing").touch()
        raise DevelopmentError("the lists in requirements/ do not fit together; see above")


# --- commands ------------------------------------------------------------------------------------


def run_command(arguments: Sequence[str]) -> int:
    """Open the window on a made-up commune, or say where its papers are."""
    if not DEMO.is_dir() and (failed := demo_command([])):
        return failed
    if has_screen(os.environ):
        window = (venv_program("vanhoa-desktop"), "--data", str(DEMO / "commune"))
        ended = run([*window, *arguments], VANHOA_PASSPHRASE=DEMO_PASSPHRASE)
        # A name of a screen that is not there (ssh keeps one): Qt ends itself.
        if ended != -signal.SIGABRT:
            return ended
        say("The window could not be opened on this screen; see above.")
    else:
        say("There is no screen here.")
    say("The papers of the made-up commune:")
    for paper in sorted((DEMO / "documents").glob("*.pdf")):
        say(f"  {paper.relative_to(ROOT).as_posix()}")
    return 0


def demo_command(arguments: Sequence[str]) -> int:
    """Make the made-up commune in build/demo anew (3 villages, 600 people, or as told)."""
    unfinished = BUILD / "demo-unfinished"
    for old in (unfinished, DEMO):
        shutil.rmtree(old, ignore_errors=True)
    BUILD.mkdir(exist_ok=True)
    sizes = ["--villages", "3", "--people", "600", "--seed", "1", *arguments]
    failed = run(
        [venv_program("vanhoa"), "demo", unfinished, *sizes], VANHOA_PASSPHRASE=DEMO_PASSPHRASE
    )
    if not failed:
        unfinished.replace(DEMO)
        say(f"It lies in build/demo; its passphrase is {DEMO_PASSPHRASE}.")
    return failed


def test_command(arguments: Sequence[str]) -> int:
    """Run the tests; more words go to pytest."""
    return python("-m", "pytest", "-n", str(TEST_PROCESSES), *arguments, VANHOA_HYPOTHESIS="full")


def check_command(arguments: Sequence[str]) -> int:
    """Run every gate but the tests: ruff, format, mypy, layers, rules of the house."""
    del arguments
    python("-m", "tests.architecture.measure_sizes")
    gates: dict[str, Sequence[str | Path]] = {
        "ruff check": (venv_program("ruff"), "check", "."),
        "ruff format": (venv_program("ruff"), "format", "--check", "."),
        "mypy": (venv_program("mypy"),),
        "lint-imports": (venv_program("lint-imports"), "--no-logo"),
        "architecture": (
            *(venv_program("python"), "-m", "pytest", "-q", "-p", "no:randomly"),
            "tests/architecture",
        ),
    }
    red = []
    for name, command in gates.items():
        say(f"--- {name}")
        if run(command):
            red.append(name)
    say(f"check: red: {', '.join(red)}" if red else "check: all green")
    return 1 if red else 0


def bench_command(arguments: Sequence[str]) -> int:
    """Run every benchmark; each prints a ratio against the bare library doing the same work."""
    failed = [
        path.name
        for path in sorted((ROOT / "benchmarks").glob("[!_]*.py"))
        if python("-m", f"benchmarks.{path.stem}", *arguments)
    ]
    if failed:
        say(f"bench: failed: {', '.join(failed)}")
    return 1 if failed else 0


def fuzz_command(arguments: Sequence[str]) -> int:
    """Mutate bundles for SECONDS (60) from SEED (1) on and open them; finds go to the corpus."""
    return python("-m", "tests.fuzz", *arguments)


def screens_command(arguments: Sequence[str]) -> int:
    """Make a picture of every screen in build/screens."""
    (BUILD / "screens").mkdir(parents=True, exist_ok=True)
    return python("-m", "pytest", "-q", "-m", "screens", *arguments)


def build_command(arguments: Sequence[str]) -> int:
    """Build the one-folder program in dist/vanhoa and let it test itself."""
    options = ("--noconfirm", "--log-level", "WARN", "--workpath", "build/pyinstaller")
    failed = python("-m", "PyInstaller", *options, *arguments, "build.spec")
    return failed or self_test(ROOT / "dist" / "vanhoa")


def self_test(folder: Path) -> int:
    """Start both built programs with --self-test, elsewhere and in an empty environment."""
    suffix = ".exe" if IS_WINDOWS else ""
    # Windows itself cannot start a program without knowing where it is.
    environment = {key: os.environ[key] for key in ("SYSTEMROOT", "TEMP") if IS_WINDOWS}
    for name in ("vanhoa", "vanhoa-desktop"):
        with tempfile.TemporaryDirectory() as elsewhere:
            program = str(folder / f"{name}{suffix}")
            say(f"--- {name} --self-test")
            tested = subprocess.run(
                [program, "--self-test"], cwd=elsewhere, env=environment, check=False
            )
        if tested.returncode:
            say(f"{name} --self-test failed with exit code {tested.returncode}")
            return 1
    return 0


class Command(NamedTuple):
    """What a word after `dev.py` does, and the lists of requirements that it needs."""

    verb: Callable[[Sequence[str]], int]
    needs: tuple[str, ...]


COMMANDS = {
    "run": Command(run_command, ()),
    "test": Command(test_command, ("dev",)),
    "check": Command(check_command, ("dev",)),
    "demo": Command(demo_command, ()),
    "bench": Command(bench_command, ("dev",)),
    "fuzz": Command(fuzz_command, ("dev",)),
    "screens": Command(screens_command, ("dev",)),
    "build": Command(build_command, ("build",)),
}


def list_commands() -> str:
    """One line for each command: its name and what it does."""
    lines = [
        f"  {name:<9}{(command.verb.__doc__ or '').splitlines()[0]}"
        for name, command in COMMANDS.items()
    ]
    return "\n".join(("usage: python3 dev.py COMMAND [more words for it]", *lines))


def main(arguments: Sequence[str]) -> int:
    """Run the command named first; returns its exit code, 2 for one that is not there."""
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        say(list_commands())
        return 0
    command = COMMANDS.get(arguments[0])
    if command is None:
        say(f"no such command: {arguments[0]}\n{list_commands()}")
        return 2
    try:
        ensure_environment(command.needs)
        return command.verb(arguments[1:])
    except DevelopmentError as error:
        say(f"dev.py: {error}")
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
