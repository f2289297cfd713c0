"""True disks of a few hundred kilobytes, which only root can mount, and what fills them."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

FILLER = "phim.mp4"


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[Path]:
    """A disk of this size at `folder`; the test is skipped, with the reason, where none can be."""
    if sys.platform != "linux":
        pytest.skip("small disks are mounted on Linux only")
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    folder.mkdir(exist_ok=True)
    options = ["-o", f"size={kilobytes}k"]
    mount = ["mount", "-t", "tmpfs", *options, "tmpfs", str(folder)]
    done = subprocess.run(mount, check=False, capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"no small disk can be mounted here: {done.stderr}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def fill(disk: Path, *, spare_bytes: int = 0) -> Path:
    """A film takes all the room of a disk but `spare_bytes`."""
    filler = disk / FILLER
    filler.write_bytes(bytes(max(shutil.disk_usage(disk).free - spare_bytes, 0)))
    return filler


@contextmanager
def write_protected(disk: Path) -> Iterator[None]:
    """A disk that takes no more writing for a while, as a stick with its switch on, or a DVD."""
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    try:
        yield
    finally:
        subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
