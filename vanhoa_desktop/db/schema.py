"""Creating the store and checking its version.

Projections are dropped and folded again when they change.
"""

from sqlalchemy import Connection

from vanhoa_desktop.db.tables import local, projections
from vanhoa_desktop.db.tables.journal import metadata
from vanhoa_desktop.errors import ErrorCode, VanHoaError

# 2: the fold judges otherwise (docs/decisions: receiving closes nothing), the tables are as before.
SCHEMA_VERSION = 2
_OWNERS = (local, projections)


def create_schema(connection: Connection) -> None:
    """Make all tables of a new store."""
    metadata.create_all(connection)
    mark_version(connection)


def mark_version(connection: Connection) -> None:
    """Say that the tables are as this program folds them."""
    connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")


def check_version(connection: Connection) -> int:
    """The version of a store that can be opened; an older one is folded anew before it is used.

    Raises STORE_NEWER for a store of a newer program, STORE_DAMAGED for one without tables.
    """
    found = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    if found > SCHEMA_VERSION:
        raise VanHoaError(ErrorCode.STORE_NEWER, found=found, known=SCHEMA_VERSION)
    if found == 0:
        raise VanHoaError(ErrorCode.STORE_DAMAGED, detail="user_version 0")
    return found
