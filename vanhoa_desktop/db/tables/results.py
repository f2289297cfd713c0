"""What results read from one another: who holds which title, and indexes to find who belongs where.

A fold of the journal like all other projections, kept up to date change by change
(docs/decisions/0013).
"""

from sqlalchemy import Column, Index, Integer, LargeBinary, Table, Text

from vanhoa_desktop.db.tables.journal import metadata
from vanhoa_desktop.db.tables.projections import clan_household, person, recognition, registration

# Who holds the title of a model in a year as things stand: by an issued decision, or because the
# sheet passes; never where it was withdrawn, stopped or revoked.
title = Table(
    "title",
    metadata,
    Column("year", Integer, primary_key=True),
    Column("model", Text, primary_key=True),
    Column("subject", LargeBinary, primary_key=True),
    sqlite_with_rowid=False,
)

# What the populations of bodies were last counted to be. A row that is not there is counted when it
# is next read; one whose members may have changed is deleted.
tally = Table(
    "tally",
    metadata,
    Column("year", Integer, primary_key=True),
    Column("model", Text, primary_key=True),
    Column("population", Text, primary_key=True),
    Column("body", LargeBinary, primary_key=True),
    Column("count", Integer, nullable=False),
    Column("titled", Integer, nullable=False),
    sqlite_with_rowid=False,
)

Index("person_by_household", person.c.household)
Index("clan_household_by_clan", clan_household.c.clan, clan_household.c.year)
Index("recognition_by_person", recognition.c.person, recognition.c.year)
Index("registration_by_unit", registration.c.unit, registration.c.year)
