"""What a stranger holds: changes, whose the chains are, statements."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.bundles.stranger.aside import is_erased
from tests.bundles.stranger.lines import Change
from tests.bundles.stranger.trust import Trust, trust_of


@dataclass
class Held:
    """One reader's store. `unit` is his own; `root` the key that he was told once."""

    commune: str
    unit: str
    root: bytes
    identities: Sequence[str]
    statements: set[bytes] = field(default_factory=set)
    changes: dict[str, Change] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    down_merged: tuple[int, str] = (0, "")
    waymarks: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    by_place: dict[tuple[str, int], set[str]] = field(default_factory=lambda: defaultdict(set))
    by_record: dict[str, list[Change]] = field(default_factory=lambda: defaultdict(list))
    _trust: Trust | None = None

    @property
    def trust(self) -> Trust:
        """What the statements held amount to."""
        if self._trust is None:
            self._trust = trust_of(self.statements, self.commune, self.root)
        return self._trust

    def take(
        self, changes: Iterable[Change], owners: Mapping[str, str], statements: Iterable[bytes]
    ) -> None:
        """Hold more; what concerns an erased record is stripped."""
        self.statements.update(statements)
        self._trust = None
        self.owners.update(owners)
        for change in changes:
            if change.id not in self.changes:
                self.by_place[change.chain, change.seq].add(change.id)
                self.changes[change.id] = change
                self.by_record[change.record].append(change)
            elif self.changes[change.id].body is None and change.body is not None:
                self.changes[change.id] = change
                known = self.by_record[change.record]
                self.by_record[change.record] = [c if c.id != change.id else change for c in known]
        for record, known in self.by_record.items():
            if is_erased(known, self.owners, self.trust):
                self._strip(record, known)

    def hear(self, waymarks: Iterable[Mapping[str, Any]]) -> None:
        """Remember how far an office says that it has written, of each chain the furthest."""
        for waymark in waymarks:
            known = self.waymarks.get(waymark["chain"])
            if known is None or known["seq"] < waymark["seq"]:
                self.waymarks[waymark["chain"]] = waymark

    def _strip(self, record: str, known: Sequence[Change]) -> None:
        bare = [c if c.op == "erase" else Change(c.header, None, None) for c in known]
        self.by_record[record] = bare
        self.changes.update({change.id: change for change in bare})

    def is_communes(self, change: Change) -> bool:
        """Whether a device of the commune wrote a change."""
        return self.trust.is_commune(self.owners.get(change.chain))

    def last(self, chain: str) -> tuple[int, str]:
        """The last change held of a chain."""
        most = max((seq for name, seq in list(self.by_place) if name == chain), default=0)
        return (most, max(self.by_place[chain, most])) if most else (0, "")

    def unbroken(self, chain: str) -> int:
        """The seq up to which a chain is held whole."""
        seq = 0
        while (chain, seq + 1) in self.by_place:
            seq += 1
        return seq
