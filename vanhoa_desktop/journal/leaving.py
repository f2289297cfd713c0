"""Which units a record concerns, and what a unit may know of one that left it.

Judged by causes, never by the order in which changes arrived: what was written while, as far as its
author knew, the record was the unit's, and what took it away. So every office that holds the same
changes tells the unit the same, and the unit sees that the record has left it.
"""

from collections.abc import Collection, Mapping

from vanhoa_desktop.journal.causes import Causes
from vanhoa_desktop.journal.change import CONTROL, Change, ChangeId, Op
from vanhoa_desktop.journal.fold import Authority, RecordState, fold
from vanhoa_desktop.journal.kinds import is_scoping

# More moves than any honest record sees: what each of its authors knew is not gone through then.
_MOST_MOVES = 500


def units_concerned(state: RecordState) -> frozenset[str]:
    """The units that a record concerns now: by its control, and by the commune's word.

    A record of which no control stands (it was undone) still concerns those that it ever concerned:
    they must hear of it.
    """
    control = state.control
    if control is None:
        return state.units
    others = (state.fields[name].value for name in state.vouched)
    return frozenset({control.unit, *(unit for unit in others if isinstance(unit, str))})


def known_to_former(
    changes: Collection[Change], unit: str, authority: Authority
) -> frozenset[ChangeId]:
    """The changes of a record that a unit may know which it concerns no more.

    Together they show that it has left: where what the unit knew does not tell, what the record is
    by now is added, and everything if need be.
    """
    return _Leaving(changes, unit, authority).known()


def _moves(change: Change) -> bool:
    """Whether a change may say whom the record concerns."""
    if change.header.op is not Op.PUT or change.body is None:
        return True
    return any(name == CONTROL or is_scoping(name) for name in change.body.values)


class _Leaving:
    """One record and one unit."""

    def __init__(self, changes: Collection[Change], unit: str, authority: Authority) -> None:
        self._unit = unit
        self._authority = authority
        self._held = {change.id: change for change in changes}
        order = sorted(self._held.values(), key=lambda c: (c.header.clock, c.header.chain, c.id))
        self._order = order
        self._causes = Causes(order)
        self._moving = [change.id for change in order if _moves(change)]
        self._judged: dict[int, bool] = {}

    def known(self) -> frozenset[ChangeId]:
        """What the unit may know."""
        if len(self._moving) > _MOST_MOVES:
            return frozenset(self._causes.before(self._taken_away()))
        bits = {change: 1 << place for place, change in enumerate(self._moving)}
        seen = self._causes.seen(self._moving)
        concerned = [
            change
            for change in self._held
            if self._concerns(seen[change])
            or (change in bits and self._concerns(seen[change] | bits[change]))
        ]
        found = self._causes.before(concerned)
        if found and not self._concerns_all(found):
            return frozenset(found)
        state = fold(self._held.values(), self._authority)
        shown = [
            field.shown
            for name, field in state.fields.items()
            if field.shown is not None and (name == CONTROL or is_scoping(name))
        ]
        found |= self._causes.before(shown)
        return frozenset(self._held) if not found or self._concerns_all(found) else frozenset(found)

    def _taken_away(self) -> list[ChangeId]:
        """The first word of the commune by which the record is another unit's."""
        for change in self._order:
            said = None if change.body is None else change.body.values.get(CONTROL)
            is_communes = change.header.chain in self._authority.commune_chains
            if is_communes and isinstance(said, Mapping) and said["unit"] != self._unit:
                return [change.id]
        return []

    def _concerns_all(self, known: Collection[ChangeId]) -> bool:
        return self._concerns(
            sum(1 << place for place, change in enumerate(self._moving) if change in known)
        )

    def _concerns(self, known: int) -> bool:
        """Whether the record is the unit's to somebody who knows these of its changes."""
        if known not in self._judged:
            places = enumerate(self._moving)
            changes = [self._held[change] for place, change in places if known >> place & 1]
            state = fold(changes, self._authority) if changes else None
            self._judged[known] = state is not None and self._unit in units_concerned(state)
        return self._judged[known]
