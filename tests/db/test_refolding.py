"""Every table is built anew from the journal, exactly as it was."""

from pathlib import Path

import pytest
from sqlalchemy import text

from tests.builders.offices import YEAR, Offices
from tests.builders.sent_year import FAILING, PASSING, appraise, decide, sent_year
from tests.db.table_contents import everything
from vanhoa_desktop.services.office.integrity import IntegrityService
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.people.clans import ClanService
from vanhoa_desktop.services.people.households import HouseholdService
from vanhoa_desktop.services.rows.roster import RosterService


@pytest.fixture
def lived(offices: Offices, tmp_path: Path) -> Offices:
    """A year with titles, a household and a clan at the commune."""
    sent_year(offices, tmp_path)
    appraise(offices.commune)
    decide(offices.commune)
    with offices.commune.open() as session:
        ClanService(session).add("Dòng họ Lê")
        (unit, *_) = {p.home_unit for p in RosterService(session).search("")}
        household = HouseholdService(session).add("H1", unit_text=unit)
        HouseholdService(session).place(household, "Dòng họ Lê", YEAR)
    return offices


def alter(session: Session, statement: str) -> None:
    """Write past the program."""
    writer = session.database._writer
    assert writer is not None
    with writer.begin() as connection:
        assert connection.execute(text(statement)).rowcount


@pytest.mark.parametrize("number", [0, 1], ids=["commune", "village"])
def test_a_sound_store_is_folded_to_the_same_rows(lived: Offices, number: int) -> None:
    office = (lived.commune, lived.villages[0])[number]
    with office.open() as session:
        before = everything(session.database)
        assert IntegrityService(session).repair() == ()
        after = everything(session.database)
        for table in before.keys() - {"tally"}:
            assert after[table] == before[table], table
        assert IntegrityService(session).check().is_ok


@pytest.mark.parametrize(
    ("statement", "table"),
    [
        (f"UPDATE person SET full_name = 'Ai' WHERE full_name = '{FAILING}'", "person"),
        (f"DELETE FROM person WHERE full_name = '{PASSING[0]}'", "person"),
        ("DELETE FROM points WHERE indicator = 'CS1'", "points"),
        ("UPDATE assessment SET outcome = 'x'", "assessment"),
        ("DELETE FROM recognition", "recognition"),
        ("DELETE FROM title", "title"),
        ("UPDATE record_state SET digest = zeroblob(32)", "record_state"),
        ("DELETE FROM clan_household", "clan_household"),
    ],
)
def test_what_differs_is_named_and_mended(lived: Offices, statement: str, table: str) -> None:
    with lived.commune.open() as session:
        before = everything(session.database)
        alter(session, statement)
        assert everything(session.database)[table] != before[table]
        assert IntegrityService(session).repair() == (table,)
        assert everything(session.database)[table] == before[table]
        assert IntegrityService(session).repair() == ()
        assert IntegrityService(session).check().is_ok


def test_a_record_that_no_change_speaks_of_goes(lived: Offices) -> None:
    with lived.commune.open() as session:
        alter(
            session,
            "INSERT INTO clan (record, name, sort_key) VALUES (zeroblob(16), 'Ma', 'ma')",
        )
        assert IntegrityService(session).repair() == ("clan",)
        assert [clan.name for clan in ClanService(session).clans()] == ["Dòng họ Lê"]


def test_repairing_adds_nothing_to_the_journal(lived: Offices) -> None:
    with lived.commune.open() as session:
        before = IntegrityService(session).state_hash()
        alter(session, "UPDATE person SET full_name = 'Ai'")
        IntegrityService(session).repair()
        assert IntegrityService(session).state_hash() == before
