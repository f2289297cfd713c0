"""Starting a chain: after a restore, and when the data folder finds itself at another place.

The chain before is never written to again from here, so nothing forks; the new one is announced by
the next file that leaves this computer (bundle.md §1, §4).
"""

from collections.abc import Mapping

from vanhoa_desktop.db.database import Database
from vanhoa_desktop.db.unit_of_work import Author, Ports
from vanhoa_desktop.domain.enums import UnitKind
from vanhoa_desktop.journal.identity import CHAIN_RANDOM_BYTES, is_chain_of, new_chain_id
from vanhoa_desktop.services.office.identity_settings import (
    CHAIN,
    DEVICE,
    OFFICER,
    PLACE,
    RESTORED_CHAIN,
    ROLE,
    UNIT_ID,
)


def begin_chain(
    database: Database,
    ports: Ports,
    place: str,
    more: Mapping[str, str] | None = None,
    *,
    is_restored: bool = False,
    statements: Mapping[str, bytes] | None = None,
) -> str:
    """Give the installation a fresh chain; returns its id.

    Other local settings and trust statements (by their ids) come with it in one transaction: new
    keys count from the same moment for everybody who reads this store.
    """
    with database.reading() as reading:
        known = reading.local.settings()
    settings = {**known, **(more or {}), PLACE: place}
    random = ports.randomness.token(CHAIN_RANDOM_BYTES)
    chain = settings[CHAIN] = new_chain_id(random, settings[DEVICE])
    if is_restored:
        settings[RESTORED_CHAIN] = chain
    # As the unit that this is: what it may show is judged anew where statements come along.
    unit = None if settings[ROLE] == UnitKind.COMMUNE.value else settings.get(UNIT_ID)
    author = Author(chain, settings[DEVICE], settings[OFFICER], unit)
    with database.unit_of_work(author, ports) as work:
        work.local.set_settings(settings)
        work.own_chain()
        if statements:
            work.trust(statements)
        work.commit()
    return chain


def settle_in(database: Database, ports: Ports, place: str) -> None:
    """Start a chain if the store was copied or moved to this place.

    Also where the chain is of an older program, whose id does not tell whose it is.
    """
    with database.reading() as reading:
        known = reading.local.settings()
    is_bound = is_chain_of(known[CHAIN], known[DEVICE])
    if known.get(PLACE, place) != place or is_bound is None:
        begin_chain(database, ports, place)
    elif PLACE not in known:
        author = Author(known[CHAIN], known[DEVICE], known[OFFICER])
        with database.unit_of_work(author, ports) as work:
            work.local.set_settings({PLACE: place})
            work.commit()
