"""A store that an older program folded is folded anew before it is used; the journal stays."""

import pytest
from sqlalchemy import update

from tests.builders.disputes import late_edit
from tests.builders.offices import YEAR, Offices
from vanhoa_desktop.db.bundle_ledger import NumberedBundle
from vanhoa_desktop.db.schema import SCHEMA_VERSION
from vanhoa_desktop.db.tables.projections import assessment
from vanhoa_desktop.services.office.integrity import IntegrityService
from vanhoa_desktop.services.sheets.disputes import DisputeService


def test_what_an_older_program_saw_otherwise_is_seen_rightly_once_it_is_opened(
    offices: Offices,
) -> None:
    """The first program held no sheet for a late edit: its tables say that nothing is disputed."""
    late_edit(offices, offices.folder)
    with offices.commune.open() as session:
        ids = IntegrityService(session).state_hash().ids_sha256
        writer = session.database._writer
        assert writer is not None
        with writer.begin() as connection:
            connection.execute(update(assessment).values(in_conflict=False))
            connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION - 1}")
        assert DisputeService(session).held(YEAR) == ()
    with offices.commune.open() as session:
        (held,) = DisputeService(session).held(YEAR)
        assert held.name == "Lê Thị Muộn"
        assert IntegrityService(session).state_hash().ids_sha256 == ids


@pytest.mark.parametrize("writing", [True, False])
def test_a_store_that_knew_only_devices_takes_each_for_one_installation(
    offices: Offices, *, writing: bool
) -> None:
    """Also where it is only read first: by `vanhoa device list`, say."""
    commune, village = offices.commune, offices.villages[0]
    commune.merge(village.export(offices.folder / "up.vhb"))
    with village.open(writing=False) as session:
        device = session.identity.device_id
    with commune.open() as session:
        writer = session.database._writer
        assert writer is not None
        with writer.begin() as connection:
            for step in _TO_DEVICES:
                connection.exec_driver_sql(step)
    with commune.open(writing=writing) as session, session.database.reading() as reading:
        (said,) = reading.ledger.acknowledgements([device])[device]
        assert (said.installation, said.down) == ("", NumberedBundle(3, "ab"))
    with commune.open() as session:
        assert IntegrityService(session).check().is_ok


# What version 2 had in the place of the tables of installations.
_TO_DEVICES = (
    """CREATE TABLE device_news (device TEXT PRIMARY KEY, down_number INTEGER NOT NULL,
        down_bundle TEXT NOT NULL, at TEXT NOT NULL)""",
    """CREATE TABLE acknowledgement (device TEXT NOT NULL, chain TEXT NOT NULL,
        seq INTEGER NOT NULL, change BLOB NOT NULL, PRIMARY KEY (device, chain))""",
    "INSERT INTO device_news SELECT device, 3, 'ab', '2026-11-25T07:00:00Z' FROM installation_news",
    "DROP TABLE installation_news",
    "DROP TABLE installation_acknowledgement",
    "PRAGMA user_version = 2",
)
