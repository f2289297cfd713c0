"""Where each key of a TOML text stands, so that problems can be shown at their line.

tomllib keeps no places. The text is known to be valid TOML (tomllib has read it). Keys inside
arrays and inline tables have no place of their own: they are shown at the line of the key that
holds them.
"""

import re
from collections.abc import Mapping

Path = tuple[str | int, ...]

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*((?:"[^"]*"|'[^']*'|[A-Za-z0-9_-]++|\s*+\.\s*+)+?)\s*=""")
_PART = re.compile(r""""([^"]*)"|'([^']*)'|([A-Za-z0-9_-]+)""")
_LONG_QUOTES = ('"' * 3, "'" * 3)


class LineMap:
    """Lines of keys and tables by their path; list items are numbered from 0."""

    def __init__(self, lines: Mapping[Path, int]) -> None:
        self._lines = lines

    def line(self, path: Path) -> int:
        """The line of a path, or of what holds it; 1 for the whole file."""
        for end in range(len(path), 0, -1):
            found = self._lines.get(path[:end])
            if found is not None:
                return found
        return 1


def locate(content: str) -> LineMap:
    """The places of all keys and tables of a valid TOML text."""
    scanner = _Scanner()
    for number, line in enumerate(content.split("\n"), start=1):
        scanner.read(number, line)
    return LineMap(scanner.lines)


def _parts(dotted: str) -> list[str]:
    return ["".join(found) for found in _PART.findall(dotted)]


class _Scanner:
    """Reads line by line, knowing the table it is in and whether a value is still open."""

    def __init__(self) -> None:
        self.lines: dict[Path, int] = {}
        self._table: Path = ()
        self._counts: dict[Path, int] = {}
        self._open_quotes = ""
        self._open_brackets = 0

    def read(self, number: int, line: str) -> None:
        """Take in one line."""
        if self._open_quotes or self._open_brackets:
            self._follow(line)
            return
        header = _HEADER.match(line)
        if header:
            self._enter(header.group(1) == "[[", _parts(header.group(2)), number)
            return
        key = _KEY.match(line)
        if key:
            self.lines.setdefault((*self._table, *_parts(key.group(1))), number)
            self._follow(line[key.end() :])

    def _enter(self, is_list: bool, names: list[str], number: int) -> None:  # noqa: FBT001 - private, one caller
        path: Path = ()
        for name in names[:-1]:
            path = (*path, name)
            if path in self._counts:
                path = (*path, self._counts[path] - 1)
        path = (*path, names[-1])
        if is_list:
            self.lines.setdefault(path, number)
            place = self._counts.get(path, 0)
            self._counts[path] = place + 1
            path = (*path, place)
        self.lines[path] = number
        self._table = path

    def _follow(self, text: str) -> None:
        """Keep track of long strings and of brackets that stay open over the end of the line."""
        place = 0
        while place < len(text):
            if self._open_quotes:
                end = text.find(self._open_quotes, place)
                if end < 0:
                    return
                place = end + 3
                self._open_quotes = ""
            else:
                place = self._step(text, place)

    def _step(self, text: str, place: int) -> int:
        char = text[place]
        if char == "#":
            return len(text)
        if text[place : place + 3] in _LONG_QUOTES:
            self._open_quotes = text[place : place + 3]
            return place + 3
        if char in "\"'":
            return _end_of_string(text, place)
        self._open_brackets += (char in "[{") - (char in "]}")
        return place + 1


def _end_of_string(text: str, place: int) -> int:
    quote = text[place]
    place += 1
    while place < len(text) and text[place] != quote:
        place += 2 if quote == '"' and text[place] == "\\" else 1
    return place + 1
