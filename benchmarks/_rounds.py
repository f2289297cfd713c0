"""Measuring side by side: the sides take turns in one run, and medians are compared.

The same machine does both within seconds, so a ratio stands where seconds would not: other work on
the machine slows both sides. Seconds are printed for orientation only.
"""

import gc
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median

COUNT_WIDTH = 44


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds by the clock on the wall, and seconds of this process on the processor."""

    wall: float
    processor: float


class Stopwatch:
    """What one round measures: the blocks `with watch.running()`, and nothing around them."""

    def __init__(self) -> None:
        self._wall = 0.0
        self._processor = 0.0

    @contextmanager
    def running(self) -> Iterator[None]:
        """Measure a block; the collector runs before it, and not because of what came earlier."""
        gc.collect()
        wall, processor = time.perf_counter(), time.process_time()
        yield
        self._wall += time.perf_counter() - wall
        self._processor += time.process_time() - processor

    @property
    def spent(self) -> Spent:
        """What the blocks took in all."""
        return Spent(self._wall, self._processor)


Side = Callable[[Stopwatch], None]


class MeasuredWrongError(Exception):
    """A side did not do the work that it was measured for."""


def expect(found: object, wanted: object) -> None:
    """Raise MeasuredWrongError unless a side did what it should."""
    if found != wanted:
        raise MeasuredWrongError(f"{found!r} instead of {wanted!r}")


def alternate(sides: Mapping[str, Side], rounds: int) -> dict[str, Spent]:
    """Let the sides take turns; their medians.

    One round before the first warms caches and is not counted; every second round goes backwards.
    """
    spent: dict[str, list[Spent]] = {name: [] for name in sides}
    order = list(sides.items())
    for number in range(rounds + 1):
        for name, side in order if number % 2 else reversed(order):
            watch = Stopwatch()
            side(watch)
            if number:
                spent[name].append(watch.spent)
    return {name: _median(measured) for name, measured in spent.items()}


def _median(measured: list[Spent]) -> Spent:
    return Spent(median(s.wall for s in measured), median(s.processor for s in measured))


def title(text: str) -> None:
    """Begin the output of a benchmark."""
    print(f"== {text}")


def count(what: str, number: float, unit: str = "") -> None:
    """Print a size or a count."""
    shown = f"{number:,.0f}" if number == int(number) else f"{number:,.1f}"
    print(f"   {what:<{COUNT_WIDTH}}{shown:>14} {unit}".rstrip())


def seconds(what: str, spent: Spent) -> None:
    """Print seconds, for orientation only."""
    print(
        f"   {what:<{COUNT_WIDTH}}{spent.wall:>14.3f} s  ({spent.processor:.3f} s on the processor)"
    )


def ratio(what: str, ours: Spent, theirs: Spent, aim: float | None = None) -> None:
    """Print how many times as long ours takes; `aim` is said beside it and never enforced."""
    wished = "" if aim is None else f"  (aim: {aim:g} × or less)"
    wall, processor = ours.wall / theirs.wall, ours.processor / theirs.processor
    print(f"   {what:<{COUNT_WIDTH}}{wall:>12.2f} ×  (processor {processor:.2f} ×){wished}")
