"""A change as a row of the journal table and back.

Ids it names become positions, and are resolved on the way out.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import msgspec

from vanhoa_desktop import canonical
from vanhoa_desktop.db.encoding import record_id, record_key
from vanhoa_desktop.journal.change import Body, Change, ChangeId, Header, Op, commitment_of

_OPS = (Op.PUT, Op.VOID, Op.ERASE)
_OP_NUMBERS = {op: number for number, op in enumerate(_OPS)}

_Body = tuple[dict[str, Any], dict[str, list[int]], str, str]
_LINKS = msgspec.msgpack.Decoder(tuple[list[int], list[int], list[int]])
_BODY = msgspec.msgpack.Decoder(_Body)

Row = dict[str, Any]


def op_number(op: Op) -> int:
    """By which number an operation stands in the table."""
    return _OP_NUMBERS[op]


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


class UnpackedRow(NamedTuple):
    """What the packed columns of a row say; the ids they name are still journal positions."""

    under: list[int]
    covers: list[int]
    names: list[int]
    body: _Body | None

    def positions(self) -> Iterator[int]:
        """Every position that the row names."""
        yield from (*self.under, *self.covers, *self.names)
        if self.body is not None:
            for named in self.body[1].values():
                yield from named


def unpack_row(row: StoredRow) -> UnpackedRow:
    """Read the packed columns of a row."""
    under, covers, names = _LINKS.decode(row.links) if row.links else ([], [], [])
    return UnpackedRow(under, covers, names, None if row.body is None else _BODY.decode(row.body))


def from_row(row: StoredRow, unpacked: UnpackedRow, ids: Mapping[int, ChangeId]) -> Change:
    """The change in `row`; `ids` has the id at every journal position that it names."""
    body = None
    if unpacked.body is not None:
        values, bases, at, actor = unpacked.body
        named = {name: _ids_at(positions, ids) for name, positions in bases.items()}
        body = Body(values=values, bases=named, at=at, actor=actor)
    if body is not None and row.salt is not None:
        commitment = commitment_of(body, row.salt, canonical.encode_checked)
    else:
        commitment = row.commitment or b""
    header = Header(
        chain=row.chain,
        seq=row.seq,
        prev=row.prev,
        clock=row.clock,
        kind=row.kind,
        record=record_id(row.record),
        op=_OPS[row.op],
        commitment=commitment,
        under=_ids_at(unpacked.under, ids),
        covers=_ids_at(unpacked.covers, ids),
        names=_ids_at(unpacked.names, ids),
    )
    return Change(id=row.id, header=header, body=body, salt=row.salt)


def _ids_at(positions: list[int], ids: Mapping[int, ChangeId]) -> tuple[ChangeId, ...]:
    return tuple(sorted(ids[position] for position in positions))
