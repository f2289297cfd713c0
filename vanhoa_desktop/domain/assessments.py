"""The year's work: cycles, registrations, assessments, decisions and recognitions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from vanhoa_desktop.domain.enums import (
    AssessmentStatus,
    Assessor,
    DecisionStatus,
    LearningModel,
    Outcome,
    TargetGroup,
)

PointsByIndicator = Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class CriteriaReference:
    """A published criteria set, named by the hash of its content."""

    id: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Cycle:
    """One assessment year with the criteria set in use per model.

    `until` is an ISO date or None.
    """

    id: str
    year: int
    until: str | None
    criteria: Mapping[LearningModel, CriteriaReference]


@dataclass(frozen=True, slots=True)
class Registration:
    """A person's voluntary registration for one year.

    With the two consents and the day each was given.
    """

    id: str
    person: str
    year: int
    assessing_unit: str
    use_consent_on: str | None = None
    post_consent_on: str | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """One person's sheet of one year and model: points side by side, and where the sheet stands.

    `has_conflict`: something about it waits for a person, rival values or what does not stand.
    """

    id: str
    person: str
    year: int
    model: LearningModel
    unit: str
    status: AssessmentStatus
    criteria_sha256: str
    target_group: TargetGroup | None
    points: Mapping[Assessor, PointsByIndicator] = field(default_factory=dict)
    total: Decimal | None = None
    outcome: Outcome = Outcome.NOT_ASSESSED
    return_reason: str | None = None
    has_conflict: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """A recognition decision of the commune.

    `number` and `decided_on` are None while it is a draft.
    """

    id: str
    year: int
    model: LearningModel
    status: DecisionStatus
    number: str | None
    decided_on: str | None
    signer: str | None


@dataclass(frozen=True, slots=True)
class Recognition:
    """A title given by a decision, with the names as they were printed."""

    id: str
    person: str
    year: int
    model: LearningModel
    decision: str
    certificate_number: str | None
    full_name: str
    birth_year: int | None
    unit: str
    unit_name: str
