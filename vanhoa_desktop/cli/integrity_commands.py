"""`vanhoa state-hash` and `check`."""

from collections.abc import Sequence

import click

from vanhoa_desktop.cli.context import CommandContext, pass_context
from vanhoa_desktop.services.office.integrity import (
    ROOT_KEY_MISSING,
    STATE_DIFFERS,
    CheckReport,
    IntegrityService,
)
from vanhoa_desktop.services.setup.units import UnitService
from vanhoa_desktop.texts.sentences.exchange import (
    DIFFERS_TEXT,
    ROOT_KEY_MISSING_TEXT,
    unbelieved_text,
)

NOT_OK = 1


@click.command("state-hash")
@click.option("--unit", "unit_text", default=None)
@pass_context
def state_hash(context: CommandContext, unit_text: str | None) -> None:
    """Mã của số liệu: hai máy có cùng số liệu thì cùng mã."""
    with context.session(writing=False) as session:
        unit = UnitService(session).id_of(unit_text)
        found = IntegrityService(session).state_hash(unit)
    answer = {"sha256": found.sha256, "changes": found.changes, "ids_sha256": found.ids_sha256}
    context.answer(answer, f"{found.sha256}  ({found.changes})")


@click.command()
@click.option("--repair", "is_repair", is_flag=True, help="Lập lại các bảng từ nhật ký.")
@pass_context
@click.pass_context
def check(click_context: click.Context, context: CommandContext, *, is_repair: bool) -> None:
    """Kiểm tra kho số liệu, nhật ký và các bảng."""
    with context.session(writing=is_repair) as session:
        service = IntegrityService(session)
        repaired = service.repair() if is_repair else ()
        report = service.check()
    answer = {
        "ok": report.is_ok,
        "repaired": list(repaired),
        "problems": [
            {"code": problem.code, "subject": problem.subject} for problem in report.problems
        ],
        "missing_evidence": list(report.missing_files),
        "unbelieved": list(report.unbelieved_units),
    }
    context.answer(answer, lambda: [*_repair_lines(repaired), *_check_lines(report)])
    if not report.is_ok:
        click_context.exit(NOT_OK)


def _repair_lines(repaired: Sequence[str]) -> list[str]:
    return [f"Đã lập lại {len(repaired)} bảng từ nhật ký: {', '.join(repaired)}."] * bool(repaired)


def _check_lines(report: CheckReport) -> list[str]:
    lines = ["Không có vấn đề." if report.is_ok else f"Có {len(report.problems)} vấn đề."]
    found = {problem.code for problem in report.problems}
    said = {STATE_DIFFERS: DIFFERS_TEXT, ROOT_KEY_MISSING: ROOT_KEY_MISSING_TEXT}
    lines.extend(text for code, text in said.items() if code in found)
    if report.missing_files:
        lines.append(f"Còn {len(report.missing_files)} tệp minh chứng chưa về máy này.")
    if report.unbelieved_units:
        lines.append(unbelieved_text(report.unbelieved_units))
    return lines
