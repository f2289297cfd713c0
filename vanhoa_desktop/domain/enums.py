"""Closed vocabularies of the programme; the values are stored and travel, so they never change."""

from enum import StrEnum


class UnitKind(StrEnum):
    """What kind of place or body a unit is (product.md: People)."""

    COMMUNE = "commune"
    VILLAGE = "village"
    SCHOOL = "school"
    STATION = "station"
    AGENCY = "agency"


class Sex(StrEnum):
    """Sex as the household register has it."""

    MALE = "male"
    FEMALE = "female"


class DatePrecision(StrEnum):
    """How much of a birth date is known; the year alone is enough."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class TargetGroup(StrEnum):
    """The four groups of evaluation forms in QĐ 324/QĐ-KHVN (2023)."""

    RESIDENT = "resident"
    WORKER = "worker"
    STAFF = "staff"
    STUDENT = "student"


class Presence(StrEnum):
    """Where a person is in the year (office-practice.md A3)."""

    PRESENT = "present"
    WORKING_AWAY = "working_away"
    STUDYING_AWAY = "studying_away"
    ARRIVED = "arrived"
    DEPARTED = "departed"
    DECEASED = "deceased"
    EXEMPT = "exempt"


class LearningModel(StrEnum):
    """The six learning models, each with its own criteria set and title."""

    CITIZEN = "citizen"
    FAMILY = "family"
    CLAN = "clan"
    COMMUNITY = "community"
    UNIT = "unit"
    COMMUNE = "commune"


class Assessor(StrEnum):
    """Whose points: the citizen's own, the assessing unit's, or the commune's."""

    SELF = "self"
    VILLAGE = "village"
    COMMUNE = "commune"


class AssessmentStatus(StrEnum):
    """The control value of an assessment: where it stands between unit and commune."""

    OPEN = "open"
    SUBMITTED = "submitted"
    RECEIVED = "received"
    RETURNED = "returned"
    APPRAISED = "appraised"
    RECOGNISED = "recognised"
    NOT_RECOGNISED = "not_recognised"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    REVOKED = "revoked"


class Outcome(StrEnum):
    """The result of an assessment; unanswered indicators give NOT_ASSESSED, never zero."""

    PASSED = "passed"
    NOT_PASSED = "not_passed"
    NOT_ASSESSED = "not_assessed"


class DecisionStatus(StrEnum):
    """A decision is first drafted for signature, then issued with number and date.

    Office-practice.md B9.
    """

    DRAFT = "draft"
    ISSUED = "issued"


class DeviceStatus(StrEnum):
    """Where a device stands in its enrolment."""

    REQUESTED = "requested"
    APPROVED = "approved"
    ACCEPTED = "accepted"
    REVOKED = "revoked"


class RestoreSource(StrEnum):
    """What an installation went back to: a backup, nothing but its recovery file, an older folder.

    `SHARED_FOLDER`: somebody else writes in a copy of its folder. `UNKNOWN`: an older program did
    not note it.
    """

    BACKUP = "backup"
    NOTHING = "nothing"
    OLDER_FOLDER = "older-folder"
    SHARED_FOLDER = "shared-folder"
    UNKNOWN = "unknown"


class ActKind(StrEnum):
    """A merged bundle, an import, somebody added or corrected by hand, an appraisal.

    People registered, consents written of who was registered, registrations withdrawn. Or the
    undoing or redoing of one of them.
    """

    BUNDLE = "bundle"
    IMPORT = "import"
    ADDITION = "addition"
    CORRECTION = "correction"
    APPRAISAL = "appraisal"
    REGISTRATION = "registration"
    CONSENT = "consent"
    WITHDRAWAL = "withdrawal"
    UNDO = "undo"
    REDO = "redo"


class NotStanding(StrEnum):
    """Why a change of the journal is kept but does not count (bundle.md §2.1)."""

    REVOKED = "revoked"
    FORMER_OFFICE = "former_office"
    FORKED = "forked"
    VOIDED = "voided"
    LATE = "late"
    FOREIGN = "foreign"


class ReceiptState(StrEnum):
    """What became of a sheet that a unit sent (bundle.md §5, receipt)."""

    NOT_SENT = "not_sent"
    ON_ITS_WAY = "on_its_way"
    RECEIVED = "received"
    RETURNED = "returned"
    APPRAISED = "appraised"
    RECOGNISED = "recognised"
    CLOSED = "closed"


class SamePersonSign(StrEnum):
    """What two records have in common, or not, that may be one person's."""

    SAME_NUMBER = "same_number"
    NUMBER_MISTYPED = "number_mistyped"
    SAME_NAME = "same_name"
    SAME_LETTERS = "same_letters"
    LIKE_NAME = "like_name"
    SAME_BIRTH_DATE = "same_birth_date"
    SAME_BIRTH_YEAR = "same_birth_year"
    BIRTH_UNKNOWN = "birth_unknown"
    SAME_HOUSEHOLD = "same_household"
    SAME_PHONE = "same_phone"
    OTHER_SEX = "other_sex"


class ConsentKind(StrEnum):
    """The two separate consents of the registration form (office-practice.md G31)."""

    USE = "use"
    POST = "post"


class TextEncoding(StrEnum):
    """How the letters of a spreadsheet are meant; AUTO finds out by its headings."""

    AUTO = "auto"
    UNICODE = "unicode"
    TCVN3 = "tcvn3"
    VNI = "vni"


def has_value(kind: type[StrEnum], value: object) -> bool:
    """Whether `value` is the stored value of a member (Python 3.11 cannot ask `value in kind`)."""
    return isinstance(value, str) and value in kind._value2member_map_
