"""How far the office has written: what it signs, what its units repeat, and what that shows it.

An office whose folder was put back by hand is at an earlier place than it was. It cannot know, and
what a unit says it holds of the office's chains proves nothing; but the unit repeats what the
office signed (`bundles.waymarks`), and the office knows its signature.
"""

from collections.abc import Iterable, Mapping
from itertools import islice

from vanhoa_desktop.bundles.manifest import decode_manifest
from vanhoa_desktop.bundles.waymarks import MAX_WAYMARKS, Waymark, is_signed_by, make_waymark
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.services.office.identity_settings import FORMER_DEVICES
from vanhoa_desktop.services.office.session import Session

# So many of the files that came last are looked through for the place furthest on each chain.
_LOOKED_THROUGH = 50
# Of a chain whose lost places were seen: the greatest seq, so that one loss is answered once.
_MISSED = "missed."


def own_waymark(session: Session, reading: Reading) -> tuple[Waymark, ...]:
    """What the office signs in a file down: the place of the last change that it wrote, if any."""
    found = reading.chains.last_written_by(_own_devices(session, reading))
    commune = session.identity.commune_id
    if found is None or commune is None:
        return ()
    chain, at = found
    key = session.secrets.signing_key
    return (make_waymark(commune, chain, at.seq, at.id.hex(), key),)


def heard_waymarks(reading: Reading, most: int = MAX_WAYMARKS) -> tuple[Waymark, ...]:
    """What a unit repeats: of the files that it got last, the furthest place on each chain.

    Of more than `most` chains those that were told last.
    """
    furthest: dict[str, Waymark] = {}
    for encoded in reading.ledger.manifests_from_above(_LOOKED_THROUGH):
        for waymark in decode_manifest(encoded).waymarks:
            known = furthest.get(waymark.chain)
            if known is None or known.seq < waymark.seq:
                furthest[waymark.chain] = waymark
    return tuple(furthest[chain] for chain in sorted(islice(furthest, most)))


def missed_places(
    session: Session, reading: Reading, waymarks: Iterable[Waymark]
) -> dict[str, str]:
    """Local settings that note places that an office signed and that are not held; empty: none.

    Of this office, or of one before it: that may have been put back when it gave its work on.

    A place that was noted before is not told again: what was lost may be lost everywhere.
    """
    trust, settings = reading.trust, reading.local.settings()
    devices = {} if trust is None else trust.devices
    offices = frozenset() if trust is None else trust.offices
    former = {d for d in offices & devices.keys() if not devices[d].is_revoked}
    believed = former | (devices.keys() & _own_devices(session, reading))
    keys = [devices[device].public_key for device in sorted(believed)]
    commune = session.identity.commune_id or ""
    found = {}
    for waymark in waymarks:
        noted = int(settings.get(_MISSED + waymark.chain, "0"))
        is_held = bytes.fromhex(waymark.id) in reading.chains.ids_at(waymark.chain, waymark.seq)
        if waymark.seq > noted and not is_held and _is_of(waymark, commune, keys):
            found[_MISSED + waymark.chain] = str(waymark.seq)
    return found


def missed_chains(settings: Mapping[str, str]) -> list[str]:
    """The chains of the office of which places were seen that are not held here."""
    return [name.removeprefix(_MISSED) for name in settings if name.startswith(_MISSED)]


def _is_of(waymark: Waymark, commune: str, keys: Iterable[bytes]) -> bool:
    return any(is_signed_by(waymark, commune, key) for key in keys)


def _own_devices(session: Session, reading: Reading) -> list[str]:
    """This device, and those that this installation was before its keys were renewed."""
    former = reading.local.settings().get(FORMER_DEVICES, "").split()
    return [session.identity.device_id, *former]
