"""What is wrong in a spreadsheet, and exactly where."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error leaves its row out; a warning lets it in and wants to be read.

    A question leaves it out until an officer has answered.
    """

    ERROR = "error"
    QUESTION = "question"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem: sheet name, row as the spreadsheet counts (from 1), heading of the column.

    `column` is None where the whole row is meant; `message` says in Vietnamese what to do.
    """

    sheet: str
    row: int
    column: str | None
    severity: Severity
    code: str
    message: str
