"""`vanhoa submit`, `return`, `appraise`: the way of sheets to the commune and back."""

from collections.abc import Callable, Sequence

import click

from vanhoa_desktop.cli.context import CommandContext, pass_context
from vanhoa_desktop.cli.held_answers import (
    disputed_answer,
    held_answer,
    held_lines,
    not_returned_lines,
    not_submitted_lines,
    unscored_lines,
)
from vanhoa_desktop.domain.enums import LearningModel
from vanhoa_desktop.services.appraisal.appraisal_undo import AppraisalUndoService
from vanhoa_desktop.services.appraisal.workflow import WorkflowReport, WorkflowService
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.rows.roster import RosterService
from vanhoa_desktop.services.setup.units import UnitService
from vanhoa_desktop.services.sheets.body_sheets import BodySheetService

_CITIZEN = LearningModel.CITIZEN


def _chosen(command: Callable[..., None]) -> Callable[..., None]:
    """Which sheets: of some subjects, of one unit, of one model."""
    models = click.Choice([model.value for model in LearningModel])
    command = click.option("--model", type=models, default=_CITIZEN.value)(command)
    command = click.option("--unit", "unit_text", default=None)(command)
    command = click.option("--cycle", "year", type=int, required=True)(command)
    return click.argument("people", nargs=-1, metavar="[PERSON|SUBJECT…]")(command)


@click.command()
@click.option("--cycle", "year", type=int, required=True)
@pass_context
def submit(context: CommandContext, year: int) -> None:
    """Gửi xã mọi phiếu đã chấm đủ, của mọi mô hình."""
    with context.session(writing=True) as session:
        report = WorkflowService(session).submit(year)
    answer = {
        "submitted": report.moved,
        "skipped": _held(report),
        "warnings": _warnings(report),
        "unscored": list(report.unscored),
    }
    line = f"Đã gửi xã {report.moved} phiếu; còn lại {len(report.held)} phiếu."
    context.answer(
        answer, lambda: [line, *not_submitted_lines(report.held), *unscored_lines(report.unscored)]
    )


@click.command("return")
@_chosen
@click.option("--reason", required=True, help="Cần bổ sung gì.")
@pass_context
def return_sheets(
    context: CommandContext, /, people: Sequence[str], year: int, reason: str, **which: str | None
) -> None:
    """Trả phiếu lại cho thôn, đơn vị để bổ sung."""
    if not people and which["unit_text"] is None:
        raise click.UsageError("Cần ghi tên người, hoặc --unit.")
    model = LearningModel(str(which["model"]))
    with context.session(writing=True) as session:
        session.require_commune()
        unit = UnitService(session).id_of(which["unit_text"])
        wanted = _wanted(session, model, people, which["unit_text"])
        report = WorkflowService(session).return_sheets(year, reason, unit, wanted, model)
    answer = {"returned": report.moved, "held": _held(report)}
    line = f"Đã trả lại {report.moved} phiếu; giữ nguyên {len(report.held)} phiếu."
    context.answer(answer, lambda: [line, *not_returned_lines(report.held)])


@click.command()
@_chosen
@click.option("--undo", "is_undo", is_flag=True, help="Hoàn tác lần thẩm định vừa rồi của năm.")
@pass_context
def appraise(
    context: CommandContext,
    /,
    people: Sequence[str],
    year: int,
    *,
    is_undo: bool,
    **which: str | None,
) -> None:
    """Thẩm định: chấp nhận điểm của thôn ở những phiếu không vướng gì."""
    unit_text, meant = which["unit_text"], LearningModel(str(which["model"]))
    if is_undo:
        if people or unit_text is not None:
            raise click.UsageError("--undo hoàn tác cả lần vừa rồi: bỏ tên người và --unit.")
        _undo_appraisal(context, year)
        return
    with context.session(writing=True) as session:
        session.require_commune()
        unit = UnitService(session).id_of(unit_text)
        wanted = _wanted(session, meant, people, unit_text)
        report = WorkflowService(session).appraise(year, unit, wanted, meant)
    answer = {
        "appraised": report.moved,
        "held": _held(report),
        "disputed": disputed_answer(report.held),
        "warnings": _warnings(report),
    }
    context.answer(
        answer,
        lambda: [
            f"Đã thẩm định {report.moved} phiếu; giữ lại {len(report.held)} phiếu.",
            *held_lines(report.held),
        ],
    )


def _undo_appraisal(context: CommandContext, year: int) -> None:
    with context.session(writing=True) as session:
        report = AppraisalUndoService(session).undo(year)
    answer = {"taken_back": report.taken_back, "held": held_answer(report.held)}
    context.answer(
        answer,
        lambda: [
            f"Đã đưa {report.taken_back} phiếu về «đã gửi xã»; giữ nguyên {len(report.held)}.",
            *held_lines(report.held),
        ],
    )


def _wanted(
    session: Session, model: LearningModel, people: Sequence[str], unit_text: str | None
) -> list[str]:
    if model is _CITIZEN:
        return [RosterService(session).person(text).id for text in people]
    bodies = BodySheetService(session)
    return [bodies.find(model, text, unit_text).key.id for text in people]


def _held(report: WorkflowReport) -> list[dict[str, str]]:
    return held_answer(report.held)


def _warnings(report: WorkflowReport) -> list[dict[str, object]]:
    return [{"code": warning.code, "count": warning.count} for warning in report.warnings]
