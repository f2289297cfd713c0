"""`build.spec` names modules, plugins and programs that are really there; `dev.py build` needs it.

PyInstaller is not installed where tests run, so the lists are read and the spec is not run.
"""

import ast
import importlib
import importlib.util
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtCore import QLibraryInfo

from tests.architecture.source_tree import ROOT, package_modules
from vanhoa_desktop import app
from vanhoa_desktop.paths import resources_folder

WINDOW_PLUGIN = {"win32": "platforms/qwindows", "linux": "platforms/qxcb"}


@cache
def _spec() -> ast.Module:
    return ast.parse((ROOT / "build.spec").read_text(encoding="utf-8"))


def _list(name: str) -> tuple[str, ...]:
    """The tuple of strings that the spec gives a name to."""
    for node in _spec().body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name:
            found = eval(compile(ast.Expression(node.value), "build.spec", "eval"))
            assert isinstance(found, tuple)
            return found
    pytest.fail(f"build.spec has no {name}")


def _imported_by_the_program() -> Iterator[str]:
    for module in package_modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Import):
                yield from (name.name for name in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield node.module
                yield from (f"{node.module}.{name.name}" for name in node.names)


def _programs() -> dict[str, str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {**project["scripts"], **project["gui-scripts"]}


@pytest.mark.parametrize("name", ["vanhoa", "vanhoa-desktop"])
def test_every_program_starts_a_function_that_is_there(name: str) -> None:
    module, _, function = _programs()[name].partition(":")
    assert callable(getattr(importlib.import_module(module), function))


def test_the_spec_builds_the_programs_that_the_project_installs() -> None:
    assert set(_programs()) == {"vanhoa", "vanhoa-desktop"}
    asked = {
        node.args[0].value
        for node in ast.walk(_spec())
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) == "entry_points"
        and isinstance(node.args[0], ast.Constant)
    }
    assert asked == {"scripts", "gui-scripts"}


def test_nothing_that_the_program_imports_is_left_out() -> None:
    unused = set(_list("UNUSED_MODULES"))
    missed = {
        imported
        for imported in _imported_by_the_program()
        if any(imported == module or imported.startswith(f"{module}.") for module in unused)
    }
    assert missed == set()


@pytest.mark.parametrize("module", _list("HIDDEN_IMPORTS"))
def test_every_hidden_import_is_there(module: str) -> None:
    assert importlib.util.find_spec(module) is not None


def test_the_plugins_that_the_program_needs_here_are_there_under_their_names() -> None:
    installed = {
        f"{path.parent.name}/{path.stem.removeprefix('lib')}"
        for path in Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)).glob("*/*")
    }
    needed = {"imageformats/qsvg", "platforms/qoffscreen", WINDOW_PLUGIN[sys.platform]}
    assert needed <= installed & set(_list("QT_PLUGINS"))


def test_the_self_test_looks_into_every_folder_of_resources() -> None:
    folders = {path.name for path in resources_folder().iterdir() if path.is_dir()}
    assert folders == set(app._NEEDED_RESOURCES)


def test_every_needed_resource_is_in_the_source_tree() -> None:
    empty = {
        folder
        for folder, pattern in app._NEEDED_RESOURCES.items()
        if not any((resources_folder() / folder).glob(pattern))
    }
    assert empty == set()
