"""The tables of docs/bundle-format.md, read by a program: kinds with their fields, and caps."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NoReturn

PAGE = Path(__file__).resolve().parents[3] / "docs" / "bundle-format.md"
_TOKEN = re.compile(r"\s*('[^']*'|\d+\.\.\d+|[a-z][a-z_0-9]*|[{}:,|])")
_CAPITALS = {
    "YYYY": "[0-9]{4}",
    "INDICATOR": r"[A-Z]{1,4}[0-9]{1,3}(?:\.[0-9]{1,3})?",
    "MODEL": "(?:citizen|family|clan|community|unit|commune)",
    "ASSESSOR": "(?:self|village|commune)",
    "NAME": "[a-z_]{1,40}",
}


@dataclass(frozen=True)
class Form:
    """What a value may be: a word of the page, with its range, words or parts."""

    name: str
    least: int = 0
    most: int = 0
    words: tuple[str, ...] = ()
    parts: Mapping[str, "Form"] = field(default_factory=dict)
    or_null: bool = False


@dataclass
class Kind:
    """A kind of record: who writes it, who holds it, its statuses and fields."""

    name: str
    writers: str
    holders: str
    statuses: frozenset[str]
    fields: dict[str, Form] = field(default_factory=dict)

    def form_of(self, name: str) -> Form | None:
        """The form of a field; None for one that the page does not know."""
        for written, form in self.fields.items():
            if re.fullmatch(field_pattern(written), name):
                return form
        return None


def field_pattern(written: str) -> str:
    """The regular expression of a field's name as the page writes it."""
    parts = re.split("([A-Z]{4,})", written)
    return "".join(_CAPITALS.get(part, re.escape(part)) for part in parts)


@cache
def text_of_page() -> str:
    """The page."""
    return PAGE.read_text(encoding="utf-8")


@cache
def kinds() -> dict[str, Kind]:
    """The kinds, from the block that begins with «kind»."""
    found: dict[str, Kind] = {}
    last = Kind("", "", "", frozenset())
    block = re.search(r"```\nkind .*?\n(.*?)```", text_of_page(), re.DOTALL)
    assert block is not None
    for line in block[1].splitlines():
        words = line.split()
        if line.startswith("  "):
            name, form = line.split(maxsplit=1)
            last.fields[name] = _Reading(form).whole()
        elif words:
            last = Kind(words[0], words[1], words[2], frozenset(words[3:]))
            found[last.name] = last
    return found


@cache
def caps() -> dict[str, tuple[int, int]]:
    """Row of the table of caps → the number for a unit's file, and for the office's."""
    found = {}
    rows = re.findall(
        r"^\| ([^|]+) \| ([0-9][^|]*) \| ([0-9][^|]*) \|$", text_of_page(), re.MULTILINE
    )
    for name, unit, office in rows:
        found[name] = number(unit), number(office)
    return found


def number(text: str) -> int:
    """A number of the page: «48 MB», «50,000»."""
    digits, *unit = text.replace(",", "").split()
    return int(digits) * (1024 * 1024 if unit == ["MB"] else 1)


class _Reading:
    """A form, read from left to right."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = list(self._split(text))

    def _split(self, text: str) -> Iterator[str]:
        place = 0
        while place < len(text.rstrip()):
            found = _TOKEN.match(text, place)
            if found is None:
                self._fail()
            yield found[1]
            place = found.end()

    def _fail(self) -> NoReturn:
        raise ValueError(self._text)

    def _take(self, wanted: str = "") -> str:
        if not self._tokens or (wanted and self._tokens[0] != wanted):
            self._fail()
        return self._tokens.pop(0)

    def _next_is(self, token: str) -> bool:
        return self._tokens[:1] == [token]

    def whole(self) -> Form:
        """The form that the text is, to its end."""
        form = self._form()
        if self._tokens:
            self._fail()
        return form

    def _form(self) -> Form:
        form = self._object() if self._next_is("{") else self._plain()
        if self._next_is("or"):
            self._take()
            self._take("null")
            form = Form(form.name, form.least, form.most, form.words, form.parts, or_null=True)
        return form

    def _object(self) -> Form:
        parts = {}
        while self._take() != "}":
            name = self._take()
            self._take(":")
            parts[name] = self._form()
        return Form("object", parts=parts)

    def _plain(self) -> Form:
        name = self._take()
        if name.startswith("'"):
            words = [name.strip("'")]
            while self._next_is("|"):
                self._take()
                words.append(self._take().strip("'"))
            return Form("words", words=tuple(words))
        if self._tokens and ".." in self._tokens[0]:
            least, most = self._take().split("..")
            return Form(name, int(least), int(most))
        return Form(name)
