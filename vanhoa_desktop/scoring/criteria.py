"""A criteria set: indicators, points and the rule of passing, as data with its sources and how certain they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from vanhoa_desktop.domain.enums import LearningModel, TargetGroup


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator: its greatest points, the step between allowed points, the least points to pass, its wording."""

    code: str
    criterion: str
    maximum: Decimal
    step: Decimal
    minimum: Decimal
    wording: str
    wording_by_group: Mapping[TargetGroup, str]
    certainty: str

    def wording_for(self, group: TargetGroup | None) -> str:
        """The wording for a target group; the common one where the set has no own."""
        return self.wording if group is None else self.wording_by_group.get(group, self.wording)


@dataclass(frozen=True, slots=True)
class CriteriaSet:
    """A published set. `sha256` is over its content, not its layout; `threshold` is the least total to pass."""

    id: str
    version: str
    model: LearningModel
    title: str
    legal_basis: str
    certainty: str
    in_force_from: str
    in_force_to: str | None
    groups: tuple[TargetGroup, ...]
    indicators: tuple[Indicator, ...]
    threshold: Decimal
    validity_months: int
    sha256: str

    def indicator(self, code: str) -> Indicator | None:
        """The indicator with this code, or None."""
        return next((indicator for indicator in self.indicators if indicator.code == code), None)

    def is_in_force(self, year: int) -> bool:
        """Whether the set is in force at the end of a year (the data window is 1/1–31/12)."""
        last_day = f"{year}-12-31"
        return self.in_force_from <= last_day and (self.in_force_to is None or self.in_force_to >= f"{year}-01-01")
