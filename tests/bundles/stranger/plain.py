"""Canonical JSON, as section 3 of the page narrows RFC 8785, and how a stranger refuses."""

import json
from typing import Any, NoReturn

MOST_INTEGER = 2**53 - 1
MOST_DEPTH = 16


class RefusedError(Exception):
    """A file that breaks a rule; `code` is what the page writes in brackets behind the rule."""

    def __init__(self, code: str, why: str = "") -> None:
        super().__init__(code, why)
        self.code = code


class NotCanonicalError(ValueError):
    """Bytes or a value that the narrowed JSON does not have."""


def canonical(value: Any) -> bytes:
    """The one form of a value."""
    _check(value, 0)
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def parsed(encoded: bytes) -> Any:
    """What canonical bytes say; raises NotCanonicalError."""
    try:
        value = json.loads(encoded, parse_float=_no_float, parse_constant=_no_float)
        is_same = canonical(value) == encoded
    except (ValueError, RecursionError) as error:
        raise NotCanonicalError(str(error)) from error
    if not is_same:
        raise NotCanonicalError("another form")
    return value


def _no_float(text: str) -> NoReturn:
    raise NotCanonicalError(text)


def _check(value: Any, depth: int) -> None:
    if depth > MOST_DEPTH:
        raise NotCanonicalError("too deep")
    if isinstance(value, dict):
        for name in value:
            if not isinstance(name, str) or not all(" " <= letter <= "~" for letter in name):
                raise NotCanonicalError("key")
        inside = list(value.values())
    elif isinstance(value, list):
        inside = value
    elif isinstance(value, int) and not -MOST_INTEGER <= value <= MOST_INTEGER:
        raise NotCanonicalError("integer")
    else:
        return
    for item in inside:
        _check(item, depth + 1)
