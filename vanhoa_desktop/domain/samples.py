"""The verification sample: who was drawn, and what was found on the spot."""

from dataclasses import dataclass
from decimal import Decimal

from vanhoa_desktop.domain.enums import Outcome, TargetGroup


@dataclass(frozen=True, slots=True)
class Sample:
    """A drawn sample: its seed, the share asked for in percent, and what it was drawn from."""

    id: str
    year: int
    seed: str
    share_percent: int
    drawn_on: str
    population: int
    population_sha256: str


@dataclass(frozen=True, slots=True)
class SampleFinding:
    """What was found on the spot: the total and outcome by the points that were found."""

    on: str
    by: str
    total: Decimal | None
    outcome: Outcome
    note: str | None = None


@dataclass(frozen=True, slots=True)
class SampledSheet:
    """One drawn sheet: its stratum, its result when it was drawn, and the finding if any."""

    id: str
    sample: str
    person: str
    unit: str
    group: TargetGroup | None
    total: Decimal | None
    outcome: Outcome
    finding: SampleFinding | None = None
