"""For which day a year is counted, and who holds a title then."""

from collections.abc import Mapping
from dataclasses import dataclass

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.enums import LearningModel

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


def titles_of_year(reading: Reading, day: CountingDay) -> Titles:
    """Holders by model: people, households, clans and units, each by record id."""
    until = day.cut_off if day.is_provisional else None
    return reading.counting.titles(day.year, until, provisional=day.is_provisional)
