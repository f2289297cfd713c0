"""Who holds which title of a year on a day: by decision, from elsewhere, or provisionally."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vanhoa_desktop.db.readers.reporting import Standing
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.enums import AssessmentStatus, DecisionStatus, LearningModel, Outcome
from vanhoa_desktop.domain.sheet_lifecycle import WITHOUT_TITLE

Titles = Mapping[LearningModel, frozenset[str]]


@dataclass(frozen=True, slots=True)
class CountingDay:
    """The year and the day (ISO date) for which figures are counted.

    Provisional figures also count whoever was appraised and passes, and only decisions up to the
    day. Final ones count every decision of the year: it may be signed after the year has closed.
    """

    year: int
    cut_off: str
    is_provisional: bool

    @classmethod
    def provisional(cls, year: int, cut_off: str) -> "CountingDay":
        """Figures up to a day."""
        return cls(year, cut_off, is_provisional=True)

    @classmethod
    def final(cls, year: int) -> "CountingDay":
        """The closed year's figures."""
        return cls(year, f"{year}-12-31", is_provisional=False)


def titles_of_year(reading: Reading, day: CountingDay, standings: Iterable[Standing]) -> Titles:
    """Holders by model: people, households, clans and units, each by record id."""
    found: dict[LearningModel, set[str]] = defaultdict(set)
    for model, subject in _decided(reading, day):
        found[model].add(subject)
    for title in reading.reporting.outside_titles(day.year):
        if title.checked_on is not None and (title.decided_on or "") <= day.cut_off:
            found[LearningModel.CITIZEN].add(title.person)
    for standing in standings:
        if standing.status in WITHOUT_TITLE:
            found[standing.model].discard(standing.subject)
        elif day.is_provisional and _passes(standing):
            found[standing.model].add(standing.subject)
    return {model: frozenset(found[model]) for model in LearningModel}


def _passes(standing: Standing) -> bool:
    return standing.status is AssessmentStatus.APPRAISED and standing.outcome is Outcome.PASSED


def _decided(reading: Reading, day: CountingDay) -> Iterable[tuple[LearningModel, str]]:
    until = day.cut_off if day.is_provisional else None
    issued = {
        decision.id
        for decision in reading.recognitions.decisions(day.year)
        if decision.status is DecisionStatus.ISSUED
        and (until is None or (decision.decided_on or "") <= until)
    }
    for title in reading.recognitions.recognitions(day.year):
        if title.decision in issued:
            yield title.model, title.person
