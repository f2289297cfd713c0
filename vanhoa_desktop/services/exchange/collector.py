"""Python's cyclic collector, told to rest while very many values are made."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_resting() -> Iterator[None]:
    """Let the collector rest in a block that makes very many values and hardly any cycles.

    What is no longer needed is freed at once as always, by counting references. The collector
    would only walk again and again over all that the block still needs: a fifth of a merge's time.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
