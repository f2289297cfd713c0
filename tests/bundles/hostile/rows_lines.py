"""Rows: lines of `changes.jsonl` that are not what a change looks like.

All are signed by A and listed with their true hash.
"""

import json
from collections.abc import Callable
from typing import Any

from tests.bundles.hostile.forging import Draft, dumped
from tests.bundles.hostile.row import Forge, Row, from_a
from vanhoa_desktop.errors import ErrorCode

INVALID = ErrorCode.BUNDLE_INVALID_CHANGE
_ID = "ab" * 32
_MILLION = 1_000_000


def _raw(change: Callable[[bytes], bytes]) -> Forge:
    return from_a(lambda draft: draft.with_raw_changes(change(draft.changes)))


def _line(change: Callable[[bytes], bytes]) -> Forge:
    """The first line, a person's, as bytes."""
    return from_a(lambda draft: draft.with_line(0, change(draft.changes.split(b"\n")[0])))


def _object(change: Callable[[dict[str, Any]], object]) -> Forge:
    """The first line as an object, changed in place and written in the canonical layout."""

    def rewrite(draft: Draft) -> Draft:
        line = draft.line(0)
        change(line)
        return draft.with_line(0, dumped(line))

    return from_a(rewrite)


def _says(**parts: Any) -> Forge:
    return _object(lambda line: line.update(parts))


def _without(name: str) -> Forge:
    return _object(lambda line: line.pop(name))


def _name(literal: bytes) -> Forge:
    """The person's name as this JSON, as it stands."""
    return _line(lambda line: line.replace('"Đỗ Thị Mẫu"'.encode(), literal))


def _second(**parts: Any) -> Forge:
    def rewrite(draft: Draft) -> Draft:
        return draft.with_line(1, dumped({**draft.line(1), **parts}))

    return from_a(rewrite)


def _spaced(line: bytes) -> bytes:
    return json.dumps(json.loads(line), sort_keys=True, ensure_ascii=False).encode()


def _invalid(name: str, forge: Forge) -> Row:
    return Row(f"line: {name}", forge, INVALID)


ROWS = (
    _invalid("last line end missing", _raw(lambda c: c[:-1])),
    _invalid("empty line", _raw(lambda c: b"\n" + c)),
    _invalid("line ends of Windows", _raw(lambda c: c.replace(b"\n", b"\r\n"))),
    Row("line: line ends alone", _raw(lambda _: b"\n" * _MILLION), ErrorCode.BUNDLE_TOO_LARGE),
    _invalid("byte order mark", _raw(lambda c: b"\xef\xbb\xbf" + c)),
    _invalid("zeros", _raw(lambda _: bytes(1000) + b"\n")),
    _invalid("not UTF-8", _name(b'"\xff"')),
    _invalid("overlong UTF-8", _name(b'"\xc0\xaf"')),
    _invalid("lone surrogate escaped", _name(b'"\\ud800"')),
    _invalid("lone surrogate in bytes", _name(b'"\xed\xa0\x80"')),
    _invalid("pair of surrogates escaped", _name(b'"\\ud83d\\ude00"')),
    _invalid("letter written as an escape", _name(b'"\\u0041"')),
    _invalid("NaN", _name(b"NaN")),
    _invalid("infinity", _name(b"-Infinity")),
    _invalid("float", _name(b"1.5")),
    _invalid("float that is whole", _name(b"1.0")),
    _invalid("exponent", _name(b"1e2")),
    _invalid("minus zero", _name(b"-0")),
    _invalid("2^53", _name(b"9007199254740992")),
    _invalid("a number of 100,000 digits", _name(b"1" * 100_000)),
    _invalid("deeply nested list", _name(b"[" * 50_000 + b"]" * 50_000)),
    _invalid("deeply nested object", _name(b'{"a":' * 50_000 + b"1" + b"}" * 50_000)),
    _invalid("nested 17 deep", _name(b"[" * 17 + b"]" * 17)),
    _invalid("key twice", _line(lambda c: c.replace(b'{"actor"', b'{"actor":"x","actor"', 1))),
    _invalid(
        "keys in another order",
        _line(
            lambda c: json.dumps(
                dict(reversed(json.loads(c).items())), ensure_ascii=False, separators=(",", ":")
            ).encode()
        ),
    ),
    _invalid("spaces", _line(_spaced)),
    _invalid("key with Vietnamese letters", _object(lambda c: c["values"].update({"tên": 1}))),
    _invalid("key with a control character", _object(lambda c: c["values"].update({"a\x1f": 1}))),
    _invalid("a list", _line(lambda _: b"[]")),
    _invalid("null", _line(lambda _: b"null")),
    _invalid("empty object", _line(lambda _: b"{}")),
    _invalid("unknown part", _says(extra=1)),
    _invalid("id beside the content", _says(id=_ID)),
    *(
        _invalid(f"{name} missing", _without(name))
        for name in ("chain", "clock", "kind", "op", "record", "salt", "seq")
    ),
    _invalid("unknown op", _says(op="drop")),
    _invalid("op is a list", _says(op=["put"])),
    _invalid("op in capitals", _says(op="PUT")),
    _invalid("kind with capitals", _says(kind="Person")),
    _invalid("kind of 33 letters", _says(kind="a" * 33)),
    _invalid("kind is an object", _says(kind={})),
    _invalid("record is no UUID", _says(record="x")),
    _invalid("record in capitals", _object(lambda c: c.update(record=c["record"].upper()))),
    _invalid("record is a path", _says(record="../../../etc/passwd")),
    _invalid("chain too short", _says(chain="ab")),
    _invalid("seq 0", _says(seq=0)),
    _invalid("seq below zero", _says(seq=-1)),
    _invalid("seq true", _says(seq=True)),
    _invalid("seq as text", _says(seq="1")),
    _invalid("clock 0", _says(clock=0)),
    _invalid("clock 2^53", _says(clock=2**53)),
    _invalid("clock is a float", _says(clock=1.5)),
    _invalid("salt too short", _says(salt="ab" * 15)),
    _invalid("salt too long", _says(salt="ab" * 17)),
    _invalid("salt in capitals", _says(salt="AB" * 16)),
    _invalid("salt is a number", _says(salt=7)),
    _invalid("values is a list", _says(values=[])),
    _invalid("values empty but there", _says(values={})),
    _invalid("actor is a number", _says(actor=7)),
    _invalid("actor empty but there", _says(actor="")),
    _invalid("bases is a list", _says(bases=[_ID])),
    _invalid("base is no list", _says(bases={"full_name": _ID})),
    _invalid("base of nothing", _says(bases={"full_name": []})),
    _invalid("under empty but there", _says(under=[])),
    _invalid("under twice the same", _says(under=[_ID, _ID])),
    _invalid("under not sorted", _says(under=["ff" * 32, "00" * 32])),
    _invalid("under is text", _says(under=_ID)),
    _invalid("covers with a short id", _says(covers=["ab"])),
    _invalid("names with null", _says(names=[None])),
    _invalid("prev of a first change", _says(prev="")),
    _invalid(
        "prev that stands there anyway",
        from_a(
            lambda d: d.with_line(1, dumped({**d.line(1), "prev": d.parsed_changes[0].id.hex()}))
        ),
    ),
    _invalid("seq with a gap and no prev", _second(seq=9)),
    _invalid("another chain and no prev", _second(chain="cd" * 16)),
    _invalid("body and commitment", _says(commitment=_ID)),
    _invalid("a line of 40 MB", _name(b'"' + b"x" * 40_000_000 + b'"')),
)
