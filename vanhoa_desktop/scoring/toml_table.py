"""Reading a TOML table with care: every value is checked, every fault gathered at its line."""

import datetime as dt
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from vanhoa_desktop.scoring.problems import LineProblem, ProblemCode
from vanhoa_desktop.scoring.toml_lines import LineMap, Path, locate

MAX_CONTENT_LENGTH = 200_000  # what a record of the journal may hold
MAX_PROBLEMS = 200
MAX_TEXT_LENGTH = 4_000
MAX_DECIMALS = 3
_LINE_OF_ERROR = re.compile(r"at line (\d+)")
_SHARE = re.compile(r"(\d{1,3}(?:\.\d{1,3})?)\s?%")
_WHOLE_SHARE = Decimal(100)

Member = TypeVar("Member", bound=StrEnum)


class Findings:
    """The problems of one file, with the lines to place them."""

    def __init__(self, lines: LineMap) -> None:
        self._lines = lines
        self.problems: list[LineProblem] = []

    def report(self, path: Path, code: ProblemCode, /, **facts: object) -> None:
        """Add a problem at the line of a path, once; past the first 200 no more are kept."""
        problem = LineProblem(self._lines.line(path), code, facts)
        if len(self.problems) < MAX_PROBLEMS and problem not in self.problems:
            self.problems.append(problem)


def load(content: str) -> tuple[Mapping[str, object], Findings]:
    """The parsed text and what gathers its problems; no TOML: an empty table and one problem."""
    findings = Findings(LineMap({}))
    if len(content) > MAX_CONTENT_LENGTH:
        findings.report((), ProblemCode.TOO_LONG, limit=MAX_CONTENT_LENGTH)
        return {}, findings
    normal = normalised(content)
    try:
        document = tomllib.loads(normal, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        found = _LINE_OF_ERROR.search(str(error))
        line = int(found.group(1)) if found else len(normal.rstrip().split("\n"))
        findings.problems.append(LineProblem(line, ProblemCode.NOT_TOML, {"why": str(error)}))
        return {}, findings
    except (
        RecursionError,
        ValueError,
        ArithmeticError,
    ) as error:  # hostile depth, digits or exponents
        findings.problems.append(
            LineProblem(1, ProblemCode.NOT_TOML, {"why": type(error).__name__})
        )
        return {}, findings
    return document, Findings(locate(normal))


def normalised(content: str) -> str:
    """The text as it is stored and travels: NFC, line feeds alone, no byte order mark."""
    return unicodedata.normalize("NFC", content.replace("\r\n", "\n").removeprefix("\ufeff"))


class Table:
    """One table of a file; `finish` reports the keys that no getter asked for."""

    def __init__(self, values: Mapping[str, object], path: Path, findings: Findings) -> None:
        self._values = values
        self._asked: set[str] = set()
        self.path = path
        self.findings = findings

    def report(self, key: str, code: ProblemCode, /, **facts: object) -> None:
        """Add a problem at the line of a key of this table (of the table if there is none)."""
        self.findings.report((*self.path, key), code, **facts)

    def has(self, key: str) -> bool:
        """Whether the key is written at all."""
        return key in self._values

    def _raw(self, key: str, *, is_required: bool) -> object:
        self._asked.add(key)
        found = self._values.get(key)
        if found is None and is_required:
            self.report(key, ProblemCode.VALUE_MISSING, key=key)
        return found

    def text(self, key: str, *, is_required: bool = True) -> str:
        """A text; empty where it is missing or wrong."""
        found = self._raw(key, is_required=is_required)
        return "" if found is None else self._checked_text(key, found)

    def _checked_text(self, key: str, found: object) -> str:
        if not isinstance(found, str):
            self.report(key, ProblemCode.VALUE_WRONG_TYPE, key=key, expected="text")
            return ""
        text = found.strip()
        if not text:
            self.report(key, ProblemCode.TEXT_EMPTY, key=key)
        elif len(text) > MAX_TEXT_LENGTH:
            self.report(key, ProblemCode.TEXT_TOO_LONG, key=key, limit=MAX_TEXT_LENGTH)
        elif any(
            char != "\n" and unicodedata.category(char) in {"Cc", "Cf", "Cs"} for char in text
        ):
            self.report(key, ProblemCode.TEXT_CONTROL_CHARACTER, key=key)
        return text

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty where there is none."""
        return tuple(self._checked_text(key, item) for item in self._list(key))

    def _list(self, key: str) -> list[object]:
        found = self._raw(key, is_required=False)
        if found is None:
            return []
        if not isinstance(found, list):
            self.report(key, ProblemCode.VALUE_WRONG_TYPE, key=key, expected="list")
            return []
        return found

    def number(
        self, key: str, default: Decimal | None = None, *, is_required: bool = True
    ) -> Decimal | None:
        """An exact number from 0 to 1,000,000 with at most three decimals, else `default`."""
        found = self._raw(key, is_required=is_required and default is None)
        checked = None if found is None else self._checked_number(key, found)
        return default if checked is None else checked

    def numbers(self, key: str) -> tuple[Decimal, ...]:
        """A list of exact numbers; empty where there is none."""
        checked = (self._checked_number(key, item) for item in self._list(key))
        return tuple(item for item in checked if item is not None)

    def _checked_number(self, key: str, found: object) -> Decimal | None:
        if isinstance(found, bool) or not isinstance(found, int | Decimal):
            self.report(key, ProblemCode.VALUE_WRONG_TYPE, key=key, expected="number")
            return None
        number = Decimal(found)
        if (
            not number.is_finite()
            or not 0 <= number <= 10**6
            or number != round(number, MAX_DECIMALS)
        ):
            self.report(key, ProblemCode.VALUE_OUT_OF_RANGE, key=key, value=str(number)[:20])
            return None
        return number

    def whole(self, key: str, default: int) -> int:
        """A whole number from 0 on; `default` where it is missing or wrong."""
        found = self.number(key, Decimal(default))
        if found is None or found != int(found):
            self.report(key, ProblemCode.VALUE_OUT_OF_RANGE, key=key, value=str(found))
            return default
        return int(found)

    def share(self, key: str) -> Decimal:
        """A share written as «50%», as a number from 0 to 1."""
        text = self.text(key)
        found = _SHARE.fullmatch(text)
        if text and (found is None or Decimal(found.group(1)) > _WHOLE_SHARE):
            self.report(key, ProblemCode.VALUE_OUT_OF_RANGE, key=key, value=text[:20])
        return (
            Decimal(0) if found is None else min(Decimal(1), Decimal(found.group(1)) / _WHOLE_SHARE)
        )

    def truth(self, key: str, *, default: bool) -> bool:
        """True or false."""
        found = self._raw(key, is_required=False)
        if found is None:
            return default
        if not isinstance(found, bool):
            self.report(key, ProblemCode.VALUE_WRONG_TYPE, key=key, expected="true/false")
            return default
        return found

    def date(self, key: str, *, is_required: bool) -> str | None:
        """A date (written 2023-10-25, without quotes) as ISO text."""
        found = self._raw(key, is_required=is_required)
        if found is None:
            return None
        if isinstance(found, dt.datetime) or not isinstance(found, dt.date):
            self.report(key, ProblemCode.VALUE_WRONG_TYPE, key=key, expected="date")
            return None
        return found.isoformat()

    def member(self, key: str, kind: type[Member], default: Member | None = None) -> Member | None:
        """One of a closed list; `default` where it is missing or wrong."""
        found = self._raw(key, is_required=default is None)
        return default if found is None else self._checked_member(key, kind, found) or default

    def members(self, key: str, kind: type[Member]) -> tuple[Member, ...]:
        """A list of different members of a closed list."""
        checked = [self._checked_member(key, kind, item) for item in self._list(key)]
        found = [item for item in checked if item is not None]
        if len(set(found)) != len(found):
            self.report(key, ProblemCode.CODE_TWICE, code=key)
        return tuple(dict.fromkeys(found))

    def _checked_member(self, key: str, kind: type[Member], found: object) -> Member | None:
        for member in kind:
            if member.value == found:
                return member
        allowed = ", ".join(member.value for member in kind)
        self.report(
            key, ProblemCode.VALUE_NOT_KNOWN, key=key, value=str(found)[:40], allowed=allowed
        )
        return None

    def table(self, key: str) -> "Table":
        """A table inside this one; an empty one where it is missing."""
        found = self._raw(key, is_required=False)
        if found is not None and not isinstance(found, Mapping):
            self.report(key, ProblemCode.VALUE_WRONG_TYPE, key=key, expected="table")
        return Table(found if isinstance(found, Mapping) else {}, (*self.path, key), self.findings)

    def tables(self, key: str) -> list["Table"]:
        """A list of tables inside this one."""
        found = self._list(key)
        if any(not isinstance(item, Mapping) for item in found):
            self.report(key, ProblemCode.VALUE_WRONG_TYPE, key=key, expected="tables")
        return [
            Table(item, (*self.path, key, place), self.findings)
            for place, item in enumerate(found)
            if isinstance(item, Mapping)
        ]

    def finish(self) -> None:
        """Report every key that is none of the format's."""
        for key in self._values:
            if key not in self._asked:
                self.report(key, ProblemCode.KEY_UNKNOWN, key=key)
