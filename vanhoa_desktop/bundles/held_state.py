"""What the store already holds, as far as opening a bundle must know: filled by the services."""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from vanhoa_desktop.journal.chains import HeldPlace
from vanhoa_desktop.journal.change import Change, ChangeId


class HeldState(Protocol):
    """A read-only view of this installation."""

    @property
    def commune(self) -> str:
        """The commune's id."""
        ...

    @property
    def root(self) -> bytes:
        """The pinned root public key."""
        ...

    @property
    def unit(self) -> str:
        """Our own unit."""
        ...

    @property
    def identities(self) -> Sequence[str]:
        """Our reading keys."""
        ...

    @property
    def statements(self) -> Sequence[bytes]:
        """All trust statements held."""
        ...

    def last_down_merged(self) -> int:
        """The number of the newest down-bundle merged here."""
        ...

    def owner_of(self, chain: str) -> str | None:
        """The device that a held chain belongs to."""
        ...

    def chains_of(self, device: str) -> Collection[str]:
        """The held chains that belong to a device."""
        ...

    def place(self, chain: str) -> HeldPlace:
        """The last held change of a chain."""
        ...

    def id_at(self, chain: str, seq: int) -> ChangeId | None:
        """The held change at a place of a chain."""
        ...

    def ids_at(self, chain: str, seq: int) -> Collection[ChangeId]:
        """All held changes at a place of a chain: several where it forks."""
        ...

    def clocks(self, ids: Collection[ChangeId]) -> Mapping[ChangeId, int]:
        """Clocks of those of these changes that are held."""
        ...

    def changes_of(self, records: Collection[str]) -> Mapping[str, Sequence[Change]]:
        """All held changes of these records."""
        ...

    def written_by(self, device: str, records: Collection[str]) -> Mapping[str, int]:
        """How many changes of each of these records are held of a device; 0 where none is named."""
        ...
