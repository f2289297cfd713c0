"""`vanhoa backup`: copies that can be gone back to."""

from pathlib import Path

import click

from vanhoa_desktop.cli.context import FILE_PATH, OUTPUT_PATH, CommandContext, pass_context
from vanhoa_desktop.services.safekeeping.backups import BackupService
from vanhoa_desktop.services.safekeeping.restoring import RestoredInstallation, restore_backup
from vanhoa_desktop.texts.words.dates import date_text
from vanhoa_desktop.texts.words.moments import moment_text

_OF_UNIT = (
    "Hãy nhận tệp kết quả mới nhất của xã, rồi lưu tệp gửi xã: phần đã gửi sau lúc sao lưu có lại."
)
_OF_OFFICE = (
    "Hãy gửi tệp kết quả cho từng thôn rồi nhận tệp thôn gửi lên; «recovery status» cho biết còn "
    "chờ nơi nào."
)
_ROOT_KEY = (
    "Máy này chưa có khóa gốc của xã: hãy chạy «recovery restore» với tệp khôi phục và mã trước."
)


@click.group()
def backup() -> None:
    """Sao lưu và khôi phục số liệu của máy này."""


@backup.command("create")
@click.option("-o", "--output", type=OUTPUT_PATH, default=None, help="Tệp sao lưu, ví dụ trên USB.")
@pass_context
def create(context: CommandContext, output: Path | None) -> None:
    """Sao lưu ngay; làm được cả khi cửa sổ chương trình đang mở."""
    with context.session(writing=False) as session:
        made = BackupService(session).create(output)
    answer = {
        "path": str(made.path),
        "changes": made.changes,
        "bytes": made.size_bytes,
        "thinned": made.thinned,
    }
    context.answer(answer, f"Đã sao lưu và kiểm tra: {made.path}")


@backup.command("list")
@pass_context
def list_backups(context: CommandContext) -> None:
    """Các bản sao lưu trong thư mục của máy này, mới nhất trước."""
    with context.session(writing=False) as session:
        found = BackupService(session).backups()
    answer = {
        "backups": [
            {
                "path": str(item.path),
                "number": item.number,
                "made_on": item.made_on.isoformat(),
                "bytes": item.size_bytes,
            }
            for item in found
        ]
    }
    context.answer(
        answer,
        lambda: [f"{date_text(b.made_on.isoformat())}  {b.path}" for b in found] or ["Không có."],
    )


@backup.command("restore")
@click.argument("file", type=FILE_PATH)
@pass_context
def restore(context: CommandContext, file: Path) -> None:
    """Trở lại một bản sao lưu; số liệu đang có được cất vào thư mục «replaced»."""
    restored = restore_backup(context.paths, file, context.passphrase())
    answer = {
        "device_id": restored.device_id,
        "chain": restored.chain,
        "created": restored.created,
        "changes": restored.changes,
    }
    context.answer(answer, lambda: _restored_lines(restored))


def _restored_lines(restored: RestoredInstallation) -> list[str]:
    lines = [f"Đã khôi phục số liệu sao lưu lúc {moment_text(restored.created)}."]
    if restored.lacks_root_key:
        lines.append(_ROOT_KEY)
    return [*lines, _OF_OFFICE if restored.is_office else _OF_UNIT]
