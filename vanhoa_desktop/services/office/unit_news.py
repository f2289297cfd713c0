"""What is new to a unit since a moment of the office's journal."""

from collections.abc import Sequence

from vanhoa_desktop.db.journal_reader import HeldChange
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.journal.change import Change
from vanhoa_desktop.journal.kinds import Receivers, kinds_received_by
from vanhoa_desktop.journal.leaving import known_to_former


class UnitNews:
    """Looks over one reading of the office's store."""

    def __init__(self, reading: Reading, commune: str) -> None:
        self._reading = reading
        self._commune = commune

    def for_unit(self, unit: str, position: int) -> list[Change]:
        """What is new to a unit since a journal position (0: everything).

        A record that came into its scope since then travels whole; of one that went out of it, what
        was written while it was there, and what took it away. Erasures go to everybody: an office
        that got a move and the erasure at once cannot read whereto it was, and an id tells nothing.
        """
        states, journal = self._reading.states, self._reading.journal
        if unit == self._commune:
            # Another device of the commune holds everything that the office holds.
            return [held.change for held in journal.in_range(position + 1, journal.last_position())]
        changed = set(journal.records_since(position))
        for_all = changed.intersection(states.of_kinds(kinds_received_by(Receivers.ALL)))
        scoped = states.in_scope(unit, kinds_received_by(Receivers.UNIT))
        fresh = {item.record for item in scoped if item.is_current and item.scoped_at > position}
        lost = {item.record for item in scoped if not item.is_current}
        wanted = for_all | fresh | {item.record for item in scoped if item.record in changed}
        chosen: list[Change] = []
        for record, held in journal.of_records(sorted(wanted)).items():
            known = self._known_to_former(held, unit) if record in lost else held
            # Of a record that left, whole once more where something is new: what was written while
            # it was away before, and came in meanwhile, never came to this unit.
            is_new = any(item.position > position for item in known)
            is_whole = record in fresh or (record in lost and is_new)
            chosen.extend(item.change for item in known if is_whole or item.position > position)
        elsewhere = changed.intersection(states.erased()) - wanted
        for held in journal.of_records(sorted(elsewhere)).values():
            # Whole, without a body among them: the erasure hangs on what it erased.
            chosen.extend(item.change for item in held)
        return chosen

    def _known_to_former(self, held: Sequence[HeldChange], unit: str) -> list[HeldChange]:
        changes = [item.change for item in held]
        known = known_to_former(changes, unit, self._reading.authority)
        return [item for item in held if item.change.id in known]
