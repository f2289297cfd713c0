"""What an assessment gives: an outcome, its total, its reasons in order, what is still missing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from vanhoa_desktop.domain.enums import Assessor, Outcome


class ReasonCode(StrEnum):
    """Why a result is what it is. The facts of each are named beside it."""

    PASSED = "PASSED"  # total, needed, minimum; with levels: level, title
    ALL_MET = "ALL_MET"  # where nothing is summed; with levels: level, title
    TOTAL_TOO_LOW = "TOTAL_TOO_LOW"  # total, needed
    INDICATOR_TOO_LOW = "INDICATOR_TOO_LOW"  # points, needed
    INDICATOR_MISSING = "INDICATOR_MISSING"
    POINTS_NOT_VALID = "POINTS_NOT_VALID"  # points
    TARGET_NOT_MET = "TARGET_NOT_MET"  # points, needed (yes/no: 0 and 1; level answers: ranks)
    WRONG_GROUP = "WRONG_GROUP"  # group
    RULE_UNKNOWN = "RULE_UNKNOWN"  # criteria
    PREREQUISITE_NOT_MET = (
        "PREREQUISITE_NOT_MET"  # prerequisite, wording; shares: who, titled, count, lacking, share
    )
    PREREQUISITE_UNKNOWN = "PREREQUISITE_UNKNOWN"  # prerequisite, wording
    LEVEL_TOO_EARLY = "LEVEL_TOO_EARLY"  # level, months, needed
    LEVEL_BEFORE_MISSING = "LEVEL_BEFORE_MISSING"  # level, before


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: a code, the indicator it is about (if any) and the facts of its sentence.

    A fact `level` on any reason but PASSED says that it stands only against that level.
    """

    code: str
    indicator: str | None
    facts: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Counted:
    """The points that count for an indicator, and whose they are."""

    points: Decimal
    assessor: Assessor


@dataclass(frozen=True, slots=True)
class Result:
    """The result of a sheet.

    `total` sums the points that count so far and is None if nothing is scored; `missing` are the
    indicators without an answer that counts; `level` is the code of the level reached; `warnings`
    do not change the outcome.
    """

    outcome: Outcome
    total: Decimal | None
    counted: Mapping[str, Counted]
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...]
    level: str | None = None
    warnings: tuple[Reason, ...] = ()
