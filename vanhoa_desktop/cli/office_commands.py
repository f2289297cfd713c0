"""`vanhoa device rotate|hand-over|take-over`: new keys, and another device as the office."""

from pathlib import Path

import click

from vanhoa_desktop.cli.context import FILE_PATH, OUTPUT_PATH, CommandContext, pass_context
from vanhoa_desktop.services.devices.handing_over import HandOverService
from vanhoa_desktop.services.devices.rotation import ask_new_keys, renew_office_keys


@click.command("rotate")
@click.option(
    "-o", "--output", type=OUTPUT_PATH, default=None, help="Tệp xin; máy chính không cần."
)
@pass_context
def rotate(context: CommandContext, output: Path | None) -> None:
    """Thay khóa của máy này: máy chính thay ngay, máy khác lưu tệp xin gửi xã."""
    with context.session(writing=True) as session:
        if session.identity.is_office:
            answer = {"device_id": renew_office_keys(session), "fingerprint": None}
            line = "Đã thay khóa của máy chính. Hãy gửi tệp kết quả cho các thôn."
        elif output is None:
            raise click.UsageError("Máy này không phải máy chính: cần -o TỆP, để gửi xã.")
        else:
            asked = ask_new_keys(session, output)
            answer = {"device_id": asked.device, "fingerprint": asked.fingerprint}
            line = f"Đã lưu {output}. Mã đối chiếu của khóa mới: {asked.fingerprint}"
    context.answer(answer, line)


@click.command("hand-over")
@click.argument("device_id")
@click.option("-o", "--output", type=OUTPUT_PATH, required=True, help="Tệp bàn giao.")
@pass_context
def hand_over(context: CommandContext, device_id: str, output: Path) -> None:
    """Giao quyền máy chính cho một máy khác của xã."""
    with context.session(writing=True) as session:
        given = HandOverService(session).give(device_id, output)
    answer = {"device_id": given.device_id, "officer": given.officer, "path": str(output)}
    context.answer(
        answer, f"Đã giao máy chính cho {given.officer}. Hãy đưa tệp {output} sang máy đó."
    )


@click.command("take-over")
@click.argument("file", type=FILE_PATH)
@pass_context
def take_over(context: CommandContext, file: Path) -> None:
    """Nhận bàn giao: từ nay máy này là máy chính của xã."""
    with context.session(writing=True) as session:
        taken = HandOverService(session).take(file)
    answer = {"device_id": taken.device_id, "officer": taken.officer}
    context.answer(answer, "Máy này là máy chính của xã. Hãy gửi tệp kết quả cho các thôn.")
