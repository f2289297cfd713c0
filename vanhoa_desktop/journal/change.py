"""The change: the unit of the journal, named by its own hash (bundle.md §1).

The id is SHA-256 over the canonical header, and the header holds a *commitment* to the body,
SHA-256(salt ‖ canonical body): when a person is erased the body and salt are dropped and the chain
still checks. Time and author stand inside the committed body, so that nobody who passes a change on
can alter them (docs/decisions/0003).
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from vanhoa_desktop import canonical
from vanhoa_desktop.canonical import Json

CHANGE_TYPE = "vanhoa/change/1"
CONTROL = "control"
SALT_BYTES = 16
GENESIS = b""

ChangeId = bytes
Encode = Callable[[Json], bytes]


class Op(StrEnum):
    """What a change does to its record."""

    PUT = "put"
    VOID = "void"
    ERASE = "erase"


@dataclass(frozen=True, slots=True)
class Body:
    """What a change says.

    New values, the changes each replaces, and when and by whom (for people to read).
    """

    values: Mapping[str, Json] = field(default_factory=dict)
    bases: Mapping[str, tuple[ChangeId, ...]] = field(default_factory=dict)
    at: str = ""
    actor: str = ""

    def to_json(self) -> dict[str, Json]:
        """The JSON object whose canonical bytes are committed to."""
        bases: dict[str, Json] = {
            name: [i.hex() for i in sorted(ids)] for name, ids in self.bases.items() if ids
        }
        return {"actor": self.actor, "at": self.at, "bases": bases, "values": dict(self.values)}


@dataclass(frozen=True, slots=True)
class Header:
    """Everything of a change but its body: this is what the id hashes."""

    chain: str
    seq: int
    prev: ChangeId
    clock: int
    kind: str
    record: str
    op: Op
    commitment: bytes
    under: tuple[ChangeId, ...] = ()
    covers: tuple[ChangeId, ...] = ()
    names: tuple[ChangeId, ...] = ()

    def to_json(self) -> dict[str, Json]:
        """The JSON object whose canonical bytes are hashed to the id."""
        return {
            "chain": self.chain,
            "clock": self.clock,
            "commitment": self.commitment.hex(),
            "covers": [i.hex() for i in sorted(self.covers)],
            "kind": self.kind,
            "names": [i.hex() for i in sorted(self.names)],
            "op": self.op.value,
            "prev": self.prev.hex(),
            "record": self.record,
            "seq": self.seq,
            "type": CHANGE_TYPE,
            "under": [i.hex() for i in sorted(self.under)],
        }


@dataclass(frozen=True)
class Change:
    """One change: header, and body with salt unless its person was erased.

    `id` is derived, never taken on trust.
    """

    id: ChangeId
    header: Header
    body: Body | None
    salt: bytes | None

    @cached_property
    def parents(self) -> frozenset[ChangeId]:
        """Ids of all changes that this one names."""
        named = {*self.header.under, *self.header.covers, *self.header.names}
        if self.body is not None:
            named.update(i for ids in self.body.bases.values() for i in ids)
        return frozenset(named)


def commitment_of(body: Body, salt: bytes, encode: Encode = canonical.encode) -> bytes:
    """SHA-256(salt ‖ canonical body).

    Binds a change to its body without revealing it once the salt is gone. `encode` is
    `canonical.encode_checked` for a body that came out of canonical bytes or out of the store.
    """
    return hashlib.sha256(salt + encode(body.to_json())).digest()


def id_of(header: Header, encode: Encode = canonical.encode) -> ChangeId:
    """The change's id: SHA-256 of the canonical header; `encode` as for `commitment_of`."""
    return hashlib.sha256(encode(header.to_json())).digest()


def make_change(
    header: Header, body: Body | None, salt: bytes | None, encode: Encode = canonical.encode
) -> Change:
    """A change from its parts, its id computed; `encode` as for `commitment_of`.

    The caller has set `header.commitment` from body and salt.
    """
    return Change(id=id_of(header, encode), header=header, body=body, salt=salt)
