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
    """A field with rival heads, or with changes that do not stand and that nobody replaced.

    What waits counts only where it says something else than the value that is shown.

    `id` changes with the heads and with what waits, so settling a stale item can be refused.
    """

    id: str
    field: str
    heads: tuple[ChangeId, ...]
    rivals: tuple[ChangeId, ...]
    waiting: tuple[ChangeId, ...]


@dataclass(frozen=True, slots=True)
class Rival:
    """One of the values that contradict each other."""

    change: ChangeId
    value: Json


@dataclass(frozen=True, slots=True)
class Conflict:
    """Rival heads of a field; the id is that of its review item."""

    id: str
    field: str
    rivals: tuple[Rival, ...]


def conflict_id(record: str, name: str, held: FieldState) -> str:
    """SHA-256 over record, field, and sorted heads and waiting changes, as hex."""
    open_ids = sorted({*held.heads, *held.waiting})
    return hashlib.sha256(
        canonical.encode([record, name, [change.hex() for change in open_ids]])
    ).hexdigest()


def review_of(record: str, fields: Mapping[str, FieldState]) -> tuple[ReviewItem, ...]:
    """The review items of a record, by field."""
    return tuple(
        ReviewItem(conflict_id(record, name, held), name, held.heads, held.rivals, held.waiting)
        for name, held in fields.items()
        if held.is_open
    )


def conflicts_of(
    record: str, fields: Mapping[str, FieldState], changes: Mapping[ChangeId, Change]
) -> tuple[Conflict, ...]:
    """The conflicts of a record, by field."""
    return tuple(
        Conflict(
            conflict_id(record, name, held),
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
