"""Disks that fail in the middle of a write."""

import os
from typing import Self


class FullStream:
    """A file on a disk that takes half of what is written to it."""

    def __init__(self, handle: int, error_number: int) -> None:
        self._handle = handle
        self._error_number = error_number

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the handle back."""
        os.close(self._handle)

    def write(self, content: bytes) -> None:
        os.write(self._handle, content[: len(content) // 2])
        raise OSError(self._error_number, os.strerror(self._error_number))
