"""Changes and the lines that carry them: section 6 of the page."""

import datetime as dt
import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NoReturn

from tests.bundles.stranger.plain import NotCanonicalError, RefusedError, canonical, parsed

MOST_FIELDS, MOST_ACTOR = 500, 200
_ALWAYS = {"chain", "clock", "kind", "op", "record", "seq"}
_MAYBE = {"covers", "names", "prev", "under"}
_BODY = {"actor", "at", "bases", "salt", "values"}
UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_MOMENT = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"


@dataclass(frozen=True)
class Change:
    """One change; ids are hex. `body` and `salt` are None once its person was erased."""

    header: Mapping[str, Any]
    body: Mapping[str, Any] | None
    salt: str | None

    @cached_property
    def id(self) -> str:
        """SHA-256 of the canonical header."""
        return hashlib.sha256(canonical(self.header)).hexdigest()

    def __getattr__(self, name: str) -> Any:
        """A part of the header."""
        try:
            return self.header[name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def values(self) -> Mapping[str, Any]:
        """The fields that it sets."""
        return self.body["values"] if self.body else {}

    @property
    def bases(self) -> Mapping[str, list[str]]:
        """Field → the changes whose words it replaces."""
        return self.body["bases"] if self.body else {}

    @cached_property
    def parents(self) -> frozenset[str]:
        """All changes that it names."""
        said = (i for ids in self.bases.values() for i in ids)
        return frozenset({*self.under, *self.covers, *self.names, *said})


def committed(body: Mapping[str, Any], salt: str) -> str:
    """The commitment to a body."""
    return hashlib.sha256(bytes.fromhex(salt) + canonical(body)).hexdigest()


def follows(change: Change, before: Change | None) -> bool:
    """Whether `prev` need not be written behind the change `before`."""
    if change.seq == 1:
        return bool(change.prev == "")
    return before is not None and (before.chain, before.seq + 1, before.id) == (
        change.chain,
        change.seq,
        change.prev,
    )


def line_of(change: Change, before: Change | None) -> bytes:
    """The line of a change behind another one."""
    line = {name: change.header[name] for name in _ALWAYS}
    line |= {name: ids for name in ("under", "covers", "names") if (ids := change.header[name])}
    if not follows(change, before):
        line["prev"] = change.prev
    if change.body is None:
        line["commitment"] = change.commitment
    else:
        line |= {name: part for name, part in change.body.items() if part}
        line["salt"] = change.salt
    return canonical(line)


def lines_of(changes: Iterable[Change]) -> bytes:
    """A whole `changes.jsonl`."""
    written, before = [], None
    for change in changes:
        written.append(line_of(change, before) + b"\n")
        before = change
    return b"".join(written)


def read_lines(encoded: bytes, most_bytes: int) -> Iterator[Change]:
    """The changes of a `changes.jsonl`, one after the other; raises BUNDLE_INVALID_CHANGE."""
    if encoded and not encoded.endswith(b"\n"):
        _refuse("cut")
    before: Change | None = None
    for line in encoded.split(b"\n")[:-1]:
        if len(line) > most_bytes:
            _refuse("long")
        before = _read(line, before)
        yield before


def _refuse(why: str) -> NoReturn:
    raise RefusedError("BUNDLE_INVALID_CHANGE", why)


def _read(line: bytes, before: Change | None) -> Change:
    try:
        said = parsed(line)
    except NotCanonicalError:
        _refuse("form")
    if not isinstance(said, dict):
        _refuse("object")
    is_erased = "commitment" in said
    allowed = _ALWAYS | _MAYBE | ({"commitment"} if is_erased else _BODY)
    if not _ALWAYS <= said.keys() <= allowed:
        _refuse("parts")
    body, salt = (None, None) if is_erased else _body(said)
    header = {
        "chain": _text(said["chain"], "[0-9a-f]{32}"),
        "clock": _positive(said["clock"]),
        "commitment": _text(said["commitment"], "[0-9a-f]{64}")
        if body is None or salt is None
        else committed(body, salt),
        "kind": _text(said["kind"], "[a-z][a-z_]{0,31}"),
        "op": _text(said["op"], "put|void|erase"),
        "record": _text(said["record"], UUID),
        "seq": _positive(said["seq"]),
        "prev": _prev(said, before),
        "type": "vanhoa/change/1",
    }
    header |= {name: _ids(said[name]) if name in said else [] for name in ("covers", "names")}
    header["under"] = _ids(said["under"]) if "under" in said else []
    change = Change(header, body, salt)
    if "prev" in said and follows(change, before):
        _refuse("prev repeats the line before")
    return change


def _prev(said: Mapping[str, Any], before: Change | None) -> str:
    if "prev" in said:
        return _text(said["prev"], "([0-9a-f]{64})?")
    if said["seq"] == 1:
        return ""
    if before is None or (before.chain, before.seq + 1) != (said["chain"], said["seq"]):
        _refuse("prev is missing")
    return before.id


def _body(said: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
    body = {"actor": "", "at": "", "bases": {}, "values": {}}
    for name, empty in body.items():
        if name in said and (type(said[name]) is not type(empty) or not said[name]):
            _refuse(f"{name} is empty or of another type")
    body |= {name: said[name] for name in body if name in said}
    values, bases = said.get("values", {}), said.get("bases", {})
    if len(values) > MOST_FIELDS or len(bases) > MOST_FIELDS:
        _refuse("fields")
    for ids in bases.values():
        _ids(ids)
    if not is_line_of_text(said.get("actor", ""), MOST_ACTOR):
        _refuse("actor")
    if "at" in said and not is_moment(said["at"]):
        _refuse("at")
    return body, _text(said.get("salt"), "[0-9a-f]{32}")


def is_line_of_text(value: object, most: int, also: str = "") -> bool:
    """NFC, at most so many letters, no control characters but `also`."""
    return (
        isinstance(value, str)
        and len(value) <= most
        and unicodedata.is_normalized("NFC", value)
        and all(c in also or unicodedata.category(c) != "Cc" for c in value)
    )


def is_moment(value: str) -> bool:
    """A moment of UTC that exists."""
    if re.fullmatch(_MOMENT, value) is None:
        return False
    try:
        dt.datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def _text(value: object, form: str) -> str:
    if not isinstance(value, str) or re.fullmatch(form, value) is None:
        _refuse("text")
    return value


def _positive(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        _refuse("number")
    return value


def _ids(value: object) -> list[str]:
    if not isinstance(value, list) or not value:
        _refuse("ids")
    ids = [_text(item, "[0-9a-f]{64}") for item in value]
    if ids != sorted(set(ids)):
        _refuse("ids are not sorted")
    return ids
