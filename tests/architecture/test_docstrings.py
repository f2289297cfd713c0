"""Every module and class says what it is for; `__init__` files say nothing else."""

import ast

from tests.architecture.source_tree import all_modules, package_modules


def test_every_module_has_a_docstring() -> None:
    assert [m.name for m in all_modules() if not ast.get_docstring(m.tree)] == []


def test_every_class_of_the_program_has_a_docstring() -> None:
    silent = [
        f"{module.name}:{node.lineno} {node.name}"
        for module in package_modules()
        for node in module.classes()
        if not ast.get_docstring(node)
    ]
    assert silent == []


def test_every_public_function_of_the_program_has_a_docstring() -> None:
    """Overrides are described where they were first declared; inner functions are not public."""
    silent = [
        f"{module.name}:{node.lineno} {node.name}"
        for module in package_modules()
        for node in module.public_functions()
        if not node.name.startswith("_")
        and not any(isinstance(m, ast.Name) and m.id == "override" for m in node.decorator_list)
        and not ast.get_docstring(node)
    ]
    assert silent == []


def test_init_files_hold_a_docstring_and_nothing_else() -> None:
    busy = [
        m.name for m in all_modules() if m.name.endswith("__init__.py") and len(m.tree.body) > 1
    ]
    assert busy == []
