"""The journal against what others signed: nobody rewrites what somebody else has seen.

The signed manifest of every merged bundle is kept for ever. It names the last change of each chain
inside (a checkpoint), and the places up to which its sender held other chains: units witness the
commune in this way, and the commune its units.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from vanhoa_desktop import canonical
from vanhoa_desktop.canonical import Json
from vanhoa_desktop.db.bundle_ledger import MergedBundle
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.journal.change import ChangeId
from vanhoa_desktop.trust.keys import verifies

_SHOWN = 16


class Seen(NamedTuple):
    """A place of a chain as a signed manifest names it."""

    chain: str
    seq: int
    id: ChangeId
    bundle: str

    @property
    def subject(self) -> str:
        """The place, and the file that proves it."""
        return f"{self.chain}:{self.seq} {self.bundle[:_SHOWN]}"


class CheckpointReader:
    """Compares manifests and journal over one reading."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._merged = [(merged, _manifest(merged)) for merged in reading.ledger.all_merged()]

    def forged_manifests(self) -> Iterator[str]:
        """Ids of merged bundles whose kept manifest is not what their sender signed."""
        devices = {} if self._reading.trust is None else self._reading.trust.devices
        for merged, _ in self._merged:
            sender = devices.get(merged.device)
            if sender is None or not verifies(sender.public_key, merged.signature, merged.manifest):
                yield merged.bundle

    def rewritten(self) -> Iterator[Seen]:
        """Checkpoints that are not held: the chain was altered after the file was merged."""
        return self._not_held(list(self._ends()))

    def contradicted(self, chains: frozenset[str]) -> Iterator[Seen]:
        """Places of some chains where somebody saw another change than those held here.

        A place of which nothing is held says nothing: it may have been lost.
        """
        seen = [place for place in self._known() if place.chain in chains]
        for place in self._not_held(seen):
            if self._reading.chains.ids_at(place.chain, place.seq):
                yield place

    def _not_held(self, places: list[Seen]) -> Iterator[Seen]:
        held = self._reading.journal.clocks({place.id for place in places})
        return (place for place in dict.fromkeys(places) if place.id not in held)

    def _ends(self) -> Iterator[Seen]:
        for merged, manifest in self._merged:
            for chain, run in _table(manifest, "chains").items():
                if isinstance(run, Mapping):
                    yield _seen(chain, run["last"], run["after"], merged)

    def _known(self) -> Iterator[Seen]:
        for merged, manifest in self._merged:
            for chain, place in _table(manifest, "known").items():
                if isinstance(place, Mapping):
                    yield _seen(chain, place["seq"], place["id"], merged)


def _seen(chain: str, seq: Json, change: Json, merged: MergedBundle) -> Seen:
    return Seen(chain, int(str(seq)), bytes.fromhex(str(change)), merged.bundle)


def _manifest(merged: MergedBundle) -> Mapping[str, Json]:
    manifest = canonical.decode(merged.manifest)
    return manifest if isinstance(manifest, Mapping) else {}


def _table(manifest: Mapping[str, Json], name: str) -> Mapping[str, Json]:
    found = manifest.get(name)
    return found if isinstance(found, Mapping) else {}
