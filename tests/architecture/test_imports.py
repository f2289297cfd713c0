"""Imports point down, and stand at the top of the file but for a named list."""

import ast
import subprocess
import sys
from collections.abc import Iterator

from tests.architecture.source_tree import ROOT, FunctionNode, Module, package_modules

# Libraries that cost a start-up 40–300 ms: whoever needs one may import it when it is needed.
HEAVY_LIBRARIES = {
    "PIL",
    "cryptography",
    "openpyxl",
    "pypdfium2",
    "pyrage",
    "reportlab",
    "sqlalchemy",
    "xlrd",
}
# Modules that choose what to load: each with its reason.
LAZY_MODULES = {
    "vanhoa_desktop/__main__.py": "only a built program looks whether it is a child",
    "vanhoa_desktop/app.py": "loads one face and not the other",
    "vanhoa_desktop/imports/tables/reading_room.py": "readers are loaded in the child alone",
}


def _late_imports(module: Module) -> Iterator[tuple[int, str]]:
    for function in module.functions():
        for node in ast.walk(function):
            if isinstance(node, FunctionNode):
                continue
            if isinstance(node, ast.ImportFrom):
                yield node.lineno, node.module or ""
            elif isinstance(node, ast.Import):
                for name in node.names:
                    yield node.lineno, name.name


def test_only_heavy_libraries_are_imported_inside_functions() -> None:
    late = sorted(
        {
            f"{module.name}:{line} {imported}"
            for module in package_modules()
            if module.name not in LAZY_MODULES
            for line, imported in _late_imports(module)
            if imported.partition(".")[0] not in HEAVY_LIBRARIES
        }
    )
    assert late == []


def test_the_named_list_of_lazy_modules_names_only_lazy_modules() -> None:
    lazy = {module.name for module in package_modules() if any(_late_imports(module))}
    assert set(LAZY_MODULES) <= lazy


def test_the_layers_hold() -> None:
    """The contracts stand in pyproject.toml; a package that nobody placed breaks them too."""
    script = "import sys; from importlinter.cli import lint_imports_command as c; sys.exit(c())"
    verdict = subprocess.run(
        [sys.executable, "-c", script, "--no-cache", "--no-logo"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert verdict.returncode == 0, verdict.stdout + verdict.stderr
