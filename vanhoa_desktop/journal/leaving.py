"""Which units a record concerns, and what a unit may know of one that left it.

Judged by causes, never by the order in which changes arrived: what was written while, as far as its
author knew, the record was the unit's, and what took it away. So every office that holds the same
changes tells the unit the same, and the unit sees that the record has left it.
"""

from collections.abc import Collection, Mapping, Sequence

from vanhoa_desktop.journal.change import CONTROL, Change, ChangeId, Op
from vanhoa_desktop.journal.fold import Authority, RecordState, fold
from vanhoa_desktop.journal.kinds import ASSESSING, HOME_UNIT
from vanhoa_desktop.journal.standing import causal_past


def units_concerned(state: RecordState) -> frozenset[str]:
    """The units that a record concerns now.

    A record of which no control stands (it was undone) still concerns those that it ever concerned:
    they must hear of it.
    """
    control = state.control
    if control is None:
        return state.units
    others = (held.value for name, held in state.fields.items() if _is_scoping(name))
    return frozenset({control.unit, *(unit for unit in others if isinstance(unit, str))})


def known_to_former(
    changes: Collection[Change], unit: str, authority: Authority
) -> frozenset[ChangeId]:
    """The changes of a record that a unit may know which it concerns no more.

    Together they show that it has left: where what the unit knew does not tell, what the record is
    by now is added, and everything if need be.
    """
    return _Leaving(changes, unit, authority).known()


def _is_scoping(name: str) -> bool:
    return name == HOME_UNIT or name.startswith(ASSESSING)


def _moves(change: Change) -> bool:
    """Whether a change may say whom the record concerns."""
    if change.header.op is not Op.PUT or change.body is None:
        return True
    return any(name == CONTROL or _is_scoping(name) for name in change.body.values)


class _Leaving:
    """One record and one unit."""

    def __init__(self, changes: Collection[Change], unit: str, authority: Authority) -> None:
        self._unit = unit
        self._authority = authority
        self._held = {change.id: change for change in changes}
        order = sorted(self._held.values(), key=lambda c: (c.header.clock, c.id))
        self._past: Mapping[ChangeId, frozenset[ChangeId]] = causal_past(order)
        self._moving = frozenset(change.id for change in order if _moves(change))
        self._judged: dict[frozenset[ChangeId], bool] = {}

    def known(self) -> frozenset[ChangeId]:
        """What the unit may know."""
        concerned = [change for change in self._held if self._did_concern(change)]
        found = self._with_past(concerned)
        if found and not self._concerns(found):
            return found
        state = fold(self._held.values(), self._authority)
        shown = [
            field.shown
            for name, field in state.fields.items()
            if field.shown is not None and (name == CONTROL or _is_scoping(name))
        ]
        found |= self._with_past(shown)
        return frozenset(self._held) if not found or self._concerns(found) else found

    def _did_concern(self, change: ChangeId) -> bool:
        before = self._past[change] & self._moving
        return self._concerns(before) or (
            change in self._moving and self._concerns(before | {change})
        )

    def _concerns(self, known: frozenset[ChangeId]) -> bool:
        """Whether the record is the unit's to somebody who knows these of its changes."""
        moving = known & self._moving
        if moving not in self._judged:
            changes: Sequence[Change] = [self._held[change] for change in moving]
            state = fold(changes, self._authority) if changes else None
            self._judged[moving] = state is not None and self._unit in units_concerned(state)
        return self._judged[moving]

    def _with_past(self, changes: Collection[ChangeId]) -> frozenset[ChangeId]:
        return frozenset(changes).union(*(self._past[change] for change in changes))
