"""A change as one canonical JSON line of `changes.jsonl`, and back (docs/bundle-format.md).

Empty parts are left out. `prev` is left out where the line before is the preceding change of the
same chain. The id never travels: the reader computes it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NoReturn

from vanhoa_desktop import canonical
from vanhoa_desktop.canonical import Json
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.journal import value_rules
from vanhoa_desktop.journal.change import (
    GENESIS,
    SALT_BYTES,
    Body,
    Change,
    ChangeId,
    Header,
    Op,
    commitment_of,
    make_change,
)

ID_BYTES = 32
# More than any honest change needs: criteria sets and snapshots carry whole texts in one field, the
# longest sheets some two hundred fields.
MAX_LINE_BYTES = 4 * 1024 * 1024
MAX_FIELDS = 500
_ACTOR = value_rules.text(200)
_CHAIN = re.compile(r"[0-9a-f]{32}")
_RECORD = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_KIND = re.compile(r"[a-z][a-z_]{0,31}")
_HEX = re.compile(r"(?:[0-9a-f]{2})*")
_COMMON = frozenset({"chain", "clock", "kind", "op", "record", "seq"})
_OPTIONAL = frozenset({"covers", "names", "prev", "under"})
_WITH_BODY = frozenset({"actor", "at", "bases", "salt", "values"})
_OPS = {op.value: op for op in Op}


def _refuse(why: str, record: object = "") -> NoReturn:
    raise VanHoaError(ErrorCode.BUNDLE_INVALID_CHANGE, record=record, field="", why=why)


def follows(change: Change, previous: Change | None) -> bool:
    """Whether `change` begins its chain, or is the one right after `previous` in it."""
    if change.header.seq == 1:
        return change.header.prev == GENESIS
    if previous is None:
        return False
    same_chain = previous.header.chain == change.header.chain
    return (
        same_chain
        and previous.header.seq + 1 == change.header.seq
        and previous.id == change.header.prev
    )


def encode_line(change: Change, previous: Change | None) -> bytes:
    """The line of a change (without line end); `previous` is the change on the line before."""
    header = change.header
    line: dict[str, Json] = {
        "chain": header.chain,
        "clock": header.clock,
        "kind": header.kind,
        "op": header.op.value,
        "record": header.record,
        "seq": header.seq,
    }
    for name, ids in (("under", header.under), ("covers", header.covers), ("names", header.names)):
        if ids:
            line[name] = [i.hex() for i in ids]
    if not follows(change, previous):
        line["prev"] = header.prev.hex()
    if change.body is None or change.salt is None:
        line["commitment"] = header.commitment.hex()
    else:
        body = change.body.to_json()
        line |= {name: part for name, part in body.items() if part}
        line["salt"] = change.salt.hex()
    return canonical.encode(line)


def encode_lines(changes: Iterable[Change]) -> bytes:
    """All changes, a line each, in the given order."""
    lines: list[bytes] = []
    previous: Change | None = None
    for change in changes:
        lines.append(encode_line(change, previous) + b"\n")
        previous = change
    return b"".join(lines)


def decode_lines(encoded: bytes, most_bytes: int = MAX_LINE_BYTES) -> Iterator[Change]:
    """The changes of a `changes.jsonl`, one at a time.

    Raises BUNDLE_INVALID_CHANGE for anything that is not exactly that, at the first such line.
    """
    if encoded and not encoded.endswith(b"\n"):
        _refuse("last line is cut")
    previous: Change | None = None
    for line in lines_of(encoded):
        if len(line) > most_bytes:
            _refuse("line is too long")
        previous = decode_line(line, previous)
        yield previous


def lines_of(encoded: bytes) -> Iterator[bytes]:
    """The lines without their ends; none is made before it is asked for."""
    start = 0
    while (end := encoded.find(b"\n", start)) >= 0:
        yield encoded[start:end]
        start = end + 1


def decode_line(line: bytes, previous: Change | None) -> Change:
    """One change; its id is computed here. Raises BUNDLE_INVALID_CHANGE."""
    if len(line) > MAX_LINE_BYTES:
        _refuse("line is too long")
    try:
        parsed = canonical.decode(line)
    except VanHoaError as error:
        _refuse(str(error.facts.get("why", "")))
    if not isinstance(parsed, dict):
        _refuse("not an object")
    record = _text(parsed, "record", _RECORD)
    names = parsed.keys() - _OPTIONAL
    is_erased = "commitment" in parsed
    if not names >= _COMMON or not names <= _COMMON | ({"commitment"} if is_erased else _WITH_BODY):
        _refuse("unknown or missing parts", record)
    body, salt, commitment = (
        (None, None, _bytes(parsed["commitment"], ID_BYTES)) if is_erased else _body(parsed)
    )
    header = Header(
        chain=_text(parsed, "chain", _CHAIN),
        seq=_positive(parsed, "seq"),
        prev=_prev(parsed, previous),
        clock=_positive(parsed, "clock"),
        kind=_text(parsed, "kind", _KIND),
        record=record,
        op=_op(parsed),
        commitment=commitment,
        under=_ids(parsed, "under"),
        covers=_ids(parsed, "covers"),
        names=_ids(parsed, "names"),
    )
    change = make_change(header, body, salt, canonical.encode_checked)
    if "prev" in parsed and follows(change, previous):
        _refuse("prev repeats the line before", record)
    return change


def _body(parsed: Mapping[str, Json]) -> tuple[Body, bytes, bytes]:
    values, bases = parsed.get("values", {}), parsed.get("bases", {})
    actor, at = parsed.get("actor", ""), parsed.get("at", "")
    if not isinstance(values, dict) or not isinstance(bases, dict):
        _refuse("body")
    if len(values) > MAX_FIELDS or len(bases) > MAX_FIELDS:
        _refuse("too many fields")
    if (
        not isinstance(actor, str)
        or not isinstance(at, str)
        or not _ACTOR(actor)
        or not (at == "" or value_rules.moment(at))
    ):
        _refuse("author")
    if any(name in parsed and not parsed[name] for name in ("values", "bases", "actor", "at")):
        _refuse("empty part")
    body = Body(values, {name: _id_list(ids) for name, ids in bases.items()}, at, actor)
    salt = _bytes(parsed.get("salt"), SALT_BYTES)
    return body, salt, commitment_of(body, salt, canonical.encode_checked)


def _text(parsed: Mapping[str, Json], name: str, pattern: re.Pattern[str]) -> str:
    value = parsed.get(name)
    if not isinstance(value, str) or not pattern.fullmatch(value):
        _refuse(name)
    return value


def _positive(parsed: Mapping[str, Json], name: str) -> int:
    value = parsed.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        _refuse(name)
    return value


def _op(parsed: Mapping[str, Json]) -> Op:
    value = parsed.get("op")
    if not isinstance(value, str) or value not in _OPS:
        _refuse("op")
    return _OPS[value]


def _bytes(value: Json, size: int) -> bytes:
    if not isinstance(value, str) or len(value) != 2 * size or not _HEX.fullmatch(value):
        _refuse("hex")
    return bytes.fromhex(value)


def _prev(parsed: Mapping[str, Json], previous: Change | None) -> ChangeId:
    if "prev" in parsed:
        value = parsed["prev"]
        return GENESIS if value == "" else _bytes(value, ID_BYTES)
    chain, seq = parsed.get("chain"), parsed.get("seq")
    if seq == 1:
        return GENESIS
    if previous is None or previous.header.chain != chain or previous.header.seq + 1 != seq:
        _refuse("prev is missing")
    return previous.id


def _ids(parsed: Mapping[str, Json], name: str) -> tuple[ChangeId, ...]:
    return _id_list(parsed[name]) if name in parsed else ()


def _id_list(value: Json) -> tuple[ChangeId, ...]:
    if not isinstance(value, list) or not value:
        _refuse("list of ids")
    ids = tuple(_bytes(item, ID_BYTES) for item in value)
    if list(ids) != sorted(set(ids)):
        _refuse("ids are not sorted")
    return ids
