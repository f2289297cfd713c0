"""What Qt keeps to itself when it prints through CUPS: which pages, and if the queue took the job.

Qt draws into a file of its own and hands it over at the end; it neither says whether that was
refused, nor lets a job that was broken off be thrown away.
"""

import ctypes
import sys

from PySide6.QtPrintSupport import QPrintEngine, QPrinter

_LIBRARY = "libcups.so.2"
# IPP status codes up to here mean that the request was granted.
_LAST_GRANTED = 0x00FF
# A key of Qt's own for «name, value, name, value …» of a job (PPK_CupsOptions in qcups_p.h).
_OPTIONS_KEY = 0xFE00
_RANGES = "page-ranges"
# More copies than any server takes, sheets of three pages that no server knows: it must refuse.
_IMPOSSIBLE = ["job-hold-until", "indefinite", "number-up", "3", "copies", "100000"]


def is_queue(printer: QPrinter) -> bool:
    """Whether what is printed goes to a queue of CUPS."""
    is_native = printer.outputFormat() is QPrinter.OutputFormat.NativeFormat
    return is_native and sys.platform.startswith("linux")


def take_ranges(printer: QPrinter) -> list[tuple[int, int]]:
    """The ranges of pages (from 1) that the queue was to pick out, which we print alone instead.

    Drawing a thousand pages for the three that are wanted would take minutes.
    """
    engine, key = printer.printEngine(), QPrintEngine.PrintEnginePropertyKey(_OPTIONS_KEY)
    options = list(engine.property(key) or [])
    pairs = list(zip(options[::2], options[1::2], strict=True))
    ranges = [part for name, value in pairs if name == _RANGES for part in value.split(",")]
    engine.setProperty(key, [word for pair in pairs if pair[0] != _RANGES for word in pair])
    ends = [part.partition("-") for part in ranges]
    return [(int(first), int(last or first)) for first, _, last in ends]


def last_refusal() -> str | None:
    """Why the last request of this thread was refused, in the words of CUPS; None if it was not."""
    try:
        library = ctypes.CDLL(_LIBRARY)
    except OSError:
        return None
    if library.cupsLastError() <= _LAST_GRANTED:
        return None
    library.cupsLastErrorString.restype = ctypes.c_char_p
    said = library.cupsLastErrorString()
    return said.decode("utf-8", errors="replace") if isinstance(said, bytes) else ""


def make_unacceptable(printer: QPrinter) -> None:
    """Have the queue refuse what Qt is going to hand over: the job was broken off."""
    engine = printer.printEngine()
    engine.setProperty(QPrintEngine.PrintEnginePropertyKey(_OPTIONS_KEY), _IMPOSSIBLE)
