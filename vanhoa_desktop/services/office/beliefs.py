"""What a unit's file states that only its sender says, and what of it an office believes.

Nobody else signs what a unit says it has received. So a number that no office ever reaches counts
for nothing, and a place on the office's own chain that the office never wrote moves nothing; that
somebody said such a thing is told by the unit's name (docs/decisions/0030).
"""

from vanhoa_desktop.bundles.manifest import Manifest
from vanhoa_desktop.db.bundle_ledger import NumberedBundle
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.texts.words.names import place_key

# A restored office learns from the units up to which number it once sent. None sends so many in a
# lifetime, and whoever lies leaves it more numbers than he can use up.
MAX_LEAP = 1_000_000
_UNBELIEVED = "unbelieved."
_YES, _NO = "yes", "no"


def merged_there(reading: Reading, manifest: Manifest) -> NumberedBundle:
    """The newest down-bundle that the sender has merged; none where its number cannot be."""
    said = NumberedBundle(manifest.down_merged.number, manifest.down_merged.id)
    return said if _is_possible(reading, manifest) else NumberedBundle()


def _is_possible(reading: Reading, manifest: Manifest) -> bool:
    sent = (item.number for item in reading.ledger.down_bundles(manifest.sender_unit))
    return manifest.down_merged.number <= max(sent, default=0) + MAX_LEAP


def belief_of(reading: Reading, manifest: Manifest, chain: str) -> dict[str, str]:
    """The local setting by which an office remembers that a device told of what was never sent.

    A number that cannot be, or a change on `chain`, to which we write now, that we never wrote.
    Empty where nothing is to be noted anew.
    """
    seen = manifest.known.get(chain)
    is_ours = seen is None or bytes.fromhex(seen.id) in reading.chains.ids_at(chain, seen.seq)
    is_believed = is_ours and _is_possible(reading, manifest)
    name, word = _UNBELIEVED + manifest.sender_device, _NO if is_believed else _YES
    return {} if reading.local.settings().get(name, _NO) == word else {name: word}


def unbelieved_units(reading: Reading) -> list[str]:
    """The names of the units of which a device said so last, and has not ended since."""
    said = {
        name.removeprefix(_UNBELIEVED)
        for name, answer in reading.local.settings().items()
        if name.startswith(_UNBELIEVED) and answer == _YES
    }
    devices = [] if reading.trust is None else reading.trust.devices.values()
    units = {d.unit for d in devices if d.id in said and not d.is_revoked}
    named = (reading.units.unit(unit) for unit in units)
    return sorted((unit.name for unit in named if unit is not None), key=place_key)
