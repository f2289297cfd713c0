"""What somebody else than this installation took back of what was brought in here.

The commune undid a file: what it brought is void everywhere as soon as that has travelled, also
where it was brought in first. No undo or redo of this installation changes that.
"""

from collections import defaultdict
from collections.abc import Sequence
from enum import Enum

from vanhoa_desktop.db.act_ledger import Act
from vanhoa_desktop.db.journal_reader import HeldChange
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.enums import ActKind
from vanhoa_desktop.journal.change import Change, ChangeId, Op
from vanhoa_desktop.journal.kinds import KINDS, Writers
from vanhoa_desktop.journal.standing import judge

_ANSWERS = frozenset({ActKind.UNDO, ActKind.REDO})


class TakenBackShare(Enum):
    """How much of something is taken back."""

    NONE = "none"
    PART = "part"
    ALL = "all"


class ActsTakenBack:
    """Looks over the voids of the commune that are not this installation's own answers."""

    def __init__(self, reading: Reading, acts: Sequence[Act]) -> None:
        self._reading = reading
        self._ids = self._named(acts)

    def share(self, act: Act) -> TakenBackShare:
        """How much of what an act brought is taken back; its voids brought nothing."""
        return self._share([c for c in self._undoable(act) if c.header.op is not Op.VOID])

    def undoing(self, undo: Act) -> TakenBackShare:
        """How much of an undoing is taken back, so that what it had undone counts again."""
        return self._share(self._undoable(undo))

    def _share(self, changes: Sequence[Change]) -> TakenBackShare:
        gone = sum(change.id in self._ids for change in changes)
        if not gone:
            return TakenBackShare.NONE
        return TakenBackShare.ALL if gone == len(changes) else TakenBackShare.PART

    def _undoable(self, act: Act) -> list[Change]:
        if not self._ids:
            return []
        held = self._reading.journal.in_range(act.first, act.last)
        return [item.change for item in held if is_undoable(item.change)]

    def _named(self, acts: Sequence[Act]) -> frozenset[ChangeId]:
        """The changes that standing voids of others at the commune name."""
        authority = self._reading.authority
        own = [range(act.first, act.last + 1) for act in acts if act.kind in _ANSWERS]
        journal = self._reading.journal
        chains = sorted(authority.commune_chains)
        voids = [item for chain in chains for item in journal.of_chain(chain, 0, Op.VOID)]
        foreign: dict[str, list[Change]] = defaultdict(list)
        for item in voids:
            if not any(item.position in places for places in own):
                foreign[item.change.header.record].append(item.change)
        found: set[ChangeId] = set()
        for record, held in self._reading.journal.of_records(foreign).items():
            out = judge(_in_order(held), authority)
            for void in foreign[record]:
                if void.id not in out:
                    found.update(void.header.names)
        return frozenset(found)


def is_undoable(change: Change) -> bool:
    """Whether undoing takes a change back: not what only the office writes, nor an erasure."""
    is_offices = KINDS[change.header.kind].writers is Writers.OFFICE
    return not is_offices and change.header.op is not Op.ERASE


def _in_order(held: Sequence[HeldChange]) -> list[Change]:
    changes = [item.change for item in held]
    return sorted(changes, key=lambda c: (c.header.clock, c.header.chain, c.header.seq, c.id))
