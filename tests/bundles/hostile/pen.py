"""A doctored program that goes on writing a chain: any header, any body, ids that fit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.journal.change import GENESIS, Body, Change, ChangeId, Header, Op, commitment_of
from vanhoa_desktop.journal.change import make_change as hashed

SALT = b"\x5a" * 16
AT, ACTOR = "2026-11-25T07:00:00Z", "Nguyễn Văn Thử"


@dataclass
class Pen:
    """Writes past the last of `changes`; `device` is who the manifest says owns the chain."""

    chain: str
    device: str
    changes: list[Change] = field(default_factory=list)

    @property
    def owners(self) -> dict[str, str]:
        """The device of the chain."""
        return {self.chain: self.device}

    @property
    def last(self) -> Change | None:
        """The newest change."""
        return self.changes[-1] if self.changes else None

    def write(
        self,
        kind: str,
        record: str,
        values: Mapping[str, Json],
        named: Sequence[Change] = (),
        **parts: Any,
    ) -> Change:
        """Append a change that sees `named` (by `under`); `parts` overrides header and body."""
        clock = 1 + max([c.header.clock for c in (*named, *self.changes[-1:])], default=0)
        body = Body(
            dict(values),
            parts.pop("bases", {}),
            parts.pop("at", AT),
            parts.pop("actor", ACTOR),
        )
        known: dict[str, Any] = {
            "chain": self.chain,
            "seq": self.last.header.seq + 1 if self.last else 1,
            "prev": self.last.id if self.last else GENESIS,
            "clock": clock,
            "kind": kind,
            "record": record,
            "op": Op.PUT,
            "commitment": commitment_of(body, SALT),
            "under": tuple(sorted(change.id for change in named)),
        }
        change = hashed(Header(**(known | parts)), body, SALT)
        self.changes.append(change)
        return change


def ids(*changes: Change) -> tuple[ChangeId, ...]:
    """The sorted ids of changes."""
    return tuple(sorted(change.id for change in changes))
