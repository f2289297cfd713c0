"""Names say what a thing is; words that say nothing are banned."""

import ast
import re
from pathlib import PurePosixPath

import pytest

from tests.architecture.source_tree import FunctionNode, Module, all_modules, package_modules

EMPTY_WORDS = {
    "base", "common", "data", "handler", "handlers", "helper", "helpers", "info",
    "manager", "managers", "misc", "util", "utils",
}  # fmt: skip
# A test that "works" states nothing.
EMPTY_CLAIMS = re.compile(r"_(works|correctly|correct|ok|properly|fine)(_|$)")


def _words(identifier: str) -> set[str]:
    """The words of a snake_case or CamelCase name, in lower case."""
    return {word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", identifier)}


@pytest.mark.parametrize(
    ("identifier", "words"),
    [
        ("people_manager", {"people", "manager"}),
        ("PeopleManager", {"people", "manager"}),
        ("Database", {"database"}),
        ("PDFInfo", {"pdf", "info"}),
        ("metadata", {"metadata"}),
    ],
)
def test_a_name_is_taken_apart_into_its_words(identifier: str, words: set[str]) -> None:
    assert _words(identifier) == words


def test_no_module_or_package_is_named_by_an_empty_word() -> None:
    empty = [
        module.name
        for module in all_modules()
        if any(
            EMPTY_WORDS & _words(part) for part in PurePosixPath(module.name).with_suffix("").parts
        )
    ]
    assert empty == []


def test_no_class_is_named_by_an_empty_word() -> None:
    empty = [
        f"{module.name}:{node.lineno} {node.name}"
        for module in all_modules()
        for node in module.classes()
        if EMPTY_WORDS & _words(node.name)
    ]
    assert empty == []


def test_no_class_and_no_public_function_has_the_name_of_another() -> None:
    """Whoever looks a name up finds one thing.

    A function that is a command has the command's name; numbered steps of stores are all `run`.
    """
    homes: dict[str, list[str]] = {}
    for module in package_modules():
        if re.fullmatch(r"vanhoa_desktop/db/migrations/step_\d+[.]py", module.name):
            continue
        for node in module.tree.body:
            if isinstance(node, FunctionNode | ast.ClassDef) and not node.name.startswith("_"):
                is_command = "/cli/" in module.name and node.decorator_list
                if not is_command or isinstance(node, ast.ClassDef):
                    homes.setdefault(node.name, []).append(module.name)
    assert {name: found for name, found in homes.items() if len(found) > 1} == {}


def test_every_exception_class_ends_in_error() -> None:
    wrong = [
        f"{module.name}:{node.lineno} {node.name}"
        for module in package_modules()
        for node in module.classes()
        for parent in node.bases
        if ast.unparse(parent).endswith(("Error", "Exception")) and not node.name.endswith("Error")
    ]
    assert wrong == []


def _identifiers(module: Module) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Name):
            names.add(node.id)
        elif isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, ast.Attribute):
            names.add(node.attr)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
    return names


def test_identifiers_are_written_in_plain_letters() -> None:
    """Vietnamese stands in strings; identifiers are the programme's words in English."""
    accented = {
        module.name: sorted(name for name in _identifiers(module) if not name.isascii())
        for module in all_modules()
    }
    assert {name: found for name, found in accented.items() if found} == {}


def test_the_name_of_a_test_states_what_happens() -> None:
    empty = [
        f"{module.name}:{node.lineno} {node.name}"
        for module in all_modules()
        for node in module.functions()
        if node.name.startswith("test_") and EMPTY_CLAIMS.search(node.name)
    ]
    assert empty == []
