"""The child process: it limits itself, takes a file, answers with a book or a refusal.

It imports only what reading needs; whatever a file does to it ends here.
"""

import contextlib
import os
from multiprocessing.connection import Connection

import msgspec

from vanhoa_desktop.imports.reading.bounds import MAX_FILE_BYTES, TooLargeError, UnreadableError
from vanhoa_desktop.imports.reading.files import read_file
from vanhoa_desktop.imports.reading.limits import limit_this_process
from vanhoa_desktop.imports.reading.text_bytes import EncodingUnknownError
from vanhoa_desktop.imports.reading.wire import (
    BookRefusal,
    ReadingAnswer,
    ReadingQuestion,
    answer_of,
)

_MOST_QUESTION_BYTES = 1 << 16
_STDERR = 2


def serve(connection: Connection) -> None:
    """ReadingAnswer question after question until the other side hangs up."""
    _be_quiet()
    with contextlib.suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            asked = connection.recv_bytes(_MOST_QUESTION_BYTES)
            question = msgspec.json.decode(asked, type=ReadingQuestion)
            content = connection.recv_bytes(MAX_FILE_BYTES + 1)
            limit_this_process()
            connection.send_bytes(_answer(question, content))


def _answer(question: ReadingQuestion, content: bytes) -> bytes:
    try:
        book = read_file(content, question.name, question.suffix, question.encoding)
        return msgspec.json.encode(answer_of(book))
    except UnreadableError:
        refusal = BookRefusal.UNREADABLE
    except EncodingUnknownError:
        refusal = BookRefusal.ENCODING_UNKNOWN
    except (TooLargeError, MemoryError, RecursionError):
        refusal = BookRefusal.TOO_HEAVY
    except Exception:  # noqa: BLE001 - this process is there for what nobody foresaw
        refusal = BookRefusal.UNREADABLE
    return msgspec.json.encode(ReadingAnswer(refusal))


def _be_quiet() -> None:
    """What libraries say as they die is nothing for a terminal."""
    with contextlib.suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, _STDERR)
