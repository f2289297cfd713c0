"""The fold.

All held changes of one record, in any order, give its values, heads and what people must review.

Rules: bundle.md §2; the judge is the naive model in tests/simulators. A record without voids, forks
and contradicting values (nearly all of them) takes short cuts in each step.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.domain.enums import NotStanding
from vanhoa_desktop.journal.causes import Causes
from vanhoa_desktop.journal.change import CONTROL, Change, ChangeId, Op
from vanhoa_desktop.journal.claims import subject_of
from vanhoa_desktop.journal.heads import FieldState, fold_fields
from vanhoa_desktop.journal.kinds import is_scoping
from vanhoa_desktop.journal.review import Conflict, ReviewItem, conflicts_of, review_of
from vanhoa_desktop.journal.standing import Authority, judge, sets_values

__all__ = [
    "Authority",
    "Conflict",
    "Control",
    "FieldState",
    "NotStanding",
    "RecordState",
    "ReviewItem",
    "fold",
]


_NAMES_NOBODY = frozenset({NotStanding.LATE, NotStanding.FOREIGN})


class Control(NamedTuple):
    """Whose a record is, where it stands, and whether it was deleted."""

    unit: str
    status: str
    deleted: bool


@dataclass(frozen=True)
class RecordState:
    """What one record amounts to.

    A pure function of the set of its changes and the trust statements.

    `fields` holds only fields with a value; fields of which nothing stands are seen in `review`.
    `units`: every unit that the record ever belonged to: that a control named, or by the commune's
    word a field that says where a person is assessed; what is late or foreign names none.
    `vouched`: such fields, beside control, of which the commune's word is shown. `subject`: the
    person, household or body that it is about, as its changes say, standing or not; None for what
    is about nobody. `unheard`: units that began it for a person of theirs without knowing that the
    commune had it elsewhere: they never had it, and must hear so.
    """

    record: str
    kind: str
    fields: Mapping[str, FieldState]
    out: Mapping[ChangeId, NotStanding]
    review: tuple[ReviewItem, ...]
    conflicts: tuple[Conflict, ...]
    erased: bool
    hidden_by_delete: bool
    units: frozenset[str]
    vouched: frozenset[str] = frozenset()
    subject: str | None = None
    unheard: frozenset[str] = frozenset()

    @property
    def values(self) -> dict[str, Json]:
        """The value of every field that has one."""
        return {name: held.value for name, held in self.fields.items()}

    @cached_property
    def control(self) -> Control | None:
        """The control value; None for a record of which no control stands."""
        held = self.fields.get(CONTROL)
        if held is None or not isinstance(held.value, Mapping):
            return None
        value = held.value
        return Control(str(value["unit"]), str(value["status"]), bool(value["deleted"]))

    @property
    def control_heads(self) -> tuple[ChangeId, ...]:
        """Ids of the standing control changes that nothing replaced."""
        return self.heads(CONTROL)

    @property
    def standing_heads(self) -> tuple[ChangeId, ...]:
        """Ids of all standing heads of all fields.

        What a control change of the commune can take in.
        """
        return tuple(sorted({head for held in self.fields.values() for head in held.heads}))

    def heads(self, name: str) -> tuple[ChangeId, ...]:
        """Ids of the standing heads of a field; empty if it has none."""
        held = self.fields.get(name)
        return () if held is None else held.heads

    def waiting(self, name: str) -> tuple[ChangeId, ...]:
        """Ids of changes of a field that do not stand and that nobody replaced."""
        return next((item.waiting for item in self.review if item.field == name), ())


def _in_order(change: Change) -> tuple[int, str, int, ChangeId]:
    return change.header.clock, change.header.chain, change.header.seq, change.id


def fold(changes: Iterable[Change], authority: Authority) -> RecordState:
    """Fold all held changes of ONE record; repeats and order do not matter.

    There must be at least one.
    """
    held = {change.id: change for change in changes}
    order = sorted(held.values(), key=_in_order)
    first = order[0].header
    out = judge(order, authority)
    units = _units_named(order, out, authority)
    about = subject_of(order)
    if _is_erased(order, out, authority):
        return RecordState(
            first.record,
            first.kind,
            {},
            out,
            (),
            (),
            erased=True,
            hidden_by_delete=False,
            units=units,
        )
    all_fields = fold_fields(order, out, authority.commune_chains)
    fields = {name: state for name, state in all_fields.items() if state.has_value}
    return RecordState(
        record=first.record,
        kind=first.kind,
        fields=fields,
        out=out,
        review=review_of(first.record, all_fields),
        conflicts=conflicts_of(first.record, fields, held),
        erased=False,
        hidden_by_delete=_is_hidden(order, out, fields),
        units=units,
        vouched=_vouched(fields, held, authority),
        subject=None if about is None else about[0],
        unheard=_unheard(order, out, authority),
    )


def _vouched(
    fields: Mapping[str, FieldState], held: Mapping[ChangeId, Change], authority: Authority
) -> frozenset[str]:
    """The fields that name units, beside control, whose shown word is the commune's.

    A unit may say where its people are assessed; until the commune says so too it is a wish, and
    makes nobody another unit's.
    """
    return frozenset(
        name
        for name, field in fields.items()
        if is_scoping(name)
        and field.shown is not None
        and held[field.shown].header.chain in authority.commune_chains
    )


def _units_named(
    order: Sequence[Change], out: Mapping[ChangeId, NotStanding], authority: Authority
) -> frozenset[str]:
    found: set[str] = set()
    for change in order:
        if change.body is not None and out.get(change.id) not in _NAMES_NOBODY:
            control = change.body.values.get(CONTROL)
            if isinstance(control, Mapping):
                found.add(str(control["unit"]))
            if change.header.chain in authority.commune_chains:
                found.update(
                    value
                    for name, value in change.body.values.items()
                    if is_scoping(name) and isinstance(value, str)
                )
    return frozenset(found)


def _unheard(
    order: Sequence[Change], out: Mapping[ChangeId, NotStanding], authority: Authority
) -> frozenset[str]:
    """Units in which the record's person lives or is assessed, of which the beginning came late."""
    about = subject_of(order) if NotStanding.LATE in out.values() else None
    place = None if about is None or authority.places is None else authority.places.of(*about)
    if place is None:
        return frozenset()
    begun = {
        authority.units.get(change.header.chain)
        for change in order
        if out.get(change.id) is NotStanding.LATE and sets_values(change, CONTROL)
    }
    return frozenset(unit for unit in begun if unit is not None and unit in place.now())


def _is_erased(
    order: Sequence[Change], out: Mapping[ChangeId, NotStanding], authority: Authority
) -> bool:
    return any(
        change.header.op is Op.ERASE
        and change.header.chain in authority.commune_chains
        and change.id not in out
        for change in order
    )


def _is_hidden(
    order: Sequence[Change], out: Mapping[ChangeId, NotStanding], fields: Mapping[str, FieldState]
) -> bool:
    """A delete hides the record only if it saw or covers everything that stands.

    Bundle.md §2.4.
    """
    held = fields.get(CONTROL)
    if (
        held is None
        or held.shown is None
        or not isinstance(held.value, Mapping)
        or not held.value["deleted"]
    ):
        return False
    seen = Causes(order).before([held.shown])
    return all(
        change.id in seen for change in order if change.id not in out and change.header.op is Op.PUT
    )
