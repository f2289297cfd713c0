"""Faults that nobody foresaw, noted in the log: where in the program, never about whom."""

import datetime as dt
from pathlib import Path

from vanhoa_desktop.faults import fault_lines
from vanhoa_desktop.files import opened_log


def note_fault(error: BaseException, log: Path | None) -> None:
    """Append a fault to the log of the installation, if there is one."""
    if log is None or not log.parent.is_dir():
        return
    at = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    first, *places = fault_lines(error)
    try:
        with opened_log(log) as stream:
            stream.write("\n".join([f"{at} {first}", *places]) + "\n")
    except OSError:
        # A full or write-protected disk: what happened is told at the terminal all the same.
        return
