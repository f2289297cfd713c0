"""Faults that nobody foresaw, noted in the log: where in the program, never about whom."""

import datetime as dt
import traceback
from pathlib import Path

_NAMED_PARTS = 3


def note_fault(error: BaseException, log: Path | None) -> None:
    """Append a fault to the log of the installation, if there is one.

    Names of modules and lines alone: messages of errors can hold names and numbers of people.
    """
    if log is None or not log.parent.is_dir():
        return
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"  {frame.name} ({_place(frame.filename)}:{frame.lineno})" for frame in frames]
    at = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    lines = [f"{at} {type(error).__name__}", *places]
    try:
        with log.open("a", encoding="utf-8") as stream:
            stream.write("\n".join(lines) + "\n")
    except OSError:
        # A full or write-protected disk: what happened is told at the terminal all the same.
        return


def _place(filename: str) -> str:
    return "/".join(filename.replace("\\", "/").split("/")[-_NAMED_PARTS:])
