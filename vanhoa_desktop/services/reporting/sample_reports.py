"""What a verification sample says of all sheets: differences with their intervals."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from vanhoa_desktop.domain.enums import Outcome
from vanhoa_desktop.domain.samples import Sample, SampledSheet
from vanhoa_desktop.scoring.intervals import (
    CountInterval,
    MeanInterval,
    StratumSample,
    count_interval,
    mean_interval,
)
from vanhoa_desktop.scoring.sampling import population_sha256
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.reporting.samples import DrawnSheet, SampleService, by_stratum
from vanhoa_desktop.services.reporting.samples import population as read_population


@dataclass(frozen=True, slots=True)
class SampleReport:
    """What the findings say so far.

    `lost` pass on the sheet and not on the spot, `gained` the other way round. `lost_in_all`: how
    many of all sheets this may concern (95 %). `difference`: found total minus the sheet's, in
    points. `is_population_same`: whether the sheets to draw from are still those of the draw.
    """

    sample: Sample
    drawn: int
    checked: int
    lost: tuple[DrawnSheet, ...]
    gained: tuple[DrawnSheet, ...]
    altered: tuple[DrawnSheet, ...]
    lost_in_all: CountInterval | None
    difference: MeanInterval | None
    is_population_same: bool

    @property
    def pending(self) -> int:
        """Drawn sheets that nobody has checked yet."""
        return self.drawn - self.checked


class SampleReportService:
    """Sums up the findings of the newest sample of a year."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def report(self, year: int) -> SampleReport:
        """The findings so far; raises CYCLE_NOT_OPEN, SAMPLE_NOT_DRAWN."""
        drawn = SampleService(self._session).sample(year)
        with self._session.database.reading() as reading:
            candidates = read_population(reading, year)
        sizes = Counter((candidate.unit, candidate.group) for candidate in candidates)
        checked = [item for item in drawn.sheets if item.sheet.finding is not None]
        lost = tuple(item for item in checked if _turn(item.sheet) < 0)
        sample = drawn.sample
        return SampleReport(
            sample=sample,
            drawn=len(drawn.sheets),
            checked=len(checked),
            lost=lost,
            gained=tuple(item for item in checked if _turn(item.sheet) > 0),
            altered=tuple(item for item in checked if _difference(item.sheet)),
            lost_in_all=count_interval(sample.population, len(checked), len(lost))
            if checked
            else None,
            difference=mean_interval(_strata([item.sheet for item in drawn.sheets], sizes)),
            is_population_same=population_sha256(candidates) == sample.population_sha256,
        )


def _turn(sheet: SampledSheet) -> int:
    """−1 where the title would be lost by the finding, +1 where it would be gained, else 0."""
    if sheet.finding is None:
        return 0
    return (sheet.finding.outcome is Outcome.PASSED) - (sheet.outcome is Outcome.PASSED)


def _difference(sheet: SampledSheet) -> float | None:
    finding = sheet.finding
    if finding is None or finding.total is None or sheet.total is None:
        return None
    return float(finding.total - sheet.total)


def _strata(sheets: Sequence[SampledSheet], sizes: Counter[tuple[str, str]]) -> list[StratumSample]:
    found = []
    for stratum, members in sorted(by_stratum(sheets).items()):
        values = [value for sheet in members if (value := _difference(sheet)) is not None]
        found.append(StratumSample(max(sizes[stratum], len(members)), values))
    return found
