"""Commands to be killed, and how an installation looks before and after them."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from tests.builders.offices import PASSPHRASE
from vanhoa_desktop.db.database import Database
from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.paths import InstallationPaths
from vanhoa_desktop.services.office.installation import open_session
from vanhoa_desktop.services.office.integrity import IntegrityService
from vanhoa_desktop.trust.keyring import open_keyring
from vanhoa_desktop.unfinished import PREFIX

ROOT = Path(__file__).resolve().parents[2]
KILLED = -signal.SIGKILL
NEW_PASSPHRASE = "cái nón lá cọ"
LEFT = (".restoring", "passing", "store.db.")


class Ended(NamedTuple):
    """How a command ended, and how many file operations it did until then."""

    exit_code: int
    operations: int

    @property
    def was_killed(self) -> bool:
        """Whether it ended by our hand."""
        return self.exit_code == KILLED


class Zygote:
    """The warmed process."""

    def __init__(self, counted: Path) -> None:
        command = [sys.executable, "-m", "tests.interrupted.zygote", str(counted)]
        # The system's folder for passing files, where nothing of ours may stay or pass.
        self.temporary = counted.with_name("temporary")
        self.temporary.mkdir()
        environment = {
            **os.environ,
            "VANHOA_PASSPHRASE": PASSPHRASE,
            "TMPDIR": str(self.temporary),
        }
        self._process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the process."""
        self._process.communicate()

    def run(
        self, arguments: Sequence[str], *, die_at: int = 0, kill_after_s: float | None = None
    ) -> Ended:
        """Run one command: to its end, to a file operation, or for a while."""
        asked = {
            "arguments": list(arguments),
            "die_at": die_at,
            "kill_after_s": kill_after_s,
        }
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        return Ended(answer["exit_code"], answer["operations"])


@dataclass(frozen=True)
class Look:
    """What an installation is: nothing, or a sound store with so many changes and statements."""

    is_founded: bool
    is_sound: bool = True
    changes: int = 0
    statements: int = 0
    merged: int = 0
    is_office: bool = False
    passphrase: str = PASSPHRASE


NOTHING = Look(is_founded=False)


def look_at(folder: Path) -> Look:
    """Look at an installation."""
    paths = InstallationPaths(folder)
    if not paths.is_founded:
        return NOTHING
    passphrase = passphrase_of(paths)
    with open_session(paths, passphrase, writing=False) as session:
        service = IntegrityService(session)
        return Look(
            is_founded=True,
            is_sound=service.check().is_ok,
            changes=service.state_hash().changes,
            statements=_count_statements(session.database),
            merged=_count_merged(session.database),
            is_office=session.identity.is_office,
            passphrase=passphrase,
        )


def passphrase_of(paths: InstallationPaths) -> str:
    """The one of the two that opens the keys."""
    opening = []
    for passphrase in (PASSPHRASE, NEW_PASSPHRASE):
        with contextlib.suppress(VanHoaError):
            open_keyring(paths.keys, passphrase)
            opening.append(passphrase)
    (found,) = opening
    return found


def names_left(folder: Path) -> set[str]:
    """What an installation still has of work that was broken off, opened a minute later."""
    paths = InstallationPaths(folder)
    before = time.time() - 60
    for path in folder.rglob(f"{PREFIX}*"):
        os.utime(path, (before, before))
    open_session(paths, passphrase_of(paths), writing=True).close()
    found = {path.name for path in folder.rglob("*")}
    return {name for name in found if name.startswith((PREFIX, *LEFT))}


def _count_statements(database: Database) -> int:
    with database.reading() as reading:
        return len(list(reading.local.statements()))


def _count_merged(database: Database) -> int:
    with database.reading() as reading:
        return len(list(reading.ledger.all_merged()))
