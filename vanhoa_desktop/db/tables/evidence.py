"""Evidence: the live records, which files they name, and the files themselves.

`evidence` and `evidence_name` are a fold of the journal like all projections. The files are no part
of the journal: a record names its file by SHA-256, and the file may come later (or never).
"""

from sqlalchemy import Column, Index, Integer, LargeBinary, Table, Text

from vanhoa_desktop.db.tables.journal import metadata

evidence = Table(
    "evidence",
    metadata,
    Column("record", LargeBinary, primary_key=True),
    Column("person", LargeBinary),
    Column("year", Integer, nullable=False),
    Column("indicator", Text),
    Column("unit", LargeBinary, nullable=False),
    Column("sha256", LargeBinary),
    Column("note", Text),
)
Index("evidence_by_person", evidence.c.person, evidence.c.year)
Index("evidence_by_year", evidence.c.year, evidence.c.unit)
Index("evidence_by_file", evidence.c.sha256)

# Every file that a change of a record names, standing or not, unless the record was deleted or
# erased: an undone record can be redone, so its file stays.
evidence_name = Table(
    "evidence_name",
    metadata,
    Column("record", LargeBinary, primary_key=True),
    Column("sha256", LargeBinary, primary_key=True),
    sqlite_with_rowid=False,
)
Index("evidence_name_by_file", evidence_name.c.sha256)

evidence_file = Table(
    "evidence_file",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("sha256", LargeBinary, nullable=False, unique=True),
    Column("size", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

# Files that came before the changes that name them: kept until the sender's chain is held up to
# `seq`, as the sender said it is.
early_evidence = Table(
    "early_evidence",
    metadata,
    Column("sha256", LargeBinary, primary_key=True),
    Column("chain", Text, primary_key=True),
    Column("seq", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# What each device last said it lacks (`evidence_wanted` of its manifests).
wanted_evidence = Table(
    "wanted_evidence",
    metadata,
    Column("device", Text, primary_key=True),
    Column("sha256", LargeBinary, primary_key=True),
    sqlite_with_rowid=False,
)
