"""Texts of a workbook: plain ones, and ones made of runs that look different."""

import re
from collections.abc import Iterator

from typing_extensions import override

from vanhoa_desktop.imports.reading.bounds import (
    MAX_CELL_LETTERS,
    MAX_FILLED_CELLS,
    MAX_SHARED_LETTERS,
    TooLargeError,
)
from vanhoa_desktop.imports.reading.grid import Run
from vanhoa_desktop.imports.reading.package import Attributes, XmlListener, listen
from vanhoa_desktop.imports.reading.xlsx_looks import is_on

# A plain text takes the look of its cell. A run without a look of its own has no font (None); one
# with a look that names no font has ''.
SharedText = str | tuple[Run, ...]
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class TextCollector(XmlListener):
    """Hears the elements of one text (`si` or `is`) and makes it."""

    def __init__(self) -> None:
        self._runs: list[Run] = []
        self._letters: list[str] = []
        self._font: str | None = None
        self._is_struck = self._is_in_text = self._is_in_run = self._is_reading_aid = False
        self._length = 0

    @override
    def start(self, name: str, attributes: Attributes) -> None:
        if name == "t":
            self._is_in_text = not self._is_reading_aid
        elif name == "r":
            self._is_in_run = True
            self._font, self._is_struck = None, False
        elif name == "rPr":
            self._font = ""
        elif name == "rFont":
            self._font = attributes.get("val")
        elif name == "strike":
            self._is_struck = is_on(attributes)
        elif name == "rPh":
            self._is_reading_aid = True

    @override
    def end(self, name: str) -> None:
        if name == "t" and self._is_in_text:
            self._is_in_text = False
            if not self._is_in_run:
                self._add_run(None, is_struck=False)
        elif name == "r":
            self._add_run(self._font, is_struck=self._is_struck)
            self._is_in_run = False
        elif name == "rPh":
            self._is_reading_aid = False

    @override
    def text(self, letters: str) -> None:
        if self._is_in_text and self._length <= MAX_CELL_LETTERS:
            self._length += len(letters)
            self._letters.append(letters)

    def taken(self) -> SharedText:
        """The text heard so far; the next one begins."""
        runs = tuple(self._runs)
        self._runs, self._length = [], 0
        if all(run.font is None for run in runs):
            return "".join(run.text for run in runs)
        return runs

    def _add_run(self, font: str | None, *, is_struck: bool) -> None:
        text, self._letters = unescaped("".join(self._letters)), []
        if text:
            self._runs.append(Run(text, font, is_struck))


class _SharedListener(XmlListener):
    """Gathers the shared texts in their order, within bounds."""

    def __init__(self) -> None:
        self.texts: list[SharedText] = []
        self._collector = TextCollector()
        self._left = MAX_SHARED_LETTERS

    @override
    def start(self, name: str, attributes: Attributes) -> None:
        self._collector.start(name, attributes)

    @override
    def text(self, letters: str) -> None:
        self._collector.text(letters)

    @override
    def end(self, name: str) -> None:
        self._collector.end(name)
        if name == "si":
            found = self._collector.taken()
            letters = found if isinstance(found, str) else "".join(run.text for run in found)
            self._left -= len(letters)
            if self._left < 0 or len(self.texts) >= MAX_FILLED_CELLS:
                raise TooLargeError
            self.texts.append(found)


def read_shared_texts(pieces: Iterator[bytes] | None) -> list[SharedText]:
    """The texts that the cells of a workbook share, by their number."""
    listener = _SharedListener()
    if pieces is not None:
        listen(pieces, listener)
    return listener.texts


def unescaped(text: str) -> str:
    """Excel writes signs that XML cannot hold as «_x000D_»."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
