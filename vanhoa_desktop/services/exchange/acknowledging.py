"""What a file of the commune says beside its changes: how much of ours the office holds."""

from vanhoa_desktop.bundles.manifest import Direction, Manifest
from vanhoa_desktop.db.reading import Reading


def acknowledges_anew(reading: Reading, manifest: Manifest) -> bool:
    """Whether a down-bundle tells that the office holds other changes than it last said.

    It is news though it brings no change: what was sent has arrived.
    """
    if manifest.direction is not Direction.DOWN:
        return False
    device = manifest.sender_device
    said = reading.ledger.acknowledgements([device]).get(device, [])
    of_it = (item for item in said if item.installation == manifest.installation)
    before = next((item.known for item in of_it), {})
    told = {chain: (place.seq, bytes.fromhex(place.id)) for chain, place in manifest.known.items()}
    return told != before
