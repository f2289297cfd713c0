"""A warmed process that forks a child for every command, so that starting one costs nothing.

Reads one JSON object a line: `arguments` for `vanhoa`; `die_at`, the file operation at which the
child kills itself (0: none); `kill_after_s`, after how long it is killed (null: not). Answers with
its exit code (negative: a signal) and how many file operations it did. Linux only.
"""

import json
import os
import signal
import sys
import time
from pathlib import Path

from tests.builders.locks import CHEAP_LOCK
from vanhoa_desktop.cli.main import main
from vanhoa_desktop.trust import sealed_file

_OPERATIONS = frozenset(
    {"open", "os.rename", "os.remove", "os.mkdir", "os.truncate", "shutil.move", "shutil.rmtree"}
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def _watch(die_at: int, counted: Path) -> None:
    """Count the operations that change files; die just before the one with the number `die_at`."""
    seen = 0

    def on_event(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        if event not in _OPERATIONS or (event == "open" and not _is_writing(arguments)):
            return
        seen += 1
        if seen == die_at:
            os.kill(os.getpid(), signal.SIGKILL)
        os.pwrite(counter, b"%9d" % seen, 0)

    counter = os.open(counted, os.O_WRONLY | os.O_CREAT)
    sys.addaudithook(on_event)


def _is_writing(arguments: tuple[object, ...]) -> bool:
    mode, flags = arguments[1:3]
    is_text = isinstance(mode, str) and any(letter in mode for letter in "wax+")
    return is_text or (isinstance(flags, int) and bool(flags & _WRITING))


def _child(arguments: list[str], die_at: int, counted: Path) -> None:
    silence = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silence, stream)
    _watch(die_at, counted)
    os._exit(main(arguments))


def serve(counted: Path) -> None:
    """Answer until the input ends."""
    for line in sys.stdin:
        asked = json.loads(line)
        counted.write_bytes(b"0")
        child = os.fork()
        if not child:
            _child(asked["arguments"], asked["die_at"], counted)
        if asked["kill_after_s"] is not None:
            time.sleep(asked["kill_after_s"])
            # Nobody has waited for it yet, so the number is still its own, also if it has ended.
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        answer = {
            "exit_code": os.waitstatus_to_exitcode(status),
            "operations": int(counted.read_bytes()),
        }
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    # The lock of a passphrase takes its time on purpose; here it would be all that takes time.
    sealed_file._SCRYPT.update(CHEAP_LOCK)
    serve(Path(sys.argv[1]))
