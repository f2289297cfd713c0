"""Chance that is the same in every run."""

from dataclasses import dataclass


@dataclass
class CountedRandomness:
    """Bytes that never repeat and are the same in every run."""

    given: int = 0

    def token(self, size_bytes: int) -> bytes:
        """The next bytes."""
        self.given += 1
        return self.given.to_bytes(size_bytes, "big")
