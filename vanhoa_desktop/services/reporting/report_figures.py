"""Everything that a year's report states in numbers, as one value: counted now, or frozen."""

from collections.abc import Mapping
from dataclasses import dataclass

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.counting import CountingRules
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.reporting.statistics import FiguresReader, YearFigures
from vanhoa_desktop.services.reporting.targets import TargetRow, target_rows
from vanhoa_desktop.services.reporting.year_titles import CountingDay
from vanhoa_desktop.services.setup.cycles import open_cycle


@dataclass(frozen=True, slots=True)
class ReportFigures:
    """The numbers of a report, and by what rules, names and criteria they were counted.

    `made_on` is the day that the report bears (ISO date); of provisional figures their cut-off.
    `unit_names` by id, for the parts of targets. `criteria`: the set in use by model, as «id
    version (SHA-256)».
    """

    commune: str
    day: CountingDay
    made_on: str
    rules: CountingRules
    targets: tuple[TargetRow, ...]
    rows: YearFigures
    unit_names: Mapping[str, str]
    criteria: Mapping[str, str]


def count_report(session: Session, day: CountingDay) -> ReportFigures:
    """Count a year as it stands; raises CYCLE_NOT_OPEN, TARGETS_INVALID, VALUE_INVALID."""
    with session.database.reading() as reading:
        cycle = open_cycle(reading, day.year)
        reader = FiguresReader(reading, day)
        counted = reader.counted()
        return ReportFigures(
            commune=session.identity.unit_name,
            day=day,
            made_on=day.cut_off if day.is_provisional else session.today(),
            rules=counted.rules,
            targets=target_rows(reading, day, counted),
            rows=reader.figures(counted),
            unit_names=_unit_names(reading),
            criteria={
                model.value: f"{used.id} {used.version} ({used.sha256})"
                for model, used in sorted(cycle.criteria.items())
            },
        )


def _unit_names(reading: Reading) -> dict[str, str]:
    return {unit.id: unit.name for unit in reading.units.units()}
