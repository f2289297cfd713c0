"""`vanhoa state-hash` and `check`."""

import click

from vanhoa_desktop.cli.context import CommandContext, pass_context
from vanhoa_desktop.services.integrity import CheckReport, IntegrityService
from vanhoa_desktop.services.units import UnitService

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
@pass_context
@click.pass_context
def check(click_context: click.Context, context: CommandContext) -> None:
    """Kiểm tra kho số liệu, nhật ký và các bảng."""
    with context.session(writing=False) as session:
        report = IntegrityService(session).check()
    answer = {
        "ok": report.is_ok,
        "problems": [
            {"code": problem.code, "subject": problem.subject} for problem in report.problems
        ],
        "missing_evidence": list(report.missing_files),
    }
    context.answer(answer, lambda: _check_lines(report))
    if not report.is_ok:
        click_context.exit(NOT_OK)


def _check_lines(report: CheckReport) -> list[str]:
    lines = ["Không có vấn đề." if report.is_ok else f"Có {len(report.problems)} vấn đề."]
    if report.missing_files:
        lines.append(f"Còn {len(report.missing_files)} tệp minh chứng chưa về máy này.")
    return lines
