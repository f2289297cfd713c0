"""Every benchmark does its work, on a small scale: one that no longer runs is found at once."""

import importlib
from pathlib import Path

import pytest

import benchmarks

_FOLDER = Path(benchmarks.__file__).parent
NAMES = sorted(path.stem for path in _FOLDER.glob("[!_]*.py"))


@pytest.mark.parametrize("name", NAMES)
def test_a_benchmark_measures_on_a_small_scale(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    benchmark = importlib.import_module(f"benchmarks.{name}")
    assert benchmark.main(["12", "1"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("== ")
    assert " × " in shown
