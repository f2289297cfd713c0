"""Children of the reading room that behave as hostile files make them behave."""

import os
import time
from multiprocessing.connection import Connection


def dying(connection: Connection) -> None:
    """Takes the file and is gone, as after an abort of a library or a kill of the system."""
    _take(connection)
    os._exit(134)


def silent(connection: Connection) -> None:
    """Takes the file and never says a word again."""
    _take(connection)
    time.sleep(3_600)


def babbling(connection: Connection) -> None:
    """Answers with something that is no answer."""
    _take(connection)
    connection.send_bytes(b'{"sheets": [{"name": 7}]}')
    _take(connection)


def panicking(connection: Connection) -> None:
    """Raises what no `except Exception` sees, as Rust's panics do."""
    _take(connection)
    raise BaseException("panic of a foreign library")  # noqa: TRY002 - that is what they raise


def _take(connection: Connection) -> None:
    connection.recv_bytes()
    connection.recv_bytes()
