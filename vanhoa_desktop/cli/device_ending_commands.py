"""`vanhoa device refuse|revoke|retire`: the end of a request or of a device."""

from pathlib import Path

import click

from vanhoa_desktop.cli.context import FILE_PATH, CommandContext, pass_context
from vanhoa_desktop.cli.device_answers import device_answer
from vanhoa_desktop.services.devices.device_ending import (
    DeviceEndingService,
    EndedDevice,
    RevocationWish,
)
from vanhoa_desktop.texts.sentences.rebuilding import ENDED_UNHEARD


@click.command("refuse")
@click.argument("file", type=FILE_PATH)
@click.option("--reason", default="", help="Vì sao từ chối (ghi vào sổ theo dõi).")
@pass_context
def refuse(context: CommandContext, file: Path, reason: str) -> None:
    """Xã từ chối một tệp xin đăng ký máy."""
    with context.session(writing=True) as session:
        asking = DeviceEndingService(session).refuse(file, reason)
    answer = {"officer": asking.officer, "role": asking.role.value, "unit": asking.unit_name}
    context.answer(answer, f"Đã từ chối máy xin đăng ký cho «{asking.unit_name}».")


@click.command("revoke")
@click.argument("device_id")
@click.option("--reason", required=True, help="Vì sao ngừng: mất máy, bị trộm …")
@click.option("--last-bundle", default=None, help="Tệp cuối cùng còn tin được (mã tệp).")
@click.option(
    "--unheard",
    "is_unheard",
    is_flag=True,
    help="Sau khôi phục: ngừng ngay dù máy khác cùng thôn chưa gửi lại (mất cả rồi).",
)
@pass_context
def revoke(
    context: CommandContext,
    device_id: str,
    reason: str,
    last_bundle: str | None,
    *,
    is_unheard: bool,
) -> None:
    """Ngừng một máy bị mất: không nhận tệp mới, không gửi gì cho máy đó nữa."""
    with context.session(writing=True) as session:
        wish = RevocationWish(device_id, reason, last_bundle, is_unheard)
        ended = DeviceEndingService(session).revoke(wish)
    _answer_ended(context, ended)


@click.command("retire")
@click.argument("device_id")
@pass_context
def retire(context: CommandContext, device_id: str) -> None:
    """Ngừng một máy đã được thay; mọi việc xã đã nhận của máy đó vẫn tính."""
    with context.session(writing=True) as session:
        ended = DeviceEndingService(session).retire(device_id)
    _answer_ended(context, ended)


def _answer_ended(context: CommandContext, ended: EndedDevice) -> None:
    answer = device_answer(ended.device) | {
        "chains": dict(ended.chains),
        "set_aside": ended.set_aside,
    }
    line = f"Đã ngừng máy {ended.device.device_id[:16]} ({ended.device.whose})."
    if ended.set_aside:
        line += f" {ended.set_aside} thay đổi không còn tính, giữ lại để xem."
    if ended.was_awaited:
        line += f" {ENDED_UNHEARD}"
    context.answer(answer, line)
