"""The locks are whole: pip installs them line by line and looks for nothing beside them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from itertools import product

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import dev
from tests.architecture.source_tree import ROOT

SYSTEMS = {
    "linux": {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
    "win32": {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
}
PYTHONS = ("3.11", "3.12", "3.13")
# Each command's lists beside `backends` and `app`, which all of them install.
MORE_LISTS: tuple[tuple[str, ...], ...] = ((), ("dev",), ("build",))

# What is not installed where the tests run, read from the metadata of exactly these releases. A new
# release makes the test ask for a fresh look.
READ_BY_HAND: Mapping[str, tuple[str, ...]] = {
    "colorama==0.4.6": (),
    "altgraph==0.17.5": (),
    "pefile==2024.8.26": (),
    "pywin32-ctypes==0.2.3": (),
    "pyinstaller-hooks-contrib==2026.9": ("packaging>=22.0",),
    "pyinstaller==6.22.3": (
        "altgraph",
        "packaging>=22.0",
        "pefile>=2022.5.30; sys_platform == 'win32'",
        "pyinstaller-hooks-contrib>=2026.7",
        "pywin32-ctypes>=0.2.1; sys_platform == 'win32'",
        "setuptools>=42.0.0",
    ),
}


@dataclass(frozen=True)
class Pin:
    """One line of a lock: a name, its one version, and where it is installed at all."""

    requirement: Requirement

    @property
    def version(self) -> str:
        """The version after `==`."""
        (only,) = self.requirement.specifier
        assert only.operator == "=="
        return only.version

    def needs(self) -> tuple[Requirement, ...]:
        """What this release requires, from its metadata."""
        named = f"{canonicalize_name(self.requirement.name)}=={self.version}"
        try:
            held = distribution(self.requirement.name)
        except PackageNotFoundError:
            assert named in READ_BY_HAND, f"{named} is new: read what it requires"
            return tuple(map(Requirement, READ_BY_HAND[named]))
        assert held.version == self.version, f"{named} is pinned, {held.version} installed"
        return tuple(map(Requirement, held.requires or ()))


@cache
def _lock(name: str) -> Mapping[str, Pin]:
    lines = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    pins = [Pin(Requirement(line.rstrip(" \\"))) for line in lines if line and line[0] != " "]
    return {canonicalize_name(pin.requirement.name): pin for pin in pins}


def _environment(python: str, system: str) -> dict[str, str]:
    version = {"python_version": python, "python_full_version": f"{python}.0"}
    here = {key: str(value) for key, value in default_environment().items()}
    return {**here, **SYSTEMS[system], **version}


def _holds(requirement: Requirement, environment: dict[str, str], extra: str = "") -> bool:
    marker = requirement.marker
    return marker is None or marker.evaluate({**environment, "extra": extra})


def _asked(pin: Pin, extras: frozenset[str], environment: dict[str, str]) -> Iterator[Requirement]:
    for need in pin.needs():
        if any(_holds(need, environment, extra) for extra in ("", *extras)):
            yield need


def _faults(pins: Mapping[str, Pin], environment: dict[str, str]) -> list[str]:
    """What pip would have to look for elsewhere, were it to install `pins` here."""
    faults = []
    waiting = [pin.requirement for pin in pins.values() if _holds(pin.requirement, environment)]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        asked = waiting.pop()
        name = canonicalize_name(asked.name)
        pin = pins.get(name)
        if pin is None or not _holds(pin.requirement, environment):
            faults.append(f"{asked} is in no list")
            continue
        if not asked.specifier.contains(pin.version):
            faults.append(f"{asked} is not met by {pin.version}")
        extras = frozenset(asked.extras)
        if (name, extras) not in seen:
            seen.add((name, extras))
            waiting.extend(_asked(pin, extras, environment))
    return faults


@pytest.mark.parametrize(
    ("python", "system", "more"), list(product(PYTHONS, sorted(SYSTEMS), MORE_LISTS))
)
def test_what_a_command_installs_needs_nothing_beside_its_lists(
    python: str, system: str, more: tuple[str, ...]
) -> None:
    pins: dict[str, Pin] = {}
    for name in ("backends", "app", *more):
        for package, pin in _lock(name).items():
            assert pins.setdefault(package, pin).version == pin.version, f"{package} has two pins"
            if pin.requirement.marker is None:
                pins[package] = pin
    assert _faults(pins, _environment(python, system)) == []


def test_a_lock_with_a_hole_is_seen() -> None:
    whole = {**_lock("backends"), **_lock("app"), **_lock("dev")}
    environment = _environment("3.13", "linux")
    assert _faults({n: p for n, p in whole.items() if n != "coverage"}, environment) == [
        "coverage[toml]>=7.10.6 is in no list"
    ]
    on_windows = _environment("3.11", "win32")
    holed = _faults({n: p for n, p in whole.items() if n != "colorama"}, on_windows)
    assert holed
    assert all(fault.startswith("colorama") for fault in holed)


def test_the_program_itself_is_built_and_run_by_what_every_command_installs() -> None:
    held = {**_lock("backends"), **_lock("app")}
    needs = [Requirement(line) for line in distribution("vanhoa-desktop").requires or ()]
    assert len(needs) > 10
    assert {canonicalize_name(need.name) for need in needs} <= set(held)
    assert all(
        need.specifier.contains(held[canonicalize_name(need.name)].version) for need in needs
    )
    assert {"hatchling", "editables"} <= set(held)


def test_every_list_of_a_command_is_a_file_with_hashes() -> None:
    for command in dev.COMMANDS.values():
        for name in ("backends", "app", *command.needs):
            text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
            assert _lock(name)
            assert text.count("--hash=sha256:") >= len(_lock(name))
