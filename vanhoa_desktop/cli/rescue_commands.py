"""`vanhoa device branches|rescue`: work that does not stand, taken over after a look."""

import click

from vanhoa_desktop.cli.context import CommandContext, pass_context
from vanhoa_desktop.services.office.rescue import Branch, RescueService
from vanhoa_desktop.texts.words.moments import moment_text


@click.command("branches")
@pass_context
def branches(context: CommandContext) -> None:
    """Phần việc không tính vì hai máy chung bản sao, hoặc máy đã ngừng."""
    with context.session(writing=False) as session:
        found = RescueService(session).branches()
    answer = {
        "branches": [
            {
                "id": branch.id,
                "chain": branch.chain,
                "device_id": branch.device,
                "first": branch.first,
                "last": branch.last,
                "changes": branch.changes,
                "waiting": branch.waiting,
                "from": branch.from_at,
                "to": branch.to_at,
            }
            for branch in found
        ]
    }
    context.answer(
        answer,
        lambda: [_branch_line(branch) for branch in found] or ["Không có."],
    )


def _branch_line(branch: Branch) -> str:
    span = f"từ {moment_text(branch.from_at)} đến {moment_text(branch.to_at)}"
    return f"{branch.id[:12]}  {span}: {branch.waiting} hồ sơ chờ xem"


@click.command("rescue")
@click.argument("branch")
@pass_context
def rescue(context: CommandContext, branch: str) -> None:
    """Sau khi xem: ghi lại cả phần việc đó trên máy này."""
    with context.session(writing=True) as session:
        report = RescueService(session).keep(branch)
    answer = {
        "rescued": report.rescued,
        "skipped": report.skipped,
        "disputed": report.disputed,
    }
    line = f"Đã ghi lại {report.rescued} hồ sơ."
    if report.skipped:
        line += f" {report.skipped} hồ sơ không còn thuộc quyền của máy này."
    if report.disputed:
        line += (
            f" {report.disputed} hồ sơ đang có số khác do nơi khác ghi: chưa chọn số nào, hãy xem "
            "ở «Số liệu chưa khớp»."
        )
    context.answer(answer, line)
