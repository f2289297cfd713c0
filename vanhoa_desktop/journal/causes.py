"""The causes of the changes of one record: what each could know, in work linear in the changes.

Whole sets of causes would take memory with the square of the changes, which a doctored laptop can
make many: so only the few changes that matter are kept per change, as the bits of one number.
"""

from collections.abc import Collection, Iterable, Sequence

from vanhoa_desktop.journal.change import Change, ChangeId


class Causes:
    """Over all held changes of a record, `order` by clock: what a change names stands before it."""

    def __init__(self, order: Sequence[Change]) -> None:
        self._order = order
        places = {change.id: place for place, change in enumerate(order)}
        self._places = places
        self._parents = [
            [places[i] for i in change.parents if places.get(i, place) < place]
            for place, change in enumerate(order)
        ]

    def before(self, changes: Iterable[ChangeId]) -> set[ChangeId]:
        """These changes, as far as they are held, and all their causes."""
        todo = [self._places[change] for change in changes if change in self._places]
        seen = set(todo)
        while todo:
            for parent in self._parents[todo.pop()]:
                if parent not in seen:
                    seen.add(parent)
                    todo.append(parent)
        return {self._order[place].id for place in seen}

    def after(self, changes: Collection[ChangeId]) -> set[ChangeId]:
        """All changes that have one of these among their causes."""
        found: set[ChangeId] = set()
        is_after = [False] * len(self._order)
        for place, parents in enumerate(self._parents):
            if any(is_after[p] or self._order[p].id in changes for p in parents):
                is_after[place] = True
                found.add(self._order[place].id)
        return found

    def seen(self, wanted: Sequence[ChangeId]) -> dict[ChangeId, int]:
        """For each change which of `wanted` are among its causes: bit n for the one at place n."""
        bits = {change: 1 << place for place, change in enumerate(wanted)}
        known: list[int] = []
        for parents in self._parents:
            mask = 0
            for parent in parents:
                mask |= known[parent] | bits.get(self._order[parent].id, 0)
            known.append(mask)
        return {change.id: mask for change, mask in zip(self._order, known, strict=True)}

    def latest(self, wanted: Collection[ChangeId]) -> dict[ChangeId, tuple[ChangeId, ...]]:
        """For each change those of `wanted` among its causes that none of them has as a cause."""
        chosen = [change.id for change in self._order if change.id in wanted]
        number = {change: place for place, change in enumerate(chosen)}
        masks = self.seen(chosen)
        known: list[frozenset[ChangeId]] = []
        merged: dict[frozenset[ChangeId], frozenset[ChangeId]] = {}
        for parents in self._parents:
            fronts = {self._front(parent, known, wanted) for parent in parents}
            if len(fronts) <= 1:
                known.append(next(iter(fronts), frozenset()))
                continue
            joined = frozenset().union(*fronts)
            if joined not in merged:
                older = 0
                for change in joined:
                    older |= masks[change]
                merged[joined] = frozenset(c for c in joined if not older >> number[c] & 1)
            known.append(merged[joined])
        return {c.id: tuple(front) for c, front in zip(self._order, known, strict=True)}

    def _front(
        self, place: int, known: Sequence[frozenset[ChangeId]], wanted: Collection[ChangeId]
    ) -> frozenset[ChangeId]:
        change = self._order[place].id
        return frozenset({change}) if change in wanted else known[place]
