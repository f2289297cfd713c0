"""How targets, skills and snapshots are told: as JSON, and as lines for people."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from vanhoa_desktop.domain.targets import Confirmation, DigitalSkills, Snapshot
from vanhoa_desktop.scoring.shares import Share
from vanhoa_desktop.services.reporting.report_figures import ReportFigures
from vanhoa_desktop.services.reporting.reports import TrendPoint
from vanhoa_desktop.services.reporting.snapshots import FrozenReport
from vanhoa_desktop.services.reporting.targets import TargetRow
from vanhoa_desktop.texts.sentences.targets import (
    confirmation_text,
    goal_text,
    missing_text,
    overstated_text,
    share_text,
    snapshot_term,
    unknown_text,
)
from vanhoa_desktop.texts.words.dates import date_text


def json_number(value: Decimal | None) -> int | float | None:
    """A decimal as JSON has numbers: whole ones whole."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def share_answer(share: Share) -> dict[str, object]:
    """Numerator, denominator and percent (two decimals, rounded half up)."""
    return {
        "numerator": share.numerator,
        "denominator": share.denominator,
        "percent": json_number(share.percent()),
    }


def target_answer(row: TargetRow, names: Mapping[str, str]) -> dict[str, object]:
    """The JSON answer of one target; `names` of units by id."""
    parts = {
        dimension.value: [
            {"id": name, "name": names.get(name, name)} | share_answer(share)
            for name, share in shares.items()
        ]
        for dimension, shares in row.count.parts.items()
    }
    return (
        {"id": row.id, "measure": row.measure.value, "wording": row.wording, "set": row.set_id}
        | share_answer(row.share)
        | {
            "goal": json_number(row.goal),
            "goal_year": row.goal_year,
            "goals": {str(year): json_number(goal) for year, goal in row.goals.items()},
            "national_goals": {str(y): json_number(goal) for y, goal in row.national_goals.items()},
            "missing": row.missing,
            "met": row.is_met,
            "unknown": row.count.unknown,
            "overstated": row.count.overstated,
            "note": row.note,
            "by": parts,
        }
    )


def target_line(row: TargetRow) -> str:
    """The same for people."""
    shown = share_text(row.share.numerator, row.share.denominator, row.share.percent(1))
    said = (
        goal_text(row.goals, row.year),
        missing_text(row.missing, row.measure.value),
        unknown_text(row.count.unknown),
        overstated_text(row.count.overstated),
    )
    return "; ".join([f"{row.id}: {row.wording}: {shown}", *filter(None, said)])


def trend_lines(trend: Sequence[TrendPoint]) -> list[str]:
    """The targets over the years, a line each; «✓» marks years whose final figures are frozen."""
    by_target: dict[str, list[str]] = {}
    for point in trend:
        mark = " ✓" if point.is_frozen else ""
        for row in point.targets:
            shown = share_text(row.share.numerator, row.share.denominator, row.share.percent(1))
            by_target.setdefault(row.id, []).append(f"{point.year}{mark}: {shown}")
    return [f"{name} qua các năm: {'; '.join(years)}" for name, years in by_target.items()]


def figures_answer(figures: ReportFigures) -> dict[str, object]:
    """The targets of a report with its day and the rules by which they were counted."""
    return {
        "cycle": figures.day.year,
        "cut_off": figures.day.cut_off,
        "provisional": figures.day.is_provisional,
        "rules": figures.rules.as_json(),
        "targets": [target_answer(row, figures.unit_names) for row in figures.targets],
    }


def snapshot_answer(snapshot: Snapshot) -> dict[str, object]:
    """What names a snapshot."""
    return {
        "id": snapshot.id,
        "cycle": snapshot.year,
        "number": snapshot.number,
        "kind": snapshot.kind.value,
        "cut_off": snapshot.cut_off,
        "made_on": snapshot.made_on,
        "sha256": snapshot.sha256,
    }


def frozen_answer(frozen: FrozenReport) -> dict[str, object]:
    """A snapshot with all its figures."""
    named = {} if frozen.snapshot is None else snapshot_answer(frozen.snapshot)
    state = {"state_sha256": frozen.state_sha256, "changes": frozen.changes}
    figures = frozen.figures
    return named | state | {"criteria": dict(figures.criteria)} | figures_answer(figures)


def snapshot_line(snapshot: Snapshot) -> str:
    """The same for people."""
    return (
        f"Bản chốt số {snapshot.number} năm {snapshot.year} ({snapshot_term(snapshot.kind)}, "
        f"số liệu đến {date_text(snapshot.cut_off)}, chốt ngày {date_text(snapshot.made_on)}): "
        f"{snapshot.sha256[:16]}"
    )


def frozen_lines(frozen: FrozenReport) -> list[str]:
    """A snapshot with its targets for people."""
    head = [] if frozen.snapshot is None else [snapshot_line(frozen.snapshot)]
    return [*head, *(target_line(row) for row in frozen.figures.targets)]


def skills_answer(skills: DigitalSkills) -> dict[str, object]:
    """What is known of somebody's digital skills."""
    return {
        "person": skills.person,
        "cycle": skills.year,
        "skills": _confirmation_answer(skills.skills),
        "fluency": _confirmation_answer(skills.fluency),
    }


def skills_lines(skills: DigitalSkills) -> list[str]:
    """The same for people."""
    return [
        f"Có kỹ năng số, đáp ứng công việc: {confirmation_text(skills.skills)}",
        f"Thành thạo kỹ năng số: {confirmation_text(skills.fluency)}",
    ]


def problem_lines(problems: Sequence[tuple[int, str]]) -> list[str]:
    """Located problems of a file."""
    return [f"  dòng {line}: {message}" for line, message in problems]


def _confirmation_answer(said: Confirmation | None) -> dict[str, object] | None:
    if said is None:
        return None
    return {"value": said.value, "basis": said.basis.value, "on": said.on}
