"""`vanhoa recovery`: keys that survive a lost computer or a forgotten passphrase."""

from pathlib import Path

import click

from vanhoa_desktop.cli.context import (
    FILE_PATH,
    FOLDER_PATH,
    OUTPUT_PATH,
    CommandContext,
    asked_code,
    pass_context,
)
from vanhoa_desktop.cli.device_answers import device_answer
from vanhoa_desktop.cli.fingerprints import asked_fingerprint
from vanhoa_desktop.cli.speech import say_aside
from vanhoa_desktop.files import check_wished_place
from vanhoa_desktop.services.devices.passphrase_resets import (
    PassphraseResetService,
    accept_reset,
    request_reset,
)
from vanhoa_desktop.services.safekeeping.office_rebuilding import RebuildWish, rebuild_office
from vanhoa_desktop.services.safekeeping.rebuilding import RebuildingService
from vanhoa_desktop.services.safekeeping.recovery import RecoveryService
from vanhoa_desktop.services.safekeeping.recovery_status import (
    RecoveryStatus,
    RecoveryStatusService,
)
from vanhoa_desktop.texts.sentences.rebuilding import (
    ALL_BACK,
    NEVER_RESTORED,
    NEXT_STEP,
    SENT_NEXT,
    began_text,
    lost_text,
    still_missing_text,
    unsent_text,
)

ASKING_HINT = f"{NEXT_STEP} Dòng lệnh: vanhoa recovery ask -o THƯ-MỤC."


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
    context.answer(answer, lambda: ["Đã dựng lại máy của xã.", ASKING_HINT])


@recovery.command("status")
@pass_context
def status(context: CommandContext) -> None:
    """Sau khi khôi phục: máy nào chưa gửi lại số liệu, phần nào không còn ai giữ."""
    with context.session(writing=False) as session:
        found = RecoveryStatusService(session).status()
    answer = {
        "restored": found.is_restored,
        "from": {"source": found.source.value, "at": found.at or None}
        if found.is_restored
        else None,
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
    context.answer(answer, lambda: _status_lines(found))


def _status_lines(found: RecoveryStatus) -> list[str]:
    is_final = not found.waiting
    told = lost_text if is_final else still_missing_text
    lines = [told(item.whose, item.missing) for item in found.lost]
    if not is_final:
        waiting = dict.fromkeys(device.whose for device in found.waiting)
        awaited = [f"Chờ {whose} gửi lại số liệu." for whose in waiting]
        return [f"{began_text(found.source, found.at)}.", *awaited, *lines, ASKING_HINT]
    if not found.is_restored:
        return lines or [NEVER_RESTORED]
    return [*(lines or [ALL_BACK]), unsent_text(found.source, found.at)]


@recovery.command("ask")
@click.option("-o", "--output", type=FOLDER_PATH, required=True, help="Thư mục, ví dụ trên USB.")
@pass_context
def ask(context: CommandContext, output: Path) -> None:
    """Sau khi khôi phục: lưu tệp hỏi lại cho mọi nơi chưa gửi lại, mỗi nơi một tệp."""
    check_wished_place(output)  # before anything is opened for writing
    with context.session(writing=True) as session:
        saved = RebuildingService(session).save_asking_files(output)
    answer = {
        "files": [
            {
                "path": str(file.path),
                "unit_id": file.unit,
                "unit": file.name,
                "bundle_id": file.bundle_id,
            }
            for file in saved
        ]
    }
    lines = [f"Đã lưu {file.path} cho {file.whose}." for file in saved]
    context.answer(answer, lambda: [*lines, SENT_NEXT] if lines else ["Không còn chờ nơi nào."])


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
    line = f"Đã lưu {output} cho {device.whose}."
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
