"""Who is assessed under the six models, and to whose populations each belongs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from vanhoa_desktop.domain.enums import Assessor, LearningModel, TargetGroup
from vanhoa_desktop.scoring.criteria import CriteriaSet
from vanhoa_desktop.scoring.expressions import Value

# In this order results are computed: nobody's result reads from a later model.
MODEL_ORDER = (
    LearningModel.CITIZEN,
    LearningModel.FAMILY,
    LearningModel.CLAN,
    LearningModel.COMMUNITY,
    LearningModel.UNIT,
    LearningModel.COMMUNE,
)


@dataclass(frozen=True, slots=True, order=True)
class SubjectKey:
    """A person, household, clan, village, unit or commune in the model that assesses it."""

    model: LearningModel
    id: str


@dataclass(frozen=True, slots=True, order=True)
class Membership:
    """That a subject counts in a population of a body: as one of its adults, say.

    The names of populations are `facts.POPULATIONS`; who counts is decided by who makes these.
    """

    body: SubjectKey
    population: str


@dataclass(frozen=True, slots=True)
class Subject:
    """All that the result of one subject in one year is computed from.

    `criteria` is None where no set is in use: then there is no result. `title` is what stands
    whatever the points say: True for a title that was given elsewhere and checked, False for one
    that was withdrawn or revoked, None where the result decides.
    """

    key: SubjectKey
    criteria: CriteriaSet | None = None
    points: Mapping[Assessor, Mapping[str, Decimal]] = field(default_factory=dict)
    group: TargetGroup | None = None
    entered: Mapping[str, Value] = field(default_factory=dict)
    months_since: Mapping[str, int] = field(default_factory=dict)
    title: bool | None = None
    belongs_to: frozenset[Membership] = frozenset()
