"""What the screen of targets says: a row of each target, its parts, and what was frozen."""

from collections.abc import Mapping
from dataclasses import dataclass

from vanhoa_desktop.domain.targets import Snapshot
from vanhoa_desktop.scoring.shares import Share
from vanhoa_desktop.scoring.target_counts import Dimension
from vanhoa_desktop.services.reporting.report_figures import ReportFigures
from vanhoa_desktop.services.reporting.targets import TargetRow
from vanhoa_desktop.services.review.year_unsettled import UnsettledYear
from vanhoa_desktop.texts.sentences.targets import (
    YEAR_NOT_CLOSED,
    heads_word,
    part_term,
    snapshot_term,
    unsettled_lines,
)
from vanhoa_desktop.texts.words.dates import date_text
from vanhoa_desktop.texts.words.numbers import count_text, decimal_text, percent_text

DIMENSIONS: Mapping[Dimension, str] = {
    Dimension.UNIT: "Theo thôn, đơn vị",
    Dimension.GROUP: "Theo nhóm đối tượng",
    Dimension.SEX: "Theo nam, nữ",
    Dimension.AGE: "Theo tuổi",
}


@dataclass(frozen=True, slots=True)
class PartRow:
    """One part of a target: a village, a group, a sex or an age."""

    name: str
    share: Share


@dataclass(frozen=True, slots=True)
class TargetsShown:
    """Everything on the screen."""

    figures: ReportFigures
    snapshots: tuple[Snapshot, ...]
    is_office: bool


def reached_text(share: Share) -> str:
    """«1.234 / 2.000»."""
    return f"{count_text(share.numerator)} / {count_text(share.denominator)}"


def rate_text(share: Share) -> str:
    """The share with one decimal, or that there is nothing to divide by."""
    return percent_text(share.percent(1))


def rate_cell(share: Share) -> str:
    """The share in a narrow column; «0 / 0» stands beside it where there is none yet."""
    return "Chưa có" if share.percent(1) is None else rate_text(share)


def goal_cell(row: TargetRow) -> str:
    """«70% (2030)»; a dash where the plan sets none."""
    return "–" if row.goal is None else f"{decimal_text(row.goal)}% ({row.goal_year})"


def missing_cell(row: TargetRow) -> str:
    """✔ Đạt, ! Thiếu 37 người, or a dash: in words and shape."""
    if row.missing is None:
        return "–"
    if row.missing == 0:
        return "✔ Đạt"
    return f"! Thiếu {count_text(row.missing)} {heads_word(row.measure.value)}"


def part_rows(
    row: TargetRow, dimension: Dimension, names: Mapping[str, str]
) -> tuple[PartRow, ...]:
    """The parts of a target by one dimension; units by their names."""
    parts = row.count.parts.get(dimension, {})
    if dimension is Dimension.UNIT:
        known = [PartRow(name, parts[unit]) for unit, name in names.items() if unit in parts]
        rest = [PartRow("–", share) for unit, share in parts.items() if unit not in names]
        return (*known, *rest)
    return tuple(PartRow(part_term(dimension.value, name), share) for name, share in parts.items())


def before_freezing(year: UnsettledYear, *, is_early: bool) -> str:
    """What is to be known before figures are frozen: what may still change them."""
    lines = unsettled_lines(year.places, year.whose, year.with_units, year.waiting, year.undecided)
    told = [YEAR_NOT_CLOSED] if is_early else []
    return "\n".join([*told, *(["Chưa xong:", *lines] if lines else [])])


def how_counted_text(figures: ReportFigures) -> str:
    """How the figures were counted, in one line."""
    day, rules = figures.day, figures.rules
    return (
        f"Số liệu đến {date_text(day.cut_off)}; người lớn tính từ {rules.adult_age_years} tuổi; "
        "còn thiếu: tính nếu tổng số giữ nguyên."
    )


def frozen_text(snapshots: tuple[Snapshot, ...]) -> str:
    """What was frozen last, or that nothing was."""
    if not snapshots:
        return "Chưa chốt số liệu năm này."
    last = snapshots[-1]
    return (
        f"Đã chốt {len(snapshots)} lần; gần nhất: số {last.number}, {snapshot_term(last.kind)}, "
        f"số liệu đến {date_text(last.cut_off)}."
    )
