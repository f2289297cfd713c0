"""The small language of conditions in criteria files: numbers, facts, comparison, and, or, not.

There is no `eval`: a hand-written reader makes a tree that is checked against the closed list of
facts before it is ever used. Values are exact fractions or truths; a fact that nobody knows gives
None, which spreads except where the other side decides alone (three-valued logic), so that nothing
is passed or failed for want of a number.

    condition  = both { "or" both }
    both       = denial { "and" denial }
    denial     = "not" denial | comparison
    comparison = sum [ (">=" | "<=" | ">" | "<" | "=" | "!=") sum ]
    sum        = product { ("+" | "-") product }
    product    = atom { ("*" | "/") atom }
    atom       = number [ "%" ] | name | "true" | "false" | "-" atom | "(" condition ")"
"""

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import NoReturn

MAX_LENGTH = 500
MAX_DEPTH = 20
_TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?)|([A-Za-z_][A-Za-z0-9_.]*)|(>=|<=|!=|[-+*/()%<>=]))")
_WORDS = frozenset({"and", "or", "not", "true", "false"})

Value = Fraction | bool | None


class ValueKind(StrEnum):
    """What a fact or a part of a condition gives."""

    NUMBER = "number"
    TRUTH = "truth"


class ExpressionError(Exception):
    """A condition that cannot be used: `why` is a short code, `at` the place (from 1)."""

    def __init__(self, why: str, at: int, found: str = "") -> None:
        super().__init__(f"{why} at {at}: {found}")
        self.why = why
        self.at = at
        self.found = found


@dataclass(frozen=True, slots=True)
class Node:
    """A part of a condition: a sign with its parts, a `name`, or a `constant`."""

    sign: str
    kind: ValueKind
    parts: tuple["Node", ...] = ()
    name: str = ""
    constant: Value = None


@dataclass(frozen=True, slots=True)
class Expression:
    """A checked condition: its text, its tree, and the names of the facts that it reads."""

    text: str
    tree: Node
    names: frozenset[str]

    def value(self, facts: Mapping[str, Value]) -> bool | None:
        """True, False, or None where the known facts do not decide."""
        found = _value(self.tree, facts)
        return found if isinstance(found, bool) else None


_ARITHMETIC: Mapping[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}
_COMPARISONS: Mapping[str, Callable[[Fraction, Fraction], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "=": operator.eq,
    "!=": operator.ne,
}


def parse_expression(text: str, facts: Mapping[str, ValueKind]) -> Expression:
    """Read and check a condition over the given facts; raises `ExpressionError`."""
    if len(text) > MAX_LENGTH:
        raise ExpressionError("TOO_LONG", MAX_LENGTH)
    reader = _Reader(_tokens(text), facts)
    tree = reader.condition(0)
    reader.finish()
    if tree.kind is not ValueKind.TRUTH:
        raise ExpressionError("NOT_A_CONDITION", 1)
    return Expression(text, tree, frozenset(reader.names))


def _tokens(text: str) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    place = 0
    stripped = text.rstrip()
    while place < len(stripped):
        match = _TOKEN.match(stripped, place)
        if match is None:
            raise ExpressionError("SIGN_UNKNOWN", place + 1, stripped[place : place + 10].strip())
        found.append((match.group().strip(), match.end() - len(match.group().strip()) + 1))
        place = match.end()
    found.append(("", len(stripped) + 1))
    return found


class _Reader:
    """A recursive-descent reader over tokens; every step checks what kinds it joins."""

    def __init__(self, tokens: list[tuple[str, int]], facts: Mapping[str, ValueKind]) -> None:
        self._tokens = tokens
        self._place = 0
        self._facts = facts
        self.names: set[str] = set()

    @property
    def _sign(self) -> str:
        return self._tokens[self._place][0]

    def _take(self) -> str:
        sign = self._sign
        self._place += 1
        return sign

    def _refuse(self, why: str) -> NoReturn:
        raise ExpressionError(why, self._tokens[self._place][1], self._sign)

    def finish(self) -> None:
        """Nothing may follow a whole condition."""
        if self._sign:
            self._refuse("UNEXPECTED")

    def condition(self, depth: int) -> Node:
        """One or several parts joined by «or»."""
        if depth > MAX_DEPTH:
            self._refuse("TOO_DEEP")
        found = self._both(depth)
        while self._sign == "or":
            self._take()
            found = self._truths("or", found, self._both(depth))
        return found

    def _both(self, depth: int) -> Node:
        found = self._denial(depth)
        while self._sign == "and":
            self._take()
            found = self._truths("and", found, self._denial(depth))
        return found

    def _denial(self, depth: int) -> Node:
        if depth > MAX_DEPTH:
            self._refuse("TOO_DEEP")
        if self._sign != "not":
            return self._comparison(depth)
        self._take()
        return self._truths("not", self._denial(depth + 1))

    def _comparison(self, depth: int) -> Node:
        found = self._sum(depth)
        if self._sign not in _COMPARISONS:
            return found
        sign = self._take()
        right = self._sum(depth)
        if ValueKind.TRUTH in {found.kind, right.kind}:
            self._refuse("NUMBER_NEEDED")
        return Node(sign, ValueKind.TRUTH, (found, right))

    def _sum(self, depth: int) -> Node:
        found = self._product(depth)
        while self._sign in {"+", "-"}:
            found = self._numbers(self._take(), found, self._product(depth))
        return found

    def _product(self, depth: int) -> Node:
        found = self._atom(depth)
        while self._sign in {"*", "/"}:
            found = self._numbers(self._take(), found, self._atom(depth))
        return found

    def _atom(self, depth: int) -> Node:
        if depth > MAX_DEPTH:
            self._refuse("TOO_DEEP")
        sign = self._sign
        if sign == "(":
            self._take()
            found = self.condition(depth + 1)
            if self._sign != ")":
                self._refuse("BRACKET_OPEN")
            self._take()
            return found
        if sign == "-":
            self._take()
            return self._numbers(
                "-", Node("", ValueKind.NUMBER, constant=Fraction(0)), self._atom(depth + 1)
            )
        return self._leaf()

    def _leaf(self) -> Node:
        sign = self._sign
        if sign[:1].isdigit():
            self._take()
            number = Fraction(sign)
            if self._sign == "%":
                self._take()
                number /= 100
            return Node("", ValueKind.NUMBER, constant=number)
        if sign in {"true", "false"}:
            self._take()
            return Node("", ValueKind.TRUTH, constant=sign == "true")
        if not sign or sign in _WORDS or not (sign[0].isalpha() or sign[0] == "_"):
            self._refuse("UNEXPECTED")
        kind = self._facts.get(sign)
        if kind is None:
            self._refuse("UNKNOWN_FACT")
        self.names.add(self._take())
        return Node("", kind, name=sign)

    def _truths(self, sign: str, *parts: Node) -> Node:
        if any(part.kind is not ValueKind.TRUTH for part in parts):
            self._refuse("TRUTH_NEEDED")
        return Node(sign, ValueKind.TRUTH, parts)

    def _numbers(self, sign: str, left: Node, right: Node) -> Node:
        if ValueKind.TRUTH in {left.kind, right.kind}:
            self._refuse("NUMBER_NEEDED")
        return Node(sign, ValueKind.NUMBER, (left, right))


def _value(node: Node, facts: Mapping[str, Value]) -> Value:
    if node.name:
        return facts.get(node.name)
    if not node.parts:
        return node.constant
    if node.kind is ValueKind.TRUTH and node.sign not in _COMPARISONS:
        return _truth(node, facts)
    left, right = (_value(part, facts) for part in node.parts)
    if left is None or right is None:
        return None
    if node.sign in _COMPARISONS:
        return _COMPARISONS[node.sign](Fraction(left), Fraction(right))
    if node.sign == "/" and right == 0:
        return None
    return _ARITHMETIC[node.sign](Fraction(left), Fraction(right))


def _truth(node: Node, facts: Mapping[str, Value]) -> bool | None:
    known = [_value(part, facts) for part in node.parts]
    if node.sign == "not":
        return None if known[0] is None else not known[0]
    deciding = node.sign == "or"  # one True decides an «or», one False an «and»
    if any(value is deciding for value in known):
        return deciding
    return None if None in known else not deciding
