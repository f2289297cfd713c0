"""`vanhoa recovery`: keys that survive a lost computer or a forgotten passphrase."""

from pathlib import Path

import click

from vanhoa_desktop.cli.context import (
    FILE_PATH,
    OUTPUT_PATH,
    CommandContext,
    asked_code,
    pass_context,
)
from vanhoa_desktop.cli.device_answers import device_answer
from vanhoa_desktop.cli.fingerprints import asked_fingerprint
from vanhoa_desktop.cli.speech import say_aside
from vanhoa_desktop.services.office_rebuilding import RebuildWish, rebuild_office
from vanhoa_desktop.services.passphrase_resets import (
    PassphraseResetService,
    accept_reset,
    request_reset,
)
from vanhoa_desktop.services.recovery import RecoveryService
from vanhoa_desktop.services.recovery_status import RecoveryStatusService


@click.group()
def recovery() -> None:
    """Tệp khôi phục của xã; quên mật khẩu."""


@recovery.command("create")
@click.option("-o", "--output", type=OUTPUT_PATH, required=True, help="Tệp khôi phục.")
@click.option("--sheet", type=OUTPUT_PATH, default=None, help="Tờ giấy có mã (PDF) để in.")
@pass_context
def create(context: CommandContext, output: Path, sheet: Path | None) -> None:
    """Lập tệp khôi phục; mã mở tệp chỉ hiện ở đây và trên tờ giấy."""
    with context.session(writing=True) as session:
        made = RecoveryService(session).create(output, sheet)
    answer = {
        "device_id": made.device_id,
        "path": str(made.path),
        "sheet": None if made.sheet is None else str(made.sheet),
        "code": made.code,
        "commune_fingerprint": made.commune_fingerprint,
    }
    if sheet is not None:
        say_aside(f"Hãy in {sheet} rồi xóa tệp đó; không để cùng chỗ với {output}.")
    context.answer(answer, f"Đã lưu {output}. Mã khôi phục: {made.code}")


@recovery.command("restore")
@click.argument("file", type=FILE_PATH)
@click.option("--backup", type=FILE_PATH, default=None, help="Bản sao lưu gần nhất của xã.")
@click.option("--code-file", type=FILE_PATH, default=None, help="Tệp chứa mã khôi phục.")
@click.option("--officer", default="", help="Họ tên người dùng máy này.")
@pass_context
def restore(
    context: CommandContext, file: Path, backup: Path | None, code_file: Path | None, officer: str
) -> None:
    """Dựng lại máy chính của xã trên máy mới; mật khẩu là mật khẩu mới."""
    wish = RebuildWish(file, asked_code(code_file), backup, officer)
    rebuilt = rebuild_office(context.paths, wish, context.passphrase())
    answer = {
        "device_id": rebuilt.device_id,
        "fingerprint": rebuilt.fingerprint,
        "unit_id": rebuilt.unit_id,
        "chain": rebuilt.chain,
        "changes": rebuilt.changes,
    }
    line = "Đã dựng lại máy của xã. Hãy gửi tệp kết quả cho từng thôn, rồi nhận tệp thôn gửi lại."
    context.answer(answer, line)


@recovery.command("status")
@pass_context
def status(context: CommandContext) -> None:
    """Sau khi khôi phục: máy nào chưa gửi lại số liệu, phần nào không còn ai giữ."""
    with context.session(writing=False) as session:
        found = RecoveryStatusService(session).status()
    answer = {
        "restored": found.is_restored,
        "waiting": [{"device_id": d.device, "unit": d.unit_name} for d in found.waiting],
        "lost": [
            {
                "chain": item.chain,
                "device_id": item.device,
                "unit": item.unit_name,
                "missing": item.missing,
                "last": item.last,
            }
            for item in found.lost
        ],
    }
    context.answer(
        answer,
        lambda: (
            [
                *(f"Chờ {d.unit_name} gửi lại số liệu." for d in found.waiting),
                *(f"{item.unit_name}: mất {item.missing} thay đổi." for item in found.lost),
            ]
            or ["Đã nhận đủ; không mất gì."]
        ),
    )


@recovery.command("ask-reset")
@click.option("-o", "--output", type=OUTPUT_PATH, required=True)
@pass_context
def ask_reset(context: CommandContext, output: Path) -> None:
    """Quên mật khẩu: chọn mật khẩu mới và lưu tệp xin xã đặt lại."""
    asked = request_reset(context.paths, output, context.passphrase())
    answer = {"fingerprint": asked.fingerprint, "path": str(output)}
    context.answer(answer, f"Đã lưu {output}. Mã đối chiếu: {asked.fingerprint}")


@recovery.command("reset-password")
@click.argument("file", type=FILE_PATH)
@click.option("-o", "--output", type=OUTPUT_PATH, required=True, help="Tệp trả lời cho thôn.")
@click.option("--fingerprint", default=None)
@pass_context
def reset_password(
    context: CommandContext, file: Path, output: Path, fingerprint: str | None
) -> None:
    """Xã trả lời tệp xin đặt lại mật khẩu, sau khi nghe mã đối chiếu."""
    with context.session(writing=True) as session:
        typed = asked_fingerprint(fingerprint, "máy xin đặt lại mật khẩu")
        device = PassphraseResetService(session).answer(file, output, fingerprint=typed)
    line = f"Đã lưu {output} cho máy của {device.unit_name}."
    context.answer(device_answer(device) | {"path": str(output)}, line)


@recovery.command("accept-reset")
@click.argument("file", type=FILE_PATH)
@pass_context
def accept(context: CommandContext, file: Path) -> None:
    """Nhận tệp trả lời của xã; từ nay dùng mật khẩu mới đã chọn."""
    accept_reset(context.paths, file, context.passphrase())
    with context.session(writing=False) as session:
        device = session.identity.device_id
    context.answer({"device_id": device}, "Đã đổi mật khẩu. Số liệu còn nguyên.")
