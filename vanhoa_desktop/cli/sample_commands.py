"""`vanhoa sample …`: a verification sample that anyone can draw again (docs/sampling.md)."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import click

from vanhoa_desktop.cli.assess_commands import points_wishes
from vanhoa_desktop.cli.context import FILE_PATH, OUTPUT_PATH, CommandContext, pass_context
from vanhoa_desktop.domain.samples import Sample
from vanhoa_desktop.scoring.intervals import MeanInterval
from vanhoa_desktop.scoring.sampling import ALGORITHM
from vanhoa_desktop.services.reporting.sample_reports import SampleReport, SampleReportService
from vanhoa_desktop.services.reporting.samples import (
    DrawnSample,
    DrawnSheet,
    DrawWish,
    FindingWish,
    SampleService,
    redraw,
)
from vanhoa_desktop.services.rows.roster import RosterService
from vanhoa_desktop.texts.sentences.samples import (
    difference_text,
    found_text,
    outcome_turn_text,
    undeserved_text,
)
from vanhoa_desktop.texts.words.numbers import stored_decimal

_DATE = click.DateTime(["%Y-%m-%d"])
_DECIMALS = 2


@click.group()
def sample() -> None:
    """Phúc tra (kiểm tra xác suất)."""


@sample.command("draw")
@click.option("--cycle", "year", type=int, required=True)
@click.option("--share", "share_percent", type=click.IntRange(1, 100), required=True)
@click.option("--seed", required=True, help="Số hoặc chữ bốc thăm, công bố cho mọi người.")
@pass_context
def draw_sample(context: CommandContext, year: int, share_percent: int, seed: str) -> None:
    """Rút mẫu theo thôn, đơn vị và nhóm; ai có hạt giống cũng rút lại được đúng mẫu này."""
    with context.session(writing=True) as session:
        drawn = SampleService(session).draw(DrawWish(year, share_percent, seed))
    context.answer(_drawn_answer(drawn), lambda: _drawn_lines(drawn))


@sample.command("population")
@click.option("--cycle", "year", type=int, required=True)
@click.option("-o", "--output", type=OUTPUT_PATH, required=True)
@pass_context
def save_population(context: CommandContext, year: int, output: Path) -> None:
    """Lưu danh sách mã phiếu để công bố: ai có danh sách và hạt giống cũng rút lại được."""
    with context.session(writing=False) as session:
        sheets = SampleService(session).save_population(year, output)
    context.answer({"sheets": sheets}, f"Đã lưu {sheets} dòng vào {output}.")


@sample.command("redraw")
@click.argument("file", type=FILE_PATH)
@click.option("--share", "share_percent", type=click.IntRange(1, 100), required=True)
@click.option("--seed", required=True)
@pass_context
def redraw_sample(context: CommandContext, file: Path, share_percent: int, seed: str) -> None:
    """Rút lại từ danh sách đã công bố; không cần số liệu của xã."""
    people, sha256 = redraw(file, share_percent, seed)
    answer = {"drawn": len(people), "people": people, "population_sha256": sha256}
    context.answer(answer, lambda: people)


@sample.command("show")
@click.option("--cycle", "year", type=int, required=True)
@pass_context
def show_sample(context: CommandContext, year: int) -> None:
    """Mẫu rút gần nhất của năm."""
    with context.session(writing=False) as session:
        drawn = SampleService(session).sample(year)
    context.answer(_drawn_answer(drawn), lambda: _drawn_lines(drawn))


@sample.command("record")
@click.argument("person")
@click.argument("pairs", nargs=-1, metavar="[INDICATOR=POINTS…]")
@click.option("--cycle", "year", type=int, required=True)
@click.option("--on", "on", type=_DATE, default=None, help="Ngày phúc tra.")
@click.option("--note", default=None)
@pass_context
def record_finding(
    context: CommandContext,
    person: str,
    pairs: Sequence[str],
    year: int,
    on: datetime | None,
    note: str | None,
) -> None:
    """Ghi kết quả phúc tra: những chỉ số khác với phiếu; không ghi gì là đúng như phiếu."""
    points = {code: value for code, value in points_wishes(pairs).items() if value is not None}
    with context.session(writing=True) as session:
        meant = RosterService(session).person(person)
        day = on.date().isoformat() if on else None
        saved = SampleService(session).record(FindingWish(meant, year, points, day, note))
    context.answer(_sheet_answer(saved), lambda: [_sheet_line(saved)])


@sample.command("report")
@click.option("--cycle", "year", type=int, required=True)
@pass_context
def report_sample(context: CommandContext, year: int) -> None:
    """Chênh lệch giữa phiếu và phúc tra, kèm khoảng tin cậy."""
    with context.session(writing=False) as session:
        found = SampleReportService(session).report(year)
    context.answer(_report_answer(found), lambda: _report_lines(found))


def _sample_answer(drawn: Sample) -> dict[str, object]:
    return {
        "sample": drawn.id,
        "cycle": drawn.year,
        "algorithm": ALGORITHM,
        "seed": drawn.seed,
        "share": drawn.share_percent,
        "drawn_on": drawn.drawn_on,
        "population": drawn.population,
        "population_sha256": drawn.population_sha256,
    }


def _drawn_answer(drawn: DrawnSample) -> dict[str, object]:
    people = [_sheet_answer(item) for item in drawn.sheets]
    return _sample_answer(drawn.sample) | {"drawn": len(people), "people": people}


def _sheet_answer(item: DrawnSheet) -> dict[str, object]:
    sheet, finding = item.sheet, item.sheet.finding
    found = None
    if finding is not None:
        found = {
            "on": finding.on,
            "by": finding.by,
            "total": _text(finding.total),
            "result": finding.outcome.value,
            "note": finding.note,
        }
    return {
        "person": sheet.person,
        "full_name": item.full_name,
        "unit": item.unit_name,
        "unit_id": sheet.unit,
        "target_group": None if sheet.group is None else sheet.group.value,
        "total": _text(sheet.total),
        "result": sheet.outcome.value,
        "found": found,
    }


def _text(total: Decimal | None) -> str | None:
    return None if total is None else stored_decimal(total)


def _drawn_lines(drawn: DrawnSample) -> list[str]:
    one = drawn.sample
    head = (
        f"Mẫu phúc tra năm {one.year}: {len(drawn.sheets)} trong {one.population} phiếu, "
        f"hạt giống «{one.seed}», tỷ lệ {one.share_percent}%."
    )
    return [head, *(_sheet_line(item) for item in drawn.sheets)]


def _sheet_line(item: DrawnSheet) -> str:
    finding = item.sheet.finding
    outcome = None if finding is None else finding.outcome
    return f"  {item.full_name} ({item.unit_name}): {found_text(outcome)}"


def _report_answer(found: SampleReport) -> dict[str, object]:
    lost = found.lost_in_all
    return _sample_answer(found.sample) | {
        "drawn": found.drawn,
        "checked": found.checked,
        "pending": found.pending,
        "altered": len(found.altered),
        "lost": [_sheet_answer(item) for item in found.lost],
        "gained": [_sheet_answer(item) for item in found.gained],
        "lost_in_all": None if lost is None else {"low": lost.low, "high": lost.high},
        "difference": _difference_answer(found.difference),
        "population_same": found.is_population_same,
    }


def _difference_answer(interval: MeanInterval | None) -> dict[str, object] | None:
    if interval is None:
        return None
    ends = {"mean": interval.mean, "low": interval.low, "high": interval.high}
    return {
        name: None if value is None else round(value, _DECIMALS) for name, value in ends.items()
    }


def _report_lines(found: SampleReport) -> list[str]:
    turned = outcome_turn_text(len(found.lost), len(found.gained))
    lines = [f"Đã phúc tra {found.checked}/{found.drawn} phiếu: {turned}."]
    if found.difference is not None:
        interval = found.difference
        lines.append(difference_text(interval.mean, interval.low, interval.high))
    if found.lost_in_all is not None:
        lost = found.lost_in_all
        lines.append(undeserved_text(lost.low, lost.high, found.sample.population))
    lines += [_sheet_line(item) for item in (*found.lost, *found.gained)]
    return lines
