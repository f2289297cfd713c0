"""The store as `bundles.held_state.HeldState`.

What opening a bundle must know of this installation.
"""

from collections.abc import Collection, Mapping, Sequence

from vanhoa_desktop.db.authority import ROOT_SETTING
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.journal.chains import HeldPlace
from vanhoa_desktop.journal.change import Change, ChangeId
from vanhoa_desktop.services.office.session import Session


class StoreHeldState:
    """One reading of the store, answering the questions of the opening stages."""

    def __init__(self, session: Session, reading: Reading) -> None:
        settings = reading.local.settings()
        if session.identity.commune_id is None or ROOT_SETTING not in settings:
            raise VanHoaError(ErrorCode.NOT_ENROLLED)
        self.commune: str = session.identity.commune_id
        self.unit: str = session.require_unit()
        self.root: bytes = bytes.fromhex(settings[ROOT_SETTING])
        self.identities: Sequence[str] = session.secrets.identities
        self.statements: Sequence[bytes] = reading.local.statements()
        self._reading = reading
        self._owners = reading.journal.devices()

    def last_down_merged(self) -> int:
        """The number of the newest down-bundle merged here."""
        return self._reading.ledger.last_down_merged().number

    def owner_of(self, chain: str) -> str | None:
        """The device that a held chain belongs to."""
        return self._owners.get(chain)

    def chains_of(self, device: str) -> Collection[str]:
        """The held chains that belong to a device."""
        return [chain for chain, owner in self._owners.items() if owner == device]

    def place(self, chain: str) -> HeldPlace:
        """The last change of a chain up to which all are held.

        What an answer to a restored office brought lies beyond, with gaps.
        """
        head = self._reading.chains.unbroken(chain)
        return HeldPlace(head.seq, head.id)

    def id_at(self, chain: str, seq: int) -> ChangeId | None:
        """The held change at a place of a chain."""
        return self._reading.journal.id_at(chain, seq)

    def ids_at(self, chain: str, seq: int) -> Collection[ChangeId]:
        """All held changes at a place of a chain: several where it forks."""
        return self._reading.chains.ids_at(chain, seq)

    def clocks(self, ids: Collection[ChangeId]) -> Mapping[ChangeId, int]:
        """Clocks of those of these changes that are held."""
        return self._reading.journal.clocks(ids)

    def changes_of(self, records: Collection[str]) -> Mapping[str, Sequence[Change]]:
        """All held changes of these records."""
        found = self._reading.journal.of_records(records)
        return {record: [held.change for held in changes] for record, changes in found.items()}

    def written_by(self, device: str, records: Collection[str]) -> Mapping[str, int]:
        """How many changes of each of these records are held of a device; 0 where none is named."""
        return self._reading.chains.written_by(device, records)
