"""`vanhoa assess …`, `submit`, `return`, `appraise`: points and the way to the commune."""

import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import click

from vanhoa_desktop.cli.context import FILE_PATH, CommandContext, pass_context
from vanhoa_desktop.cli.roster_commands import import_answer, import_lines
from vanhoa_desktop.domain.enums import Assessor
from vanhoa_desktop.services.assessments import AssessmentService, PointsEntry, decimal_text
from vanhoa_desktop.services.roster import RosterService
from vanhoa_desktop.services.scores import ScoreImport, ScoreService
from vanhoa_desktop.services.sheets import Sheet
from vanhoa_desktop.services.units import UnitService
from vanhoa_desktop.services.workflow import WorkflowReport, WorkflowService
from vanhoa_desktop.texts.reasons import reason_sentence
from vanhoa_desktop.texts.terms import outcome_term

_POINTS = re.compile(r"[+-]?(\d{1,12}([.,]\d{1,12})?|nan|inf|infinity)", re.IGNORECASE)
_WISH = re.compile(r"([^=\s]+)=(.*)")


@click.group()
def assess() -> None:
    """Phiếu đánh giá."""


def points_wishes(pairs: Sequence[str]) -> dict[str, Decimal | None]:
    """Points of `CS1=7,5` pairs; None for `CS1=none`.

    Raises a usage error for a malformed one (a refused value is the rules' business).
    """
    wishes: dict[str, Decimal | None] = {}
    for pair in pairs:
        found = _WISH.fullmatch(pair)
        text = found.group(2).strip() if found else ""
        is_cleared = text.lower() == "none"
        if found is None or not (is_cleared or _POINTS.fullmatch(text)):
            raise click.UsageError(f"Cần dạng CHỈ SỐ=ĐIỂM, ví dụ CS1=7,5; không phải «{pair}».")
        indicator = found.group(1).upper()
        if indicator in wishes:
            raise click.UsageError(f"{indicator} được ghi hai lần.")
        wishes[indicator] = None if is_cleared else Decimal(text.replace(",", "."))
    return wishes


@assess.command("set", context_settings={"ignore_unknown_options": False})
@click.argument("person")
@click.argument("pairs", nargs=-1, required=True, metavar="INDICATOR=POINTS…")
@click.option("--cycle", "year", type=int, required=True)
@click.option(
    "--by", "by", type=click.Choice([assessor.value for assessor in Assessor]), required=True
)
@click.option("--reason", default=None)
@pass_context
def set_points(
    context: CommandContext,
    person: str,
    pairs: Sequence[str],
    year: int,
    by: str,
    reason: str | None,
) -> None:
    """Ghi điểm của một người; một điểm không hợp lệ thì không ghi điểm nào."""
    wishes = points_wishes(pairs)
    with context.session(writing=True) as session:
        session.require_unit()
        meant = RosterService(session).person(person)
        saved = AssessmentService(session).set_points(
            PointsEntry(meant, year, Assessor(by), wishes, reason)
        )
    answer = sheet_answer(saved.sheet) | {
        "changed": saved.is_changed,
        "warnings": list(saved.warnings),
    }
    context.answer(answer, lambda: sheet_lines(saved.sheet))


@assess.command("show")
@click.argument("person")
@click.option("--cycle", "year", type=int, required=True)
@pass_context
def show(context: CommandContext, person: str, year: int) -> None:
    """Một phiếu, kết quả và vì sao."""
    with context.session(writing=False) as session:
        sheet = AssessmentService(session).sheet(RosterService(session).person(person), year)
    context.answer(sheet_answer(sheet), lambda: sheet_lines(sheet))


@assess.command("import")
@click.argument("file", type=FILE_PATH)
@click.option("--cycle", "year", type=int, required=True)
@click.option(
    "--by", "by", type=click.Choice([Assessor.SELF.value, Assessor.VILLAGE.value]), required=True
)
@click.option("--dry-run", "is_dry_run", is_flag=True)
@click.option("--strict", "is_strict", is_flag=True)
@pass_context
def import_points(
    context: CommandContext, file: Path, year: int, by: str, *, is_dry_run: bool, is_strict: bool
) -> None:
    """Nhập điểm từ bảng tính: mỗi người một dòng, mỗi chỉ số một cột."""
    wish = ScoreImport(file, year, Assessor(by), is_dry_run, is_strict)
    with context.session(writing=not is_dry_run) as session:
        report = ScoreService(session).import_file(wish)
    context.answer(import_answer(report), lambda: import_lines(report))


@click.command()
@click.option("--cycle", "year", type=int, required=True)
@pass_context
def submit(context: CommandContext, year: int) -> None:
    """Gửi xã mọi phiếu đã chấm đủ."""
    with context.session(writing=True) as session:
        report = WorkflowService(session).submit(year)
    answer = {
        "submitted": report.moved,
        "skipped": [{"person": item.person, "code": item.code} for item in report.held],
        "warnings": _warnings(report),
    }
    context.answer(
        answer, f"Đã gửi xã {report.moved} phiếu; còn lại {len(report.held)} phiếu chưa đủ."
    )


@click.command("return")
@click.argument("people", nargs=-1, metavar="[PERSON…]")
@click.option("--cycle", "year", type=int, required=True)
@click.option("--unit", "unit_text", default=None)
@click.option("--reason", required=True, help="Cần bổ sung gì.")
@pass_context
def return_sheets(
    context: CommandContext, people: Sequence[str], year: int, unit_text: str | None, reason: str
) -> None:
    """Trả phiếu lại cho thôn, đơn vị để bổ sung."""
    if not people and unit_text is None:
        raise click.UsageError("Cần ghi tên người, hoặc --unit.")
    with context.session(writing=True) as session:
        session.require_commune()
        roster = RosterService(session)
        unit = UnitService(session).id_of(unit_text)
        wanted = [roster.person(text).id for text in people]
        report = WorkflowService(session).return_sheets(year, reason, unit, wanted)
    answer = {
        "returned": report.moved,
        "held": [{"person": item.person, "code": item.code} for item in report.held],
    }
    context.answer(answer, f"Đã trả lại {report.moved} phiếu; giữ nguyên {len(report.held)} phiếu.")


@click.command()
@click.argument("people", nargs=-1, metavar="[PERSON…]")
@click.option("--cycle", "year", type=int, required=True)
@click.option("--unit", "unit_text", default=None)
@pass_context
def appraise(
    context: CommandContext, people: Sequence[str], year: int, unit_text: str | None
) -> None:
    """Thẩm định: chấp nhận điểm của thôn ở những phiếu không vướng gì."""
    with context.session(writing=True) as session:
        session.require_commune()
        roster = RosterService(session)
        unit = UnitService(session).id_of(unit_text)
        wanted = [roster.person(text).id for text in people]
        report = WorkflowService(session).appraise(year, unit, wanted)
    answer = {
        "appraised": report.moved,
        "held": [{"person": item.person, "code": item.code} for item in report.held],
        "warnings": _warnings(report),
    }
    context.answer(answer, f"Đã thẩm định {report.moved} phiếu; giữ lại {len(report.held)} phiếu.")


def sheet_answer(sheet: Sheet) -> dict[str, object]:
    """The JSON answer of one sheet."""
    result = sheet.result
    points = sheet.assessment.points if sheet.assessment else {}
    return {
        "person": sheet.person.id,
        "full_name": sheet.person.full_name,
        "total": None if result.total is None else decimal_text(result.total),
        "result": result.outcome.value,
        "reasons": [
            {
                "code": reason.code,
                "indicator": reason.indicator,
                "message": reason_sentence(
                    reason.code, reason.facts | {"indicator": reason.indicator}
                ),
            }
            for reason in result.reasons
        ],
        "missing": list(result.missing),
        "state": sheet.state,
        "points": {
            assessor.value: {indicator: decimal_text(value) for indicator, value in given.items()}
            for assessor, given in points.items()
        },
    }


def sheet_lines(sheet: Sheet) -> list[str]:
    """The same for people."""
    answer = sheet_answer(sheet)
    total = (
        "chưa có điểm"
        if sheet.result.total is None
        else f"{answer['total']} điểm".replace(".", ",")
    )
    lines = [f"{sheet.person.full_name}: {outcome_term(sheet.result.outcome)} ({total})"]
    lines.extend(
        "  " + reason_sentence(reason.code, reason.facts | {"indicator": reason.indicator})
        for reason in sheet.result.reasons
    )
    return lines


def _warnings(report: WorkflowReport) -> list[dict[str, object]]:
    return [{"code": warning.code, "count": warning.count} for warning in report.warnings]
