"""Which files of evidence go into a bundle: what it names and the addressee lacks.

The addressee has a file if it wrote or acknowledged a change that names it, unless it said in its
newest manifest that it lacks it: so what was lost on the way, or by a disk, is sent again. A unit
gets no file for naming it alone (`rightful_files`).
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial

from vanhoa_desktop.db.evidence_names import EVIDENCE, named_files
from vanhoa_desktop.db.journal_reader import HeldChange
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.journal.change import Change, ChangeId
from vanhoa_desktop.services.exchange.rightful_files import RightfulFiles

Said = Mapping[str, tuple[int, ChangeId]]


class TravellingFiles:
    """Chooses files over one reading."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._owners = reading.journal.devices()

    def upwards(
        self, changes: Iterable[Change], office: str | None, said: Said, *, is_full: bool
    ) -> dict[str, int]:
        """SHA-256 → size of what the office lacks; `said`: what it acknowledged."""

        def is_there(held: HeldChange) -> bool:
            header = held.change.header
            seq, change_id = said.get(header.chain, (0, b""))
            is_acknowledged = (
                header.seq <= seq and self._reading.journal.id_at(header.chain, seq) == change_id
            )
            return is_acknowledged or self._owners.get(header.chain) == office

        live = self._reading.evidence.live_files()
        named = named_files(changes) & live
        there = set() if is_full else self._naming(named, is_there)
        wanted = self._reading.files.wanted_by([office] if office else [])
        return self._reading.files.sizes((named - there) | (wanted & live))

    def downwards(
        self, changes: Iterable[Change], unit: str | None, devices: Mapping[str, int], position: int
    ) -> dict[str, int]:
        """SHA-256 → size of what a device of the unit (None: of the commune) lacks.

        `devices`: each with the number of its installations; of several, none has what another one
        wrote. `position`: the journal position up to which all merged. Without devices to be looked
        at everything named goes.
        """
        live = self._reading.evidence.live_files(unit)
        named = named_files(changes) & live
        since = self._scoped_since(unit)

        def is_merged(held: HeldChange) -> bool:
            scoped_at = since.get(held.change.header.record, position + 1 if unit else 0)
            return max(scoped_at, held.position) <= position

        merged = self._naming(named, is_merged) if devices else set()
        lacking = set() if devices else named
        for device, installations in devices.items():
            own = self._naming(named, partial(self._wrote, device)) if installations == 1 else set()
            lacking |= named - merged - own
        wanted = self._reading.files.wanted_by(devices)
        going = lacking | (wanted & live)
        if unit is not None:
            going = RightfulFiles(self._reading).of(unit, going)
        return self._reading.files.sizes(going)

    def _scoped_since(self, unit: str | None) -> dict[str, int]:
        """Record → the journal position since when it is the unit's."""
        if unit is None:
            return {}
        scoped = self._reading.states.in_scope(unit, frozenset({EVIDENCE}))
        return {item.record: item.scoped_at for item in scoped if item.is_current}

    def _wrote(self, device: str, held: HeldChange) -> bool:
        return self._owners.get(held.change.header.chain) == device

    def _naming(self, files: Collection[str], is_there: Callable[[HeldChange], bool]) -> set[str]:
        """Those of these files that a change names which the addressee has."""
        records = self._reading.evidence.records_naming(files)
        held = self._reading.journal.of_records(records)
        telling = [item.change for changes in held.values() for item in changes if is_there(item)]
        return named_files(telling) & set(files)
