"""`vanhoa passphrase`: another passphrase, with new keys under it."""

import os
import sys
from pathlib import Path

import click

from vanhoa_desktop.cli.context import (
    FILE_PATH,
    CommandContext,
    asked_code,
    asked_root_passphrase,
    pass_context,
    read_passphrase,
)
from vanhoa_desktop.cli.parameters import as_unicode
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.services.office.installation import change_passphrase, open_session
from vanhoa_desktop.services.safekeeping.root_key import RootKeyService

NEW_VARIABLE = "VANHOA_NEW_PASSPHRASE"


def _asked_new(file: Path | None) -> str:
    """The new passphrase: of --new-passphrase-file, of the environment, or typed twice."""
    if file is not None:
        return read_passphrase(file)
    given = as_unicode(os.environ.get(NEW_VARIABLE, ""))
    if not given and sys.stdin is not None and sys.stdin.isatty():
        again = "Gõ lại mật khẩu mới"
        given = str(
            click.prompt("Mật khẩu mới", hide_input=True, confirmation_prompt=again, err=True)
        )
    if not given:
        raise VanHoaError(ErrorCode.PASSPHRASE_REQUIRED)
    return given


@click.group()
def passphrase() -> None:
    """Mật khẩu của máy này."""


@passphrase.command("change")
@click.option("--new-passphrase-file", type=FILE_PATH, default=None, help="Tệp chứa mật khẩu mới.")
@pass_context
def change(context: CommandContext, new_passphrase_file: Path | None) -> None:
    """Đổi mật khẩu và mọi khóa nó giữ; bản chép cũ của khóa không mở được gì mới."""
    known = context.passphrase()
    new = _asked_new(new_passphrase_file)
    change_passphrase(context.paths, known, new)
    with open_session(context.paths, new, writing=False) as session:
        device = session.identity.device_id
    context.answer({"device_id": device}, "Đã đổi mật khẩu. Số liệu còn nguyên.")


@passphrase.command("root")
@click.option("--new-passphrase-file", type=FILE_PATH, default=None, help="Tệp chứa mật khẩu mới.")
@click.option("--recovery", type=FILE_PATH, default=None, help="Tệp khôi phục, khi quên.")
@click.option("--code-file", type=FILE_PATH, default=None, help="Tệp chứa mã khôi phục.")
@pass_context
def root(
    context: CommandContext,
    new_passphrase_file: Path | None,
    recovery: Path | None,
    code_file: Path | None,
) -> None:
    """Đặt, đổi mật khẩu riêng của khóa gốc (máy chính của xã); quên thì dùng tệp khôi phục."""
    with context.session(writing=True) as session:
        service = RootKeyService(session)
        if recovery is not None:
            code = asked_code(code_file)
            service.reset(recovery, code, _asked_new(new_passphrase_file))
        else:
            has_own = service.has_own_passphrase()
            known = asked_root_passphrase() if has_own else session.passphrase
            service.protect(known, _asked_new(new_passphrase_file))
        device = session.identity.device_id
    context.answer({"device_id": device}, "Khóa gốc của xã từ nay có mật khẩu riêng.")
