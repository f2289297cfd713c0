"""`vanhoa init` and `vanhoa device …`: keys and enrolment."""

from pathlib import Path

import click

from vanhoa_desktop.cli.context import FILE_PATH, OUTPUT_PATH, CommandContext, pass_context
from vanhoa_desktop.cli.device_answers import device_answer, step_answer
from vanhoa_desktop.cli.device_ending_commands import refuse, retire, revoke
from vanhoa_desktop.cli.fingerprints import asked_fingerprint
from vanhoa_desktop.cli.office_commands import hand_over, rotate, take_over
from vanhoa_desktop.cli.rescue_commands import branches, rescue
from vanhoa_desktop.domain.enums import UnitKind
from vanhoa_desktop.services.devices.device_ending import DeviceEndingService
from vanhoa_desktop.services.devices.enrolling_anew import request_anew
from vanhoa_desktop.services.devices.enrolment import EnrolmentService
from vanhoa_desktop.services.office.installation import NewInstallation, create_installation


@click.command()
@click.option("--role", type=click.Choice([kind.value for kind in UnitKind]), required=True)
@click.option("--unit", "unit_name", required=True, help="Tên xã, thôn hoặc đơn vị.")
@click.option("--officer", default="", help="Họ tên người dùng máy này.")
@click.option("--join", "is_joining", is_flag=True, help="Máy thứ hai của xã, xin đăng ký sau.")
@pass_context
def init(
    context: CommandContext, role: str, unit_name: str, officer: str, *, is_joining: bool
) -> None:
    """Cài đặt mới trên máy này, cùng khóa của máy."""
    wish = NewInstallation(UnitKind(role), unit_name, officer, is_joining)
    made = create_installation(context.paths, wish, context.passphrase())
    answer = {"device_id": made.device_id, "fingerprint": made.fingerprint, "unit_id": made.unit_id}
    context.answer(answer, f"Đã cài đặt. Mã đối chiếu: {made.fingerprint}")


@click.group()
def device() -> None:
    """Đăng ký máy với xã."""


@device.command("request")
@click.option("-o", "--output", type=OUTPUT_PATH, required=True)
@click.option(
    "--new",
    "is_new",
    is_flag=True,
    help="Tệp xin mới: tệp cũ bị từ chối, hoặc xã đăng ký nhầm đơn vị mà máy chưa ghi gì.",
)
@pass_context
def request(context: CommandContext, output: Path, *, is_new: bool) -> None:
    """Lưu tệp xin đăng ký máy, gửi xã."""
    if is_new:
        made = request_anew(context.paths, output, context.passphrase())
    else:
        with context.session(writing=True) as session:
            made = EnrolmentService(session).request(output)
    context.answer(
        device_answer(made), f"Đã lưu {output}. Mã đối chiếu của máy: {made.fingerprint}"
    )


@device.command("approve")
@click.argument("file", type=FILE_PATH)
@click.option("--unit", "unit_text", default=None)
@click.option("--fingerprint", default=None)
@click.option("--replaces", default=None, help="Máy cũ được thay; máy đó ngừng sử dụng.")
@click.option("-o", "--output", type=OUTPUT_PATH, required=True)
@pass_context
def approve(
    context: CommandContext,
    file: Path,
    unit_text: str | None,
    fingerprint: str | None,
    replaces: str | None,
    output: Path,
) -> None:
    """Xã chấp nhận một máy và lưu tệp mời."""
    with context.session(writing=True) as session:
        typed = asked_fingerprint(fingerprint, "máy xin đăng ký")
        if replaces is None:
            approved = EnrolmentService(session).approve(
                file, output, unit_text=unit_text, fingerprint=typed
            )
        else:
            approved = DeviceEndingService(session).replace(
                replaces, file, output, fingerprint=typed
            )
    answer = step_answer(approved)
    said = f"Đã chấp nhận máy cho {approved.device.unit_name}."
    if approved.is_named_otherwise:
        said += f" Chú ý: tệp xin đăng ký ghi «{approved.asked_name}»."
    if approved.has_ended_former:
        said += " Máy này thay khóa: khóa cũ của máy ngừng dùng từ nay."
    context.answer(answer, f"{said} Mã đối chiếu của xã: {approved.commune_fingerprint}")


@device.command("accept")
@click.argument("file", type=FILE_PATH)
@click.option("--fingerprint", default=None)
@pass_context
def accept(context: CommandContext, file: Path, fingerprint: str | None) -> None:
    """Thôn, đơn vị nhận tệp mời của xã."""
    with context.session(writing=True) as session:
        service = EnrolmentService(session)
        accepted = service.accept(file, fingerprint=asked_fingerprint(fingerprint, "xã"))
    answer = step_answer(accepted) | {"unit_id": accepted.device.unit_id}
    said = f"Máy này đã được xã đăng ký cho {accepted.device.unit_name}."
    if accepted.is_named_otherwise:
        said += f" Chú ý: tệp xin đăng ký ghi «{accepted.asked_name}»; nếu không đúng, hãy báo xã "
        said += "ngừng máy này, đừng ghi gì, và xin lại bằng «device request --new»."
    context.answer(answer, f"{said} Có thể nhập danh sách và chấm điểm.")


@device.command("list")
@pass_context
def list_devices(context: CommandContext) -> None:
    """Các máy đã biết."""
    with context.session(writing=False) as session:
        devices = EnrolmentService(session).devices()
    answer = {"devices": [device_answer(item) for item in devices]}
    context.answer(
        answer, lambda: [f"{d.device_id[:16]}  {d.status.value:<10} {d.whose}" for d in devices]
    )


@device.command("show")
@click.argument("device_id")
@click.option("--pem", "is_pem", is_flag=True, help="Khóa công khai dạng PEM.")
@pass_context
def show(context: CommandContext, device_id: str, *, is_pem: bool) -> None:
    """Một máy, hoặc khóa công khai của máy đó."""
    with context.session(writing=False) as session:
        service = EnrolmentService(session)
        found = service.find_device(device_id)
        pem = service.public_key_pem(found)
    answer = device_answer(found) | {"pem": pem}
    context.answer(
        answer,
        pem.rstrip("\n") if is_pem else f"{found.device_id}  {found.status.value}  {found.whose}",
    )


@device.command("export-key")
@click.option("-o", "--output", type=OUTPUT_PATH, required=True)
@pass_context
def export_key(context: CommandContext, output: Path) -> None:
    """Lưu khóa đọc tệp của máy này (để mở tệp bằng chương trình age). Giữ thật kín."""
    with context.session(writing=True) as session:
        service = EnrolmentService(session)
        device_id = service.export_reading_key(output)
    context.answer(
        {"device_id": device_id},
        f"Đã lưu {output}. Ai có tệp này đọc được mọi tệp gửi cho máy này.",
    )


for _command in (refuse, revoke, retire, rotate, hand_over, take_over, branches, rescue):
    device.add_command(_command)
