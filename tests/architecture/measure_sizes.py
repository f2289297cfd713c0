"""A table of the sizes that CONTRIBUTING.md aims at; printed by `dev.py check`, failing nothing."""

import math
import sys
from collections.abc import Sequence

from tests.architecture.source_tree import Module, node_lines, package_modules


def percentile(values: Sequence[int], share: float) -> int:
    """The smallest of `values` that a `share` (0–1) of them do not exceed; 0 if there are none."""
    if not values:
        return 0
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def _row(what: str, values: Sequence[int], aims: str) -> str:
    return (
        f"{what:<18}{len(values):>6}{percentile(values, 0.5):>8}{percentile(values, 0.9):>6}"
        f"{max(values, default=0):>6}  {aims}"
    )


def size_table(modules: Sequence[Module]) -> str:
    """Count, median, 90th percentile and maximum of lines in modules, functions and classes."""
    files = [module.line_count for module in modules if not module.name.endswith("__init__.py")]
    functions = [node_lines(node) for module in modules for node in module.functions()]
    classes = [node_lines(node) for module in modules for node in module.classes()]
    return "\n".join(
        (
            f"{'lines in':<18}{'count':>6}{'median':>8}{'p90':>6}{'max':>6}  aims; limit",
            _row("modules", files, "median ≤ 120, p90 ≤ 300; 450"),
            _row("functions", functions, "median ≤ 8, p90 ≤ 25; 60"),
            _row("classes", classes, "p90 ≤ 110; 250"),
        )
    )


if __name__ == "__main__":
    sys.stdout.write(size_table(package_modules()) + "\n")
