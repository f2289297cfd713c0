"""The assessment year that this officer works on, kept beside the installation.

A new year must not take over by itself: points typed for last year would land in the new one. So
the year stays what it was until somebody chooses another.
"""

import json
from collections.abc import Sequence
from pathlib import Path

_FILE = "year.json"


def read_year(folder: Path) -> int | None:
    """The year that was chosen last; None where nothing readable is kept."""
    try:
        kept = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        return int(kept["year"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_year(folder: Path, year: int) -> bool:
    """Keep the choice; False where the folder cannot be written, which loses only the choice."""
    try:
        (folder / _FILE).write_text(json.dumps({"year": year}), encoding="utf-8")
    except OSError:
        return False
    return True


def year_to_show(years: Sequence[int], chosen: int | None) -> int | None:
    """The chosen year if it is still open, else the newest of `years`; None without any."""
    return chosen if chosen in years else max(years, default=None)
