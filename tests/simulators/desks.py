"""Offices in memory: desks that write one record's changes and pass them on."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.journal.change import GENESIS, SALT_BYTES, Change, ChangeId, Op
from vanhoa_desktop.journal.drafting import ChainPosition, Circumstances, Wish, draft
from vanhoa_desktop.journal.fold import Authority, RecordState, fold

RECORD = "01a20e61-26b0-7c11-97b7-2583d1c43848"
UNIT = "01a20e61-2713-7a3c-b4ff-fd492297f5ec"
OTHER_UNIT = "01a20e61-2713-7a3c-b4ff-fd492297f5ed"
KIND = "assessment"
CREATED = "open"


def control(status: str, *, deleted: bool = False, unit: str = UNIT) -> dict[str, Json]:
    """A control value, of the unit that begins the record unless another is named."""
    return {"control": {"deleted": deleted, "status": status, "unit": unit}}


@dataclass
class Desk:
    """One laptop: its chain, where it stands in it, and the changes it holds."""

    name: str
    chain: str
    held: dict[ChangeId, Change] = field(default_factory=dict)
    position: ChainPosition = field(init=False)

    def __post_init__(self) -> None:
        self.position = ChainPosition(self.chain, 0, GENESIS, 0)

    def state(self, authority: Authority) -> RecordState | None:
        """What this desk sees of the record."""
        return fold(self.held.values(), authority) if self.held else None

    def write(self, wish: Wish, authority: Authority, *, blind: bool = False) -> Change:
        """Record a wish; `blind` drafts it as if nothing had been seen (a doctored laptop)."""
        state = None if blind else self.state(authority)
        clocks = {change.id: change.header.clock for change in self.held.values()}
        salt = self.position.seq.to_bytes(4, "big").rjust(SALT_BYTES, self.name[:1].encode())
        at = Circumstances("2026-03-01T00:00:00Z", self.name, salt, clocks)
        change = draft(state, self.position, wish, at)
        self.held[change.id] = change
        header = change.header
        self.position = ChainPosition(self.chain, header.seq, change.id, header.clock)
        return change

    def put(
        self,
        values: Mapping[str, Json],
        authority: Authority,
        *,
        covers: bool = False,
        settles: bool = False,
    ) -> Change:
        """Record values against what this desk sees."""
        wish = Wish(KIND, RECORD, Op.PUT, values, covers=covers, settles=settles)
        return self.write(wish, authority)

    def take(self, other: "Desk") -> None:
        """Receive everything that another desk holds."""
        self.held.update(other.held)

    def clone(self, name: str) -> "Desk":
        """A copied disk: the same chain goes on in two places."""
        copy = Desk(name, self.chain, dict(self.held))
        copy.position = self.position
        return copy
