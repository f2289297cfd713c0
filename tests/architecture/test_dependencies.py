"""Every dependency is named, explained, pinned and hashed."""

import re
import tomllib
from functools import cache

import pytest

from tests.architecture.source_tree import ROOT

LOCK_FILES = ("app.txt", "backends.txt", "dev.txt", "build.txt")
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)
_NAME = re.compile(r"^[A-Za-z0-9._-]+")


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@cache
def _wanted(group: str) -> frozenset[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lines = (
        project["project"]["dependencies"]
        if group == "app"
        else project["dependency-groups"][group]
    )
    return frozenset(_normal(found.group()) for line in lines if (found := _NAME.match(line)))


@cache
def _lock(name: str) -> str:
    return (ROOT / "requirements" / name).read_text(encoding="utf-8")


def _pins(name: str) -> dict[str, str]:
    return {_normal(package): version for package, version in _PIN.findall(_lock(name))}


@pytest.mark.parametrize("name", LOCK_FILES)
def test_every_pinned_package_has_hashes(name: str) -> None:
    blocks = re.split(r"\n(?=\S)", _lock(name).strip())
    assert [block for block in blocks if _PIN.match(block) and "--hash=sha256:" not in block] == []
    assert all(_PIN.match(block) for block in blocks)


@pytest.mark.parametrize("name", LOCK_FILES)
def test_no_lock_file_holds_an_address(name: str) -> None:
    assert "://" not in _lock(name)


@pytest.mark.parametrize(
    ("group", "name"),
    [
        ("app", "app.txt"),
        ("backends", "backends.txt"),
        ("dev", "dev.txt"),
        ("build", "build.txt"),
    ],
)
def test_every_named_dependency_is_pinned(group: str, name: str) -> None:
    assert _wanted(group) <= set(_pins(name))


def test_the_developers_install_the_same_versions_as_the_program() -> None:
    developers = _pins("dev.txt")
    assert {name: developers.get(name) for name in _pins("app.txt")} == _pins("app.txt")


def test_the_page_of_dependencies_explains_each_one() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    explained = {
        _normal(name) for name in re.findall(r"^\| `([A-Za-z0-9._-]+)`", page, re.MULTILINE)
    }
    named = {"app", "backends", "dev", "build"}
    assert frozenset().union(*map(_wanted, named)) == explained
