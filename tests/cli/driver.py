"""Runs the command line in this process and reads back what it answered."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from vanhoa_desktop.cli.main import main

PASSPHRASE = "mật khẩu thử"


@dataclass(frozen=True)
class Answer:
    """Exit code and what was printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON object on standard output."""
        return json.loads(self.out)

    @property
    def error(self) -> str:
        """The code of the refusal."""
        return str(self.json["error"]["code"])


@dataclass(frozen=True)
class Machine:
    """One installation at the command line."""

    folder: Path
    capture: pytest.CaptureFixture[str]

    def run(self, *words: object) -> Answer:
        """One command with --json."""
        self.capture.readouterr()
        code = main(["--json", "--data", str(self.folder), *map(str, words)])
        captured = self.capture.readouterr()
        return Answer(code, captured.out, captured.err)

    def do(self, *words: object) -> Any:
        """A command that must be done; returns its JSON answer."""
        answer = self.run(*words)
        assert answer.code == 0, (words, answer)
        return answer.json

    def refuse(self, *words: object) -> str:
        """A command that must be refused; returns the code."""
        answer = self.run(*words)
        assert answer.code == 1, (words, answer)
        return answer.error
