"""The figures of the annual report: one row per unit, every person counted once."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from vanhoa_desktop.db.readers.counting import ListedPerson
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.enums import Outcome, Presence, Sex, TargetGroup
from vanhoa_desktop.scoring.target_counts import Head
from vanhoa_desktop.services.reporting.target_population import CountedYear, PopulationReader
from vanhoa_desktop.services.reporting.year_titles import CountingDay


@dataclass
class UnitFigures:
    """Counts of one unit, or of the whole commune."""

    name: str
    people: int = 0
    adults: int = 0
    registered: int = 0
    assessed: int = 0
    passed: int = 0
    adults_passed: int = 0
    women_passed: int = 0
    recognised: int = 0
    passed_by_group: dict[TargetGroup, int] = field(
        default_factory=lambda: dict.fromkeys(TargetGroup, 0)
    )


@dataclass(frozen=True, slots=True)
class YearFigures:
    """The rows of one year's report, and who was not counted."""

    year: int
    units: tuple[UnitFigures, ...]
    total: UnitFigures
    not_counted: Mapping[Presence, int]


class FiguresReader:
    """Counts the rows of a report from one reading."""

    def __init__(self, reading: Reading, day: CountingDay) -> None:
        self._reading = reading
        self._day = day
        self._population = PopulationReader(reading, day)
        self._sheets = self._population.standings

    def counted(self) -> CountedYear:
        """Everybody and everything that counts."""
        return self._population.counted()

    def figures(self, counted: CountedYear) -> YearFigures:
        """One row per unit in the units' order, and the total."""
        by_unit = {unit.id: UnitFigures(unit.name) for unit in self._reading.units.units()}
        total = UnitFigures("Tổng cộng")
        registered = {
            item.person for item in self._reading.assessments.registrations(self._day.year)
        }
        for head, records in zip(counted.population.heads, counted.records, strict=True):
            rows = [total, *([by_unit[head.unit]] if head.unit in by_unit else [])]
            is_registered = any(record.id in registered for record in records)
            for row in rows:
                row.people += 1
                row.adults += head.is_adult
                row.registered += is_registered
                row.recognised += head.is_holder
                self._add_result(row, head, records[0])
        return YearFigures(self._day.year, tuple(by_unit.values()), total, counted.not_counted)

    def _add_result(self, row: UnitFigures, head: Head, person: ListedPerson) -> None:
        sheet = self._sheets.get(person.id)
        if sheet is None or sheet.outcome is Outcome.NOT_ASSESSED:
            return
        row.assessed += 1
        if sheet.outcome is Outcome.PASSED:
            row.passed += 1
            row.adults_passed += head.is_adult
            row.women_passed += person.sex is Sex.FEMALE
            if sheet.group is not None:
                row.passed_by_group[sheet.group] += 1
