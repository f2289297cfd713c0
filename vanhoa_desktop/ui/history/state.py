"""A history as lines of a table (no Qt)."""

from collections.abc import Sequence
from dataclasses import dataclass

from vanhoa_desktop.services.review.history import RecordedChange
from vanhoa_desktop.texts.words.moments import moment_text
from vanhoa_desktop.texts.words.terms import not_standing_term


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One thing that was written, when, and by whom."""

    at: str
    by: str
    said: str
    note: str


def history_lines(changes: Sequence[RecordedChange]) -> list[HistoryLine]:
    """The changes line by line, the newest first."""
    lines: list[HistoryLine] = []
    for change in reversed(changes):
        by = " – ".join(part for part in (change.by, change.unit_name) if part)
        note = "" if change.reason is None else f"{not_standing_term(change.reason)}: không tính"
        at = moment_text(change.at)
        lines += [HistoryLine(at, by, said, note) for said in change.lines]
    return lines
