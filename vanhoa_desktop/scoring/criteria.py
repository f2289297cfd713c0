"""A criteria set: what is asked, how it is answered, when it suffices, and how certain that is.

Sets are data (docs/criteria-format.md); these classes hold one that was read and checked
(`criteria_file`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from vanhoa_desktop.domain.enums import LearningModel, TargetGroup
from vanhoa_desktop.scoring.expressions import Expression


class Grade(StrEnum):
    """How certain a text or rule is (domain-facts.md: labels)."""

    QUOTED = "quoted"
    DRAFT = "draft"
    INFERRED = "inferred"
    ASSUMED = "assumed"
    UNKNOWN = "unknown"


class Answer(StrEnum):
    """How an indicator is answered: points, yes (1) or no (0), or the level met (0, 1, 2 …)."""

    POINTS = "points"
    YES_NO = "yes_no"
    LEVEL = "level"


class PrerequisiteSeverity(StrEnum):
    """What an unmet prerequisite does: it stops the title, or it is only shown to who decides."""

    BLOCKING = "blocking"
    WARNING = "warning"


class RecognisedBy(StrEnum):
    """Who recognises, as far as the set says; a decision may still name another signer."""

    COMMUNE_COMMITTEE = "commune_committee"
    COMMUNE_ASSOCIATION = "commune_association"
    UNIT_HEAD = "unit_head"
    UPPER_LEVEL = "upper_level"


@dataclass(frozen=True, slots=True)
class Grounds:
    """Where a text comes from.

    `note` is what screens and papers must say beside it; empty where it is certain.
    """

    grade: Grade = Grade.QUOTED
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator (chỉ số) or yes/no target (chỉ tiêu).

    `steps` are all points allowed, ascending up to `maximum`; `step` is the smallest distance
    between two of them; `minimum` is the least that passes. Yes/no answers are 0 and 1; level
    answers are 0, 1, 2 ….
    """

    code: str
    criterion: str
    maximum: Decimal
    step: Decimal
    minimum: Decimal
    wording: str
    wording_by_group: Mapping[TargetGroup, str] = field(default_factory=dict)
    answer: Answer = Answer.POINTS
    steps: tuple[Decimal, ...] = ()
    evidence: tuple[str, ...] = ()
    help_text: str = ""
    grounds: Grounds = Grounds()

    @property
    def certainty(self) -> str:
        """What to say beside the wording about how certain it is; empty where it is quoted."""
        return self.grounds.note

    def wording_for(self, group: TargetGroup | None) -> str:
        """The wording for a target group; the common one where the set has no own."""
        return self.wording if group is None else self.wording_by_group.get(group, self.wording)

    def allows(self, points: Decimal) -> bool:
        """Whether an assessor may give exactly these points."""
        return points.is_finite() and points in self.steps


@dataclass(frozen=True, slots=True)
class Criterion:
    """A group of indicators (tiêu chí); `maximum` is the sum of points that the source states."""

    code: str
    title: str
    indicators: tuple[Indicator, ...]
    maximum: Decimal | None = None
    grounds: Grounds = Grounds()


@dataclass(frozen=True, slots=True)
class Level:
    """A grade of the title.

    It asks for at least `threshold` and `minimum`, and level answers of at least `rank`.
    `after_months`: months that must have passed since recognition at the level before (0: none).
    """

    code: str
    title: str
    rank: int
    threshold: Decimal | None
    minimum: Decimal
    after_months: int = 0


@dataclass(frozen=True, slots=True)
class Prerequisite:
    """A condition over named facts: a share of a population that holds its title, or an expression.

    `who_counts` names the population and `share_required` (0 … 1) the part of it; `condition` is
    the expression. It holds from level rank `from_rank` on.
    """

    code: str
    wording: str
    severity: PrerequisiteSeverity
    who_counts: str = ""
    share_required: Decimal = Decimal(0)
    condition: Expression | None = None
    from_rank: int = 1
    grounds: Grounds = Grounds()


@dataclass(frozen=True)
class CriteriaSet:
    """A criteria set as read from its file. `sha256` is over its content, not its layout.

    `threshold` is the least total to pass, None where nothing is summed. Where `is_rule_known` is
    False the source's rule could not be had, and nothing can be assessed. `gaps` say in words what
    is missing.
    """

    id: str
    version: str
    model: LearningModel
    title: str
    legal_basis: str
    in_force_from: str
    in_force_to: str | None
    groups: tuple[TargetGroup, ...]
    criteria: tuple[Criterion, ...]
    threshold: Decimal | None
    validity_months: int
    sha256: str
    levels: tuple[Level, ...] = ()
    prerequisites: tuple[Prerequisite, ...] = ()
    recognised_by: tuple[RecognisedBy, ...] = ()
    is_rule_known: bool = True
    gaps: tuple[str, ...] = ()
    grounds: Grounds = Grounds()

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """All indicators in the order of the form."""
        return tuple(indicator for criterion in self.criteria for indicator in criterion.indicators)

    @cached_property
    def by_code(self) -> Mapping[str, Indicator]:
        """Indicators by their code."""
        return {indicator.code: indicator for indicator in self.indicators}

    @cached_property
    def ranks(self) -> tuple[Level, ...]:
        """The levels, lowest first; a set without levels has one nameless level: passed."""
        return self.levels or (Level("", "", 1, self.threshold, Decimal(0)),)

    @property
    def certainty(self) -> str:
        """What to say about the certainty of the set as a whole."""
        return self.grounds.note

    def indicator(self, code: str) -> Indicator | None:
        """The indicator with this code, or None."""
        return self.by_code.get(code)

    def is_in_force(self, year: int) -> bool:
        """Whether the set is in force on some day of a year (the data window is 1/1–31/12)."""
        begins_in_time = self.in_force_from <= f"{year}-12-31"
        return begins_in_time and (self.in_force_to is None or self.in_force_to >= f"{year}-01-01")
