"""Heads and value of each field of a record (bundle.md §2.2)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from vanhoa_desktop import canonical
from vanhoa_desktop.canonical import Json
from vanhoa_desktop.domain.enums import AssessmentStatus, NotStanding
from vanhoa_desktop.domain.sheet_lifecycle import MAY_BE_APPRAISED, NOT_JUDGED
from vanhoa_desktop.journal.change import CONTROL, Change, ChangeId, Op
from vanhoa_desktop.journal.kinds import CONSENT_FIELDS

_WAITING = frozenset(
    {NotStanding.LATE, NotStanding.FORKED, NotStanding.REVOKED, NotStanding.FORMER_OFFICE}
)


class FieldState(NamedTuple):
    """A field's value, its standing heads, the heads that contradict each other.

    And what waits for a person.

    `waiting`: what does not stand and nobody replaced; `is_open` says whether a person must look:
    what waits and says the same as the shown value, or was overtaken by it, asks nothing and is
    replaced together with it (`echoes`).

    `has_value` is False where only changes that do not stand ever set the field; `value` is None
    then.
    """

    value: Json
    heads: tuple[ChangeId, ...]
    shown: ChangeId | None
    rivals: tuple[ChangeId, ...] = ()
    waiting: tuple[ChangeId, ...] = ()
    is_open: bool = False
    echoes: tuple[ChangeId, ...] = ()

    @property
    def has_value(self) -> bool:
        """Whether a standing change sets the field."""
        return self.shown is not None


def _value(change: Change, name: str) -> Json:
    return None if change.body is None else change.body.values[name]


def _said(change: Change, name: str) -> bytes:
    """What a change says in a field, so that equal words are equal.

    «Received» says «submitted» once more: it is the commune's receipt, not another state. A consent
    is the same whoever of the officers wrote it down.
    """
    value = _value(change, name)
    if name in CONSENT_FIELDS and isinstance(value, Mapping):
        value = {part: said for part, said in value.items() if part != "by"}
    if name == CONTROL and isinstance(value, Mapping):
        status = value.get("status")
        if status == AssessmentStatus.RECEIVED.value:
            value = {**value, "status": AssessmentStatus.SUBMITTED.value}
    return canonical.encode(value)


def _is_overtaken(late: Change, shown: Change, name: str, *, is_judged: bool) -> bool:
    """Whether what waits only says that a record was begun or sent, and it has gone on since.

    What was written meanwhile waits in fields of its own.
    """
    old, now = _value(late, name), _value(shown, name)
    if name != CONTROL or not isinstance(old, Mapping) or not isinstance(now, Mapping):
        return False
    is_same_place = (old.get("unit"), old.get("deleted")) == (now.get("unit"), now.get("deleted"))
    has_gone_on = is_judged or now.get("status") in MAY_BE_APPRAISED
    return is_same_place and old.get("status") in NOT_JUDGED and has_gone_on


def fold_fields(
    order: Sequence[Change], out: Mapping[ChangeId, NotStanding], commune_chains: Collection[str]
) -> dict[str, FieldState]:
    """The state of every field that any held change sets; `order` is by (clock, chain, seq, id)."""
    if len(order) == 1:
        return _of_one(order[0], out)
    writers: dict[str, list[Change]] = defaultdict(list)
    for change in order:
        if change.body is not None:
            for name in change.body.values:
                writers[name].append(change)
    return {
        name: _only(name, wrote[0])
        if len(wrote) == 1 and wrote[0].id not in out and wrote[0].header.op is Op.PUT
        else _fold_field(name, wrote, out, commune_chains)
        for name, wrote in sorted(writers.items())
    }


def _of_one(change: Change, out: Mapping[ChangeId, NotStanding]) -> dict[str, FieldState]:
    """The fields of a record that was written once: most people, households, registrations."""
    if change.body is None:
        return {}
    if change.id in out or change.header.op is not Op.PUT:
        return {name: _fold_field(name, [change], out, ()) for name in sorted(change.body.values)}
    heads = (change.id,)
    return {
        name: FieldState(value, heads, change.id)
        for name, value in sorted(change.body.values.items())
    }


def _only(name: str, change: Change) -> FieldState:
    return FieldState(_value(change, name), (change.id,), change.id)


def _fold_field(
    name: str,
    writers: list[Change],
    out: Mapping[ChangeId, NotStanding],
    commune_chains: Collection[str],
) -> FieldState:
    standing = [change for change in writers if change.id not in out and change.header.op is Op.PUT]
    replaced = _replaced(name, writers, standing)
    tops = [change for change in standing if change.id not in replaced]
    waiting = sorted(
        (c for c in writers if out.get(c.id) in _WAITING and c.id not in replaced),
        key=lambda c: c.id,
    )
    waiting_ids = tuple(change.id for change in waiting)
    if not tops:
        return FieldState(None, (), None, (), waiting_ids, is_open=bool(waiting))
    best = max(
        tops, key=lambda c: (c.header.chain in commune_chains, c.header.clock, c.header.chain, c.id)
    )
    heads = tuple(sorted(change.id for change in tops))
    said = _said(best, name) if len(tops) > 1 or waiting else b""
    is_disputed = any(_said(change, name) != said for change in tops if change is not best)
    is_judged = best.header.chain in commune_chains
    echoes = tuple(
        change.id
        for change in waiting
        if _said(change, name) == said or _is_overtaken(change, best, name, is_judged=is_judged)
    )
    return FieldState(
        _value(best, name),
        heads,
        best.id,
        heads if is_disputed else (),
        waiting_ids,
        is_open=is_disputed or len(echoes) < len(waiting),
        echoes=echoes,
    )


def _replaced(name: str, writers: list[Change], standing: list[Change]) -> set[ChangeId]:
    """Every change of the field that a standing one has as ancestor.

    Through all held changes of the field.
    """
    bases = {c.id: c.body.bases.get(name, ()) for c in writers if c.body is not None}
    replaced: set[ChangeId] = set()
    todo = [base for change in standing for base in bases[change.id]]
    while todo:
        base = todo.pop()
        if base in bases and base not in replaced:
            replaced.add(base)
            todo.extend(bases[base])
    return replaced
