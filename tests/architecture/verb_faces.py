"""Which verbs of the services the window and the command line call, as the code says it."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from tests.architecture.source_tree import Module, package_modules

WINDOW, COMMANDS, SERVICES = (f"vanhoa_desktop/{name}/" for name in ("ui", "cli", "services"))


class Verb(NamedTuple):
    """A public method of a service."""

    service: str
    name: str


def verbs() -> list[Verb]:
    """All public methods of the classes called services, in the order of their names."""
    found = {
        Verb(service.name, method.name)
        for module in package_modules()
        if module.name.startswith(SERVICES)
        for service in module.tree.body
        if isinstance(service, ast.ClassDef) and service.name.endswith("Service")
        for method in service.body
        if isinstance(method, ast.FunctionDef) and not method.name.startswith("_")
    }
    return sorted(found)


def called_from(folder: str) -> frozenset[Verb]:
    """The verbs that the modules of a folder name: on a service that is made there or kept."""
    known = {verb.service for verb in verbs()}
    return frozenset(
        verb
        for module in package_modules()
        if module.name.startswith(folder)
        for verb in _named(module, known)
    )


def _named(module: Module, services: set[str]) -> Iterator[Verb]:
    kept = _kept(module, services)
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute):
            made = _made(node.value, services)
            for service in {made} - {None} | kept.get(ast.unparse(node.value), set()):
                yield Verb(str(service), node.attr)


def called_by_their_own_service() -> frozenset[Verb]:
    """The verbs that another method of the same service calls."""
    return frozenset(
        Verb(service.name, node.attr)
        for module in package_modules()
        for service in module.tree.body
        if isinstance(service, ast.ClassDef)
        for node in ast.walk(service)
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "self"
    )


def _kept(module: Module, services: set[str]) -> dict[str, set[str]]:
    """What names of a module hold a service: by assignment, or as a parameter that is one."""
    kept: dict[str, set[str]] = defaultdict(set)
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Assign) and (made := _made(node.value, services)):
            for target in node.targets:
                kept[ast.unparse(target)].add(made)
        elif isinstance(node, ast.arg) and node.annotation is not None:
            said = ast.unparse(node.annotation)
            kept[node.arg] |= {said} & services
    return kept


def _made(node: ast.expr, services: set[str]) -> str | None:
    """The service that an expression is: made on the spot, or the class itself."""
    if isinstance(node, ast.Call):
        node = node.func
    return node.id if isinstance(node, ast.Name) and node.id in services else None
