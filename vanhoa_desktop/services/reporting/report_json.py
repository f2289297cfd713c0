"""Report figures as canonical JSON and back: what a snapshot keeps (docs/decisions/0014)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.domain.counting import CountingRules
from vanhoa_desktop.domain.enums import Presence, TargetGroup
from vanhoa_desktop.scoring.shares import Share
from vanhoa_desktop.scoring.target_counts import Dimension, TargetCount
from vanhoa_desktop.scoring.targets import Measure
from vanhoa_desktop.services.reporting.report_figures import ReportFigures
from vanhoa_desktop.services.reporting.statistics import UnitFigures, YearFigures
from vanhoa_desktop.services.reporting.targets import TargetRow
from vanhoa_desktop.services.reporting.year_titles import CountingDay

_COUNTS = (
    *("people", "adults", "registered", "assessed", "passed"),
    *("adults_passed", "women_passed", "recognised"),
)


def figures_json(figures: ReportFigures) -> dict[str, Json]:
    """The figures as plain JSON: whole numbers and texts, never a binary float."""
    day = figures.day
    return {
        "commune": figures.commune,
        "criteria": dict(figures.criteria),
        "day": {"cut_off": day.cut_off, "provisional": day.is_provisional, "year": day.year},
        "made_on": figures.made_on,
        "rules": figures.rules.as_json(),
        "targets": [_target_json(row) for row in figures.targets],
        "rows": {
            "not_counted": {p.value: n for p, n in sorted(figures.rows.not_counted.items())},
            "total": _unit_json(figures.rows.total),
            "units": [_unit_json(unit) for unit in figures.rows.units],
        },
        "unit_names": dict(figures.unit_names),
    }


def figures_of(content: Mapping[str, Any]) -> ReportFigures:
    """The figures in JSON that `figures_json` made."""
    day, rows, rules = content["day"], content["rows"], content["rules"]
    year = day["year"]
    return ReportFigures(
        commune=content["commune"],
        day=CountingDay(year, day["cut_off"], is_provisional=day["provisional"]),
        made_on=content["made_on"],
        rules=CountingRules(
            rules["adult_age_years"],
            frozenset(Presence(name) for name in rules["not_counted"]),
            stations_are_units=rules["stations_are_units"],
            least_clan_households=rules["least_clan_households"],
        ),
        targets=tuple(_target(row, year) for row in content["targets"]),
        rows=YearFigures(
            year,
            tuple(_unit(unit) for unit in rows["units"]),
            _unit(rows["total"]),
            {Presence(name): number for name, number in rows["not_counted"].items()},
        ),
        unit_names=content["unit_names"],
        criteria=content["criteria"],
    )


def _target_json(row: TargetRow) -> Json:
    return {
        "goals": _goals_json(row.goals),
        "id": row.id,
        "measure": row.measure.value,
        "national_goals": _goals_json(row.national_goals),
        "note": row.note,
        "overstated": row.count.overstated,
        "parts": {
            dimension.value: {name: _share_json(share) for name, share in parts.items()}
            for dimension, parts in row.count.parts.items()
        },
        "set": row.set_id,
        "share": _share_json(row.share),
        "unknown": row.count.unknown,
        "wording": row.wording,
    }


def _target(row: Mapping[str, Any], year: int) -> TargetRow:
    return TargetRow(
        id=row["id"],
        measure=Measure(row["measure"]),
        wording=row["wording"],
        set_id=row["set"],
        year=year,
        count=TargetCount(
            Share(*row["share"]),
            {
                Dimension(dimension): {name: Share(*share) for name, share in parts.items()}
                for dimension, parts in row["parts"].items()
            },
            row["unknown"],
            row["overstated"],
        ),
        goals=_goals(row["goals"]),
        national_goals=_goals(row["national_goals"]),
        note=row["note"],
    )


def _share_json(share: Share) -> Json:
    return [share.numerator, share.denominator]


def _goals_json(goals: Mapping[int, Decimal]) -> Json:
    return {str(year): format(goal, "f") for year, goal in sorted(goals.items())}


def _goals(goals: Mapping[str, str]) -> dict[int, Decimal]:
    return {int(year): Decimal(goal) for year, goal in goals.items()}


def _unit_json(unit: UnitFigures) -> Json:
    counts: dict[str, Json] = {name: getattr(unit, name) for name in _COUNTS}
    groups: dict[str, Json] = {group.value: n for group, n in unit.passed_by_group.items()}
    return counts | {"name": unit.name, "passed_by_group": groups}


def _unit(row: Mapping[str, Any]) -> UnitFigures:
    groups = {TargetGroup(name): number for name, number in row["passed_by_group"].items()}
    counts = {name: row[name] for name in _COUNTS}
    return UnitFigures(row["name"], passed_by_group=groups, **counts)
