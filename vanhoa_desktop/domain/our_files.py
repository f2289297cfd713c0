"""The kinds of files that the program writes for itself, and that people carry about."""

from enum import StrEnum


class OurFile(StrEnum):
    """What a file of the program is for."""

    BUNDLE = "bundle"
    REQUEST = "request"
    INVITE = "invite"
    BACKUP = "backup"
    RECOVERY = "recovery"
    HAND_OVER = "hand-over"
    RESET_REQUEST = "reset-request"
    RESET_ANSWER = "reset-answer"
