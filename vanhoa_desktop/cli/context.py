"""What every command shares.

The installation it works on, the passphrase, and where its answer goes.
"""

import os
import sys
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from vanhoa_desktop.cli.parameters import OutputName, PathName, as_unicode
from vanhoa_desktop.cli.speech import say, say_aside, say_json
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.paths import InstallationPaths, default_data_folder
from vanhoa_desktop.services.office.installation import open_session
from vanhoa_desktop.services.office.session import Session

DATA_VARIABLE = "VANHOA_DATA"
PASSPHRASE_VARIABLE = "VANHOA_PASSPHRASE"  # noqa: S105 - the name of a variable, not a secret
ROOT_PASSPHRASE_VARIABLE = "VANHOA_ROOT_PASSPHRASE"  # noqa: S105 - the name of a variable
CODE_VARIABLE = "VANHOA_RECOVERY_CODE"

Answer = Mapping[str, Any]
BRINGING_UP = (
    "Số liệu do bản cũ của chương trình lập: đang sắp xếp lại theo bản này, xin chờ. "
    "Không có gì bị mất."
)
_READ_ALL_THE_SAME = (ErrorCode.STORE_IN_USE, ErrorCode.FOLDER_READ_ONLY, ErrorCode.DISK_FULL)


@dataclass
class HeardOptions:
    """What the outer wall has to know of a call that fails: how to answer, where to note faults."""

    is_json: bool = False
    log: Path | None = None


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

    def given_passphrase(self) -> str:
        """The passphrase of --passphrase-file, else of VANHOA_PASSPHRASE; empty without either."""
        if self.passphrase_file is not None:
            return read_passphrase(self.passphrase_file)
        return as_unicode(os.environ.get(PASSPHRASE_VARIABLE, ""))

    def passphrase(self) -> str:
        """The given passphrase, else one typed at the terminal.

        Raises PASSPHRASE_REQUIRED without any.
        """
        given = self.given_passphrase()
        if not given and sys.stdin is not None and sys.stdin.isatty():
            given = str(click.prompt("Mật khẩu", hide_input=True, err=True))
        if not given:
            raise VanHoaError(ErrorCode.PASSPHRASE_REQUIRED)
        return unicodedata.normalize("NFC", given)

    def session(self, *, writing: bool) -> Session:
        """The open installation; raises what `open_session` raises."""
        session = open_session(
            self.paths, self.passphrase(), writing=writing, progress=_BringingUp()
        )
        session.ask_root = asked_root_passphrase
        return session

    def session_for_papers(self) -> Session:
        """The installation, open for reading; for writing too where nobody else writes.

        What leaves as a paper or a list is noted in the access log, and that is all that is
        written. Beside an open window it still works, unnoted. Raises what `open_session` raises.
        """
        passphrase = self.passphrase()
        try:
            return open_session(self.paths, passphrase, writing=True, progress=_BringingUp())
        except VanHoaError as error:
            if error.code not in _READ_ALL_THE_SAME:
                raise
        return open_session(self.paths, passphrase, writing=False, progress=_BringingUp())

    def answer(self, answer: Answer, lines: Callable[[], list[str]] | str) -> None:
        """Print the answer: one JSON object, or lines for people."""
        if self.is_json:
            say_json(answer)
        else:
            say(*([lines] if isinstance(lines, str) else lines()))


class _BringingUp:
    """Says, once, why opening the store of an older program takes longer than usual."""

    def __init__(self) -> None:
        self._is_said = False

    def __call__(self, done: int, total: int) -> None:
        del done, total
        if not self._is_said:
            self._is_said = True
            say_aside(BRINGING_UP)


def asked_root_passphrase() -> str:
    """The passphrase of the commune's root key: of VANHOA_ROOT_PASSPHRASE, else typed.

    Raises ROOT_PASSPHRASE_REQUIRED without any.
    """
    given = as_unicode(os.environ.get(ROOT_PASSPHRASE_VARIABLE, ""))
    if not given and sys.stdin is not None and sys.stdin.isatty():
        given = str(click.prompt("Mật khẩu của khóa gốc", hide_input=True, err=True))
    if not given:
        raise VanHoaError(ErrorCode.ROOT_PASSPHRASE_REQUIRED)
    return given


def asked_code(file: Path | None) -> str:
    """The code on the recovery sheet: of --code-file, of the environment, or typed."""
    if file is not None:
        return read_passphrase(file)
    given = os.environ.get(CODE_VARIABLE, "")
    if not given and sys.stdin is not None and sys.stdin.isatty():
        given = str(click.prompt("Mã khôi phục (bảy nhóm sáu chữ số)", err=True))
    if not given:
        raise VanHoaError(ErrorCode.RECOVERY_CODE_REQUIRED)
    return given


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
FILE_PATH = PathName("file")
OUTPUT_PATH = OutputName("file")
FOLDER_PATH = PathName("folder")
