"""Rules for single values of journal fields: what type, how long, in what form."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from vanhoa_desktop import canonical
from vanhoa_desktop.canonical import Json

Rule = Callable[[Json], bool]

UUID_FORM = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
SHA256_FORM = re.compile(r"[0-9a-f]{64}")
# Digits are 0 to 9: `\d` would take those of every script.
_POINTS_FORM = re.compile(r"(0|[1-9][0-9]{0,3})(\.[0-9]{0,2}[1-9])?")
_FACT_FORM = re.compile(r"(0|[1-9][0-9]{0,8})(\.[0-9]{0,3}[1-9])?")
_BIRTH_FORM = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
# Python reads «2026-W01-1» and «20260101» as dates as well.
_DATE_FORM = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT_FORM = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_LENGTH_OF_PRECISION = {"year": 4, "month": 7, "day": 10}
_FIRST_YEAR, _LAST_YEAR = 1850, 2200
MAX_POINTS = 1000


@dataclass(frozen=True, slots=True)
class TextRule:
    """NFC text without control characters (but line ends where `lines`), at most `most` long.

    `exact` text was made by a program and is hashed: whoever writes it may change no letter of it.
    """

    most: int
    lines: bool = False
    exact: bool = False

    def __call__(self, value: Json) -> bool:
        """Whether a value is such a text."""
        if not isinstance(value, str) or len(value) > self.most:
            return False
        if not unicodedata.is_normalized("NFC", value):
            return False
        if value.isprintable():
            return True  # nearly all texts; what is printable holds no control characters
        allowed = "\n\t" if self.lines else ""
        return all(
            char in allowed or unicodedata.category(char) not in {"Cc", "Cs"} for char in value
        )


@dataclass(frozen=True, slots=True)
class WrappedRule:
    """What `rule` says of a value, and what else is allowed (None) or not ('')."""

    rule: Rule
    may_be_none: bool
    may_be_empty: bool

    def __call__(self, value: Json) -> bool:
        """Whether a value obeys."""
        if value is None and self.may_be_none:
            return True
        return (self.may_be_empty or bool(value)) and self.rule(value)


@dataclass(frozen=True, slots=True)
class PartsRule:
    """An object with exactly the keys of `rules`, each value obeying its rule."""

    rules: Mapping[str, Rule]

    def __call__(self, value: Json) -> bool:
        """Whether a value is such an object."""
        return (
            isinstance(value, dict)
            and value.keys() == self.rules.keys()
            and all(rule(value[key]) for key, rule in self.rules.items())
        )


def text(max_length: int, *, lines: bool = False, exact: bool = False) -> TextRule:
    """Text of at most `max_length` letters."""
    return TextRule(max_length, lines, exact)


def nonempty(rule: Rule) -> Rule:
    """A value that obeys `rule` and is not empty."""
    return WrappedRule(rule, may_be_none=False, may_be_empty=False)


def optional(rule: Rule) -> Rule:
    """None, or a value that obeys `rule`."""
    return WrappedRule(rule, may_be_none=True, may_be_empty=True)


def one_of(values: Collection[str]) -> Rule:
    """One of a closed list of texts."""
    return lambda value: isinstance(value, str) and value in values


def member_of(kind: type[StrEnum]) -> Rule:
    """The value of an enum member."""
    return one_of(frozenset(member.value for member in kind))


def matching(pattern: re.Pattern[str]) -> Rule:
    """Text of a form."""
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


def whole(least: int, most: int) -> Rule:
    """A whole number in a range."""
    return lambda value: (
        isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
    )


def parts(**rules: Rule) -> Rule:
    """An object with exactly these keys, each obeying its rule."""
    return PartsRule(rules)


def small(max_bytes: int) -> Rule:
    """Any JSON value that is short in its canonical form."""
    return lambda value: len(canonical.encode(value)) <= max_bytes


def date(value: Json) -> bool:
    """An ISO date of plausible times."""
    if not isinstance(value, str) or not _DATE_FORM.fullmatch(value):
        return False
    try:
        return _FIRST_YEAR <= dt.date.fromisoformat(value).year <= _LAST_YEAR
    except ValueError:
        return False


def moment(value: Json) -> bool:
    """A moment in UTC to the second: what a wall clock, right or wrong, can show."""
    if not isinstance(value, str) or not _MOMENT_FORM.fullmatch(value):
        return False
    try:
        dt.datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def _points_number(given: Json) -> bool:
    """Canonical decimal text with at most three decimals."""
    return (
        isinstance(given, str)
        and _POINTS_FORM.fullmatch(given) is not None
        and Decimal(given) <= MAX_POINTS
    )


# {points, reason}: the number is null where points were cleared.
points = parts(points=optional(_points_number), reason=optional(text(500)))


def truth(value: Json) -> bool:
    """True or false."""
    return isinstance(value, bool)


def canonical_decimal(value: Json) -> bool:
    """A canonical decimal text."""
    return isinstance(value, str) and _FACT_FORM.fullmatch(value) is not None


def fact(value: Json) -> bool:
    """What is entered beside points: true, false, a canonical decimal text, or null for unknown."""
    return value is None or truth(value) or canonical_decimal(value)


def birth(value: Json) -> bool:
    """{precision, text}: YYYY, YYYY-MM or YYYY-MM-DD as the precision says."""
    if not isinstance(value, dict) or value.keys() != {"precision", "text"}:
        return False
    precision, written = value["precision"], value["text"]
    if (
        not isinstance(written, str)
        or not isinstance(precision, str)
        or not _BIRTH_FORM.fullmatch(written)
    ):
        return False
    return _LENGTH_OF_PRECISION.get(precision) == len(written) and date(
        written + "-01-01"[len(written) - 4 :]
    )
