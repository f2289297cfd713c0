"""How much the changes of one file say, in all and of each record."""

from collections import Counter, defaultdict

from vanhoa_desktop.journal.change import Change


class ChangeCounts:
    """Counts changes as they are read or planned: changes, values and fields by record."""

    def __init__(self) -> None:
        self.all_values = 0
        self.changes: Counter[str] = Counter()
        self.values: Counter[str] = Counter()
        self.fields: dict[str, set[str]] = defaultdict(set)

    def add(self, change: Change) -> None:
        """Count one more change; an erased one says nothing."""
        record = change.header.record
        self.changes[record] += 1
        if change.body is not None:
            self.all_values += len(change.body.values)
            self.values[record] += len(change.body.values)
            self.fields[record].update(change.body.values)
