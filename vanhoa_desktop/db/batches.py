"""SQL takes a limited number of parameters: sequences are cut into batches."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

PARAMETERS_PER_QUERY = 500

Item = TypeVar("Item")


def batches(items: Iterable[Item], size: int = PARAMETERS_PER_QUERY) -> Iterator[list[Item]]:
    """The items in lists of at most `size`."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
