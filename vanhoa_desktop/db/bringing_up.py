"""Bringing the store of an older program up to the format of this one."""

from sqlalchemy import Connection

from vanhoa_desktop.db.authority import current_authority
from vanhoa_desktop.db.local_numbers import LocalNumbers
from vanhoa_desktop.db.local_store import LocalStore
from vanhoa_desktop.db.refolding import Refolder
from vanhoa_desktop.db.schema import check_version, run_steps
from vanhoa_desktop.domain.ports import Progress


def bring_up(connection: Connection, progress: Progress) -> None:
    """Run the steps that the store lacks, and fold its tables anew.

    Over one open transaction: what breaks it off leaves the store as it was. Raises STORE_NEWER,
    STORE_DAMAGED, and what `progress` raises.
    """
    run_steps(connection, check_version(connection))
    Refolder(
        connection,
        LocalNumbers(connection),
        current_authority(connection),
        LocalStore(connection).own_unit(),
    ).refold(progress)
