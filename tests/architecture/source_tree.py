"""The project's own files, read once: parsed modules and the texts beside them."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "vanhoa_desktop"

_NOT_OURS = {"build", "dist", "htmlcov", "__pycache__", "node_modules"}
_TEXT_SUFFIXES = {
    ".cfg", ".css", ".csv", ".html", ".ini", ".json", ".md", ".nsi", ".ps1", ".py", ".qss",
    ".sh", ".spec", ".svg", ".toml", ".ts", ".txt", ".xml", ".yaml", ".yml",
}  # fmt: skip

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One Python file: its path from the project's root, its text and its syntax tree."""

    name: str
    text: str
    tree: ast.Module

    @property
    def line_count(self) -> int:
        """Lines of the file, blank ones and comments included."""
        return len(self.text.splitlines())

    def functions(self) -> Iterator[FunctionNode]:
        """Every function and method, nested ones too."""
        for node in ast.walk(self.tree):
            if isinstance(node, FunctionNode):
                yield node

    def public_functions(self) -> Iterator[FunctionNode]:
        """Functions of the module and methods of its classes, not those inside functions."""
        holders: list[ast.Module | ast.ClassDef] = [self.tree, *self.classes()]
        for holder in holders:
            for node in holder.body:
                if isinstance(node, FunctionNode):
                    yield node

    def classes(self) -> Iterator[ast.ClassDef]:
        """Every class, nested ones too."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ClassDef):
                yield node


def node_lines(node: FunctionNode | ast.ClassDef) -> int:
    """Lines from the `def` or `class` to the last of its body, decorators left out."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _parsed(path: Path) -> Module:
    text = path.read_text(encoding="utf-8")
    return Module(path.relative_to(ROOT).as_posix(), text, ast.parse(text))


def _python_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.py") if "__pycache__" not in path.parts)


@cache
def package_modules() -> tuple[Module, ...]:
    """The modules of the program."""
    return tuple(_parsed(path) for path in _python_files(PACKAGE))


@cache
def all_modules() -> tuple[Module, ...]:
    """The modules of the program, its tests, its benchmarks, and `dev.py`."""
    beside = [*_python_files(ROOT / "tests"), *_python_files(ROOT / "benchmarks"), ROOT / "dev.py"]
    return (*package_modules(), *(_parsed(path) for path in beside))


@cache
def text_files() -> dict[str, str]:
    """Every text file of the project by its path from the root; nothing made, hidden or installed.

    Files without a suffix (LICENSE) and the hidden ones that belong to the project count too.
    """
    found = {}
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        is_hidden = parts[0].startswith(".") and parts[0] not in {".ci", ".pre-commit-config.yaml"}
        if is_hidden or _NOT_OURS & set(parts) or any(part.endswith(".egg-info") for part in parts):
            continue
        if path.is_file() and (path.suffix in _TEXT_SUFFIXES or not path.suffix):
            found["/".join(parts)] = path.read_text(encoding="utf-8")
    return found
