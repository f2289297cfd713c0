"""Leaving a chain that somebody else writes to as well, or that this folder had fallen behind.

A disk image that was copied, or a folder that was overwritten by an older copy of itself, is seen
by no look at the computer, or not for what it is; it shows when a file comes in. From then on this
installation writes to a new chain, so that whatever it writes stands; what stands no longer is kept
and shown for review.
"""

from collections.abc import Iterable, Mapping

from vanhoa_desktop.bundles.manifest import Direction, Manifest
from vanhoa_desktop.bundles.waymarks import Waymark
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.enums import RestoreSource
from vanhoa_desktop.services.office.identity_settings import RESTORED_FROM
from vanhoa_desktop.services.office.installation import reread_identity
from vanhoa_desktop.services.office.new_chain import begin_chain
from vanhoa_desktop.services.office.office_places import missed_places
from vanhoa_desktop.services.office.place import place_of
from vanhoa_desktop.services.office.session import Session


def leave_disputed_chain(session: Session, manifest: Manifest) -> RestoreSource | None:
    """Start a new chain if what was just merged shows that the present one is not ours alone.

    Or, at the office, that it stands behind what it once signed, on whichever chain: it asks the
    units for everything then, and has its numbers confirmed. Returns what was shown, if anything.
    """
    is_office = session.identity.is_office
    with session.database.reading() as reading:
        missed = missed_places(session, reading, manifest.waymarks) if is_office else {}
        if not missed and not _is_disputed(reading, session.identity.chain, manifest):
            return None
    return _begin_again(session, missed)


def begin_again_if_behind(session: Session, waymarks: Iterable[Waymark]) -> None:
    """Start a new chain at an office that stands behind what it once signed, and ask everybody.

    As `leave_disputed_chain`, where no file is merged: a request for new keys brings waymarks too.
    """
    with session.database.reading() as reading:
        missed = missed_places(session, reading, waymarks)
    if missed:
        _begin_again(session, missed)


def _begin_again(session: Session, missed: Mapping[str, str]) -> RestoreSource:
    source = RestoreSource.OLDER_FOLDER if missed else RestoreSource.SHARED_FOLDER
    settings = {**missed, RESTORED_FROM: source.value}
    place = place_of(session.paths)
    is_restored = session.identity.is_office
    begin_chain(session.database, session.ports, place, settings, is_restored=is_restored)
    session.identity = reread_identity(session)
    return source


def _is_disputed(reading: Reading, chain: str, manifest: Manifest) -> bool:
    """Whether two changes lie at one place of the chain, or the office saw another one there.

    What others say they saw is not believed: nobody but the office has it from here.
    """
    if reading.chains.fork_of(chain) is not None:
        return True
    seen = manifest.known.get(chain)
    if seen is None or manifest.direction is Direction.UP:
        return False
    return bytes.fromhex(seen.id) not in reading.chains.ids_at(chain, seen.seq)
