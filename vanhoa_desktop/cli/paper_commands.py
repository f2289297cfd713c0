"""`vanhoa recognise`, `certificate …`, `document …`, `report …`: decisions and papers."""

from datetime import datetime
from pathlib import Path

import click

from vanhoa_desktop.cli.context import FILE_PATH, CommandContext, pass_context
from vanhoa_desktop.services.papers import PaperService
from vanhoa_desktop.services.recognition import RecognitionService, RecognitionWish
from vanhoa_desktop.services.reports import ReportService, TargetRow
from vanhoa_desktop.services.units import UnitService
from vanhoa_desktop.texts.names import clean_name

_DATE = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.option("--cycle", "year", type=int, required=True)
@click.option("--decision", "number", default=None, help="Số quyết định.")
@click.option("--date", "on", type=_DATE, default=None, help="Ngày quyết định (năm-tháng-ngày).")
@click.option("--draft", "is_draft", is_flag=True, help="Soạn để trình ký.")
@click.option("--signer", default=None)
@click.option("--unit", "unit_text", default=None)
@click.option("--model", type=click.Choice(["citizen"]), default="citizen")
@pass_context
def recognise(
    context: CommandContext,
    /,
    year: int,
    number: str | None,
    on: datetime | None,
    signer: str | None,
    unit_text: str | None,
    **kind: object,
) -> None:
    """Công nhận mọi người đã thẩm định và đạt, chưa được công nhận."""
    named = clean_name(number or "")
    is_issue = bool(named and on)
    if bool(kind["is_draft"]) == is_issue or (kind["is_draft"] and (number is not None or on)):
        raise click.UsageError("Cần --decision cùng với --date, hoặc chỉ --draft.")
    with context.session(writing=True) as session:
        session.require_commune()
        report = RecognitionService(session).recognise(
            RecognitionWish(
                year=year,
                number=named or None,
                decided_on=on.date().isoformat() if on else None,
                signer=clean_name(signer) if signer else None,
                unit=UnitService(session).id_of(unit_text),
            )
        )
    answer = {
        "recognised": report.recognised,
        "first_number": report.first_number,
        "last_number": report.last_number,
        "decision": named or None,
    }
    context.answer(answer, f"Công nhận {report.recognised} người.")


@click.group()
def certificate() -> None:
    """Giấy công nhận."""


@certificate.command("print")
@click.option("--cycle", "year", type=int, required=True)
@click.option("--unit", "unit_text", default=None)
@click.option("--model", type=click.Choice(["citizen"]), default="citizen")
@click.option("-o", "--output", type=FILE_PATH, required=True)
@pass_context
def print_certificates(
    context: CommandContext, year: int, unit_text: str | None, model: str, output: Path
) -> None:
    """In giấy công nhận của mọi quyết định trong năm, mỗi người một trang."""
    del model
    with context.session(writing=False) as session:
        unit = UnitService(session).id_of(unit_text)
        pages = PaperService(session).save_certificates(year, output, unit)
    context.answer({"pages": pages}, f"Đã lưu {pages} giấy vào {output}.")


@click.group()
def document() -> None:
    """Văn bản."""


@document.command("decision")
@click.option("--cycle", "year", type=int, required=True)
@click.option("-o", "--output", type=FILE_PATH, required=True)
@pass_context
def decision(context: CommandContext, year: int, output: Path) -> None:
    """Quyết định công nhận kèm danh sách."""
    with context.session(writing=False) as session:
        pages = PaperService(session).save_decision(year, output)
    context.answer({"pages": pages}, f"Đã lưu {output} ({pages} trang).")


@click.group()
def report() -> None:
    """Báo cáo."""


@report.command("annual")
@click.option("--cycle", "year", type=int, required=True)
@click.option("--provisional", type=_DATE, default=None, help="Số liệu tạm tính đến ngày.")
@click.option("-o", "--output", type=FILE_PATH, required=True)
@pass_context
def annual(context: CommandContext, year: int, provisional: datetime | None, output: Path) -> None:
    """Báo cáo năm."""
    with context.session(writing=False) as session:
        until = provisional.date().isoformat() if provisional else None
        made = ReportService(session).save_annual(year, output, provisional_on=until)
    answer = {"pages": made.pages, "targets": [target_answer(row) for row in made.targets]}
    context.answer(answer, f"Đã lưu {output} ({made.pages} trang).")


@report.command("targets")
@click.option("--cycle", "year", type=int, required=True)
@pass_context
def targets(context: CommandContext, year: int) -> None:
    """Các chỉ tiêu kế hoạch, tử số, mẫu số và còn thiếu bao nhiêu."""
    with context.session(writing=False) as session:
        rows = ReportService(session).targets(year)
    context.answer(
        {"targets": [target_answer(row) for row in rows]}, lambda: [row.line for row in rows]
    )


def target_answer(row: TargetRow) -> dict[str, object]:
    """The JSON answer of one target."""
    percent = row.share.percent
    return {
        "id": row.id,
        "numerator": row.share.numerator,
        "denominator": row.share.denominator,
        "percent": None if percent is None else round(percent, 2),
        "goal": row.goal_percent,
        "missing": row.missing,
    }
