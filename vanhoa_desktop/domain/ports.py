"""The few places with two sides: the clock, randomness and progress; tests bring their own."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Protocol, TypeVar

Item = TypeVar("Item")


class Clock(Protocol):
    """Tells the wall-clock time, which is for people to read and never orders anything."""

    def now(self) -> datetime:
        """The current moment, with its time zone."""
        ...


class Randomness(Protocol):
    """Gives unpredictable bytes for ids, salts and keys."""

    def token(self, size_bytes: int) -> bytes:
        """`size_bytes` fresh random bytes."""
        ...


Progress = Callable[[int, int], None]

# Called again and again by long work that cannot say how far it is; what it raises ends the work.
Pulse = Callable[[], None]
_PULSE_EVERY = 500


def pulsing(items: Iterable[Item], pulse: Pulse) -> Iterator[Item]:
    """The items, with a pulse before the first and now and then between them."""
    for number, item in enumerate(items):
        if number % _PULSE_EVERY == 0:
            pulse()
        yield item


def no_pulse() -> None:
    """A pulse that nobody feels."""


def no_progress(done: int, total: int) -> None:
    """A progress listener that does not listen."""
    del done, total
