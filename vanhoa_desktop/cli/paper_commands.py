"""`vanhoa recognise`, `certificate …`, `document …`, `report …`: decisions and papers."""

from datetime import datetime
from pathlib import Path

import click

from vanhoa_desktop.cli.context import OUTPUT_PATH, CommandContext, pass_context
from vanhoa_desktop.cli.held_answers import disputed_answer, held_answer, held_lines
from vanhoa_desktop.cli.target_answers import target_answer
from vanhoa_desktop.domain.enums import LearningModel
from vanhoa_desktop.services.papers.papers import PaperChoice, PaperService
from vanhoa_desktop.services.recognition.recognition import RecognitionService, RecognitionWish
from vanhoa_desktop.services.reporting.reports import ReportService, ReportWish
from vanhoa_desktop.services.setup.units import UnitService
from vanhoa_desktop.texts.words.names import clean_name

_MODELS = click.Choice([model.value for model in LearningModel])
# The commune's own title is given by the level above, which prints its certificate.
_OWN_MODELS = click.Choice(
    [model.value for model in LearningModel if model is not LearningModel.COMMUNE]
)
_DATE = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.option("--cycle", "year", type=int, required=True)
@click.option("--decision", "number", default=None, help="Số quyết định.")
@click.option("--date", "on", type=_DATE, default=None, help="Ngày quyết định (năm-tháng-ngày).")
@click.option("--draft", "is_draft", is_flag=True, help="Soạn để trình ký.")
@click.option("--signer", default=None)
@click.option("--unit", "unit_text", default=None)
@click.option("--model", type=_MODELS, default=LearningModel.CITIZEN.value)
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
    """Công nhận mọi phiếu của một mô hình đã thẩm định và đạt, chưa được công nhận."""
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
                model=LearningModel(str(kind["model"])),
            )
        )
    answer = {
        "recognised": report.recognised,
        "first_number": report.first_number,
        "last_number": report.last_number,
        "decision": report.number,
        "held": held_answer(report.held),
        "disputed": disputed_answer(report.held),
    }
    context.answer(
        answer, lambda: [f"Công nhận {report.recognised} người.", *held_lines(report.held)]
    )


def _as_number(text: str | None) -> str | None:
    return None if text is None else clean_name(text)


@click.group()
def certificate() -> None:
    """Giấy công nhận."""


@certificate.command("print")
@click.option("--cycle", "year", type=int, required=True)
@click.option("--unit", "unit_text", default=None)
@click.option("--model", type=_OWN_MODELS, default=LearningModel.CITIZEN.value)
@click.option("--decision", "number", default=None, help="Chỉ giấy của quyết định số này.")
@click.option("-o", "--output", type=OUTPUT_PATH, required=True, help="Tệp .pdf.")
@pass_context
def print_certificates(
    context: CommandContext,
    /,
    year: int,
    unit_text: str | None,
    model: str,
    number: str | None,
    output: Path,
) -> None:
    """In giấy công nhận của mọi quyết định trong năm, mỗi giấy một trang, theo số vào sổ."""
    with context.session_for_papers() as session:
        unit = UnitService(session).id_of(unit_text)
        choice = PaperChoice(year, _as_number(number), unit, LearningModel(model))
        pages = PaperService(session).save_certificates(choice, output)
    context.answer({"pages": pages}, f"Đã lưu {pages} giấy vào {output}.")


@click.group()
def document() -> None:
    """Văn bản."""


@document.command("decision")
@click.option("--cycle", "year", type=int, required=True)
@click.option("--decision", "number", default=None, help="Số quyết định, nếu năm có nhiều.")
@click.option("--draft", "is_draft", is_flag=True, help="Bản dự thảo đang trình ký.")
@click.option("--model", type=_OWN_MODELS, default=LearningModel.CITIZEN.value)
@click.option("-o", "--output", type=OUTPUT_PATH, required=True, help="Tệp .pdf.")
@pass_context
def decision(
    context: CommandContext,
    /,
    year: int,
    number: str | None,
    model: str,
    output: Path,
    *,
    is_draft: bool,
) -> None:
    """Quyết định công nhận kèm danh sách: số đã nêu, không thì mới nhất, không thì dự thảo."""
    if is_draft and number is not None:
        raise click.UsageError("Dự thảo chưa có số: chỉ dùng --decision hoặc --draft.")
    with context.session_for_papers() as session:
        choice = PaperChoice(
            year, _as_number(number), model=LearningModel(model), is_draft=is_draft
        )
        pages = PaperService(session).save_decision(choice, output)
    context.answer({"pages": pages}, f"Đã lưu {output} ({pages} trang).")


@click.group()
def report() -> None:
    """Báo cáo."""


@report.command("annual")
@click.option("--cycle", "year", type=int, required=True)
@click.option("--provisional", type=_DATE, default=None, help="Số liệu tạm tính đến ngày.")
@click.option("--anew", "is_counted_anew", is_flag=True, help="Đếm lại, không dùng bản chốt.")
@click.option("--snapshot", "snapshot", default=None, help="Theo đúng bản chốt này (mã).")
@click.option("-o", "--output", type=OUTPUT_PATH, required=True, help="Tệp .pdf.")
@pass_context
def annual(
    context: CommandContext,
    /,
    year: int,
    provisional: datetime | None,
    snapshot: str | None,
    output: Path,
    *,
    is_counted_anew: bool,
) -> None:
    """Báo cáo năm: theo bản chốt số liệu nếu có; chưa chốt thì là bản thảo."""
    if snapshot is not None and (provisional is not None or is_counted_anew):
        raise click.UsageError("--snapshot không đi cùng --provisional hay --anew.")
    until = provisional.date().isoformat() if provisional else None
    with context.session_for_papers() as session:
        wish = ReportWish(year, until, snapshot, is_counted_anew)
        made = ReportService(session).save_annual(wish, output)
    answer = {
        "pages": made.pages,
        "snapshot": made.snapshot,
        "targets": [target_answer(row, {}) for row in made.targets],
    }
    context.answer(answer, f"Đã lưu {output} ({made.pages} trang).")
