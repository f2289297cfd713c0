"""Faults that nobody foresaw, as the log and the crash report tell them: where, never about whom.

The text of an exception may hold whatever was being worked on: a name, an identity number, the
values of a statement. So it is never told. Its kind is, with what the system and the store number
themselves, and the places in the program.
"""

import errno
import logging
import traceback
from collections.abc import Iterator

from typing_extensions import override

from vanhoa_desktop.errors import VanHoaError

OWN_LOGGERS = "vanhoa_desktop"
# From where on a path is the program's or a library's own: before it stands the user's folder.
_ROOTS = ("site-packages", "vanhoa_desktop")
_MOST_LINKS = 8


def fault_lines(error: BaseException, most_frames: int | None = None) -> list[str]:
    """What happened, and where in the program; then the same of what it came from.

    `most_frames`: how many places of each, the innermost ones; None for all.
    """
    lines: list[str] = []
    for link in _links(error):
        lines.append(f"{'from ' if lines else ''}{_kind(link)}")
        frames = traceback.extract_tb(link.__traceback__)
        shown = frames if most_frames is None else frames[-most_frames:]
        lines += [f"  {frame.name} ({_place(frame.filename)}:{frame.lineno})" for frame in shown]
    return lines


class FaultFormatter(logging.Formatter):
    """Lines of a log without a word that is not the program's own.

    Of our loggers the sentence as it stands in the program, without what was to be put into it; of
    others' only where they spoke.
    """

    @override
    def format(self, record: logging.LogRecord) -> str:
        """One record, and the fault that came with it."""
        is_ours = record.name.split(".", maxsplit=1)[0] == OWN_LOGGERS
        said = str(record.msg) if is_ours else f"({_place(record.pathname)}:{record.lineno})"
        lines = [f"{self.formatTime(record)} {record.levelname} {record.name} {said}"]
        error = record.exc_info[1] if record.exc_info else None
        return "\n".join([*lines, *(fault_lines(error) if error is not None else ())])


def _links(error: BaseException) -> Iterator[BaseException]:
    """A fault and what it came from, the nearest first."""
    link: BaseException | None = error
    seen: set[int] = set()
    while link is not None and id(link) not in seen and len(seen) < _MOST_LINKS:
        seen.add(id(link))
        yield link
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)


def _kind(error: BaseException) -> str:
    """The name of its class, and the code or number that says more; nothing that was put in."""
    kind = type(error).__name__
    if isinstance(error, VanHoaError):
        return f"{kind} {error.code.value}"
    if isinstance(error, OSError):
        return f"{kind} {errno.errorcode.get(error.errno or 0, error.errno)}"
    of_store = getattr(error, "sqlite_errorname", None)
    return f"{kind} {of_store}" if isinstance(of_store, str) else kind


def _place(filename: str) -> str:
    parts = filename.replace("\\", "/").split("/")
    starts = [len(parts) - 1 - parts[::-1].index(root) for root in _ROOTS if root in parts]
    return "/".join(parts[max(starts) :] if starts else parts[-1:])
