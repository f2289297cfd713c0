"""Numbered things in the order in which people count: 1, 2, …, 10."""

import re

_NUMBER = re.compile(r"(\d+)")


def natural_key(text: str) -> tuple[tuple[str, int], ...]:
    """A key to sort by in which a number inside a text counts as a number."""
    parts = _NUMBER.split(text)
    return tuple(
        (word, int(number)) for word, number in zip(parts[::2], [*parts[1::2], "0"], strict=True)
    )
