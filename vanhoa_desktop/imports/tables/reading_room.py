"""The one door for foreign spreadsheets: a file goes in, a `Book` or a refusal comes out.

The file is taken apart by a child process. Whatever it does to the libraries there (a panic, an
endless loop, half a terabyte of memory), here it is a refusal with a sentence.
"""

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import msgspec

from vanhoa_desktop.domain.enums import TextEncoding
from vanhoa_desktop.domain.ports import Progress, no_progress
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.files import read_limited
from vanhoa_desktop.imports.book.book import Book, SheetState
from vanhoa_desktop.imports.reading.bounds import MAX_ANSWER_BYTES, MAX_FILE_BYTES
from vanhoa_desktop.imports.reading.wire import BookRefusal, ReadingAnswer, ReadingQuestion
from vanhoa_desktop.texts.words.plain import plain_line

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

Serve = Callable[["Connection"], None]
_CODES = {
    BookRefusal.UNREADABLE: ErrorCode.SPREADSHEET_UNREADABLE,
    BookRefusal.ENCODING_UNKNOWN: ErrorCode.SPREADSHEET_ENCODING_UNKNOWN,
    BookRefusal.TOO_HEAVY: ErrorCode.SPREADSHEET_TOO_HEAVY,
}
# The child's processor time is bounded; this is for one that does nothing at all.
_LONGEST_WAIT_S = 60.0
_GLANCE_S = 0.1


class ReadingRoom:
    """A child process that reads one file after the other, and is replaced when it dies."""

    def __init__(self, serve: Serve | None = None, longest_wait_s: float = _LONGEST_WAIT_S) -> None:
        self._serve = serve
        self._longest_wait_s = longest_wait_s
        self._child: tuple[BaseProcess, Connection] | None = None
        self._owner = os.getpid()
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def read(self, path: Path, encoding: TextEncoding, progress: Progress = no_progress) -> Book:
        """As `read_book`."""
        content = read_limited(path, MAX_FILE_BYTES)
        # Names of files may hold bytes that are no text.
        name, suffix = plain_line(path.name), plain_line(path.suffix)
        question = msgspec.json.encode(ReadingQuestion(name, suffix, encoding))
        with self._lock:
            is_used = self._is_used()
            found = self._ask(question, content, progress)
            if is_used and found is BookRefusal.TOO_HEAVY:
                # What it read before may have left it short: a fresh one has the last word.
                self.close()
                found = self._ask(question, content, progress)
        if isinstance(found, BookRefusal):
            raise VanHoaError(_CODES[found], path=str(path))
        if not any(sheet.is_filled for sheet in found.sheets):
            _refuse_empty(found, path)
        return found

    def close(self) -> None:
        """End the child, whatever it is doing."""
        if self._child is None:
            return
        (process, connection), self._child = self._child, None
        connection.close()
        process.kill()
        process.join()
        process.close()

    def _is_used(self) -> bool:
        """Whether there is a child that has read before; one of before a fork is not ours."""
        if self._owner != os.getpid():
            self._child, self._owner = None, os.getpid()
        return self._child is not None

    def _ask(self, question: bytes, content: bytes, progress: Progress) -> Book | BookRefusal:
        try:
            answer = self._answer(question, content, progress)
            return answer.refusal if answer.refusal is not None else answer.book()
        except (EOFError, OSError, msgspec.MsgspecError, ValueError, LookupError):
            # It died, or came back with something else than an answer.
            self.close()
            return BookRefusal.TOO_HEAVY
        except BaseException:
            self.close()
            raise

    def _answer(self, question: bytes, content: bytes, progress: Progress) -> ReadingAnswer:
        process, connection = self._child = self._child or self._begun()
        connection.send_bytes(question)
        connection.send_bytes(content)
        end = time.monotonic() + self._longest_wait_s
        while not connection.poll(_GLANCE_S):
            progress(0, 1)
            if time.monotonic() > end or not process.is_alive():
                raise EOFError
        return msgspec.json.decode(connection.recv_bytes(MAX_ANSWER_BYTES), type=ReadingAnswer)

    def _begun(self) -> "tuple[BaseProcess, Connection]":
        import multiprocessing

        from vanhoa_desktop.imports.reading.child import serve

        # «spawn» on all systems: nothing of this process, no lock and no key, goes along.
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=self._serve or serve, args=(theirs,), daemon=True)
        process.start()
        theirs.close()
        return process, ours


# Officers look at a file several times before they take it in: the child waits for the next look.
_ROOM = ReadingRoom()


def read_book(
    path: Path,
    *,
    encoding: TextEncoding = TextEncoding.AUTO,
    progress: Progress = no_progress,
) -> Book:
    """All sheets of an .xlsx, .xls, .ods or text file.

    `progress` is called a few times a second while the file is read; what it raises ends the
    reading at once and passes through.

    Raises FILE_MISSING, FILE_UNREADABLE, FILE_TOO_LARGE, SPREADSHEET_UNREADABLE,
    SPREADSHEET_ENCODING_UNKNOWN, SPREADSHEET_TOO_HEAVY (too much for the memory and time that the
    child is given, or it died), SPREADSHEET_EMPTY (no sheet holds anything).
    """
    return _ROOM.read(path, encoding, progress)


def _refuse_empty(book: Book, path: Path) -> None:
    """A book without a filled sheet; sheets that were too large are the more telling reason."""
    is_heavy = any(sheet.state is SheetState.TOO_LARGE for sheet in book.sheets)
    code = ErrorCode.SPREADSHEET_TOO_HEAVY if is_heavy else ErrorCode.SPREADSHEET_EMPTY
    raise VanHoaError(code, path=str(path))
