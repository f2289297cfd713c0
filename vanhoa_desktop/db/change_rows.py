"""A change as a row of the journal table and back.

Ids it names become positions, and are resolved on the way out.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import msgspec

from vanhoa_desktop.db.encoding import record_id, record_key
from vanhoa_desktop.journal.change import Body, Change, ChangeId, Header, Op, commitment_of

_OPS = (Op.PUT, Op.VOID, Op.ERASE)
_OP_NUMBERS = {op: number for number, op in enumerate(_OPS)}

Row = dict[str, Any]


class StoredRow(NamedTuple):
    """One journal row as selected, with the names behind its numbers."""

    position: int
    id: bytes
    chain: str
    seq: int
    clock: int
    kind: str
    record: bytes
    op: int
    prev: bytes
    links: bytes | None
    body: bytes | None
    salt: bytes | None
    commitment: bytes | None


def to_row(change: Change, positions: Mapping[ChangeId, int], chain_no: int, kind_no: int) -> Row:
    """The column values of `change`; `positions` knows every id that it names.

    `prev` is left to the store.
    """
    header = change.header
    links = [[positions[i] for i in ids] for ids in (header.under, header.covers, header.names)]
    row: Row = {
        "id": change.id,
        "chain_no": chain_no,
        "seq": header.seq,
        "clock": header.clock,
        "kind_no": kind_no,
        "record": record_key(header.record),
        "op": _OP_NUMBERS[header.op],
        "prev": None,
        "links": msgspec.msgpack.encode(links) if any(links) else None,
        "body": None,
        "salt": change.salt,
        "commitment": None,
    }
    if change.body is None:
        row["commitment"] = header.commitment
    else:
        bases = {
            name: [positions[i] for i in ids] for name, ids in change.body.bases.items() if ids
        }
        row["body"] = msgspec.msgpack.encode(
            [dict(change.body.values), bases, change.body.at, change.body.actor]
        )
    return row


def _body_of(encoded: bytes, id_at: Callable[[int], ChangeId]) -> Body:
    values, bases, at, actor = msgspec.msgpack.decode(encoded)
    named = {name: tuple(sorted(id_at(p) for p in positions)) for name, positions in bases.items()}
    return Body(values=values, bases=named, at=at, actor=actor)


def from_row(row: StoredRow, id_at: Callable[[int], ChangeId]) -> Change:
    """The change in `row`; `id_at` gives the id at a journal position."""
    body = None if row.body is None else _body_of(row.body, id_at)
    if body is not None and row.salt is not None:
        commitment = commitment_of(body, row.salt)
    else:
        commitment = row.commitment or b""
    links = msgspec.msgpack.decode(row.links) if row.links else ([], [], [])
    under, covers, names = (tuple(sorted(id_at(p) for p in positions)) for positions in links)
    header = Header(
        chain=row.chain,
        seq=row.seq,
        prev=row.prev,
        clock=row.clock,
        kind=row.kind,
        record=record_id(row.record),
        op=_OPS[row.op],
        commitment=commitment,
        under=under,
        covers=covers,
        names=names,
    )
    return Change(id=row.id, header=header, body=body, salt=row.salt)
