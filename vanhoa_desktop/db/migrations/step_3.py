"""From 2 to 3: what was received is acknowledged per installation instead of per device.

Each device is taken for one installation; what it holds was heard first of it.
"""

from sqlalchemy import Connection

_STATEMENTS = (
    """CREATE TABLE installation_news (
        device TEXT NOT NULL, installation TEXT NOT NULL, heard INTEGER NOT NULL,
        sent INTEGER NOT NULL, down_number INTEGER NOT NULL, down_bundle TEXT NOT NULL,
        at TEXT NOT NULL, PRIMARY KEY (device, installation))""",
    """CREATE TABLE installation_acknowledgement (
        device TEXT NOT NULL, installation TEXT NOT NULL, chain TEXT NOT NULL,
        seq INTEGER NOT NULL, change BLOB NOT NULL, PRIMARY KEY (device, installation, chain))""",
    """INSERT INTO installation_news
        SELECT device, '', 1, 0, down_number, down_bundle, at FROM device_news""",
    """INSERT INTO installation_acknowledgement
        SELECT device, '', chain, seq, change FROM acknowledgement""",
    "DROP TABLE device_news",
    "DROP TABLE acknowledgement",
)


def run(connection: Connection) -> None:
    """Make the tables of installations from those of devices."""
    for statement in _STATEMENTS:
        connection.exec_driver_sql(statement)
