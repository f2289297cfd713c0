"""Drafting a change against what its author sees.

Bases, under, covers, clock and place in the chain.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.journal.change import (
    Body,
    Change,
    ChangeId,
    Header,
    Op,
    commitment_of,
    make_change,
)
from vanhoa_desktop.journal.fold import RecordState


class ChainPosition(NamedTuple):
    """The last change of a chain: the next one follows it."""

    chain: str
    seq: int
    id: ChangeId
    clock: int


@dataclass(frozen=True, slots=True)
class Wish:
    """What an author wants to record.

    `covers`: a control change takes in all standing heads it saw.

    `settles`: the new values answer all rival heads and waiting changes of their fields, not only
    the shown value.
    """

    kind: str
    record: str
    op: Op = Op.PUT
    values: Mapping[str, Json] = field(default_factory=dict)
    covers: bool = False
    settles: bool = False
    names: tuple[ChangeId, ...] = ()


@dataclass(frozen=True, slots=True)
class Circumstances:
    """When, by whom, with which salt, and the clocks of changes that may be named."""

    at: str
    actor: str
    salt: bytes
    clocks: Mapping[ChangeId, int]


def draft(
    state: RecordState | None, position: ChainPosition, wish: Wish, circumstances: Circumstances
) -> Change:
    """The next change of a chain.

    Raises CANONICAL_INVALID for values that have no canonical form.
    """
    body = Body(wish.values, _bases(state, wish), circumstances.at, circumstances.actor)
    under = () if state is None else state.control_heads
    covers = state.standing_heads if wish.covers and state is not None else ()
    named = {*under, *covers, *wish.names, *(i for ids in body.bases.values() for i in ids)}
    header = Header(
        chain=position.chain,
        seq=position.seq + 1,
        prev=position.id,
        clock=1 + max([position.clock, *(circumstances.clocks[i] for i in named)]),
        kind=wish.kind,
        record=wish.record,
        op=wish.op,
        commitment=commitment_of(body, circumstances.salt),
        under=tuple(sorted(under)),
        covers=tuple(sorted(covers)),
        names=tuple(sorted(wish.names)),
    )
    return make_change(header, body, circumstances.salt)


def _bases(state: RecordState | None, wish: Wish) -> dict[str, tuple[ChangeId, ...]]:
    if state is None:
        return {}
    found = {name: _replaced_by(state, name, settles=wish.settles) for name in wish.values}
    return {name: ids for name, ids in found.items() if ids}


def _replaced_by(state: RecordState, name: str, *, settles: bool) -> tuple[ChangeId, ...]:
    """A plain edit replaces the shown value, with whatever waits and says the same.

    A settlement all that is open.
    """
    held = state.fields.get(name)
    if settles:
        heads = () if held is None else held.heads
        echoes = () if held is None else held.echoes
        return tuple(sorted({*heads, *echoes, *state.waiting(name)}))
    if held is None or held.shown is None:
        return ()
    shown = (held.shown,) if held.rivals else held.heads
    return tuple(sorted({*shown, *held.echoes}))
