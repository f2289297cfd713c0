"""What a service or the door for files may tell somebody no to, in a year of any order."""

from vanhoa_desktop.errors import ErrorCode, VanHoaError

# What an officer may be told no to, whatever the order of things was.
_POLITE = frozenset(
    {
        ErrorCode.ASSESSED_ELSEWHERE,
        ErrorCode.ASSESSMENT_CLOSED,
        ErrorCode.CONFLICT_OF_COMMUNE,
        ErrorCode.NOT_FOUND,
        ErrorCode.NUMBERING_UNCONFIRMED,
        ErrorCode.RECORD_OF_OTHERS,
        ErrorCode.REDO_DOUBLES,
        ErrorCode.REDO_TOO_EARLY,
        ErrorCode.ROLE_NOT_ALLOWED,
        ErrorCode.UNDO_DONE,
        ErrorCode.UNDONE_BY_COMMUNE,
        ErrorCode.UNDO_IN_USE,
        ErrorCode.UNDO_LOSES,
        ErrorCode.UNDO_NOBODY,
        ErrorCode.UNDO_SCORED,
        ErrorCode.UNDO_WITHDRAWN,
        ErrorCode.SPREADSHEET_TOO_HEAVY,  # the reading room has little time on a busy computer
        ErrorCode.UNDO_NOT_DONE,
        ErrorCode.UNDO_TOO_LATE,
        ErrorCode.VALUE_INVALID,
    }
)
# What may become of an honest file at a desk that is not the one it was saved for, or too early.
TURNED_AWAY = frozenset(
    {
        ErrorCode.BUNDLE_FOR_OFFICE,
        ErrorCode.BUNDLE_GAP,
        ErrorCode.BUNDLE_NOT_FOR_US,
        ErrorCode.BUNDLE_REVOKED_SENDER,
        ErrorCode.BUNDLE_UNKNOWN_SENDER,
    }
)


class polite:  # noqa: N801 - a block, read as a word
    """A block in which somebody may be told no, in a sentence that says why."""

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        """Forget a polite refusal."""
        return isinstance(error, VanHoaError) and error.code in _POLITE
