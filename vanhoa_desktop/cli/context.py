"""What every command shares.

The installation it works on, the passphrase, and where its answer goes.
"""

import json
import os
import sys
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.paths import InstallationPaths, default_data_folder
from vanhoa_desktop.services.installation import open_session
from vanhoa_desktop.services.session import Session

DATA_VARIABLE = "VANHOA_DATA"
PASSPHRASE_VARIABLE = "VANHOA_PASSPHRASE"  # noqa: S105 - the name of a variable, not a secret

Answer = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CommandContext:
    """The global options of one call."""

    data: Path | None
    is_json: bool
    passphrase_file: Path | None

    @property
    def paths(self) -> InstallationPaths:
        """The installation's files: --data, else VANHOA_DATA, else the usual place."""
        named = self.data or (
            Path(os.environ[DATA_VARIABLE]) if os.environ.get(DATA_VARIABLE) else None
        )
        return InstallationPaths(named or default_data_folder())

    def passphrase(self) -> str:
        """The passphrase from the variable, the file or the terminal.

        Raises PASSPHRASE_REQUIRED without any.
        """
        given = os.environ.get(PASSPHRASE_VARIABLE)
        if given is None and self.passphrase_file is not None:
            given = read_passphrase(self.passphrase_file)
        if given is None and sys.stdin is not None and sys.stdin.isatty():
            given = str(click.prompt("Mật khẩu", hide_input=True, err=True))
        if not given:
            raise VanHoaError(ErrorCode.PASSPHRASE_REQUIRED)
        return unicodedata.normalize("NFC", given)

    def session(self, *, writing: bool) -> Session:
        """The open installation; raises what `open_session` raises."""
        return open_session(self.paths, self.passphrase(), writing=writing)

    def answer(self, answer: Answer, lines: Callable[[], list[str]] | str) -> None:
        """Print the answer: one JSON object, or lines for people."""
        if self.is_json:
            click.echo(json.dumps(answer, ensure_ascii=False))
            return
        for line in [lines] if isinstance(lines, str) else lines():
            click.echo(line)


def read_passphrase(path: Path) -> str:
    """The first line of a passphrase file; raises FILE_MISSING or FILE_UNREADABLE."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise VanHoaError(ErrorCode.FILE_MISSING, path=str(path)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise VanHoaError(ErrorCode.FILE_UNREADABLE, path=str(path)) from error
    return text.splitlines()[0] if text else ""


pass_context = click.make_pass_decorator(CommandContext)
FILE_PATH = click.Path(path_type=Path, dir_okay=False)
FOLDER_PATH = click.Path(path_type=Path, file_okay=False)
