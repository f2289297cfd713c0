"""Creating the store and checking its version.

Projections are dropped and folded again when they change.
"""

from sqlalchemy import Connection

from vanhoa_desktop.db.tables import local, projections
from vanhoa_desktop.db.tables.journal import metadata
from vanhoa_desktop.errors import ErrorCode, VanHoaError

# 2: the fold judges otherwise (docs/decisions: receiving closes nothing), the tables are as before.
# 3: what was received is acknowledged per installation; the fold knows what a claim is worth.
SCHEMA_VERSION = 3
# What a store of version 2 knew of devices, each of them taken for one installation.
_TO_INSTALLATIONS = (
    """INSERT INTO installation_news
        SELECT device, '', 1, 0, down_number, down_bundle, at FROM device_news""",
    """INSERT INTO installation_acknowledgement
        SELECT device, '', chain, seq, change FROM acknowledgement""",
    "DROP TABLE device_news",
    "DROP TABLE acknowledgement",
)
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


def lacks_tables(connection: Connection) -> bool:
    """Whether a store that can be opened has not all tables of this program."""
    has_old = "SELECT count(*) FROM sqlite_master WHERE name = 'device_news'"
    return bool(connection.exec_driver_sql(has_old).scalar_one())


def add_tables(connection: Connection) -> None:
    """Give a store of an older program the tables of this one; the journal stays as it is."""
    metadata.create_all(connection)
    for step in _TO_INSTALLATIONS:
        connection.exec_driver_sql(step)
