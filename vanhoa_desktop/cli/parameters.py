"""Kinds of parameters: file and folder names, and text that is UTF-8 whatever the system's locale.

A folder where a file is wanted, a file that cannot be read and the like are refusals of the
services, with a sentence of ours, and not a wrong command line.
"""

import re
from decimal import Decimal
from pathlib import Path
from typing import ClassVar

import click
from typing_extensions import override

from vanhoa_desktop.files import check_wished_place


def as_unicode(text: str) -> str:
    """Text from the process's surroundings as Unicode.

    Bytes that the locale did not know came in as lone surrogates; they are read as UTF-8, and what
    is not UTF-8 becomes the replacement sign.
    """
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


class UnicodeText(click.ParamType[str]):
    """Text that can be stored and compared."""

    name = "text"

    @override
    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The text without lone surrogates."""
        return as_unicode(value)


class Size(click.ParamType[int]):
    """A size such as 20MB, 500 KB or 1,5 GB; in millions of bytes, as e-mail services count."""

    name = "size"
    _form = re.compile(r"(\d{1,9}(?:[.,]\d{1,3})?)\s*([kmg]?)b?", re.IGNORECASE | re.ASCII)
    _units: ClassVar[dict[str, int]] = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9}

    @override
    def convert(
        self, value: str | int, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        """The size in bytes."""
        found = self._form.fullmatch(str(value).strip())
        if found is None:
            self.fail(f"«{value}» không phải cỡ tệp, ví dụ 20MB.", param, ctx)
        number = Decimal(found[1].replace(",", "."))
        return int(number * self._units[found[2].lower()])


class PathName(click.ParamType[Path]):
    """The name of a file or folder, which need not be there."""

    def __init__(self, name: str) -> None:
        self.name = name

    @override
    def convert(
        self, value: str | Path, param: click.Parameter | None, ctx: click.Context | None
    ) -> Path:
        """The path; an empty name is a slip (as a rule a variable of a script that was not set)."""
        if not str(value):
            self.fail("tên để trống.", param, ctx)
        return Path(value)


class OutputName(PathName):
    """The name of a file to save: refused before any work where nobody may save."""

    @override
    def convert(
        self, value: str | Path, param: click.Parameter | None, ctx: click.Context | None
    ) -> Path:
        """The path; raises as `check_wished_place`."""
        path = super().convert(value, param, ctx)
        check_wished_place(path)
        return path


TEXT = UnicodeText()
SIZE = Size()


def read_text_as_unicode(command: click.Command) -> None:
    """Give every text parameter of a command and of the commands under it the type `TEXT`."""
    for parameter in command.params:
        if isinstance(parameter.type, click.types.StringParamType):
            parameter.type = TEXT
    if isinstance(command, click.Group):
        for below in command.commands.values():
            read_text_as_unicode(below)
