"""What goes to standard output and standard error, always in UTF-8."""

import contextlib
import errno
import json
import os
import sys
from collections.abc import Mapping
from io import TextIOWrapper
from typing import Any

import click


class AnswerLostError(Exception):
    """The command is done, but standard output did not take its answer (a full disk, as a rule)."""


def speak_utf8() -> None:
    """Write UTF-8 whatever the locale says; what has no UTF-8 form is escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def say(*lines: str) -> None:
    """Answer in lines; raises AnswerLostError."""
    try:
        for line in lines:
            click.echo(line)
    except OSError as error:
        if error.errno == errno.EPIPE:
            # Nobody reads any longer (`| head`): click ends such a command quietly.
            raise
        _let_go_of_output()
        raise AnswerLostError from error


def say_json(answer: Mapping[str, Any]) -> None:
    """Answer with one JSON object; raises AnswerLostError."""
    say(json.dumps(answer, ensure_ascii=False))


def say_aside(*lines: str) -> None:
    """Tell people something on standard error, if there is anywhere to tell it."""
    with contextlib.suppress(OSError):
        for line in lines:
            click.echo(line, err=True)


def _let_go_of_output() -> None:
    """What could not be written must not be tried, and complained of, once more at the end."""
    with contextlib.suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
