"""No module, function or class outgrows what a reader can hold."""

import ast

from tests.architecture.measure_sizes import percentile
from tests.architecture.source_tree import (
    FunctionNode,
    all_modules,
    node_lines,
    package_modules,
)

MODULE_LINES = 450
FUNCTION_LINES = 60
CLASS_LINES = 250
PUBLIC_METHODS = 15


def _is_property(node: FunctionNode) -> bool:
    return any(isinstance(mark, ast.Name) and mark.id == "property" for mark in node.decorator_list)


def _is_override(node: FunctionNode) -> bool:
    return any(isinstance(mark, ast.Name) and mark.id == "override" for mark in node.decorator_list)


def _public_methods(node: ast.ClassDef) -> int:
    """Verbs that a class offers; overrides belong to the class above, properties are nouns."""
    return sum(
        isinstance(member, FunctionNode)
        and not member.name.startswith("_")
        and not _is_property(member)
        and not _is_override(member)
        for member in node.body
    )


def test_no_module_has_more_than_450_lines() -> None:
    too_long = {m.name: m.line_count for m in all_modules() if m.line_count > MODULE_LINES}
    assert too_long == {}


def test_no_function_has_more_than_60_lines() -> None:
    too_long = {
        f"{module.name}:{node.lineno} {node.name}": node_lines(node)
        for module in all_modules()
        for node in module.functions()
        if node_lines(node) > FUNCTION_LINES
    }
    assert too_long == {}


def test_no_class_of_the_program_has_more_than_250_lines() -> None:
    too_long = {
        f"{module.name}:{node.lineno} {node.name}": node_lines(node)
        for module in package_modules()
        for node in module.classes()
        if node_lines(node) > CLASS_LINES
    }
    assert too_long == {}


def test_no_class_of_the_program_offers_more_than_15_public_methods() -> None:
    too_many = {
        f"{module.name}:{node.lineno} {node.name}": _public_methods(node)
        for module in package_modules()
        for node in module.classes()
        if _public_methods(node) > PUBLIC_METHODS
    }
    assert too_many == {}


def test_a_percentile_is_the_smallest_value_that_covers_the_share() -> None:
    assert percentile([], 0.9) == 0
    assert percentile([7], 0.5) == 7
    assert percentile(list(range(1, 11)), 0.5) == 5
    assert percentile(list(range(1, 11)), 0.9) == 9
