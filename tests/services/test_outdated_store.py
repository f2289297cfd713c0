"""A store that an older program folded is folded anew before it is used; the journal stays."""

from sqlalchemy import update

from tests.builders.disputes import late_edit
from tests.builders.offices import YEAR, Offices
from vanhoa_desktop.db.schema import SCHEMA_VERSION
from vanhoa_desktop.db.tables.projections import assessment
from vanhoa_desktop.services.disputes import DisputeService
from vanhoa_desktop.services.integrity import IntegrityService


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
    with offices.commune.open() as session:
        assert not session.database.is_outdated
