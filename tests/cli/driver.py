"""Runs the command line in this process and reads back what it answered."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from vanhoa_desktop.cli.main import main
from vanhoa_desktop.errors import ErrorCode

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


def run_line(capture: pytest.CaptureFixture[str], *words: object) -> Answer:
    """A whole command line in this process."""
    capture.readouterr()
    code = main([str(word) for word in words])
    captured = capture.readouterr()
    return Answer(code, captured.out, captured.err)


@dataclass(frozen=True)
class Machine:
    """One installation at the command line."""

    folder: Path
    capture: pytest.CaptureFixture[str]

    def run(self, *words: object) -> Answer:
        """One command with --json."""
        return run_line(self.capture, "--json", "--data", self.folder, *words)

    def tell(self, *words: object) -> Answer:
        """One command without --json, as people type it."""
        return run_line(self.capture, "--data", self.folder, *words)

    def do(self, *words: object) -> Any:
        """A command that must be done; returns its JSON answer."""
        answer = self.run(*words)
        assert answer.code == 0, (words, answer)
        return answer.json

    def refuse(self, *words: object) -> str:
        """A command that must be refused with one sentence for people; returns the code."""
        answer = self.run(*words)
        assert answer.code == 1, (words, answer)
        told = answer.json["error"]
        assert told["message"] in answer.err
        assert told["code"] in set(ErrorCode), (words, answer)
        return answer.error

    def misused(self, *words: object) -> str:
        """A malformed command line; returns what was told, which never goes to standard output."""
        answer = self.run(*words)
        assert (answer.code, answer.out) == (2, ""), (words, answer)
        assert "Xem thêm: vanhoa" in answer.err
        return answer.err

    def changes(self) -> int:
        """How many changes the journal holds."""
        return int(self.do("state-hash")["changes"])
