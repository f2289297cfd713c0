"""The one error type of the product and the closed list of its codes.

An error carries a code and facts, never a sentence: `texts.errors` says in Vietnamese what happened
and what to do next. Codes are part of the command line's public contract.
"""

from enum import StrEnum

from typing_extensions import override


class ErrorCode(StrEnum):
    """Every way in which the program refuses; the value is what the command line prints."""

    # names and look-ups
    AMBIGUOUS = "AMBIGUOUS"
    NOT_FOUND = "NOT_FOUND"
    # installation, passphrase, store
    NOT_ENROLLED = "NOT_ENROLLED"
    ROLE_NOT_ALLOWED = "ROLE_NOT_ALLOWED"
    RECORD_OF_OTHERS = "RECORD_OF_OTHERS"
    ASSESSED_ELSEWHERE = "ASSESSED_ELSEWHERE"
    PASSPHRASE_REQUIRED = "PASSPHRASE_REQUIRED"  # noqa: S105 - a code, not a secret
    PASSPHRASE_WRONG = "PASSPHRASE_WRONG"  # noqa: S105 - a code, not a secret
    PASSPHRASE_TOO_SHORT = "PASSPHRASE_TOO_SHORT"  # noqa: S105 - a code, not a secret
    STORE_EXISTS = "STORE_EXISTS"
    STORE_MISSING = "STORE_MISSING"
    STORE_IN_USE = "STORE_IN_USE"
    STORE_DAMAGED = "STORE_DAMAGED"
    STORE_NEWER = "STORE_NEWER"
    DISK_FULL = "DISK_FULL"
    FOLDER_READ_ONLY = "FOLDER_READ_ONLY"
    # files
    FILE_MISSING = "FILE_MISSING"
    FILE_UNREADABLE = "FILE_UNREADABLE"
    FILE_TOO_LARGE = "FILE_TOO_LARGE"
    PRINTING_FAILED = "PRINTING_FAILED"
    # values
    CANONICAL_INVALID = "CANONICAL_INVALID"
    VALUE_INVALID = "VALUE_INVALID"
    TEXT_NOT_ALLOWED = "TEXT_NOT_ALLOWED"
    POINTS_NOT_ALLOWED = "POINTS_NOT_ALLOWED"
    CRITERIA_INVALID = "CRITERIA_INVALID"
    TARGETS_INVALID = "TARGETS_INVALID"
    RESOURCE_MISSING = "RESOURCE_MISSING"
    # evidence
    EVIDENCE_NOT_ACCEPTED = "EVIDENCE_NOT_ACCEPTED"
    EVIDENCE_DAMAGED = "EVIDENCE_DAMAGED"
    EVIDENCE_TOO_LARGE = "EVIDENCE_TOO_LARGE"
    EVIDENCE_NOT_HERE = "EVIDENCE_NOT_HERE"
    # the year's work
    UNIT_EXISTS = "UNIT_EXISTS"
    CYCLE_EXISTS = "CYCLE_EXISTS"
    CYCLE_NOT_OPEN = "CYCLE_NOT_OPEN"
    ASSESSMENT_CLOSED = "ASSESSMENT_CLOSED"
    NOTHING_DECIDED = "NOTHING_DECIDED"
    DECISION_EXISTS = "DECISION_EXISTS"
    SNAPSHOT_ALTERED = "SNAPSHOT_ALTERED"
    SAMPLE_EMPTY = "SAMPLE_EMPTY"
    SAMPLE_NOT_DRAWN = "SAMPLE_NOT_DRAWN"
    NOT_IN_SAMPLE = "NOT_IN_SAMPLE"
    # undoing and settling
    UNDO_DONE = "UNDO_DONE"
    UNDO_NOT_DONE = "UNDO_NOT_DONE"
    UNDO_TOO_LATE = "UNDO_TOO_LATE"
    CONFLICT_STALE = "CONFLICT_STALE"
    CONFLICT_OF_COMMUNE = "CONFLICT_OF_COMMUNE"
    # spreadsheets
    SPREADSHEET_UNREADABLE = "SPREADSHEET_UNREADABLE"
    SPREADSHEET_ENCODING_UNKNOWN = "SPREADSHEET_ENCODING_UNKNOWN"
    SPREADSHEET_TOO_HEAVY = "SPREADSHEET_TOO_HEAVY"
    SPREADSHEET_EMPTY = "SPREADSHEET_EMPTY"
    SPREADSHEET_NO_HEADINGS = "SPREADSHEET_NO_HEADINGS"
    IMPORT_HAS_ERRORS = "IMPORT_HAS_ERRORS"
    # trust and enrolment
    KEY_INVALID = "KEY_INVALID"
    STATEMENT_INVALID = "STATEMENT_INVALID"
    REQUEST_INVALID = "REQUEST_INVALID"
    INVITE_INVALID = "INVITE_INVALID"
    INVITE_NOT_FOR_US = "INVITE_NOT_FOR_US"
    REQUEST_REFUSED = "REQUEST_REFUSED"
    DEVICE_ENROLLED = "DEVICE_ENROLLED"
    DEVICE_IS_OFFICE = "DEVICE_IS_OFFICE"
    FINGERPRINT_REQUIRED = "FINGERPRINT_REQUIRED"
    FINGERPRINT_MISMATCH = "FINGERPRINT_MISMATCH"
    # keys that survive: recovery, forgotten passphrases, backups, hand-over
    ROOT_KEY_MISSING = "ROOT_KEY_MISSING"
    RECOVERY_MISSING = "RECOVERY_MISSING"
    RECOVERY_FILE_INVALID = "RECOVERY_FILE_INVALID"
    RECOVERY_CODE_REQUIRED = "RECOVERY_CODE_REQUIRED"
    RECOVERY_CODE_WRONG = "RECOVERY_CODE_WRONG"
    RECOVERY_SLOT_MISSING = "RECOVERY_SLOT_MISSING"
    RESET_REQUEST_INVALID = "RESET_REQUEST_INVALID"
    RESET_NOT_ASKED = "RESET_NOT_ASKED"
    RESET_ANSWER_INVALID = "RESET_ANSWER_INVALID"
    DEVICE_ENDED = "DEVICE_ENDED"
    BACKUP_INVALID = "BACKUP_INVALID"
    NUMBERING_UNCONFIRMED = "NUMBERING_UNCONFIRMED"
    NUMBER_USED = "NUMBER_USED"
    HAND_OVER_INVALID = "HAND_OVER_INVALID"
    # bundles
    BUNDLE_NOT_A_BUNDLE = "BUNDLE_NOT_A_BUNDLE"
    BUNDLE_TRUNCATED = "BUNDLE_TRUNCATED"
    BUNDLE_TOO_LARGE = "BUNDLE_TOO_LARGE"
    BUNDLE_NOT_FOR_US = "BUNDLE_NOT_FOR_US"
    BUNDLE_TAMPERED = "BUNDLE_TAMPERED"
    BUNDLE_SIGNATURE = "BUNDLE_SIGNATURE"
    BUNDLE_UNKNOWN_SENDER = "BUNDLE_UNKNOWN_SENDER"
    BUNDLE_REVOKED_SENDER = "BUNDLE_REVOKED_SENDER"
    BUNDLE_OUT_OF_SCOPE = "BUNDLE_OUT_OF_SCOPE"
    BUNDLE_INVALID_CHANGE = "BUNDLE_INVALID_CHANGE"
    BUNDLE_FOR_OFFICE = "BUNDLE_FOR_OFFICE"
    BUNDLE_GAP = "BUNDLE_GAP"
    BUNDLE_NEWER_FORMAT = "BUNDLE_NEWER_FORMAT"
    BUNDLE_PARTS_TOO_SMALL = "BUNDLE_PARTS_TOO_SMALL"


class VanHoaError(Exception):
    """A refusal: what happened, as a code, and the facts that its sentence needs.

    `facts` hold plain values (strings, numbers, paths as text); the sentence template of the code
    names them.
    """

    def __init__(self, code: ErrorCode, **facts: object) -> None:
        super().__init__(code.value)
        self.code = code
        self.facts: dict[str, object] = dict(facts)

    @override
    def __str__(self) -> str:
        """The code with its facts, for logs and test output; people see `texts.errors.sentence`."""
        listed = ", ".join(f"{name}={value!r}" for name, value in sorted(self.facts.items()))
        return f"{self.code.value}({listed})"
