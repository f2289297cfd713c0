"""Failures are never swallowed: everything is caught only at the outer walls."""

import ast
from collections.abc import Iterator

from tests.architecture.source_tree import Module, all_modules, package_modules

OUTER_WALLS = {
    # The child that reads foreign files is there to fail of them.
    "vanhoa_desktop/imports/reading/child.py",
    "vanhoa_desktop/cli/main.py",
    "vanhoa_desktop/ui/crash.py",
    "vanhoa_desktop/ui/tasks.py",
}
_WIDE = {"Exception", "BaseException"}


def _handlers(module: Module) -> Iterator[ast.ExceptHandler]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ExceptHandler):
            yield node


def _is_wide(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(isinstance(kind, ast.Name) and kind.id in _WIDE for kind in caught)


def _passes_on(handler: ast.ExceptHandler) -> bool:
    """Whether the handler only tidies up and raises the same error again."""
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def _is_empty(handler: ast.ExceptHandler) -> bool:
    return all(
        isinstance(statement, ast.Pass)
        or (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant))
        for statement in handler.body
    )


def test_everything_is_caught_only_at_the_outer_walls() -> None:
    wide = [
        f"{module.name}:{handler.lineno}"
        for module in package_modules()
        if module.name not in OUTER_WALLS
        for handler in _handlers(module)
        if _is_wide(handler) and not _passes_on(handler)
    ]
    assert wide == []


def test_no_error_is_swallowed_without_a_word() -> None:
    silent = [
        f"{module.name}:{handler.lineno}"
        for module in all_modules()
        for handler in _handlers(module)
        if _is_empty(handler)
    ]
    assert silent == []


def test_suppress_names_narrow_errors() -> None:
    wide = [
        f"{module.name}:{node.lineno}"
        for module in all_modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in {"suppress", "contextlib.suppress"}
        and any(isinstance(kind, ast.Name) and kind.id in _WIDE for kind in node.args)
    ]
    assert wide == []
