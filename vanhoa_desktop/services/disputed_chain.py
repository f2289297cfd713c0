"""Leaving a chain that somebody else writes to as well, or that this folder had fallen behind.

A disk image that was copied, or a folder that was overwritten by an older copy of itself, is seen
by no look at the computer; it shows when a file comes in. From then on this installation writes to
a new chain, so that whatever it writes stands; what stands no longer is kept and shown for review.
"""

from vanhoa_desktop.bundles.manifest import Manifest
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.services.installation import reread_identity
from vanhoa_desktop.services.new_chain import begin_chain
from vanhoa_desktop.services.place import place_of
from vanhoa_desktop.services.session import Session


def leave_disputed_chain(session: Session, manifest: Manifest) -> bool:
    """Start a new chain if what was just merged shows that the present one is not ours alone.

    An office that was doubled asks the units for everything, and has its numbers confirmed. Returns
    whether a chain was started.
    """
    with session.database.reading() as reading:
        if not _is_disputed(reading, session.identity.chain, manifest):
            return False
    begin_chain(
        session.database,
        session.ports,
        place_of(session.paths),
        is_restored=session.identity.is_office,
    )
    session.identity = reread_identity(session)
    return True


def _is_disputed(reading: Reading, chain: str, manifest: Manifest) -> bool:
    if reading.chains.fork_of(chain) is not None:
        return True
    seen = manifest.known.get(chain)
    return seen is not None and bytes.fromhex(seen.id) not in reading.chains.ids_at(chain, seen.seq)
