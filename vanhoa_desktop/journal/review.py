"""What people must look at: contradicting values and changes that do not stand (bundle.md §2.3)."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from vanhoa_desktop import canonical
from vanhoa_desktop.canonical import Json
from vanhoa_desktop.journal.change import Change, ChangeId
from vanhoa_desktop.journal.heads import FieldState


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """A field with rival heads, or with changes that do not stand and that nobody replaced."""

    field: str
    rivals: tuple[ChangeId, ...]
    waiting: tuple[ChangeId, ...]


@dataclass(frozen=True, slots=True)
class Rival:
    """One of the values that contradict each other."""

    change: ChangeId
    value: Json


@dataclass(frozen=True, slots=True)
class Conflict:
    """Rival heads of a field.

    The id changes when the heads do, so settling a stale conflict can be refused.
    """

    id: str
    field: str
    rivals: tuple[Rival, ...]


def conflict_id(record: str, name: str, heads: tuple[ChangeId, ...]) -> str:
    """SHA-256 over record, field and sorted heads, as hex."""
    return hashlib.sha256(
        canonical.encode([record, name, [head.hex() for head in sorted(heads)]])
    ).hexdigest()


def review_of(fields: Mapping[str, FieldState]) -> tuple[ReviewItem, ...]:
    """The review items of a record, by field."""
    return tuple(
        ReviewItem(name, held.rivals, held.waiting)
        for name, held in fields.items()
        if held.rivals or held.waiting
    )


def conflicts_of(
    record: str, fields: Mapping[str, FieldState], changes: Mapping[ChangeId, Change]
) -> tuple[Conflict, ...]:
    """The conflicts of a record, by field."""
    return tuple(
        Conflict(
            conflict_id(record, name, held.rivals),
            name,
            tuple(
                Rival(i, body.values[name])
                for i in held.rivals
                if (body := changes[i].body) is not None
            ),
        )
        for name, held in fields.items()
        if held.rivals
    )
